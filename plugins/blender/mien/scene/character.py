# SPDX-License-Identifier: GPL-3.0-or-later
"""A character in the scene: its meshes and armatures, found from any part of it, and its mapping, kept on one."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

import bpy

from mien_protocol.errors import MienError

from ..core.bone_roles import Rig
from ..core.mapping import BoneRole, BoneRow, FaceMapping, ShapeRow, read_weights
from ..core.matching import By, Matched, Wish, match_character
from ..core.presets import Preset
from ..core.recognition import Shape
from . import vrm
from .checks import check_editable
from .empty_shapes import empty_shapes
from .family import parts_of
from .properties import MienShape

__all__ = ["character_of", "find_character", "mapping_of", "set_mapping"]


def character_of(context: bpy.types.Context) -> bpy.types.Object | None:
    """The object that keeps the character to which the active object belongs, or None."""
    active = context.active_object
    if active is None or active.mien.is_character:
        return active
    for keeper in context.scene.objects:
        if keeper.mien.is_character and active in _parts_named(keeper):
            return keeper
    return None


def find_character(
    objects: Iterable[bpy.types.Object], presets: tuple[Preset, ...], wish: Wish | None = None
) -> tuple[bpy.types.Object, Matched]:
    """Recognises a character and keeps its mapping.

    Args:
        objects: Any parts of it.
        presets: What is known of characters.
        wish: What the user wants; None for what is usual.

    Returns:
        The object that keeps the mapping from now on, and what was recognised.

    Raises:
        MienError: If there is nothing that could move.
    """
    meshes, armatures = parts_of(objects)
    if not meshes and not armatures:
        raise MienError("the selection has no shape keys and no armature; select a part of a character")
    shapes, rigs = _shapes(meshes), _rigs(armatures)
    expressions, empty = vrm.expressions_of(armatures), empty_shapes(meshes)
    wish = wish or Wish()
    matched = match_character(shapes, rigs, presets, wish, expressions, empty=empty)
    if wish.eyes is By.BONES:
        eyeballs = frozenset(obj.name for obj in meshes if _has_eyes(obj, matched))
        matched = match_character(shapes, rigs, presets, replace(wish, eyeballs=eyeballs), expressions, empty=empty)
    if not matched.mapping.shapes and not matched.mapping.bones:
        names = ", ".join(obj.name for obj in meshes + armatures)
        moving = "" if not empty else f", or those that have move nothing ({len(empty)} shape keys are empty)"
        raise MienError(
            f"no shape key and no bone of {names} has a known name{moving}; load a mapping, or name them as ARKit does"
        )
    keeper = _keeper(meshes, armatures, matched)
    check_editable(keeper, f"{keeper.name} is")
    set_mapping(keeper, matched.mapping)
    for former in meshes + armatures:
        # A part that kept the character before, for there was less of it, would be taken for a character of its own.
        if former != keeper and former.mien.is_character and not former.library:
            former.mien.is_character = False
    return keeper, matched


def set_mapping(keeper: bpy.types.Object, mapping: FaceMapping) -> None:
    """Keeps a mapping on an object.

    Raises:
        MienError: If it names objects that are not there, or the object has a mapping that cannot be changed.
    """
    kept = keeper.mien
    named = {name: _object(name) for name in {row.object for row in mapping.rows}}
    kept.shapes.clear()
    kept.bones.clear()
    if kept.shapes or kept.bones:
        raise MienError(f"{keeper.name} has its mapping from its library and is a character already; change it there")
    for row in mapping.shapes:
        shape = kept.shapes.add()
        shape.target, shape.name, shape.key = named[row.object], f"{row.object} {row.key}", row.key
        shape.weights = json.dumps(dict(row.weights))
        shape.gain, shape.offset, shape.low, shape.high = row.gain, row.offset, row.low, row.high
    for bone_row in mapping.bones:
        bone = kept.bones.add()
        bone.target, bone.name, bone.bone = named[bone_row.object], f"{bone_row.object} {bone_row.bone}", bone_row.bone
        bone.role, bone.share = bone_row.role.value, bone_row.share
    kept.jaw = json.dumps(dict(mapping.jaw))
    kept.is_character = True


def mapping_of(keeper: bpy.types.Object) -> FaceMapping:
    """The mapping that an object keeps; of objects that were deleted nothing is in it.

    Raises:
        MienError: If it keeps none, or what was typed into it cannot be understood.
    """
    kept = keeper.mien
    if not kept.is_character:
        raise MienError(f"{keeper.name} is no character yet; find its shape keys and bones first")
    shapes = tuple(
        ShapeRow(row.target.name, row.key, _weights(row), row.gain, row.offset, row.low, row.high)
        for row in kept.shapes
        if row.target
    )
    bones = tuple(BoneRow(row.target.name, row.bone, BoneRole(row.role), row.share) for row in kept.bones if row.target)
    return FaceMapping(shapes, bones, read_weights(kept.jaw, "the jaw"))


def _weights(row: MienShape) -> dict[str, float]:
    return read_weights(row.weights, f"shape key {row.key!r}")


def _object(name: str) -> bpy.types.Object:
    found = bpy.context.scene.objects.get(name)
    if found is None:
        raise MienError(
            f"the mapping is of an object {name!r}, which this scene has not; rename yours, or the mapping's"
        )
    return found


def _parts_named(keeper: bpy.types.Object) -> set[bpy.types.Object]:
    return {row.target for row in (*keeper.mien.shapes, *keeper.mien.bones)}


def _shapes(meshes: list[bpy.types.Object]) -> list[Shape]:
    return [
        Shape(obj.name, key.name)
        for obj in meshes
        for key in obj.data.shape_keys.key_blocks
        if key != obj.data.shape_keys.reference_key
    ]


def _rigs(armatures: list[bpy.types.Object]) -> list[Rig]:
    return [Rig(obj.name, tuple(bone.name for bone in obj.data.bones), vrm.known_bones(obj)) for obj in armatures]


def _has_eyes(mesh: bpy.types.Object, matched: Matched) -> bool:
    """True if the bones of the eyes turn a part of a mesh."""
    bones = {row.bone for row in matched.mapping.bones if row.role in (BoneRole.EYE_LEFT, BoneRole.EYE_RIGHT)}
    groups = {group.index for group in mesh.vertex_groups if group.name in bones}
    return any(
        weight.group in groups and weight.weight > 0.5 for vertex in mesh.data.vertices for weight in vertex.groups
    )


def _keeper(meshes: list[bpy.types.Object], armatures: list[bpy.types.Object], matched: Matched) -> bpy.types.Object:
    """The armature whose bones move, or else the mesh of which most shape keys do."""
    for obj in armatures:
        if any(row.object == obj.name for row in matched.mapping.bones):
            return obj
    counts = Counter(row.object for row in matched.mapping.shapes)
    # Eyes may have as many shapes as the face, but not as many vertices.
    return max(meshes, key=lambda obj: (counts[obj.name], len(obj.data.vertices)))
