# SPDX-License-Identifier: GPL-3.0-or-later
"""Reasons why keys of a character are not seen, although they are there."""

import bpy

from ..core.mapping import FaceMapping, ShapeRow

__all__ = ["moved_paths", "unseen_in"]

_MOVED = ("rotation_quaternion", "rotation_euler", "rotation_axis_angle", "location")

_SLACK = 1e-4


def unseen_in(datablock: bpy.types.ID, part: bpy.types.Object, mapping: FaceMapping) -> list[str]:
    """Parts of a data-block that would not be seen, in sentences.

    Args:
        datablock: An armature object or a set of shape keys.
        part: The object that it is of.
        mapping: The character; every part of it is there.
    """
    notes = _of_animation(datablock, part, mapping)
    if isinstance(datablock, bpy.types.Key):
        notes += _of_keys(datablock, part, [row for row in mapping.shapes if row.object == part.name])
    return notes


def _of_animation(datablock: bpy.types.ID, part: bpy.types.Object, mapping: FaceMapping) -> list[str]:
    data = datablock.animation_data
    if data is None:
        return []
    notes = []
    paths = moved_paths(part, mapping)
    driven = len({driver.data_path for driver in data.drivers} & paths)
    if driven:
        notes.append(f"{part.name} has {driven} properties with drivers, which win over keys")
    if any(track.is_solo for track in data.nla_tracks):
        notes.append(f"a track of {part.name} plays solo in the NLA, so nothing else is seen")
    return notes


def moved_paths(part: bpy.types.Object, mapping: FaceMapping) -> set[str]:
    """The data paths that a mapping moves of a part."""
    escaped = bpy.utils.escape_identifier
    keys = {f'key_blocks["{escaped(row.key)}"].value' for row in mapping.shapes if row.object == part.name}
    bones = [f'pose.bones["{escaped(row.bone)}"]' for row in mapping.bones if row.object == part.name]
    return keys | {f"{bone}.{moved}" for bone in bones for moved in _MOVED}


def _of_keys(keys: bpy.types.Key, part: bpy.types.Object, rows: list[ShapeRow]) -> list[str]:
    notes = []
    if not keys.use_relative:
        notes.append(f"the shape keys of {part.name} are absolute, so their values do nothing; switch Relative on")
    if part.show_only_shape_key:
        notes.append(f"{part.name} shows one shape key alone; switch Shape Key Lock off")
    blocks = [(row, keys.key_blocks[row.key]) for row in rows]
    muted = [row.key for row, block in blocks if block.mute]
    if muted:
        notes.append(f"shape keys of {part.name} are muted: {', '.join(muted)}")
    short = [
        row.key for row, block in blocks if row.high > block.slider_max + _SLACK or row.low < block.slider_min - _SLACK
    ]
    if short:
        notes.append(f"the range of shape keys of {part.name} is less than the mapping's limits: {', '.join(short)}")
    return notes
