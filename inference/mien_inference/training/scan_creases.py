"""Turns and folds of the scans' surface at each expression, where the refined mesh of an avatar has vertices."""

from typing import NamedTuple

import numpy as np
from scipy import sparse
from scipy.spatial import cKDTree

from mien_inference.face.arrays import Floats, Ints
from mien_inference.face.shape.shading import vertex_normals
from mien_inference.face.shape.subdivision import Subdivision, subdivide
from mien_inference.face.shape.topology import MESH_LANDMARKS, crease_edges, hole_triangles, skin_triangles
from mien_inference.training.scan_landmarks import Places
from mien_inference.training.scan_picture import SKIN
from mien_inference.training.scans import SKIN_VERTICES, Scans
from mien_inference.weights import shared_weights

__all__ = ["Surface", "mirrored_vertices", "refined", "refined_places", "surface_at"]

_CORNERS = 4
_NEAR_CM = 0.05
"""Vertices nearer than this to a place count alike."""


class Surface(NamedTuple):
    """The surface at some places.

    Attributes:
        normal: Of unit length, outwards, shape (n, 3).
        hollow: Mean slope from a vertex up to its neighbours: positive in a fold, negative on a ridge, shape (n,).
    """

    normal: Floats
    hollow: Floats


def refined() -> Subdivision:
    """The refinement that avatars' meshes get."""
    return subdivide(MESH_LANDMARKS, np.concatenate([skin_triangles(), hole_triangles()]), crease_edges())


def refined_places(scans: Scans, places: Places) -> Places:
    """Places of the refined mesh's vertices on the scans, from the landmarks' places."""
    matrix = refined().matrix
    wanted = matrix @ places.of(scans.neutral)
    landmark = np.asarray(matrix.argmax(1)).ravel()
    above = scans.above_the_lips[places.vertices[landmark, 0]]
    vertices, weights = np.zeros((len(wanted), _CORNERS), np.int32), np.zeros((len(wanted), _CORNERS))
    for side in (True, False):  # a lip knows nothing of what lies across its seam
        own = np.flatnonzero(scans.above_the_lips == side)
        distance, near = cKDTree(scans.neutral[own]).query(wanted[above == side], _CORNERS)
        closeness = 1 / (distance + _NEAR_CM)
        vertices[above == side], weights[above == side] = own[near], closeness / closeness.sum(1, keepdims=True)
    return Places(vertices, weights)


def mirrored_vertices() -> Ints:
    """Of each vertex of the refined mesh the number of the one on the other side."""
    uv = refined().matrix @ shared_weights("face-layout.safetensors")["uv"]
    return np.asarray(cKDTree(uv).query([1.0, 0.0] + uv * [-1.0, 1.0])[1], np.int32)


def surface_at(scans: Scans, points_cm: Floats, places: Places) -> Surface:
    """The surface of a scanned face whose vertices lie at `points_cm`."""
    triangles = scans.triangles((SKIN,))
    triangles = triangles[triangles.max(1) < SKIN_VERTICES]
    skin = points_cm[:SKIN_VERTICES]
    normals = vertex_normals(skin, triangles)
    normal = places.of(normals)
    hollow = places.of(_hollow(skin, normals, triangles)[:, None])[:, 0]
    return Surface(normal / np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-9), hollow)


def _hollow(points: Floats, normals: Floats, triangles: Ints) -> Floats:
    starts = np.concatenate([triangles[:, k] for k in (0, 1, 2, 1, 2, 0)])
    ends = np.concatenate([triangles[:, k] for k in (1, 2, 0, 0, 1, 2)])
    ways = points[ends] - points[starts]
    slope = np.sum(ways * normals[starts], axis=1) / np.maximum(np.linalg.norm(ways, axis=1), 1e-6)
    total = sparse.csr_matrix((slope, (starts, np.zeros_like(starts))), shape=(len(points), 1)).toarray()[:, 0]
    return np.asarray(total / np.maximum(np.bincount(starts, minlength=len(points)), 1))
