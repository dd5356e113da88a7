"""The inside of the mouth, seen between parted lips."""

from dataclasses import dataclass

import cv2
import numpy as np

from mien_inference.face.arrays import Floats, Floats32, Pixels
from mien_inference.face.paint.opening import opening_mask, shaded_from_above
from mien_inference.face.paint.sprite import Sprite, blend_into, darken, lay_over
from mien_inference.face.paint.teeth import lower_teeth, tongue, upper_teeth
from mien_inference.face.paint.view import Pose, View
from mien_inference.face.shape.jaw import jaw_turned
from mien_inference.face.shape.mesh import AvatarMesh
from mien_protocol.rig import EXPRESSION_INDEX

__all__ = ["MouthLayer", "MouthPainter", "mouth_layer"]

_UPPER_EDGE_CM = -0.27
_LOWER_EDGE_CM = -0.52
_TEETH_BEHIND_CM = 0.65
"""Cutting edges relative to where the lips meet: the upper teeth show a little, the lower hide behind the lip."""

_TONGUE_CM = -0.18
_TONGUE_BEHIND_CM = 1.55
_TONGUE_OUT_CM = 1.6
"""Where the tongue rests, and how far it comes forward at tongueOut = 1."""

_TONGUE_LENGTH_CM = 1.3
_TONGUE_HALF_WIDTH = 0.5
_TONGUE_OVER_TEETH = 0.3
"""How far over the lower lip it then hangs, how wide it is beside the mouth, and from where on it hides the teeth."""

_LINING_CM, _LINING_SHARE, _LINING_LIGHT = 0.10, 0.55, 0.42
"""How far in the lining of the lips is seen, how much of it, and how much light it gets."""

_JAW_LEFT_CM = 0.55
_JAW_SHARE = 0.92
"""The teeth turn a little less than the chin, whose skin slides."""

_TOOTH_WIDTH_OF_MOUTH = 1 / 4.6
"""Teeth are as large as the mouth is wide: scale 1 for a mouth of 4.6 cm between its inner corners."""

_LIT_TEETH = 0.72
"""Light that teeth get in any case."""

_BOUNCE = np.array([0.5, 1.1, 1.4], np.float32)
"""The rest comes by the lips, which redden it: exponents for red, green and blue."""

_SEAM_CM = 0.05
_SEAM_DARK = np.array([0.45, 0.62, 0.60], np.float32)
"""Width of the line between closed lips, and what it takes from red, green and blue: least of the lips' own red."""

_CAVITY_RGB = np.array([0.13, 0.045, 0.055]) * 255
_LOWER_TEETH_LIGHT = 0.78
_ENAMEL_RGB = np.array([244.0, 231.0, 208.0])
_FLESH_RGB = np.array([212.0, 122.0, 120.0])

_OWN_PLACE_CM = 0.3
"""Lips this far apart are drawn from where each of them is."""

_BRIGHTNESS = np.array([0.299, 0.587, 0.114], np.float32)

_OPENS_PX, _OPEN_PX = 0.4, 1.4
"""The inside fades in while the lips part this far at 512 pixels: no pixel pops."""


@dataclass(frozen=True, slots=True)
class MouthLayer:
    """What one person's mouth is painted with.

    Attributes:
        upper: Upper teeth.
        lower: Lower teeth.
        tongue: The tongue.
        cavity: Colour of the dark behind them, RGB 0..255, shape (3,).
        lining: Colour of lips and cheeks from inside, likewise.
        seam_cm: Middle of the closed lips in the head frame, shape (3,).
        tooth_scale: Size of the teeth, relative to their own.
        drawn_seam: The photo has no line between closed lips, so it is drawn.
        colourfulness: How much of its colour the mouth keeps, 0 (grey) to 1.
    """

    upper: Sprite
    lower: Sprite
    tongue: Sprite
    cavity: Floats32
    lining: Floats32
    seam_cm: Floats32
    tooth_scale: float
    drawn_seam: bool
    colourfulness: float


