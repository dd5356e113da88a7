# SPDX-License-Identifier: GPL-3.0-or-later
"""A face of pictures on a character's head: the mesh of the stream laid over the character's face, moving with it."""

from dataclasses import replace

import bpy
import numpy as np
from mathutils import Matrix
from numpy.typing import NDArray

from mien_protocol.messages.streams import FaceMesh
from mien_protocol.rig import EXPRESSION_NAMES

from ..core.face_shapes import face_shapes
from ..core.mapping import ShapeRow
from .character import mapping_of, set_mapping
from .face_material import OPACITY
from .face_surface import face_surface
from .head_frame import RestingHead, resting_head
from .hiding import hide_behind, show_again
from .laying import Laid, lay_over

__all__ = ["make_mask", "mask_name", "remove_mask"]


def mask_name(keeper_name: str) -> str:
    """The object that shows a character's pictures on its head."""
    return f"{keeper_name} mask"


def make_mask(
    keeper: bpy.types.Object, mesh: FaceMesh, rgba: NDArray[np.uint8], material: bpy.types.Material
) -> bpy.types.Object:
    """Lays the face of a stream of textures over a character's; a former one gives place.

    What of the character lies behind it is hidden, and the new object's shape keys become the character's.

    Args:
        keeper: The object that keeps the character.
        mesh: From the stream's header.
        rgba: A picture of the stream.
        material: What shows the pictures.

    Raises:
        MienError: If the layout is not known, or the character has too few shapes to find its eyes and mouth by.
    """
    remove_mask(keeper)
    mapping = mapping_of(keeper)
    shapes = face_shapes(mesh)
    head = resting_head(mapping, keeper.mien.facing)
    laid = lay_over(shapes, _alpha(rgba, shapes.uv), face_surface(mapping, head.carrier, head.matrix))
    mask = _object(mask_name(keeper.name), laid, shapes.triangles, shapes.uv, head.matrix)
    mask.data.materials.append(material)
    _parent(mask, head)
    hide_behind(laid, shapes.triangles, head, [row.object for row in mapping.shapes])
    rows = tuple(ShapeRow(mask.name, name, {name: 1.0}) for name in EXPRESSION_NAMES)
    set_mapping(keeper, replace(mapping, shapes=(*mapping.shapes, *rows)))
    return mask


def remove_mask(keeper: bpy.types.Object) -> None:
    """Takes the face of pictures off a character, if it wears one; its own is seen again."""
    mask = bpy.data.objects.get(mask_name(keeper.name))
    if mask is None:
        return
    mapping = mapping_of(keeper)
    kept = tuple(row for row in mapping.shapes if row.object != mask.name)
    set_mapping(keeper, replace(mapping, shapes=kept))
    bpy.data.meshes.remove(mask.data)
    show_again(row.object for row in kept)


def _alpha(rgba: NDArray[np.uint8], uv: NDArray[np.floating]) -> NDArray[np.floating]:
    """Visibility of the picture at each vertex, 0..1."""
    height, width = rgba.shape[:2]
    columns = np.clip(uv[:, 0] * width, 0, width - 1).astype(np.int64)
    rows = np.clip((1.0 - uv[:, 1]) * height, 0, height - 1).astype(np.int64)
    return np.asarray(rgba[rows, columns, 3] / 255.0)


def _object(
    name: str, laid: Laid, triangles: NDArray[np.int64], uv: NDArray[np.floating], head: Matrix
) -> bpy.types.Object:
    """An object with the mesh and its shape keys, in the space of what carries the head."""
    axes = np.array(head)

    def carried(points: NDArray[np.floating]) -> NDArray[np.float32]:
        return np.asarray(points @ axes[:3, :3].T + axes[:3, 3], np.float32)

    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata(carried(laid.points).tolist(), [], triangles.tolist())
    mesh.uv_layers.new(name="UVMap").data.foreach_set("uv", uv[triangles.ravel()].astype(np.float32).ravel())
    mesh.attributes.new(OPACITY, "FLOAT", "POINT").data.foreach_set("value", laid.opacity.astype(np.float32))
    mesh.polygons.foreach_set("use_smooth", np.ones(len(triangles), bool))
    mask = bpy.data.objects.new(name, mesh)
    bpy.context.scene.collection.objects.link(mask)
    mask.shape_key_add(name="Basis")
    for coefficient, movement in zip(EXPRESSION_NAMES, laid.expression, strict=True):
        key = mask.shape_key_add(name=coefficient, from_mix=False)
        key.value = 0.0
        key.data.foreach_set("co", carried(laid.points + movement).ravel())
    return mask


def _parent(mask: bpy.types.Object, head: RestingHead) -> None:
    mask.parent = head.carrier
    if head.bone:
        bone = head.carrier.data.bones[head.bone]
        mask.parent_type = "BONE"
        mask.parent_bone = head.bone
        # Children of bones hang on their tails.
        mask.matrix_parent_inverse = (bone.matrix_local @ Matrix.Translation((0.0, bone.length, 0.0))).inverted_safe()
