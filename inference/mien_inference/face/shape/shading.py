"""How expressions change the light on the skin: a photo keeps its own, bent skin needs new."""

import numpy as np
from scipy import sparse

from mien_inference.face.arrays import Floats, Floats32, Ints
from mien_protocol.rig import EXPRESSION_INDEX, EXPRESSION_NAMES

__all__ = ["shade_basis"]

_LIGHT = np.array([0.12, 0.5, 0.86]) / np.linalg.norm([0.12, 0.5, 0.86])
"""From above, before the face: what most portraits are lit by."""

_AMBIENT = 0.45
_DARKEST, _BRIGHTEST = -0.28, 0.12
_SMOOTHINGS = 6
_SHARES = {"eye": 0.3, "brow": 0.4, "jaw": 0.7}
"""Of the plain change of light, by the beginning of the name: lids are mostly lashes and crease, foreheads fold where
the mesh only slides, and the chin's light hardly changes as it drops."""

_FOLD_WIDTH_CM = 0.16
_FOLDS: tuple[tuple[str, float, tuple[int, ...]], ...] = (
    ("mouthSmileLeft", -0.15, (358, 423, 426, 436, 432)),
    ("mouthSmileRight", -0.15, (129, 203, 206, 216, 212)),
    ("noseSneerLeft", -0.10, (358, 423, 426, 436)),
    ("noseSneerRight", -0.10, (129, 203, 206, 216)),
    ("browInnerUp", -0.08, (104, 69, 108, 151, 337, 299, 333)),
    ("browInnerUp", -0.06, (67, 109, 10, 338, 297)),
)
"""Creases the mesh is too coarse to bend: beside the mouth, across the forehead."""


def shade_basis(
    skin: Floats, triangles: Ints, refine: sparse.csr_matrix, *, basis: Floats, contour: Ints, vertices: int
) -> Floats32:
    """Logarithm of the change of light at each vertex, for each coefficient at 1.

    Args:
        skin: Vertices of the face, shape (n, 3).
        triangles: Of the skin alone, shape (m, 3).
        refine: From landmarks to vertices, shape (n, 468).
        basis: Displacement of the landmarks at each coefficient, shape (52, 468, 3).
        contour: Vertices of the face's contour, which keep their light.
        vertices: Number of vertices with those round the face, which keep theirs too.

    Returns:
        Shape (52, vertices).
    """
    neighbours = _neighbours(triangles, len(skin))
    at_rest = np.log(_lit(_normals(skin, triangles)))
    shade = np.zeros((len(basis), vertices))
    for k, name in enumerate(EXPRESSION_NAMES):
        moved = skin + refine @ basis[k]
        change = np.log(_lit(_normals(moved, triangles))) - at_rest
        for _ in range(_SMOOTHINGS):
            change = 0.5 * (change + neighbours @ change)
            change[contour] = 0.0
        shade[k, : len(skin)] = np.clip(change, _DARKEST, _BRIGHTEST) * _share(name)
    for name, amount, path in _FOLDS:
        shade[EXPRESSION_INDEX[name], : len(skin)] += amount * _fold(skin, path)
    return shade.astype(np.float32)


def _share(name: str) -> float:
    return next((share for start, share in _SHARES.items() if name.startswith(start)), 1.0)


def _lit(normals: Floats) -> Floats:
    return np.asarray(_AMBIENT + (1 - _AMBIENT) * np.clip(normals @ _LIGHT, 0.05, 1.0))


def _normals(points: Floats, triangles: Ints) -> Floats:
    a, b, c = (points[triangles[:, k]] for k in range(3))
    faces = np.cross(b - a, c - a)
    normals = np.zeros_like(points)
    for k in range(3):
        np.add.at(normals, triangles[:, k], faces)
    return np.asarray(normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-9))


def _neighbours(triangles: Ints, count: int) -> sparse.csr_matrix:
    """Averages the neighbours of each vertex."""
    starts, ends = triangles.ravel(), np.roll(triangles, -1, axis=1).ravel()
    both = (np.concatenate([starts, ends]), np.concatenate([ends, starts]))
    adjacency = sparse.csr_matrix((np.ones(2 * len(starts)), both), shape=(count, count))
    adjacency.data[:] = 1.0
    return sparse.diags(1 / np.maximum(np.asarray(adjacency.sum(1)).ravel(), 1.0)) @ adjacency


def _fold(skin: Floats, path: tuple[int, ...]) -> Floats:
    """1 along a line through landmarks, fading to its ends and sides."""
    places = np.linspace(0, len(path) - 1, 60)
    line = np.column_stack([np.interp(places, np.arange(len(path)), skin[list(path), k]) for k in range(2)])
    distance = np.linalg.norm(skin[:, None, :2] - line[None], axis=2)
    nearest = distance.argmin(1)
    strength = np.sin(np.pi * np.clip(np.linspace(0, 1, 60), 0.02, 0.98)) ** 0.7
    return np.asarray(np.exp(-((distance.min(1) / _FOLD_WIDTH_CM) ** 2)) * strength[nearest])