def mouth_layer(
    mesh: AvatarMesh,
    exposure: float,
    tint: Floats,
    *,
    colourfulness: float,
    own_enamel: Floats | None,
    drawn_seam: bool,
) -> MouthLayer:
    """Prepares the inside of a mouth.

    Args:
        mesh: The face.
        exposure: Brightness of the photo's light, 0..1.
        tint: Its colour, RGB about 1, shape (3,).
        colourfulness: How much colour the photo has, 0 (black and white) to 1.
        own_enamel: Colour of the person's teeth where the photo shows them, RGB 0..255.
        drawn_seam: Whether the line between closed lips must be drawn.
    """
    light = exposure * tint
    enamel = _ENAMEL_RGB * light if own_enamel is None else own_enamel
    flesh = _FLESH_RGB * light
    upper, lower = mesh.paths["upper_lip"], mesh.paths["lower_lip"]
    width = float(mesh.neutral[upper[-1], 0] - mesh.neutral[upper[0], 0])
    middle = len(upper) // 2
    return MouthLayer(
        upper=upper_teeth(enamel, flesh),
        lower=lower_teeth(enamel * _LOWER_TEETH_LIGHT, flesh * _LOWER_TEETH_LIGHT),
        tongue=tongue(flesh * 0.95),
        cavity=(_CAVITY_RGB * exposure).astype(np.float32),
        lining=(flesh * _LINING_LIGHT).astype(np.float32),
        seam_cm=(mesh.neutral[upper[middle]] + mesh.neutral[lower[middle]]) / 2,
        tooth_scale=float(np.clip(width * _TOOTH_WIDTH_OF_MOUTH, 0.85, 1.12)),
        drawn_seam=drawn_seam,
        colourfulness=colourfulness,
    )


