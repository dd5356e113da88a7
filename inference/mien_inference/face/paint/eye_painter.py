"""Painting the eyes: irises that look, under lids that may close."""

import math

import cv2
import numpy as np

from mien_inference.face.arrays import Floats32, Pixels
from mien_inference.face.paint.eyes import EyeLayer
from mien_inference.face.paint.lid_painter import LidPainter
from mien_inference.face.paint.opening import opening_mask, shaded_from_above
from mien_inference.face.paint.sprite import blend_into, lay_over
from mien_inference.face.paint.view import Pose, View
from mien_inference.face.shape.mesh import AvatarMesh
from mien_protocol.rig import EXPRESSION_INDEX, EYE_PITCH_FULL_RAD, EYE_YAW_FULL_RAD

__all__ = ["EyePainter"]

_DOWN_SHARE = 0.8
"""Of a look down, what the iris does; the lids do the rest by covering its upper part."""

_EYEBALL_CM = 1.22
_GLINT_FOLLOWS = 0.55
"""Of the iris's way, what a reflection goes: the cornea's centre lies half as far from the eye's as the iris does."""

_STILL = 0.05
"""Of what makes the layers show in full, so little is rounding."""

_SHIFT_SHOWS_CM = 0.03
_LID_SHOWS = 0.12
"""The layers take the photo's place once the iris moved this far, or the opening changed by this share: at rest
the photo's own eye is seen, and the change from one to the other is too small to notice."""


