"""Painting the inside of the mouth between parted lips."""

import math
from typing import Final

import cv2
import numpy as np

from mien_inference.face.arrays import Floats32, Pixels
from mien_inference.face.mouth.layer import MouthLayer
from mien_inference.face.mouth.light import faded
from mien_inference.face.mouth.seam import ContactShadow
from mien_inference.face.mouth.solid import MouthSolid
from mien_inference.face.mouth.window import Window
from mien_inference.face.paint.opening import opening_mask, shaded_from_above
from mien_inference.face.paint.sprite import blend_into
from mien_inference.face.paint.view import Pose, View
from mien_inference.face.shape.mesh import AvatarMesh
from mien_protocol.rig import EXPRESSION_INDEX

__all__ = ["MouthPainter"]

_TONGUE_OUT: Final = EXPRESSION_INDEX["tongueOut"]

_SAMPLES_PER_CM, _MOST_SAMPLES = 34.0, 3
"""Oversampling of a drawn mouth before it is reduced to the picture's pixels, which smooths its edges."""

_OWN_BLUR_PX: Final = 0.45
"""Blur that reducing leaves; only what the photo has beyond it is added."""

_SOFT_CM, _SOFTEST_PX = 0.035, 0.5
"""Softness of the opening's edge."""

_SHADOW_CM, _SHADOW_SOFT_CM = 0.13, 0.08
_SHADOW_DARK: Final = np.array([0.34, 0.55, 0.60], np.float32)
"""Reach of the upper lip's shadow down the teeth, softness of its end, and what it takes from red, green and
blue: teeth stand behind the lips, and those of lips that hardly part lie in their shade."""

_OPENS_PX, _OPEN_PX = 0.4, 1.4
"""The inside fades in while the lips part this far at 512 pixels: no pixel pops."""

_OWN_DEPTH_CM: Final = 0.35
"""Lips that have parted this far show each its own depth; those that touch share one, from wherever they are seen."""

_TONGUE_BELOW_CM: Final = 2.6
"""Room below the opening for a tongue that hangs out."""


class MouthPainter:
    """Paints the inside of the mouth into pictures of one size.

    Args:
        layer: The mouth.
        mesh: The face it belongs to.
        view: Where the pictures see it.
    """

    def __init__(self, layer: MouthLayer, mesh: AvatarMesh, view: View) -> None:
        self._layer = layer
        self._px_per_cm = float(view.px_per_cm[0])
        self._upper_path, self._lower_path = mesh.paths["upper_lip"], mesh.paths["lower_lip"]
        # Landmarks of closed lips lie a little apart or crossed: only what moved from there is open.
        upper, lower = mesh.neutral[self._upper_path], mesh.neutral[self._lower_path]
        self._upper_offset, self._lower_offset = (lower - upper) / 2, (upper - lower) / 2
        self._own_gap = np.maximum(upper[:, 1] - lower[:, 1], 0)
        self._pixel = max(view.picture_size) / 512
        samples = int(np.clip(round(_SAMPLES_PER_CM / self._px_per_cm), 2, _MOST_SAMPLES))
        self._blur = layer.blur_px * float(view.scale[0])
        self._soft = max(_SOFTEST_PX, _SOFT_CM * self._px_per_cm, self._blur)
        self._seam = ContactShadow(self._px_per_cm, self._blur, layer.colourfulness)
        self._window = Window(len(self._upper_path))
        self._solid = MouthSolid(layer, len(self._upper_path), samples)

    def paint(
        self,
        picture: Pixels,
        expression: Floats32,
        placing: Floats32,
        *,
        vertices: Floats32,
        pose: Pose,
        nearest: Floats32,
    ) -> None:
        """Paints between the lips, in place.

        Args:
            picture: RGBA, shape (height, width, 4).
            expression: ARKit coefficients, shape (52,).
            placing: Lift and advance of the tongue, shape (2,), 0..1.
            vertices: The mesh in the head frame, shape (n, 3).
            pose: The placing of the head.
            nearest: Depth of the skin that was drawn, centimetres towards the viewer, shape (height, width).
        """
        upper, lower = self._edges(vertices)
        (seen_upper, upper_depth), (seen_lower, lower_depth) = pose.place(upper), pose.place(lower)
        gap = float(np.max(np.linalg.norm(seen_lower - seen_upper, axis=1))) / self._pixel
        if self._layer.drawn_seam:
            self._seam.paint(picture, np.asarray((seen_upper + seen_lower) / 2, np.float32), gap * self._pixel)
        out = float(expression[_TONGUE_OUT])
        if gap < _OPENS_PX and out == 0:
            return
        border = 3 + math.ceil(2 * self._soft) + int(out * _TONGUE_BELOW_CM * self._px_per_cm)
        mask, corner = opening_mask(seen_upper, seen_lower, border)
        self._window.hide(mask, (seen_upper, seen_lower), (upper_depth, lower_depth), corner, nearest)
        inside, over = self._solid.draw(
            expression,
            placing,
            edges=(upper, lower),
            pose=pose,
            corner=corner.astype(np.float32),
            size=(mask.shape[1], mask.shape[0]),
        )
        self._shade(inside, mask, over)
        soft = cv2.GaussianBlur(mask.astype(np.float32), (0, 0), self._soft) / 255
        soft *= min(max((gap - _OPENS_PX) / (_OPEN_PX - _OPENS_PX), 0.0), 1.0)
        if over is not None:
            soft = np.maximum(soft, over)
        if self._blur > _OWN_BLUR_PX:
            more = math.sqrt(self._blur**2 - _OWN_BLUR_PX**2)
            inside = np.asarray(cv2.GaussianBlur(inside, (0, 0), more), np.float32)
        inside = faded(inside, self._layer.colourfulness)
        blend_into(picture, inside, np.asarray(soft, np.float32), (int(corner[0]), int(corner[1])))

    def _shade(self, inside: Floats32, mask: Pixels, over: Floats32 | None) -> None:
        """Lays the upper lip's shadow on what is behind it, in place; a tongue that is out is before it."""
        lit = shaded_from_above(mask, _SHADOW_CM * self._px_per_cm)
        lit = np.asarray(cv2.GaussianBlur(lit, (0, 0), max(0.5, _SHADOW_SOFT_CM * self._px_per_cm)), np.float32)
        if over is not None:
            lit = np.maximum(lit, over)
        inside *= 1 - _SHADOW_DARK * (1 - lit)[..., None]

    def _edges(self, vertices: Floats32) -> tuple[Floats32, Floats32]:
        """Inner edges of the lips in the head frame, as far apart as they moved apart.

        Measured in the head and not in the picture: lips that touch do so from wherever they are seen.
        """
        upper = vertices[self._upper_path] + self._upper_offset
        lower = vertices[self._lower_path] + self._lower_offset
        apart = np.maximum(upper[:, 1] - lower[:, 1], 0)
        middle = np.asarray((upper + lower) / 2, np.float32)
        own = np.minimum(apart / np.float32(_OWN_DEPTH_CM), 1)[:, None]
        result = []
        # A slit that the photo itself shows is opened, too, or its dark would stay on the lips.
        apart = apart + own[:, 0] * self._own_gap
        for edge, sign in ((upper, 0.5), (lower, -0.5)):
            placed = np.asarray(middle + own * (edge - middle), np.float32)
            placed[:, 1] = middle[:, 1] + np.float32(sign) * apart
            result.append(placed)
        return result[0], result[1]
