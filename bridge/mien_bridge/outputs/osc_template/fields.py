"""Fields of a frame that a template can name."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_protocol.client import StreamedFrame
from mien_protocol.quaternion import to_yaw_pitch_roll
from mien_protocol.rig import EXPRESSION_NAMES

__all__ = ["FIELDS", "read_fields"]

_ANGLES: Final = ("head.yaw", "head.pitch", "head.roll", "gaze.yaw", "gaze.pitch")

FIELDS: Final[tuple[str, ...]] = (
    *EXPRESSION_NAMES,
    *_ANGLES,
    *(f"{angle}_deg" for angle in _ANGLES),
    *("head.x", "head.y", "head.z"),
    *("head.qw", "head.qx", "head.qy", "head.qz"),
    "time",
)
"""Names of the numbers: coefficients 0..1, angles in radians and in degrees, metres, the head's quaternion, and seconds
of media time. Yaw is positive towards the character's left; the head's pitch is positive nodding down, the gaze's
upwards; roll is positive when the crown leans towards the character's right."""


def read_fields(frame: StreamedFrame) -> NDArray[np.float32]:
    """The numbers of a frame in the order of `FIELDS`."""
    angles = np.concatenate((to_yaw_pitch_roll(frame.head_wxyz), frame.gaze_rad))
    time_s = np.array((frame.time_ns / 1e9,), np.float32)
    parts = (np.clip(frame.expression, 0.0, 1.0), angles, np.degrees(angles), frame.head_m, frame.head_wxyz, time_s)
    return np.concatenate(parts).astype(np.float32)
