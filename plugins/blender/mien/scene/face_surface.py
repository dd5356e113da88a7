# SPDX-License-Identifier: GPL-3.0-or-later
"""The surface of a character's face at rest, and how it moves, in the frame of its head."""

from dataclasses import dataclass

import bpy
import numpy as np
from mathutils import Matrix
from mathutils.bvhtree import BVHTree
from numpy.typing import NDArray

from mien_protocol.rig import EXPRESSION_NAMES

from ..core.mapping import FaceMapping, ShapeRow

__all__ = ["FaceSurface", "face_surface"]

Floats = NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class FaceSurface:
    """The mesh of a face; n vertices, m triangles.

    Attributes:
        points: Shape (n, 3).
        triangles: Shape (m, 3).
        movements: What each coefficient at 1 adds, shape (n, 3) each; those that the character knows.
    """

    points: Floats
    triangles: NDArray[np.int32]
    movements: dict[str, Floats]

    def tree(self) -> BVHTree:
        """For the nearest place of the surface."""
        return BVHTree.FromPolygons(self.points.tolist(), self.triangles.tolist())


def face_surface(mapping: FaceMapping, carrier: bpy.types.Object, head: Matrix) -> FaceSurface:
    """The surface of the object that has most shapes of a mapping.

    Args:
        mapping: The character; every part of it is there, and it has shapes.
        carrier: The object in whose space `head` is.
        head: The frame in which everything is told.
    """
    names = [row.object for row in mapping.shapes]
    face = bpy.data.objects[max(dict.fromkeys(names), key=lambda name: _skin(name, names))]
    to_head = np.array(head.inverted_safe() @ carrier.matrix_world.inverted_safe() @ face.matrix_world)
    keys = face.data.shape_keys
    rest = _points(keys.reference_key)
    rows = [row for row in mapping.shapes if row.object == face.name]
    face.data.calc_loop_triangles()
    triangles = np.empty(3 * len(face.data.loop_triangles), np.int32)
    face.data.loop_triangles.foreach_get("vertices", triangles)
    turn = to_head[:3, :3]
    return FaceSurface(
        rest @ turn.T + to_head[:3, 3],
        triangles.reshape(-1, 3),
        {
            name: movement @ turn.T
            for name in EXPRESSION_NAMES
            if (movement := _movement(name, rows, keys, rest)) is not None
        },
    )


def _skin(name: str, names: list[str]) -> tuple[int, int]:
    """Eyes and teeth may have as many shapes as the face, but not as many vertices."""
    return names.count(name), len(bpy.data.objects[name].data.vertices)


def _movement(name: str, rows: list[ShapeRow], keys: bpy.types.Key, rest: Floats) -> Floats | None:
    parts = [
        row.weights[name] * row.gain * (_points(keys.key_blocks[row.key]) - rest)
        for row in rows
        if row.weights.get(name)
    ]
    return sum(parts[1:], parts[0]) if parts else None


def _points(key: bpy.types.ShapeKey) -> Floats:
    points = np.empty(3 * len(key.data), np.float32)
    key.data.foreach_get("co", points)
    return points.reshape(-1, 3).astype(np.float64)
