"""The camera of a picture, and one placing of the head before it."""

import math

import numpy as np

from mien_inference.face.arrays import Floats32
from mien_inference.face.shape.headframe import CAMERA_CM, HeadFrame
from mien_protocol.quaternion import identity, to_matrix

__all__ = ["Pose", "View"]

_NECK_PIVOT_CM = np.array([0.0, -3.0, -2.5], np.float32)
"""The head turns where the skull sits on the spine: below and behind the point between the ears."""

_LEAN_CM = 2.0
"""The head alone comes this much nearer or goes further; beyond, the whole person does, or the neck would tear."""

_NEAREST, _FURTHEST = 0.5, 60.0
"""Bounds of how much larger and further away (cm) than in the photo a person may get."""


class View:
    """View of a head of the canvas in a picture.

    Args:
        head: The head in the canvas.
        margin_px: Canvas beyond each side of the frame.
        frame_size: Width and height of the frame, canvas pixels.
        picture_size: Width and height of the picture, pixels.
    """

    def __init__(
        self, head: HeadFrame, margin_px: int, frame_size: tuple[int, int], picture_size: tuple[int, int]
    ) -> None:
        self.picture_size = picture_size
        self.scale = np.array(picture_size, np.float32) / np.array(frame_size, np.float32)
        self._margin = np.float32(margin_px)
        self.axes = head.axes.astype(np.float32)
        self.px_per_cm = (head.px_per_cm * self.scale * [1.0, -1.0]).astype(np.float32)
        self.origin = self.from_canvas(head.origin_px.astype(np.float32))

    def from_canvas(self, pixels: Floats32) -> Floats32:
        """Pixels of the picture, whose centres lie at integers, from places on the canvas, shape (..., 2)."""
        return np.asarray((pixels - self._margin) * self.scale - np.float32(0.5), np.float32)

    def pose(self, head_wxyz: Floats32, head_m: Floats32) -> "Pose":
        """Places the head, relative to the photo's: rotation, then translation in metres.

        A rotation that is no number counts as none, and so does each such length.
        """
        turn = head_wxyz if np.isfinite(head_wxyz).all() else identity(1)[0]
        return Pose(self, turn, np.where(np.isfinite(head_m), head_m, 0).astype(np.float32))


class Pose:
    """One placing of the head.

    Attributes:
        zoom: Scale of the whole person about the middle of the picture's lower edge.
        anchor: That middle, pixels, shape (2,).
    """

    def __init__(self, view: View, head_wxyz: Floats32, head_m: Floats32) -> None:
        self.view = view
        self._turn = (to_matrix(head_wxyz) - np.eye(3)).astype(np.float32)
        shift = np.asarray(head_m, np.float64) * 100.0
        lean = _LEAN_CM * math.tanh(shift[2] / _LEAN_CM)
        approach = min(max(shift[2] - lean, -_FURTHEST), CAMERA_CM * _NEAREST)
        self.zoom = CAMERA_CM / (CAMERA_CM - approach)
        self._shift = np.array([shift[0], shift[1], lean], np.float32)
        width, height = view.picture_size
        self.anchor = np.array([width / 2, height], np.float32) - np.float32(0.5)

    def place(self, points_cm: Floats32, weight: Floats32 | None = None) -> tuple[Floats32, Floats32]:
        """Projects points of the head into the picture.

        Args:
            points_cm: In the neutral head's frame, shape (n, 3).
            weight: Share of the head's motion each point takes, shape (n,); None is all of it.

        Returns:
            Pixels of the picture, shape (n, 2), and depth towards the viewer, centimetres, shape (n,).
        """
        motion = (points_cm - _NECK_PIVOT_CM) @ self._turn.T + self._shift
        if weight is not None:
            motion *= weight[:, None]
        camera = (points_cm + motion) @ self.view.axes.T
        nearer = np.float32(CAMERA_CM) / (np.float32(CAMERA_CM) - camera[:, 2:])
        pixels = self.view.origin + self.view.px_per_cm * nearer * camera[:, :2]
        if self.zoom != 1.0:
            pixels = self.anchor + np.float32(self.zoom) * (pixels - self.anchor)
        return pixels.astype(np.float32), np.ascontiguousarray(camera[:, 2])
