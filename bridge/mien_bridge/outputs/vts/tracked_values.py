"""Values of VTube Studio's default parameters, from ARKit's coefficients and the head.

The names are those of https://github.com/DenchiSoft/VTubeStudio/wiki/VTS-Model-Settings . Which way a value goes
follows Live2D's standard parameters, to which VTube Studio's automatic setup leads them
(https://docs.live2d.com/en/cubism-editor-manual/standard-parameter-list/): a head turned towards the character's left,
the right of the screen, has a positive `FaceAngleX`. Eyes and mouth go the other way round in VTube Studio: positive is
towards the character's right for `EyeLeftX` and `EyeRightX`, towards its left for `MouthX`.
"""

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_protocol.client import StreamedFrame
from mien_protocol.quaternion import to_yaw_pitch_roll
from mien_protocol.rig import EXPRESSION_INDEX, EXPRESSION_NAMES

__all__ = ["CUSTOM_NAMES", "custom_values", "tracking_values"]

CUSTOM_NAMES: Final[tuple[str, ...]] = tuple(f"Mien{name[0].upper()}{name[1:]}" for name in EXPRESSION_NAMES)
"""The custom parameters: `MienJawOpen` is ARKit's `jawOpen`."""

_CM: Final = 100.0

_EYE_AT_REST: Final = 0.8
"""`EyeOpenLeft` of eyes at rest: the rest, up to 1, is for eyes opened wide."""


def custom_values(frame: StreamedFrame) -> dict[str, float]:
    """The coefficients as they are, 0..1, by the names of the custom parameters."""
    return dict(zip(CUSTOM_NAMES, _within(frame.expression).tolist(), strict=True))


def tracking_values(frame: StreamedFrame) -> dict[str, float]:
    """The default parameters: angles in degrees, positions in centimetres, the rest 0..1 or -1..1."""
    face = _Face(_within(frame.expression))
    mouth_open, smile = face.mouth_open(), face.smile()
    return {
        **_head(frame),
        "EyeOpenLeft": face.eye_open("Left"),
        "EyeOpenRight": face.eye_open("Right"),
        "EyeLeftX": face.of("eyeLookInLeft") - face.of("eyeLookOutLeft"),
        "EyeLeftY": face.of("eyeLookUpLeft") - face.of("eyeLookDownLeft"),
        "EyeRightX": face.of("eyeLookOutRight") - face.of("eyeLookInRight"),
        "EyeRightY": face.of("eyeLookUpRight") - face.of("eyeLookDownRight"),
        "MouthOpen": mouth_open,
        "MouthSmile": smile,
        "MouthX": face.of("mouthLeft") - face.of("mouthRight"),
        # Many models move their mouths by these, in which VTube Studio adds its own microphone to the two above.
        "VoiceVolumePlusMouthOpen": mouth_open,
        "VoiceFrequencyPlusMouthSmile": smile,
        "Brows": 0.5 * (face.brow("Left") + face.brow("Right")),
        "BrowLeftY": face.brow("Left"),
        "BrowRightY": face.brow("Right"),
        "CheekPuff": face.of("cheekPuff"),
        "TongueOut": face.of("tongueOut"),
        "FaceAngry": 0.5 * (face.both("browDown") + face.both("noseSneer")),
    }


class _Face:
    """A face's coefficients by name."""

    def __init__(self, expression: NDArray[np.float32]) -> None:
        self._expression = expression

    def of(self, name: str) -> float:
        return float(self._expression[EXPRESSION_INDEX[name]])

    def both(self, name: str) -> float:
        return 0.5 * (self.of(f"{name}Left") + self.of(f"{name}Right"))

    def eye_open(self, side: str) -> float:
        wide = (1.0 - _EYE_AT_REST) * self.of(f"eyeWide{side}")
        return (1.0 - self.of(f"eyeBlink{side}")) * (_EYE_AT_REST + wide)

    def brow(self, side: str) -> float:
        """0 down, 0.5 at rest, 1 up."""
        up = 0.5 * (self.of("browInnerUp") + self.of(f"browOuterUp{side}"))
        return 0.5 + 0.5 * (up - self.of(f"browDown{side}"))

    def mouth_open(self) -> float:
        return max(0.0, self.of("jawOpen") - self.of("mouthClose"))

    def smile(self) -> float:
        """0 corners down or lips pursed, 0.5 at rest, 1 smiling."""
        wide = self.both("mouthSmile") + 0.5 * self.both("mouthDimple")
        narrow = self.both("mouthFrown") + 0.5 * self.of("mouthPucker")
        return min(1.0, max(0.0, 0.5 + 0.5 * (wide - narrow)))


def _head(frame: StreamedFrame) -> dict[str, float]:
    yaw, pitch, roll = (math.degrees(angle) for angle in to_yaw_pitch_roll(frame.head_wxyz).tolist())
    x, y, z = (_CM * metres for metres in frame.head_m.tolist())
    return {
        "FaceAngleX": yaw,
        "FaceAngleY": -pitch,
        "FaceAngleZ": -roll,
        "FacePositionX": x,
        "FacePositionY": y,
        # The distance from the camera, which a face that moves forward lessens.
        "FacePositionZ": -z,
    }


def _within(expression: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.clip(expression, 0.0, 1.0)
