"""Readers of what outputs send, written from the formats' documents and not from what writes them."""

import struct

UNREAL_TEXT = (
    "EyeBlinkLeft EyeLookDownLeft EyeLookInLeft EyeLookOutLeft EyeLookUpLeft EyeSquintLeft EyeWideLeft "
    "EyeBlinkRight EyeLookDownRight EyeLookInRight EyeLookOutRight EyeLookUpRight EyeSquintRight "
    "EyeWideRight JawForward JawLeft JawRight JawOpen MouthClose MouthFunnel MouthPucker MouthLeft "
    "MouthRight MouthSmileLeft MouthSmileRight MouthFrownLeft MouthFrownRight MouthDimpleLeft "
    "MouthDimpleRight MouthStretchLeft MouthStretchRight MouthRollLower MouthRollUpper MouthShrugLower "
    "MouthShrugUpper MouthPressLeft MouthPressRight MouthLowerDownLeft MouthLowerDownRight "
    "MouthUpperUpLeft MouthUpperUpRight BrowDownLeft BrowDownRight BrowInnerUp BrowOuterUpLeft "
    "BrowOuterUpRight CheekPuff CheekSquintLeft CheekSquintRight NoseSneerLeft NoseSneerRight TongueOut "
    "HeadYaw HeadPitch HeadRoll LeftEyeYaw LeftEyePitch LeftEyeRoll RightEyeYaw RightEyePitch "
    "RightEyeRoll"
)
UNREAL = UNREAL_TEXT.split()
"""The order of Unreal's `EARFaceBlendShape`."""

PUBLISHED_TEXT = (
    "mouthSmile_R eyeLookOut_L mouthUpperUp_L eyeWide_R mouthClose mouthPucker mouthRollLower eyeBlink_R "
    "eyeLookDown_L cheekSquint_R eyeBlink_L tongueOut jawRight eyeLookIn_R cheekSquint_L mouthDimple_L "
    "mouthPress_L eyeSquint_L mouthRight mouthShrugLower eyeLookUp_R eyeLookOut_R mouthPress_R cheekPuff "
    "jawForward mouthLowerDown_L mouthFrown_L mouthShrugUpper browOuterUp_L browInnerUp mouthDimple_R "
    "browDown_R mouthUpperUp_R mouthRollUpper mouthFunnel mouthStretch_R mouthFrown_R eyeLookDown_R "
    "jawOpen jawLeft browDown_L mouthSmile_L noseSneer_R mouthLowerDown_R noseSneer_L eyeWide_L "
    "mouthStretch_L browOuterUp_R eyeLookIn_L eyeSquint_R eyeLookUp_L mouthLeft"
)
PUBLISHED = PUBLISHED_TEXT.split()
"""The names in the sample of the app's page for developers."""


class UnrealReader:
    """Reads big-endian fields one after the other, as Unreal's archive does."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, code: str):
        (value,) = struct.unpack_from(f">{code}", self._data, self._at)
        self._at += struct.calcsize(f">{code}")
        return value

    def text(self) -> str:
        length = self.take("i")
        self._at += length
        return self._data[self._at - length : self._at].decode("utf-8")

    def packet(self) -> dict:
        head = {"version": self.take("B"), "device": self.text(), "subject": self.text()}
        time = {"frame": self.take("i"), "part": self.take("f"), "rate": (self.take("i"), self.take("i"))}
        values = {name: self.take("f") for name in UNREAL[: self.take("B")]}
        assert self._at == len(self._data)
        return {**head, **time, "values": values}


def read_ifacialmocap(text: bytes, separator: str) -> tuple[dict[str, int], dict[str, list[float]]]:
    """Reads a frame by the grammar of the app's page, and nothing more lenient."""
    values_part, transforms_part = text.decode("ascii").split("=")
    assert values_part.endswith("|")
    assert transforms_part.endswith("|")
    values, transforms = {}, {}
    for entry in values_part[:-1].split("|"):
        name, value = entry.split(separator)
        assert name not in values
        values[name] = int(value)
    for entry in transforms_part[:-1].split("|"):
        name, numbers = entry.split("#")
        transforms[name] = [float(number) for number in numbers.split(",")]
    return values, transforms


def published(name: str) -> str:
    """ARKit's name as it is in the sample."""
    return next(other for other in PUBLISHED if other in (name, f"{name[:-4]}_L", f"{name[:-5]}_R"))
