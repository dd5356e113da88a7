# SPDX-License-Identifier: GPL-3.0-or-later
"""Grouping of a scene: the meshes and armatures of one character."""

from collections.abc import Iterable

import bpy

from ..core.names import endings

__all__ = ["parts_of"]


def parts_of(objects: Iterable[bpy.types.Object]) -> tuple[list[bpy.types.Object], list[bpy.types.Object]]:
    """All meshes with shape keys and all armatures of the characters that some objects belong to, by name.

    Characters are told apart by their armatures, even where they hang on the same object.
    """
    objects = list(objects)
    armatures = {armature for obj in objects for armature in _armatures(obj)}
    tops = {_top(obj) for obj in [*objects, *armatures]}
    below = {obj for top in tops for obj in (top, *top.children_recursive)}
    # What an override was made of hangs on it too, but is not in the scene.
    family = {obj for obj in bpy.context.scene.objects if obj in below or armatures & set(_armatures(obj))}
    if armatures:
        family -= _others(family, armatures)
    armatures |= {obj for obj in family if obj.type == "ARMATURE"}
    meshes = [obj for obj in family if _has_shapes(obj)]
    return sorted(meshes, key=_name), sorted(armatures, key=_name)


def _others(family: set[bpy.types.Object], own: set[bpy.types.Object]) -> set[bpy.types.Object]:
    """Of a family what belongs to other characters: armatures with a head and a face of their own, and all on them."""
    faces = [set(_armatures(obj)) for obj in family if _has_shapes(obj)]
    strangers = {
        obj
        for obj in family - own
        if obj.type == "ARMATURE" and _has_head(obj) and any(obj in face and not face & own for face in faces)
    }
    return {obj for obj in family if obj in strangers or (strangers & set(_armatures(obj)) and obj not in own)}


def _armatures(obj: bpy.types.Object) -> list[bpy.types.Object]:
    """The armature that an object is, hangs on or is bent by."""
    found = [modifier.object for modifier in obj.modifiers if modifier.type == "ARMATURE" and modifier.object]
    found += [each for each in (obj, obj.parent) if each is not None and each.type == "ARMATURE"]
    return found


def _has_shapes(obj: bpy.types.Object) -> bool:
    return obj.type == "MESH" and obj.data.shape_keys is not None


def _has_head(armature: bpy.types.Object) -> bool:
    return any("head" in endings(bone.name) for bone in armature.data.bones)


def _top(obj: bpy.types.Object) -> bpy.types.Object:
    while obj.parent:
        obj = obj.parent
    return obj


def _name(obj: bpy.types.Object) -> str:
    return str(obj.name)
