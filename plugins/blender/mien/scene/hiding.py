# SPDX-License-Identifier: GPL-3.0-or-later
"""Hiding of the parts of a character behind a face of pictures; they can be shown again."""

from collections.abc import Iterable
from typing import Final

import bpy
import numpy as np
from mathutils import Vector
from mathutils.bvhtree import BVHTree
from mathutils.interpolate import poly_3d_calc
from numpy.typing import NDArray

from .head_frame import RestingHead
from .laying import HIDES_BELOW, Laid

__all__ = ["hide_behind", "show_again"]

HIDDEN: Final = "Mien hidden"
"""Name of the vertex groups and modifiers."""

_REACH_M: Final = 0.05
"""Distance from the face of pictures within which a vertex is hidden: eyes, teeth and tongue lie behind it."""


def hide_behind(laid: Laid, triangles: NDArray[np.int64], head: RestingHead, objects: Iterable[str]) -> None:
    """Hides the vertices of objects that lie behind a face, by a modifier that can be switched off.

    Args:
        laid: The face, in the head's frame.
        triangles: Its triangles, shape (m, 3).
        head: The head.
        objects: Names of the objects.
    """
    cover = _Cover(laid, triangles)
    for name in dict.fromkeys(objects):
        obj = bpy.data.objects[name]
        to_head = head.matrix.inverted_safe() @ head.carrier.matrix_world.inverted_safe() @ obj.matrix_world
        hidden = [vertex.index for vertex in obj.data.vertices if cover.hides(to_head @ vertex.co)]
        if hidden:
            obj.vertex_groups.new(name=HIDDEN).add(hidden, 1.0, "REPLACE")
            modifier = obj.modifiers.new(HIDDEN, "MASK")
            modifier.vertex_group = HIDDEN
            modifier.invert_vertex_group = True


def show_again(objects: Iterable[str]) -> None:
    """Shows what was hidden of objects."""
    for name in dict.fromkeys(objects):
        obj = bpy.data.objects[name]
        if HIDDEN in obj.modifiers:
            obj.modifiers.remove(obj.modifiers[HIDDEN])
        if HIDDEN in obj.vertex_groups:
            obj.vertex_groups.remove(obj.vertex_groups[HIDDEN])


class _Cover:
    """Tells what lies under a face."""

    def __init__(self, laid: Laid, triangles: NDArray[np.int64]) -> None:
        self._points = [Vector(point) for point in laid.points]
        self._nearness = laid.nearness
        self._triangles = triangles.tolist()
        self._tree = BVHTree.FromPolygons(self._points, self._triangles)

    def hides(self, place: Vector) -> bool:
        nearest, _, triangle, _ = self._tree.find_nearest(place, _REACH_M)
        if nearest is None:
            return False
        corners = self._triangles[triangle]
        shares = poly_3d_calc([self._points[corner] for corner in corners], nearest)
        return float(np.dot(shares, self._nearness[corners])) < HIDES_BELOW
