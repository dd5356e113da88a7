"""The bones that turn a head, in Unity's axes."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_bridge.outputs.vmc.unity_axes import gaze_rotation, unity_point, unity_rotation
from mien_protocol.motion import MotionFrame
from mien_protocol.quaternion import identity, multiply, slerp
from mien_protocol.rig import EXPRESSION_INDEX

__all__ = ["Bones"]

_REST_M: Final = {
    "Neck": (0.0, 0.12, -0.02),
    "Head": (0.0, 0.09, 0.01),
    "LeftEye": (-0.03, 0.06, 0.02),
    "RightEye": (0.03, 0.06, 0.02),
    "Jaw": (0.0, 0.01, 0.01),
}
"""Where an adult's bones begin, relative to the one before, in Unity's axes, roughly: a receiver that takes positions,
too, would put the head into the neck if they were nought."""

_JAW_OPEN_RAD: Final = 0.35
"""Turn of the jaw at jawOpen 1, 20 degrees: chosen, as characters differ."""


@dataclass(frozen=True, slots=True)
class Bones:
    """Which bones are sent, and how they share the head's motion.

    Attributes:
        neck_share: Which part of the head's turn the neck takes, 0..1.
        move: How much of the head's translation the head bone takes, 0..2.
        eyes: Whether eyes are bones.
        jaw: Whether the jaw is one.
    """

    neck_share: float
    move: float
    eyes: bool
    jaw: bool

    @property
    def names(self) -> tuple[str, ...]:
        """Their names in Unity's `HumanBodyBones`, in the order of their poses."""
        eyes = ("LeftEye", "RightEye") if self.eyes else ()
        return ("Neck", "Head", *eyes, *(("Jaw",) if self.jaw else ()))

    def poses(self, frame: MotionFrame) -> NDArray[np.float32]:
        """Position in metres and rotation `xyzw` of each, relative to the bone before, shape (bones, 7)."""
        head, rest = frame.head_wxyz, identity(1)[0]
        neck = slerp(rest, head, np.array(self.neck_share)) if self.neck_share else rest
        turns = {"Neck": neck, "Head": multiply(neck * np.array((1, -1, -1, -1), np.float32), head)}
        if self.eyes:
            turns["LeftEye"] = turns["RightEye"] = gaze_rotation(frame.gaze_rad)
        if self.jaw:
            # Down is a turn about +X, of which half the angle counts in a quaternion.
            half = _JAW_OPEN_RAD / 2 * float(frame.expression[EXPRESSION_INDEX["jawOpen"]])
            turns["Jaw"] = np.array((np.cos(half), np.sin(half), 0.0, 0.0), np.float32)
        poses = np.empty((len(turns), 7), np.float32)
        for row, name in enumerate(self.names):
            poses[row, :3] = _REST_M[name]
            poses[row, 3:] = unity_rotation(turns[name])
        poses[1, :3] += self.move * unity_point(frame.head_m)
        return poses
