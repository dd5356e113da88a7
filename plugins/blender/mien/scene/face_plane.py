# SPDX-License-Identifier: GPL-3.0-or-later
"""A plane on which the pictures of a live session are seen as they are."""

from typing import Final

import bpy
from mathutils import Matrix

from .head_frame import head_matrix

__all__ = ["make_plane", "plane_name"]

_HEIGHT_M: Final = 0.5
_BESIDE_M: Final = 0.5
"""Distance of the plane to the character's left."""


def plane_name(keeper_name: str) -> str:
    """The object that shows a character's pictures on a plane."""
    return f"{keeper_name} picture"


def make_plane(keeper: bpy.types.Object, width: int, height: int, material: bpy.types.Material) -> bpy.types.Object:
    """Sets a plane up beside a character's head, facing as it does; one that is there gets the shape and the material.

    Args:
        keeper: The object that keeps the character.
        width: Of the pictures, pixels.
        height: Of the pictures, pixels.
        material: What shows them.
    """
    name = plane_name(keeper.name)
    plane = bpy.data.objects.get(name)
    if plane is None:
        plane = bpy.data.objects.new(name, bpy.data.meshes.new(name))
        bpy.context.scene.collection.objects.link(plane)
        plane.matrix_world = head_matrix(keeper) @ Matrix.Translation((_BESIDE_M, 0.0, 0.0))
    x, y = 0.5 * _HEIGHT_M * width / height, 0.5 * _HEIGHT_M
    mesh = plane.data
    mesh.clear_geometry()
    mesh.from_pydata([(-x, -y, 0.0), (x, -y, 0.0), (x, y, 0.0), (-x, y, 0.0)], [], [(0, 1, 2, 3)])
    places = [0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 1.0]
    mesh.uv_layers.new(name="UVMap").data.foreach_set("uv", places)
    mesh.materials.clear()
    mesh.materials.append(material)
    return plane
