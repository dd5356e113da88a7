# SPDX-License-Identifier: GPL-3.0-or-later
"""Place of a character's head, and the way it faces at rest."""

from dataclasses import dataclass

import bpy
from mathutils import Matrix, Vector

from mien_protocol.errors import MienError

from ..core.mapping import BoneRole, BoneRow, FaceMapping
from ..core.pose import head_frame
from .channels import found_parts
from .character import mapping_of
from .eye_target import is_eye

__all__ = ["RestingHead", "head_matrix", "place_before_head", "resting_head"]


@dataclass(frozen=True, slots=True)
class RestingHead:
    """A head at rest.

    Attributes:
        carrier: The object it belongs to: the armature, or the face where there is none.
        bone: Name of the head's bone; empty where there is none.
        matrix: Its frame in the carrier's space: X to the character's left, Y up, Z out of the face, from between
            the eyes; in the world's metres, whatever the carrier's own unit is.
    """

    carrier: bpy.types.Object
    bone: str
    matrix: Matrix


def place_before_head(keeper: bpy.types.Object, place: Vector) -> Vector:
    """A place of the world as the character's head at rest sees it.

    Args:
        keeper: The object that keeps the character.
        place: In the world.

    Returns:
        X to the character's left, Y up, Z out of the face, from between the eyes.
    """
    return head_matrix(keeper).inverted_safe() @ place


def head_matrix(keeper: bpy.types.Object) -> Matrix:
    """The head's frame in the world, as it is while the head is at rest on what carries it.

    The face's own motion has no part in it: a character that turned to what it looks at would turn again and again.

    Raises:
        MienError: If a part of the character is gone, or it has neither a head nor a face.
    """
    mapping = mapping_of(keeper)
    found_parts(mapping)
    head = resting_head(mapping, keeper.mien.facing)
    moved = _carried(head.carrier, mapping.bones) if head.bone else Matrix()
    return head.carrier.matrix_world @ moved @ head.matrix


def resting_head(mapping: FaceMapping, facing: str) -> RestingHead:
    """The head of a character of which every part is there, at rest.

    Raises:
        MienError: If it has neither a head nor a face.
    """
    bones = {row.role: row for row in reversed(mapping.bones)}
    head = bones.get(BoneRole.HEAD)
    axes = Matrix(head_frame(facing).tolist()).to_4x4()
    if head is None and not mapping.shapes:
        raise MienError("the character has no head's bone and no face; find it again, or load a mapping")
    if head is None:
        face = bpy.data.objects[mapping.shapes[0].object]
        return RestingHead(face, "", Matrix.Translation(_middle(face)) @ axes @ _metres(face))
    armature = bpy.data.objects[head.object]
    eyes = [armature.data.bones[bones[role].bone] for role in (BoneRole.EYE_LEFT, BoneRole.EYE_RIGHT) if role in bones]
    eyes = eyes or [bone for bone in armature.data.bones[head.bone].children if is_eye(bone.name)]
    heads = [bone.head_local for bone in eyes] or [armature.data.bones[head.bone].tail_local]
    origin = sum(heads, Vector()) / len(heads)
    return RestingHead(armature, head.bone, Matrix.Translation(origin) @ axes @ _metres(armature))


def _metres(carrier: bpy.types.Object) -> Matrix:
    return Matrix.Scale(1.0 / max(carrier.matrix_world.median_scale, 1e-9), 4)


def _carried(armature: bpy.types.Object, rows: tuple[BoneRow, ...]) -> Matrix:
    """Motion of the bone that carries head and neck from its rest pose."""
    names = {row.bone for row in rows if row.role in (BoneRole.HEAD, BoneRole.NECK)}
    moved = [bone for bone in armature.data.bones if bone.name in names]
    lowest = min(moved, key=lambda bone: len(bone.parent_recursive))
    if lowest.parent is None:
        return Matrix()
    carrier = armature.pose.bones[lowest.parent.name]
    return carrier.matrix @ carrier.bone.matrix_local.inverted_safe()


def _middle(face: bpy.types.Object) -> Vector:
    corners = [Vector(corner) for corner in face.bound_box]
    return sum(corners, Vector()) / len(corners)
