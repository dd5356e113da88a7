"""Hairline."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator

__all__ = ["above_hairline"]

_AXIS_Z_M: Final[float] = 0.045
_RADIUS_M: Final[float] = 0.08
# Angle from the front, degrees; height of the hairline over the eyes, millimetres: forehead, temple,
# sideburn, over the ear, behind it, nape.
_LINE: Final[NDArray[np.float64]] = np.array(
    [
        (0, 76), (20, 75), (38, 69), (49, 57), (57, 41), (62, 20), (66, 2), (71, -14), (76, -16), (80, 5),
        (92, 11), (104, 7), (110, -10), (118, -38), (135, -54), (180, -60),
    ],
    dtype=np.float64,
)  # fmt: skip
_HEIGHT_M = PchipInterpolator(np.radians(_LINE[:, 0]), _LINE[:, 1] / 1000.0)
_SLOPE = _HEIGHT_M.derivative()


def above_hairline(points: NDArray[np.float64], eye_height_m: float) -> NDArray[np.float64]:
    """Distance from the hairline along the scalp, positive where hair grows.

    Args:
        points: Shape (..., 3), metres.
        eye_height_m: y of the eyes.

    Returns:
        Shape (...,), metres.
    """
    angle = np.arctan2(np.abs(points[..., 0]), points[..., 2] - _AXIS_Z_M)
    rise = points[..., 1] - eye_height_m - _HEIGHT_M(angle)
    distance: NDArray[np.float64] = rise / np.hypot(1.0, _SLOPE(angle) / _RADIUS_M)
    return distance
