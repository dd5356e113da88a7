"""Motion as the CSV that Epic's Live Link Face app records on an iPhone."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mien_bridge.formats.base import MotionInfo
from mien_bridge.formats.text import TextWriter
from mien_protocol.motion import Motion
from mien_protocol.quaternion import to_yaw_pitch_roll
from mien_protocol.resampling import FrameRate
from mien_protocol.rig import EXPRESSION_INDEX

__all__ = ["LIVE_LINK_COLUMNS", "LiveLinkWriter", "live_link_values", "timecode"]

# The app's recordings put right before left for jaw and mouth, though its network packets, in the order of
# Unreal's EARFaceBlendShape, put left first.
_COEFFICIENTS = (
    *("EyeBlinkLeft", "EyeLookDownLeft", "EyeLookInLeft", "EyeLookOutLeft", "EyeLookUpLeft", "EyeSquintLeft"),
    *("EyeWideLeft", "EyeBlinkRight", "EyeLookDownRight", "EyeLookInRight", "EyeLookOutRight", "EyeLookUpRight"),
    *("EyeSquintRight", "EyeWideRight", "JawForward", "JawRight", "JawLeft", "JawOpen", "MouthClose"),
    *("MouthFunnel", "MouthPucker", "MouthRight", "MouthLeft", "MouthSmileLeft", "MouthSmileRight"),
    *("MouthFrownLeft", "MouthFrownRight", "MouthDimpleLeft", "MouthDimpleRight", "MouthStretchLeft"),
    *("MouthStretchRight", "MouthRollLower", "MouthRollUpper", "MouthShrugLower", "MouthShrugUpper"),
    *("MouthPressLeft", "MouthPressRight", "MouthLowerDownLeft", "MouthLowerDownRight", "MouthUpperUpLeft"),
    *("MouthUpperUpRight", "BrowDownLeft", "BrowDownRight", "BrowInnerUp", "BrowOuterUpLeft", "BrowOuterUpRight"),
    *("CheekPuff", "CheekSquintLeft", "CheekSquintRight", "NoseSneerLeft", "NoseSneerRight", "TongueOut"),
)

_ANGLES = (
    *("HeadYaw", "HeadPitch", "HeadRoll"),
    *("LeftEyeYaw", "LeftEyePitch", "LeftEyeRoll", "RightEyeYaw", "RightEyePitch", "RightEyeRoll"),
)

LIVE_LINK_COLUMNS: tuple[str, ...] = (*_COEFFICIENTS, *_ANGLES)
"""The 61 values of a frame, in the app's order."""

_SOURCE = np.array([EXPRESSION_INDEX[name[0].lower() + name[1:]] for name in _COEFFICIENTS])


class LiveLinkWriter(TextWriter):
    """One line a frame: timecode, 61, the 52 coefficients, the nine angles; constant memory.

    Angles are radians. Yaw is positive towards the character's left; head pitch is positive nodding down, as in
    `to_yaw_pitch_roll`, and so is eye pitch, which makes it agree with EyeLookDown; roll is positive when the
    crown leans towards the character's right; eyes have no roll. The head's translation has no column.
    """

    def __init__(self, path: Path, info: MotionInfo) -> None:
        """Writes the header line."""
        super().__init__(path, info)
        self._frames = 0
        self._file.write(",".join(("Timecode", "BlendShapeCount", *LIVE_LINK_COLUMNS)) + "\n")

    def write(self, motion: Motion) -> None:
        """Writes one line a frame."""
        for values in live_link_values(motion):
            numbers = ",".join(f"{value:.10f}" for value in values)
            self._file.write(f"{timecode(self._frames, self._info.rate_hz)},{len(LIVE_LINK_COLUMNS)},{numbers}\n")
            self._frames += 1


def live_link_values(motion: Motion) -> NDArray[np.float32]:
    """Frames as the 61 values of `LIVE_LINK_COLUMNS`, shape (frames, 61)."""
    eye = np.column_stack([motion.gaze_rad[:, 0], -motion.gaze_rad[:, 1], np.zeros(len(motion), np.float32)])
    return np.column_stack([motion.expression[:, _SOURCE], to_yaw_pitch_roll(motion.head_wxyz), eye, eye])


def timecode(frame: int, rate_hz: FrameRate) -> str:
    """`hh:mm:ss:ff.fff` of a frame at `rate_hz`.

    It is the time of the recording, so that it never drifts: at a rate such as 30000/1001 a second does not begin
    with a frame, and the fraction of a frame, 0 at whole rates, tells how long before.
    """
    whole, rest = divmod(frame * rate_hz.denominator, rate_hz.numerator)
    frames, thousandths = divmod(1000 * rest // rate_hz.denominator, 1000)
    minutes, seconds = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours % 24:02d}:{minutes:02d}:{seconds:02d}:{frames:02d}.{thousandths:03d}"
