"""The bones that turn a head, in Unity's axes, in which VMC is written.

The wire is right-handed: +X the character's left, +Y up, +Z out of the face. Unity is left-handed, and a character that
looks along +Z, with +Y up, has its left at -X. So the two differ in the sign of X alone: a point `p` of the wire is
`M p` in Unity, with `M = diag(-1, 1, 1)`, and a rotation `R` is `M R M`. A reflection turns the axis `a` of a rotation
into `det(M) M a = (a.x, -a.y, -a.z)` and keeps its angle, so that the quaternion `(w, x, y, z)` becomes
`(w, x, -y, -z)`; both systems turn vectors by the same formula of their components.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

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
"""Offsets of an adult's bones from their parents, in Unity's axes, roughly: a receiver that takes positions,
too, would put the head into the neck if they were nought."""

_JAW_OPEN_RAD: Final = 0.35
"""Turn of the jaw at jawOpen 1, 20 degrees: chosen, as characters differ."""


@dataclass(frozen=True, slots=True)
class Bones:
    """Bones that are sent, and how they share the head's motion.

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
            turns["LeftEye"] = turns["RightEye"] = _gaze_rotation(frame.gaze_rad)
        if self.jaw:
            # Down is a turn about +X, of which half the angle counts in a quaternion.
            half = _JAW_OPEN_RAD / 2 * float(frame.expression[EXPRESSION_INDEX["jawOpen"]])
            turns["Jaw"] = np.array((np.cos(half), np.sin(half), 0.0, 0.0), np.float32)
        poses = np.empty((len(turns), 7), np.float32)
        for row, name in enumerate(self.names):
            poses[row, :3] = _REST_M[name]
            poses[row, 3:] = _unity_rotation(turns[name])
        poses[1, :3] += self.move * _unity_point(frame.head_m)
        return poses


def _unity_point(metres: NDArray[np.float32]) -> NDArray[np.float32]:
    """A point or a translation in Unity's axes, shape (3,), metres."""
    return metres * np.array((-1, 1, 1), np.float32)


def _unity_rotation(wxyz: NDArray[np.float32]) -> NDArray[np.float32]:
    """A rotation in Unity's axes and order, shape (4,): `xyzw`."""
    return wxyz[[1, 2, 3, 0]] * np.array((1, -1, -1, 1), np.float32)


def _gaze_rotation(gaze_rad: NDArray[np.float32]) -> NDArray[np.float32]:
    """The rotation of an eye that looks out of the face at rest, `wxyz` in the axes of the wire, shape (4,).

    Args:
        gaze_rad: Yaw towards the character's left and pitch upwards, shape (2,).
    """
    # A turn about +Y is to the left, a turn about +X is down: yaw after pitch.
    (cos_yaw, cos_pitch), (sin_yaw, sin_pitch) = np.cos(gaze_rad / 2), np.sin(gaze_rad / 2)
    return np.array((cos_yaw * cos_pitch, -cos_yaw * sin_pitch, sin_yaw * cos_pitch, sin_yaw * sin_pitch), np.float32)
