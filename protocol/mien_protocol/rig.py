"""The face's degrees of freedom: 52 ARKit coefficients, head pose, gaze.

Names and meanings follow Apple's `ARFaceAnchor.BlendShapeLocation`; left and right are the character's own.
The head frame is right-handed: +X the character's left, +Y up, +Z out of the face.
"""

import math
from typing import Final

__all__ = [
    "EXPRESSION_COUNT",
    "EXPRESSION_INDEX",
    "EXPRESSION_NAMES",
    "EYE_PITCH_FULL_RAD",
    "EYE_YAW_FULL_RAD",
    "GAZE_DIRECTIONS_RAD",
    "GAZE_LIMITS_RAD",
    "MIRRORED_INDEX",
    "SIDES",
]

EXPRESSION_NAMES: Final[tuple[str, ...]] = (
    "browDownLeft",
    "browDownRight",
    "browInnerUp",
    "browOuterUpLeft",
    "browOuterUpRight",
    "cheekPuff",
    "cheekSquintLeft",
    "cheekSquintRight",
    "eyeBlinkLeft",
    "eyeBlinkRight",
    "eyeLookDownLeft",
    "eyeLookDownRight",
    "eyeLookInLeft",
    "eyeLookInRight",
    "eyeLookOutLeft",
    "eyeLookOutRight",
    "eyeLookUpLeft",
    "eyeLookUpRight",
    "eyeSquintLeft",
    "eyeSquintRight",
    "eyeWideLeft",
    "eyeWideRight",
    "jawForward",
    "jawLeft",
    "jawOpen",
    "jawRight",
    "mouthClose",
    "mouthDimpleLeft",
    "mouthDimpleRight",
    "mouthFrownLeft",
    "mouthFrownRight",
    "mouthFunnel",
    "mouthLeft",
    "mouthLowerDownLeft",
    "mouthLowerDownRight",
    "mouthPressLeft",
    "mouthPressRight",
    "mouthPucker",
    "mouthRight",
    "mouthRollLower",
    "mouthRollUpper",
    "mouthShrugLower",
    "mouthShrugUpper",
    "mouthSmileLeft",
    "mouthSmileRight",
    "mouthStretchLeft",
    "mouthStretchRight",
    "mouthUpperUpLeft",
    "mouthUpperUpRight",
    "noseSneerLeft",
    "noseSneerRight",
    "tongueOut",
)

EXPRESSION_COUNT: Final[int] = len(EXPRESSION_NAMES)

EXPRESSION_INDEX: Final[dict[str, int]] = {name: index for index, name in enumerate(EXPRESSION_NAMES)}

SIDES: Final[tuple[str, str]] = ("Left", "Right")


def _mirrored(name: str) -> str:
    if name.endswith("Left"):
        return name.removesuffix("Left") + "Right"
    if name.endswith("Right"):
        return name.removesuffix("Right") + "Left"
    return name


MIRRORED_INDEX: Final[tuple[int, ...]] = tuple(EXPRESSION_INDEX[_mirrored(name)] for name in EXPRESSION_NAMES)
"""`expression[MIRRORED_INDEX]` is the same face seen in a mirror."""

EYE_YAW_FULL_RAD: Final[float] = math.radians(30.0)
"""Turn of an eye, to either side, at which `eyeLookIn` or `eyeLookOut` is 1."""

EYE_PITCH_FULL_RAD: Final[float] = math.radians(25.0)
"""Turn of an eye, up or down, at which `eyeLookUp` or `eyeLookDown` is 1."""

GAZE_LIMITS_RAD: Final[tuple[float, float]] = (0.6, 0.45)
"""Limits of the direction of attention, to either side, and up or down: eyes and head together."""

GAZE_DIRECTIONS_RAD: Final[dict[str, tuple[float, float]]] = {
    "front": (0.0, 0.0),
    "left": (math.radians(20.0), 0.0),
    "right": (math.radians(-20.0), 0.0),
    "up": (0.0, math.radians(15.0)),
    "down": (0.0, math.radians(-15.0)),
}
"""Named directions as yaw (towards the character's left) and pitch (upwards), relative to the viewer."""
