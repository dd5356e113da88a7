"""A renderer of one's own: a round face with two eyes and a mouth. Put your own engine in its place.

[project.entry-points."mien.face_renderers"]
cartoon = "cartoon_renderer:CartoonRenderer"
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from mien_inference.face import KEEP, Avatar, Background
from mien_inference.interfaces import FaceRenderer
from mien_protocol.motion import MotionFrame
from mien_protocol.quaternion import to_matrix
from mien_protocol.rig import EXPRESSION_INDEX

__all__ = ["CartoonRenderer"]

_SKIN, _INK, _MOUTH = (250, 214, 120, 255), (60, 42, 34, 255), (150, 40, 48, 255)


class CartoonRenderer(FaceRenderer):
    """Draws the motion as a cartoon; of the avatar it needs nothing."""

    def __init__(self, avatar: Avatar | None, *, size: int = 512, background: Background = KEEP) -> None:
        """Draws squares of `size` pixels before a transparent background, whatever is asked for."""
        self._picture = np.zeros((size, size, 4), np.uint8)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height, pixels."""
        return self._picture.shape[1], self._picture.shape[0]

    def render(self, frame: MotionFrame) -> NDArray[np.uint8]:
        """Draws one frame; the next call overwrites it."""
        self._picture[:] = 0
        facing = to_matrix(frame.head_wxyz) @ np.array([0.0, 0.0, 2.0])
        middle = np.array([5.0 + facing[0], 5.0 - facing[1]])
        self._ellipse((5.0, 5.0), (4.0, 4.6), _SKIN)
        for side, sign in (("Left", 1.0), ("Right", -1.0)):
            openness = 1.0 - self._value(frame, f"eyeBlink{side}")
            self._ellipse(middle + np.array([1.5 * sign, -1.0]), (0.4, 0.08 + 0.5 * openness), _INK)
        opening = self._value(frame, "jawOpen") - self._value(frame, "mouthClose")
        width = 1.4 - 0.9 * self._value(frame, "mouthPucker")
        self._ellipse(middle + np.array([0.0, 1.8]), (width, 0.08 + 1.6 * max(opening, 0.0)), _MOUTH)
        return self._picture

    def _value(self, frame: MotionFrame, name: str) -> float:
        return float(frame.expression[EXPRESSION_INDEX[name]])

    def _ellipse(
        self,
        centre: NDArray[np.float64] | tuple[float, float],
        half: tuple[float, float],
        colour: tuple[int, int, int, int],
    ) -> None:
        """Draws an ellipse in tenths of the picture."""
        unit = self._picture.shape[0] / 10
        place = (round(float(centre[0]) * unit), round(float(centre[1]) * unit))
        axes = (max(round(half[0] * unit), 1), max(round(half[1] * unit), 1))
        cv2.ellipse(self._picture, place, axes, 0, 0, 360, colour, -1, cv2.LINE_AA)
