"""The text that iFacialMocap sends for a frame (https://www.ifacialmocap.com/for-developer/).

    NAME-VALUE|NAME-VALUE|...|=head#RX,RY,RZ,PX,PY,PZ|rightEye#RX,RY,RZ|leftEye#RX,RY,RZ|

Values are whole numbers from 0 to 100; version 2 has `&` for the `-`. Angles are degrees, positions metres. X turns
down and Y to the face's own left, as the page's sample has it, where eyes that look down by 17 and inwards have 6.0,
2.4 on the right and 6.0, -1.7 on the left.
"""

from enum import StrEnum
from typing import Final

import numpy as np

from mien_protocol.motion import MotionFrame
from mien_protocol.quaternion import to_yaw_pitch_roll
from mien_protocol.rig import EXPRESSION_NAMES

__all__ = ["Version", "format_frame"]


class Version(StrEnum):
    """Versions of the text; the value is how the setting is written."""

    V1 = "v1"
    V2 = "v2"


_SEPARATORS: Final = {Version.V1: "-", Version.V2: "&"}


def _name(coefficient: str) -> str:
    """ARKit's name as the app writes it: `_L` and `_R` for the sides, though not where the side is the direction."""
    for side in ("Left", "Right"):
        stem = coefficient.removesuffix(side)
        if stem != coefficient and stem not in ("jaw", "mouth"):
            return f"{stem}_{side[0]}"
    return coefficient


_NAMES: Final = {
    version: [_name(coefficient) + separator for coefficient in EXPRESSION_NAMES]
    for version, separator in _SEPARATORS.items()
}


def format_frame(frame: MotionFrame, version: Version, *, nudge: bool) -> bytes:
    """A frame as text, ASCII.

    Args:
        frame: The frame.
        version: Which text.
        nudge: Adds a thousandth of a millimetre to the head's distance: set for every other frame, no two in a row are
            the same, which some programs take for a lost face.
    """
    hundredths = np.rint(np.clip(frame.expression, 0.0, 1.0) * 100.0).astype(int).tolist()
    values = "|".join([f"{name}{value}" for name, value in zip(_NAMES[version], hundredths, strict=True)])
    yaw, pitch, roll = np.degrees(to_yaw_pitch_roll(frame.head_wxyz)).tolist()
    gaze_yaw, gaze_pitch = np.degrees(frame.gaze_rad).tolist()
    x, y, z = frame.head_m.tolist()
    z = round(z, 6) + (1e-6 if nudge else 0.0)
    eye = f"{-gaze_pitch:.4f},{gaze_yaw:.4f},0"
    return (
        f"{values}|=head#{pitch:.4f},{yaw:.4f},{roll:.4f},{x:.6f},{y:.6f},{z:.6f}|rightEye#{eye}|leftEye#{eye}|"
    ).encode("ascii")
