# SPDX-License-Identifier: GPL-3.0-or-later
"""Target that the eyes of a rig follow, and its distance before them."""

import bpy
import numpy as np
from numpy.typing import NDArray

from ..core.names import endings
from ..core.pose import head_frame

__all__ = ["is_eye", "place_axes", "reach_of"]


def is_eye(bone: str) -> bool:
    """True if a bone is an eye's by its name: eyes that shapes or targets move have bones, too."""
    return not {"eyeleft", "eyeright"}.isdisjoint(endings(bone))


def reach_of(armature: bpy.types.Object, target: str, facing: str) -> float:
    """Distance of the eyes' target before them at rest, in the armature's unit.

    Rigify calls the targets of the single eyes as others call eyes, so the eyes are what is furthest behind.
    """
    bones = armature.data.bones
    out = head_frame(facing)[:, 2]
    before = float(np.dot(bones[target].head_local, out))
    return max((before - float(np.dot(bone.head_local, out)) for bone in bones if is_eye(bone.name)), default=0.0)


def place_axes(bone: bpy.types.Bone) -> NDArray[np.float64]:
    """The axes of a bone's location in the armature's space at rest, shape (3, 3): its own, or its parent's."""
    if bone.use_local_location:
        return np.array(bone.matrix_local.to_3x3())
    return np.array(bone.parent.matrix_local.to_3x3()) if bone.parent else np.eye(3)
