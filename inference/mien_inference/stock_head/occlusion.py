"""Share of the sky that each point of the skin sees: soft shade in nostrils, ears, lids and between the lips."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["sky_visibility"]

_CELL_M = 0.002
_BIAS_M = 0.004
_DIRECTIONS = 64
_SAMPLES_PER_EDGE = 5


def sky_visibility(
    points: NDArray[np.float64], normals: NDArray[np.float64], quads: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Cosine-weighted share of directions that are free.

    Depth maps from many directions stand in for rays (as in "hemispherical rasterisation" of ambient occlusion).

    Args:
        points: Where to look from, shape (n, 3), metres.
        normals: Unit normals there, shape (n, 3).
        quads: What stands in the way: corners of quads, shape (quads, 4, 3), metres.

    Returns:
        Shape (n,), 0 enclosed .. 1 open.
    """
    occluders = _samples(quads)
    free, total = np.zeros(len(points)), np.zeros(len(points))
    for direction in _fibonacci_sphere(_DIRECTIONS):
        weight = np.maximum(normals @ direction, 0.0)
        right = np.cross(direction, [0.0, 1.0, 0.0] if abs(direction[1]) < 0.9 else [1.0, 0.0, 0.0])
        right /= np.linalg.norm(right)
        frame = np.stack([right, np.cross(direction, right), direction], axis=1)
        blockers, seen = occluders @ frame, points @ frame
        low = np.minimum(blockers[:, :2].min(axis=0), seen[:, :2].min(axis=0))
        width = int((np.maximum(blockers[:, 0].max(), seen[:, 0].max()) - low[0]) / _CELL_M) + 1
        cells = [((p[:, :2] - low) / _CELL_M).astype(np.int64) @ [1, width] for p in (blockers, seen)]
        nearest = np.full(max(int(cell.max()) for cell in cells) + 1, -np.inf)
        np.maximum.at(nearest, cells[0], blockers[:, 2])
        free += weight * (seen[:, 2] > nearest[cells[1]] - _BIAS_M)
        total += weight
    return np.asarray(free / np.maximum(total, 1e-9))


def _samples(quads: NDArray[np.float64]) -> NDArray[np.float64]:
    steps = (np.arange(_SAMPLES_PER_EDGE) + 0.5) / _SAMPLES_PER_EDGE
    u, v = (grid.ravel() for grid in np.meshgrid(steps, steps))
    shares = np.stack([(1 - u) * (1 - v), u * (1 - v), u * v, (1 - u) * v], axis=1)
    return np.asarray(np.einsum("sk,qkc->qsc", shares, quads).reshape(-1, 3))


def _fibonacci_sphere(count: int) -> NDArray[np.float64]:
    """Directions spread evenly over the sphere along a golden-angle spiral."""
    index = np.arange(count) + 0.5
    height = 1.0 - 2.0 * index / count
    angle = np.pi * (1.0 + 5.0**0.5) * index
    radius = np.sqrt(1.0 - height**2)
    return np.stack([radius * np.cos(angle), height, radius * np.sin(angle)], axis=1)
