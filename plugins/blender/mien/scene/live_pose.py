# SPDX-License-Identifier: GPL-3.0-or-later
"""A face that is put on a character for the moment, without keys, and taken off again."""

from dataclasses import dataclass, replace

import bpy
import numpy as np
from numpy.typing import NDArray

from mien_protocol.motion import Motion

from ..core.mapping import FaceMapping
from .channels import channels_of, found_parts

__all__ = ["RestPose", "apply_motion", "rest_pose"]

_MOVED = ("rotation_quaternion", "rotation_euler", "rotation_axis_angle", "location")


def apply_motion(mapping: FaceMapping, motion: Motion, facing: str) -> None:
    """Puts one frame of motion on a character.

    Args:
        mapping: The character.
        motion: Of one frame.
        facing: Where the character looks.

    Raises:
        MienError: If a part of it is gone.
    """
    parts = found_parts(mapping)
    values = mapping.shape_values(motion.expression)[0]
    for name, part in parts.items():
        wanted = {row.key: value for row, value in zip(mapping.shapes, values, strict=True) if row.object == name}
        if wanted:
            _set_keys(part.data.shape_keys, wanted)
    for each in channels_of(replace(mapping, shapes=()), motion, facing):
        for channel in each.channels:
            owner, _, name = channel.path.rpartition(".")
            setattr(each.datablock.path_resolve(owner), name, channel.values[0].tolist())


@dataclass(frozen=True, slots=True)
class RestPose:
    """Former state of a character. Objects are told by Blender's numbers for them, which stay when they are renamed.

    Attributes:
        keys: Values of shape keys by object and key.
        bones: Rotations and places by armature object, bone and property.
    """

    keys: dict[int, dict[str, float]]
    bones: dict[tuple[int, str], dict[str, tuple[float, ...]]]

    def restore(self) -> None:
        """Makes the character as it was, as far as it is still there."""
        objects = {int(obj.session_uid): obj for obj in bpy.data.objects}
        for number, values in self.keys.items():
            keys = getattr(getattr(objects.get(number), "data", None), "shape_keys", None)
            if keys is not None:
                _set_keys(keys, values)
        for (number, bone), kept in self.bones.items():
            pose = getattr(objects.get(number), "pose", None)
            if pose is not None and bone in pose.bones:
                for moved, value in kept.items():
                    setattr(pose.bones[bone], moved, value)

    def joined(self, other: "RestPose") -> "RestPose":
        """The same, and of another what is not in it."""
        keys = {number: other.keys.get(number, {}) | self.keys.get(number, {}) for number in other.keys | self.keys}
        return RestPose(keys, other.bones | self.bones)


def rest_pose(mapping: FaceMapping) -> RestPose:
    """Present state of a character.

    Raises:
        MienError: If a part of it is gone.
    """
    parts = found_parts(mapping)
    keys: dict[int, dict[str, float]] = {}
    for row in mapping.shapes:
        part = parts[row.object]
        keys.setdefault(int(part.session_uid), {})[row.key] = part.data.shape_keys.key_blocks[row.key].value
    bones = {
        (int(parts[row.object].session_uid), row.bone): {
            name: tuple(getattr(parts[row.object].pose.bones[row.bone], name)) for name in _MOVED
        }
        for row in mapping.bones
    }
    return RestPose(keys, bones)


def _set_keys(keys: bpy.types.Key, wanted: dict[str, float]) -> None:
    """Sets values of shape keys that are there, all at once."""
    blocks = keys.key_blocks
    values: NDArray[np.float32] = np.empty(len(blocks), np.float32)
    blocks.foreach_get("value", values)
    for number, name in enumerate(blocks.keys()):
        values[number] = wanted.get(name, values[number])
    blocks.foreach_set("value", values)
    # Values that are set together tell nobody that they have changed.
    keys.update_tag()