class MouthPainter:
    """Paints the inside of the mouth into pictures of one size."""

    def __init__(self, layer: MouthLayer, mesh: AvatarMesh, view: View) -> None:
        self._layer = layer
        self._px_per_cm = float(view.px_per_cm[0])
        resolution = self._px_per_cm * layer.tooth_scale
        self._upper = layer.upper.for_resolution(resolution)
        self._lower = layer.lower.for_resolution(resolution)
        self._tongue = layer.tongue.for_resolution(resolution)
        self._upper_path, self._lower_path = mesh.paths["upper_lip"], mesh.paths["lower_lip"]
        # Landmarks of closed lips lie a little apart or crossed; only what is more than that is open.
        self._closed_cm = mesh.neutral[self._upper_path, 1] - mesh.neutral[self._lower_path, 1]
        across = np.linspace(-1.0, 1.0, len(self._upper_path))
        self._tongue_tip = np.sqrt(np.maximum(0.0, 1 - (across / _TONGUE_HALF_WIDTH) ** 2)).astype(np.float32)
        self._pixel = max(view.picture_size) / 512
        self._seam_dark = _faded(_SEAM_DARK, layer.colourfulness)

    def paint(self, picture: Pixels, expression: Floats32, vertices: Floats32, pose: Pose) -> None:
        """Paints between the lips, in place.

        Args:
            picture: RGBA, shape (height, width, 4).
            expression: ARKit coefficients, shape (52,).
            vertices: The mesh in the head frame, shape (n, 3).
            pose: The placing of the head.
        """
        out = float(expression[EXPRESSION_INDEX["tongueOut"]])
        upper, lower = self._opening(vertices, out, pose)
        gap = float(np.max(np.linalg.norm(lower - upper, axis=1))) / self._pixel
        if self._layer.drawn_seam:
            self._paint_seam(picture, upper, lower)
        if gap < _OPENS_PX:
            return
        mask, corner = opening_mask(upper, lower, 4)
        inside = self._inside(expression, pose, corner.astype(np.float32), mask)
        soft = cv2.GaussianBlur(mask.astype(np.float32), (0, 0), max(0.5, 0.05 * self._px_per_cm)) / 255
        soft *= min(max((gap - _OPENS_PX) / (_OPEN_PX - _OPENS_PX), 0.0), 1.0)
        blend_into(picture, inside, np.asarray(soft, np.float32), (int(corner[0]), int(corner[1])))

    def _paint_seam(self, picture: Pixels, upper: Floats32, lower: Floats32) -> None:
        """A soft dark line where the lips meet, in place; over an open mouth its interior is painted next."""
        line = (upper + lower) / 2
        reach = 3 + int(0.2 * self._px_per_cm)
        corner = np.floor(line.min(0)).astype(int) - reach
        width, height = (int(v) for v in np.ceil(line.max(0)).astype(int) + reach - corner)
        mask = np.zeros((height, width), np.uint8)
        thickness = max(1, round(_SEAM_CM * self._px_per_cm))
        cv2.polylines(mask, [np.round((line - corner) * 16).astype(np.int32)], False, 255, thickness, cv2.LINE_AA, 4)
        # A line narrower than a pixel is drawn as wide as one, and as much fainter.
        share = min(1.0, _SEAM_CM * self._px_per_cm / thickness) / 255
        soft = cv2.GaussianBlur(mask.astype(np.float32), (0, 0), max(0.6, 0.6 * _SEAM_CM * self._px_per_cm)) * share
        darken(picture, np.asarray(soft[..., None] * self._seam_dark, np.float32), (int(corner[0]), int(corner[1])))

    def _opening(self, vertices: Floats32, out: float, pose: Pose) -> tuple[Floats32, Floats32]:
        """Inner edges of the lips, as far apart as they moved apart in the head, and a tongue between them, pixels.

        Measured in the head and not in the picture: lips that touch do so from wherever they are seen.
        """
        upper, lower = vertices[self._upper_path], vertices[self._lower_path]
        apart = np.maximum(upper[:, 1] - lower[:, 1] - self._closed_cm, 0.0)[:, None]
        middle, up = (upper + lower) / 2, np.array([0.0, 1.0, 0.0], np.float32)
        # Shut lips meet half-way; the further they part, the more each is where the skin is drawn, at its own depth.
        own = np.minimum(apart / _OWN_PLACE_CM, 1.0)
        closed = self._closed_cm[:, None] / 2 * up
        high = own * (upper - closed) + (1 - own) * (middle + apart / 2 * up)
        low = own * (lower + closed) + (1 - own) * (middle - apart / 2 * up)
        low = low - (_TONGUE_LENGTH_CM * out * self._tongue_tip)[:, None] * up
        return pose.place(high)[0], pose.place(low)[0]

    def _inside(self, expression: Floats32, pose: Pose, corner: Floats32, mask: Pixels) -> Floats32:
        height, width = mask.shape
        light = self._light(mask)[..., None]
        jaw = float(expression[EXPRESSION_INDEX["jawOpen"]]) * _JAW_SHARE
        sideways = float(expression[EXPRESSION_INDEX["jawLeft"]] - expression[EXPRESSION_INDEX["jawRight"]])
        out = float(expression[EXPRESSION_INDEX["tongueOut"]])
        inside = np.empty((height, width, 3), np.float32)
        inside[:] = self._layer.cavity

        def lay(sprite: Sprite, offset: tuple[float, float, float], *, in_jaw: bool, share: float = 1.0) -> None:
            place, axes = self._placed(np.array(offset), jaw * in_jaw, sideways * in_jaw, pose)
            lay_over(inside, sprite.warped(axes, place - corner, (width, height)) * np.float32(share))

        lower_at = (0.0, _LOWER_EDGE_CM, -_TEETH_BEHIND_CM - 0.15)
        tongue_at = (0.0, _TONGUE_CM + 0.30 * jaw + 0.10 * out, _TONGUE_OUT_CM * out - _TONGUE_BEHIND_CM)
        lay(self._lower, lower_at, in_jaw=True)
        lay(self._tongue, tongue_at, in_jaw=True)
        # Light falls on the teeth first; tongue and throat behind them get what is left, and the lining of the lips
        # and cheeks at the rim catches some from outside.
        inside *= light + (1 - light) * out
        inside += self._rim(mask)[..., None] * (self._layer.lining - inside)
        lay(self._lower, lower_at, in_jaw=True, share=max(0.0, 1 - out / _TONGUE_OVER_TEETH))
        lay(self._upper, (0.0, _UPPER_EDGE_CM, -_TEETH_BEHIND_CM), in_jaw=False)
        inside *= _LIT_TEETH + (1 - _LIT_TEETH) * light**_BOUNCE
        return _faded(inside, self._layer.colourfulness)

    def _rim(self, mask: Pixels) -> Floats32:
        """1 at the edge of the opening, none a few millimetres in."""
        deep = cv2.GaussianBlur(mask.astype(np.float32), (0, 0), max(0.6, _LINING_CM * self._px_per_cm)) / 255
        return np.asarray(np.clip(_LINING_SHARE * (2 - 2 * deep), 0, _LINING_SHARE), np.float32)

    def _placed(self, offset: Floats, jaw: float, sideways: float, pose: Pose) -> tuple[Floats32, Floats32]:
        """Where a sprite's anchor and its unit vectors (right, down) are seen."""
        scale = self._layer.tooth_scale
        frame = self._layer.seam_cm + offset + np.array([[0, 0, 0], [scale, 0, 0], [0, -scale, 0]])
        frame = frame + jaw_turned(frame, jaw) + np.array([sideways * _JAW_LEFT_CM, 0, 0])
        pixels, _ = pose.place(frame.astype(np.float32))
        return pixels[0], np.column_stack([pixels[1] - pixels[0], pixels[2] - pixels[0]])

    def _light(self, mask: Pixels) -> Floats32:
        """Light that reaches in: less in narrow openings and under the upper lip."""
        shadow = shaded_from_above(mask, 0.10 * self._px_per_cm)
        lit = cv2.GaussianBlur(shadow, (0, 0), max(0.8, 0.27 * self._px_per_cm))
        return np.asarray(np.clip(lit * 1.45 - 0.12, 0.03, 1.0), np.float32)


def _faded(colours: Floats32, colourfulness: float) -> Floats32:
    """Colours, shape (..., 3), of which only so much is left beside the grey that is as bright (ITU-R BT.601)."""
    if colourfulness == 1.0:
        return colours
    grey = (colours @ _BRIGHTNESS)[..., None]
    return np.asarray(grey + np.float32(colourfulness) * (colours - grey), np.float32)