class EyePainter:
    """Paints one eye into pictures of one size."""

    def __init__(self, layer: EyeLayer, mesh: AvatarMesh, view: View) -> None:
        self._layer = layer
        self._lid = LidPainter(layer.lid, layer.side, mesh, view)
        self._view = view
        side = layer.side
        self._upper_path = mesh.paths[f"upper_lid_{side.lower()}"]
        self._lower_path = mesh.paths[f"lower_lid_{side.lower()}"]
        self._names = {name: EXPRESSION_INDEX[name + side] for name in _COEFFICIENTS}
        # Looking out is towards +X for the left eye, towards -X for the right one.
        self._outward = 1.0 if side == "Left" else -1.0
        resolution = float(view.scale[0])
        self._sclera = layer.sclera.for_resolution(resolution)
        self._iris = layer.iris.for_resolution(resolution)
        self._glint = layer.glint.for_resolution(resolution)
        self._mirrors = bool(layer.glint.rgba.any())
        _, per_cm = self._axes(view.pose(np.array([1, 0, 0, 0], np.float32), np.zeros(3, np.float32)))
        self._from_rest = np.linalg.inv(per_cm) * view.scale
        cm = abs(float(view.px_per_cm[0]))
        self._cm = cm
        rest = view.from_canvas(mesh.texture_px)
        self._rest_gap = max(float(np.max(rest[self._lower_path, 1] - rest[self._upper_path, 1])), 0.5)

    def paint(self, picture: Pixels, expression: Floats32, vertices: Floats32, points: Floats32, pose: Pose) -> None:
        """Paints the eye and its upper lid, in place.

        Args:
            picture: RGBA, shape (height, width, 4).
            expression: ARKit coefficients, shape (52,).
            vertices: The mesh in the head frame, centimetres, shape (n, 3).
            points: Where it is seen, pixels, shape (n, 2).
            pose: The placing of the head.
        """
        middle, per_cm = self._axes(pose)
        self._paint_opening(picture, expression, points, pose, (middle, per_cm))
        self._lid.paint(picture, expression, vertices, points, down=per_cm[:, 1])

    def _paint_opening(
        self,
        picture: Pixels,
        expression: Floats32,
        points: Floats32,
        pose: Pose,
        placing: tuple[Floats32, Floats32],
    ) -> None:
        upper, lower = points[self._upper_path], points[self._lower_path]
        gap = float(np.max(lower[:, 1] - upper[:, 1]))
        shift = self._shift_cm(expression)
        presence = self._presence(shift, gap, pose)
        if gap < 0.06 * self._cm or presence <= 0:
            return
        mask, corner = opening_mask(upper, lower, 3)
        eye = self._eye(shift, placing, corner.astype(np.float32), mask.shape[::-1])
        eye *= self._lid_shadow(mask, expression)[..., None]
        soft = cv2.GaussianBlur(mask.astype(np.float32), (0, 0), max(0.45, 0.03 * self._cm)) / 255
        blend_into(picture, eye, np.asarray(soft * presence, np.float32), (int(corner[0]), int(corner[1])))

    def _value(self, expression: Floats32, name: str) -> float:
        return float(expression[self._names[name]])

    def _shift_cm(self, expression: Floats32) -> Floats32:
        """Displacement of the iris by the gaze, right and up in the head frame."""
        out = self._value(expression, "eyeLookOut") - self._value(expression, "eyeLookIn")
        up = self._value(expression, "eyeLookUp") - _DOWN_SHARE * self._value(expression, "eyeLookDown")
        yaw, pitch = self._outward * out * EYE_YAW_FULL_RAD, up * EYE_PITCH_FULL_RAD
        return np.array([math.sin(yaw), math.sin(pitch)], np.float32) * np.float32(_EYEBALL_CM)

    def _presence(self, shift_cm: Floats32, gap: float, pose: Pose) -> float:
        looked = math.hypot(*shift_cm) / _SHIFT_SHOWS_CM
        moved = abs(gap / pose.zoom / self._rest_gap - 1) / _LID_SHOWS
        return float(min((max(looked, moved) - _STILL) / (1 - _STILL), 1.0))

    def _axes(self, pose: Pose) -> tuple[Floats32, Floats32]:
        """The middle of the eye, shape (2,), and 1 cm to the head's right and down as columns, shape (2, 2); pixels."""
        frame = self._layer.middle_cm + np.array([[0, 0, 0], [1, 0, 0], [0, -1, 0]], np.float32)
        pixels, _ = pose.place(frame)
        return pixels[0], np.stack([pixels[1] - pixels[0], pixels[2] - pixels[0]], axis=1)

    def _eye(
        self, shift_cm: Floats32, placing: tuple[Floats32, Floats32], corner: Floats32, size: tuple[int, int]
    ) -> Floats32:
        middle, per_cm = placing
        # Canvas pixels to picture pixels under the head's motion, linear about the middle of the eye.
        axes = np.asarray(per_cm @ self._from_rest, np.float32)
        sclera = self._sclera.warped(axes, middle - corner, size)
        eye = np.ascontiguousarray(sclera[..., :3])
        centre = middle - corner + axes @ (self._layer.iris_px - self._layer.middle_px)
        shift = per_cm @ (shift_cm * [1, -1])
        iris = self._iris.warped(axes, (centre + shift).astype(np.float32), size)
        lay_over(eye, iris)
        if not self._mirrors:
            return eye
        # The white of the eye does not mirror as the cornea does.
        lights = self._glint.warped(axes, (centre + _GLINT_FOLLOWS * shift).astype(np.float32), size)
        eye += lights[..., :3] * iris[..., 3:]
        return eye

    def _lid_shadow(self, mask: Pixels, expression: Floats32) -> Floats32:
        shadow = shaded_from_above(mask, 0.10 * self._cm)
        lit = np.clip(cv2.GaussianBlur(shadow, (0, 0), max(0.6, 0.12 * self._cm)) * 1.25, 0, 1)
        lowered = max(self._value(expression, "eyeBlink"), 0.6 * self._value(expression, "eyeLookDown"))
        return np.asarray(1 - (0.2 + 0.4 * lowered) * (1 - lit), np.float32)


_COEFFICIENTS = ("eyeBlink", "eyeLookDown", "eyeLookIn", "eyeLookOut", "eyeLookUp")
