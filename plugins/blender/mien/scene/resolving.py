# SPDX-License-Identifier: GPL-3.0-or-later
"""A mapping made for one character, for another whose objects have other names."""

from collections.abc import Iterable
from dataclasses import replace

import bpy

from ..core.mapping import BoneRow, FaceMapping, ShapeRow
from ..core.names import spelling
from .family import parts_of

__all__ = ["resolved"]


def resolved(mapping: FaceMapping, objects: Iterable[bpy.types.Object]) -> FaceMapping:
    """The mapping with the names of the objects of a character.

    An object of the same name is the one that is meant. Otherwise it is one of which no row speaks yet, that has the
    shape keys or the bones of the mapping, of a like name if possible. What has no counterpart keeps its name.

    Args:
        mapping: The mapping.
        objects: Any parts of the character.
    """
    meshes, armatures = parts_of(objects)
    free = {obj.name: obj for obj in meshes + armatures}
    named = dict.fromkeys(row.object for row in mapping.rows)
    names = {name: name for name in named if free.pop(name, None) is not None}
    for name in named:
        if name not in names:
            wanted = {_part(row) for row in mapping.rows if row.object == name}
            names[name] = _counterpart(name, wanted, free)
            free.pop(names[name], None)
    return replace(
        mapping,
        shapes=tuple(replace(row, object=names[row.object]) for row in mapping.shapes),
        bones=tuple(replace(row, object=names[row.object]) for row in mapping.bones),
    )


def _counterpart(name: str, wanted: set[str], free: dict[str, bpy.types.Object]) -> str:
    def fitness(other: str) -> tuple[bool, int]:
        return spelling(other) == spelling(name), len(wanted & _parts(free[other]))

    fitting = [other for other in free if wanted & _parts(free[other])]
    return max(fitting, key=fitness, default=name)


def _part(row: ShapeRow | BoneRow) -> str:
    return row.key if isinstance(row, ShapeRow) else row.bone


def _parts(obj: bpy.types.Object) -> set[str]:
    return set(obj.data.bones.keys() if obj.type == "ARMATURE" else obj.data.shape_keys.key_blocks.keys())
