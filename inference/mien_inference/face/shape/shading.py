"""Change of the light on the skin by expressions: a photo keeps its own, bent skin needs new.

Where a coefficient was measured on scans, so was how the skin turns and folds, finer than the mesh of an avatar could
tell; the lids' light follows from the mesh.
"""

import numpy as np
from scipy import sparse

from mien_inference.face.arrays import Floats, Floats32, Ints
from mien_inference.weights import shared_weights
from mien_protocol.rig import EXPRESSION_NAMES

__all__ = ["shade_basis", "vertex_normals"]

_LIGHT = np.array([0.12, 0.5, 0.86]) / np.linalg.norm([0.12, 0.5, 0.86])
"""From above, before the face: what most portraits are lit by."""

_AMBIENT = 0.45
_DARKEST, _BRIGHTEST = -0.28, 0.12
_SMOOTHINGS = 6
_LID_SHARE = 0.3
"""Of the plain change of light: lids are mostly lashes and crease."""

_FILE = "face-shapes.safetensors"
_FOLD_DARK = 1.2
"""Share of the light that a fold takes, by the slope of its sides."""

_TURNED_DARKEST = 0.2
"""Skin that turns away from the light approaches this, as a logarithm: it gets light from elsewhere, too."""

_FOLD_DARKEST, _FOLD_BRIGHTEST = -0.4, 0.1


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
    at_rest = np.log(_lit(vertex_normals(skin, triangles)))
    shade = np.zeros((len(basis), vertices))
    for k, name in enumerate(EXPRESSION_NAMES):
        if f"{name}.normal" in shared_weights(_FILE):
            shade[k, : len(skin)] = _measured(name)
        elif basis[k].any():
            moved = skin + refine @ basis[k]
            change = np.log(_lit(vertex_normals(moved, triangles))) - at_rest
            for _ in range(_SMOOTHINGS):
                change = 0.5 * (change + neighbours @ change)
            shade[k, : len(skin)] = _LID_SHARE * np.clip(change, _DARKEST, _BRIGHTEST)
    shade[:, contour] = 0.0
    return shade.astype(np.float32)


def vertex_normals(points: Floats, triangles: Ints) -> Floats:
    """Normals of a surface at its vertices, triangles weighted by their areas, shape (n, 3)."""
    a, b, c = (points[triangles[:, k]] for k in range(3))
    faces = np.cross(b - a, c - a)
    normals = np.zeros_like(points)
    for k in range(3):
        np.add.at(normals, triangles[:, k], faces)
    return np.asarray(normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-9))


def _measured(name: str) -> Floats:
    weights = shared_weights(_FILE)
    rest = weights["rest.normal"].astype(np.float64)
    turned = np.log(_lit(rest + weights[f"{name}.normal"])) - np.log(_lit(rest))
    turned = np.maximum(turned, -_TURNED_DARKEST * np.tanh(-turned / _TURNED_DARKEST))
    folded = _FOLD_DARK * weights[f"{name}.hollow"]
    return np.asarray(np.clip(turned - folded, _FOLD_DARKEST, _FOLD_BRIGHTEST))


def _lit(normals: Floats) -> Floats:
    return np.asarray(_AMBIENT + (1 - _AMBIENT) * np.clip(normals @ _LIGHT, 0.05, 1.0))


def _neighbours(triangles: Ints, count: int) -> sparse.csr_matrix:
    """Averages the neighbours of each vertex."""
    starts, ends = triangles.ravel(), np.roll(triangles, -1, axis=1).ravel()
    both = (np.concatenate([starts, ends]), np.concatenate([ends, starts]))
    adjacency = sparse.csr_matrix((np.ones(2 * len(starts)), both), shape=(count, count))
    adjacency.data[:] = 1.0
    return sparse.diags(1 / np.maximum(np.asarray(adjacency.sum(1)).ravel(), 1.0)) @ adjacency
