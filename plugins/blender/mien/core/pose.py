# SPDX-License-Identifier: GPL-3.0-or-later
"""Motion of each bone of a face."""

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_protocol.motion import Motion
from mien_protocol.quaternion import from_rotation_vector, multiply
from mien_protocol.rig import EXPRESSION_INDEX

from .mapping import BoneRole, BoneRow, FaceMapping
from .rotation import in_axes, rotation_about, share_of

__all__ = ["FACINGS", "JAW_FULL_RAD", "bone_rotations", "head_frame", "target_places"]

JAW_FULL_RAD: Final = 0.43
"""Turn of a jaw that opens it as far as `jawOpen` at 1 opens the stock head's (docs/stock-head.md)."""

JAW_SIDE_RAD: Final = 0.1
"""Turn of a jaw to the side at `jawLeft` of 1: about a centimetre at the chin."""

_ACROSS, _UP = 0, 1
"""Axes of the head frame: the character's left, and up."""

_FORWARD: Final = {"-Y": (0.0, -1.0), "+Y": (0.0, 1.0), "-X": (-1.0, 0.0), "+X": (1.0, 0.0)}

FACINGS: Final = tuple(_FORWARD)
"""Facing of an armature's character, in the armature's own space; +Z is up. Blender's own is -Y."""


def bone_rotations(
    motion: Motion, mapping: FaceMapping, row: BoneRow, rest: NDArray[np.floating], facing: str
) -> NDArray[np.float32]:
    """Rotation of a bone from its rest pose, in its own axes.

    Args:
        motion: What the face does.
        mapping: The character.
        row: The bone, one of `mapping.bones`.
        rest: Its axes at rest in the armature's space, a rotation matrix, shape (3, 3).
        facing: Where the character looks, one of `FACINGS`.

    Returns:
        Unit quaternions `wxyz`, shape (frames, 4).
    """
    turned = _turn(motion, mapping, row)
    return in_axes(in_axes(turned, head_frame(facing).T), rest)


def target_places(
    motion: Motion, row: BoneRow, axes: NDArray[np.floating], facing: str, reach: float
) -> NDArray[np.float32]:
    """Displacement of the eyes' common target from its rest pose.

    Args:
        motion: What the face does.
        row: The bone that is followed.
        axes: Those of its location at rest in the armature's space, a rotation matrix, shape (3, 3).
        facing: Where the character looks, one of `FACINGS`.
        reach: How far before the eyes it is at rest, in the armature's unit.

    Returns:
        Displacements in those axes, in the armature's unit, shape (frames, 3).
    """
    yaw, pitch = row.share * motion.gaze_rad[:, 0], row.share * motion.gaze_rad[:, 1]
    moved = np.zeros((len(motion), 3))
    moved[:, _ACROSS], moved[:, _UP] = np.tan(yaw), np.tan(pitch) / np.cos(yaw)
    return np.asarray(reach * moved @ head_frame(facing).T @ np.asarray(axes, np.float64), np.float32)


def _turn(motion: Motion, mapping: FaceMapping, row: BoneRow) -> NDArray[np.float32]:
    """The rotation in the head frame: +X the character's left, +Y up, +Z out of the face."""
    if row.role in (BoneRole.HEAD, BoneRole.NECK):
        return share_of(motion.head_wxyz, row.share)
    if row.role is BoneRole.JAW:
        return _jaw(motion, mapping, row.share)
    yaw = rotation_about(_UP, row.share * motion.gaze_rad[:, 0])
    # About +X what is in front goes down.
    return multiply(yaw, rotation_about(_ACROSS, -row.share * motion.gaze_rad[:, 1]))


def _jaw(motion: Motion, mapping: FaceMapping, gain: float) -> NDArray[np.float32]:
    left, right = (motion.expression[:, EXPRESSION_INDEX[name]] for name in ("jawLeft", "jawRight"))
    vector = np.zeros((len(motion), 3))
    vector[:, _ACROSS] = JAW_FULL_RAD * gain * mapping.jaw_opening(motion.expression)
    vector[:, _UP] = JAW_SIDE_RAD * gain * (left - right)
    return from_rotation_vector(vector)


@cache
def head_frame(facing: str) -> NDArray[np.float64]:
    """The head frame's axes in the armature's space, as columns, shape (3, 3)."""
    out = np.array([*_FORWARD[facing], 0.0])
    up = np.array([0.0, 0.0, 1.0])
    axes = np.stack([np.cross(up, out), up, out], axis=1)
    axes.setflags(write=False)
    return axes
