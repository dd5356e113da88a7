# SPDX-License-Identifier: GPL-3.0-or-later
"""One face laid over another, so that its rim lies on the other's skin and moves as that does."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from mathutils import Vector
from mathutils.bvhtree import BVHTree
from numpy.typing import NDArray

from mien_protocol.rig import EXPRESSION_NAMES

from ..core.face_fit import FEATURES, feature_points, placing, share_near, vertex_areas
from ..core.face_shapes import FaceShapes
from .face_surface import FaceSurface

__all__ = ["HIDES_BELOW", "Laid", "lay_over"]

Floats = NDArray[np.floating]

_RIM_ALPHA: Final = 0.7
"""Visibility of the pictures below which a vertex belongs to the rim."""

_REACH_M: Final = 0.028
"""Distance from the rim within which the mesh still follows the character's own face."""

_LIES_ON: Final = 0.3
"""From this nearness to the rim on, 18 mm, the mesh lies on the character's skin and moves with it."""

HIDES_BELOW: Final = 0.45
"""Nearness to the rim, 15 mm, below which the character's own skin is hidden."""

_FADES: Final = 0.75
"""From this nearness to the rim on, 9 mm, the mesh fades; the faces of the hidden skin end before."""

_ABOVE_RIM_M: Final = 0.0005
_ABOVE_M: Final = 0.0025
"""Height of the mesh above the skin, at the rim and inside, where it has to cover the folds between its vertices."""

_SEARCH_M: Final = 0.012
"""Distance before and behind a point within which skin is looked for."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A face in its place, in the frame of the character's head; n vertices.

    Attributes:
        points: Shape (n, 3).
        expression: Displacement at each of the 52 coefficients, shape (52, n, 3).
        nearness: To the rim, 0..1, shape (n,).
    """

    points: Floats
    expression: Floats
    nearness: Floats

    @property
    def opacity(self) -> Floats:
        """Visibility of each vertex, shape (n,): it fades where the character's skin lies under it."""
        share = np.clip((1.0 - self.nearness) / (1.0 - _FADES), 0.0, 1.0)
        return np.asarray(share * share * (3.0 - 2.0 * share))


def lay_over(shapes: FaceShapes, alpha: Floats, skin: FaceSurface) -> Laid:
    """Lays a face over a character's.

    Args:
        shapes: The face.
        alpha: How much of it is seen at each vertex, 0..1, shape (n,).
        skin: The character's.

    Raises:
        MienError: If the character has too few shapes to find its eyes and mouth by.
    """
    own = dict(zip(EXPRESSION_NAMES, shapes.expression, strict=True))
    source = feature_points(
        shapes.neutral, vertex_areas(shapes.neutral, shapes.triangles), {name: own[name] for name in FEATURES}
    )
    theirs = {name: skin.movements[name] for name in FEATURES if name in skin.movements}
    target = feature_points(skin.points, vertex_areas(skin.points, skin.triangles), theirs)
    place = placing(source, target)
    points, expression = place.points(shapes.neutral), place.directions(shapes.expression)
    nearness = share_near(points, points[alpha < _RIM_ALPHA], _REACH_M)
    share = np.clip(nearness / _LIES_ON, 0.0, 1.0)[:, None]
    normals = _normals(points, shapes)
    found, moved = _on_skin(points, normals, skin)
    above = _ABOVE_M + (_ABOVE_RIM_M - _ABOVE_M) * nearness[:, None]
    found = found + above * normals
    return Laid(points + share * (found - points), expression + share * (moved - expression), nearness)


def _on_skin(points: Floats, normals: Floats, skin: FaceSurface) -> tuple[Floats, Floats]:
    """Place of the character's skin at each point, and its motion: shapes (n, 3) and (52, n, 3)."""
    tree = skin.tree()
    hits = [_hit(tree, Vector(point), Vector(normal)) for point, normal in zip(points, normals, strict=True)]
    places = np.array([place for place, _ in hits])
    corners = skin.triangles[[triangle for _, triangle in hits]]
    shares = _barycentric(places, skin.points[corners])
    moved = np.zeros((len(EXPRESSION_NAMES), *points.shape))
    for number, name in enumerate(EXPRESSION_NAMES):
        if name in skin.movements:
            moved[number] = np.einsum("nc,nck->nk", shares, skin.movements[name][corners])
    return places, moved


def _hit(tree: BVHTree, point: Vector, normal: Vector) -> tuple[Vector, int]:
    """The skin that is seen from outside not far from a point, otherwise the nearest."""
    place, _, triangle, _ = tree.ray_cast(point + _SEARCH_M * normal, -normal, 2.0 * _SEARCH_M)
    if triangle is None:
        place, _, triangle, _ = tree.find_nearest(point)
    return place, triangle


def _barycentric(places: Floats, corners: Floats) -> Floats:
    """Shares of each triangle's corners, shape (n, 3), for places in them; `corners` of shape (n, 3, 3)."""
    a, b, c = corners[:, 0], corners[:, 1], corners[:, 2]
    normal = np.cross(b - a, c - a)
    whole = np.maximum(np.sum(normal * normal, axis=1), 1e-20)
    second = np.sum(np.cross(c - a, places - c) * -normal, axis=1) / whole
    third = np.sum(np.cross(b - a, places - a) * normal, axis=1) / whole
    return np.stack([1.0 - second - third, second, third], axis=1)


def _normals(points: Floats, shapes: FaceShapes) -> Floats:
    """Of the vertices, outwards, shape (n, 3); what closes eyes and mouth has no say."""
    skin = shapes.triangles[: len(shapes.triangles) - shapes.openings]
    a, b, c = (points[skin[:, corner]] for corner in range(3))
    of_triangles = np.cross(b - a, c - a)
    sums = np.stack(
        [np.bincount(skin.ravel(), np.repeat(of_triangles[:, k], 3), minlength=len(points)) for k in range(3)], axis=1
    )
    return np.asarray(sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-12))
