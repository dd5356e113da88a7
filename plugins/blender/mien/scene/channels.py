# SPDX-License-Identifier: GPL-3.0-or-later
"""Targets of a mapping in the scene: data-blocks, their properties, and the values of a stretch of motion."""

from dataclasses import dataclass

import bpy
import numpy as np
from numpy.typing import NDArray

from mien_protocol.errors import MienError
from mien_protocol.motion import Motion

from ..core.mapping import BoneRole, BoneRow, FaceMapping
from ..core.pose import bone_rotations, target_places
from ..core.rotation import axis_angle, continuous, euler
from .eye_target import place_axes, reach_of

__all__ = ["Channel", "Channels", "channels_of", "found_parts"]


@dataclass(frozen=True, slots=True)
class Channel:
    """A property of a data-block that moves.

    Attributes:
        path: Its data path.
        group: What its curves are grouped under.
        values: Shape (frames, width): a width of 1 is a number, more are a vector.
        is_vector: Whether the property is a vector.
    """

    path: str
    group: str
    values: NDArray[np.float32]
    is_vector: bool


@dataclass(frozen=True, slots=True)
class Channels:
    """All of one data-block, which is an armature object or a set of shape keys."""

    datablock: bpy.types.ID
    channels: tuple[Channel, ...]


def channels_of(mapping: FaceMapping, motion: Motion, facing: str) -> list[Channels]:
    """Effect of a stretch of motion on a character.

    Raises:
        MienError: If a part of it is gone.
    """
    parts = found_parts(mapping)
    values = mapping.shape_values(motion.expression)
    # By path: objects that share a mesh have one set of shape keys between them.
    found: dict[bpy.types.ID, dict[str, Channel]] = {}
    for number, shape in enumerate(mapping.shapes):
        keys = parts[shape.object].data.shape_keys
        path = f'key_blocks["{bpy.utils.escape_identifier(shape.key)}"].value'
        channel = Channel(path, "Mien", values[:, number : number + 1], is_vector=False)
        found.setdefault(keys, {}).setdefault(path, channel)
    for bone in mapping.bones:
        armature = parts[bone.object]
        channel = _bone(armature, mapping, bone, motion, facing)
        found.setdefault(armature, {}).setdefault(channel.path, channel)
    return [Channels(datablock, tuple(channels.values())) for datablock, channels in found.items()]


def found_parts(mapping: FaceMapping) -> dict[str, bpy.types.Object]:
    """The objects of a mapping by name; every shape key and bone of it is there.

    Raises:
        MienError: If one is not.
    """
    parts: dict[str, bpy.types.Object] = {}
    for name in dict.fromkeys(row.object for row in mapping.rows):
        parts[name] = bpy.context.scene.objects.get(name)
        if parts[name] is None:
            raise MienError(f"the character's object {name!r} is not in this scene any more; find the character again")
    for shape in mapping.shapes:
        keys = getattr(parts[shape.object].data, "shape_keys", None)
        if keys is None or shape.key not in keys.key_blocks:
            raise MienError(f"{shape.object} has no shape key {shape.key!r} any more; find the character again")
    for bone in mapping.bones:
        pose = parts[bone.object].pose
        if pose is None or bone.bone not in pose.bones:
            raise MienError(f"{bone.object} has no bone {bone.bone!r} any more; find the character again")
    return parts


def _bone(armature: bpy.types.Object, mapping: FaceMapping, row: BoneRow, motion: Motion, facing: str) -> Channel:
    if row.role is BoneRole.EYES_TARGET:
        axes, reach = place_axes(armature.data.bones[row.bone]), reach_of(armature, row.bone, facing)
        places = target_places(motion, row, axes, facing, reach)
        return Channel(_path(row.bone, "location"), row.bone, places, is_vector=True)
    rest = np.array(armature.data.bones[row.bone].matrix_local.to_3x3())
    wxyz = bone_rotations(motion, mapping, row, rest, facing)
    pose = armature.pose.bones[row.bone]
    if pose.rotation_mode == "QUATERNION":
        name, values = "rotation_quaternion", continuous(wxyz)
    elif pose.rotation_mode == "AXIS_ANGLE":
        name, values = "rotation_axis_angle", axis_angle(wxyz)
    else:
        name, values = "rotation_euler", euler(wxyz, pose.rotation_mode)
    return Channel(_path(row.bone, name), row.bone, values, is_vector=True)


def _path(bone: str, name: str) -> str:
    return f'pose.bones["{bpy.utils.escape_identifier(bone)}"].{name}'
