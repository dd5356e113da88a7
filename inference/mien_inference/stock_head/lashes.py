"""Eyelashes: each one a thin blade that grows along MakeHuman's lash strips and moves with them."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import shortest_path

from mien_inference.stock_head.body import Body
from mien_inference.stock_head.surface import Surface, joined

__all__ = ["grow_lashes"]


@dataclass(frozen=True, slots=True)
class _Row:
    """The lashes of one lid: on which strip, how many, how long (in strips) and how wide at the root."""

    strip: str
    count: int
    length: float
    width_m: float


_STRIPS: Final[tuple[_Row, ...]] = (_Row("eyelashes-2", 64, 1.0, 0.00042), _Row("eyelashes-1", 34, 0.62, 0.00024))
_LEVELS: Final[NDArray[np.float64]] = np.array([0.0, 0.45, 1.0])
# Two vertices at the root, two on the way, one at the tip.
_BLADE: Final[NDArray[np.int64]] = np.array([[0, 1, 2], [1, 3, 2], [2, 3, 4]])


def grow_lashes(body: Body, seed: int) -> Surface:
    """The upper and lower lashes of both eyes; `seed` decides how they scatter."""
    surfaces = []
    for side, joint in (("l", -2), ("r", -1)):
        # The same seed on both sides: the lashes mirror each other.
        generator = np.random.default_rng(seed)
        for row in _STRIPS:
            grid = _strip(body, f"helper-{side}-{row.strip}", body.skeleton.positions[joint])
            surfaces.append(_lashes(body, grid, row, generator))
    return joined(surfaces)


def _strip(body: Body, group: str, eye: NDArray[np.float64]) -> NDArray[np.int64]:
    """The strip's vertices as a grid: rows from the lid to the tips, columns from the nose outwards."""
    quads = body.base.groups[group].corners
    names, corners = np.unique(quads, return_inverse=True)
    corners = corners.reshape(-1, 4)
    edges = np.stack([corners, np.roll(corners, -1, axis=1)], axis=2).reshape(-1, 2)
    graph = sparse.csr_array((np.ones(len(edges)), edges.T), shape=(len(names), len(names)))
    steps = shortest_path(graph, directed=False, unweighted=True).astype(np.int64)
    tips = np.flatnonzero(np.bincount(corners.ravel()) == 1)
    # Of a grid's four corners, the nearest other one ends the short side, the second nearest the long one.
    first = tips[0]
    second = tips[np.argsort(steps[first, tips], kind="stable")[2]]
    columns = int(steps[first, second]) + 1
    column = (steps[first] - steps[second] + columns - 1) // 2
    row = steps[first] - column
    grid = np.zeros((len(names) // columns, columns), np.int64)
    grid[row, column] = names
    points = body.vertices[grid]
    distance = np.linalg.norm(points - eye, axis=2)
    grid = grid if distance[0].mean() < distance[-1].mean() else grid[::-1]
    return grid if abs(points[0, 0, 0]) < abs(points[0, -1, 0]) else grid[:, ::-1]


def _lashes(body: Body, grid: NDArray[np.int64], lid: _Row, generator: np.random.Generator) -> Surface:
    count = lid.count
    place = (np.arange(count) + 0.5 + generator.uniform(-0.3, 0.3, count)) / count
    reach = lid.length * generator.uniform(0.75, 1.0, count)
    # Lashes fan out: those near the nose lean to it, the others away from it.
    lean = 0.09 * (place - 0.35) + generator.normal(0.0, 0.012, count)
    strip_m = np.linalg.norm(np.diff(body.vertices[grid[0]], axis=0), axis=1).sum()
    half = 0.5 * lid.width_m / strip_m * np.array([1.0, 0.75])
    along, across = [], []
    for level, thickness in zip(_LEVELS[:2], half, strict=True):
        along += [place + lean * level - thickness, place + lean * level + thickness]
        across += [reach * level, reach * level]
    along.append(place + lean)
    across.append(reach)
    blend = _bilinear(grid, np.stack(along, axis=1).ravel(), np.stack(across, axis=1).ravel(), len(body.vertices))
    triangles = (np.arange(count)[:, None, None] * 5 + _BLADE).reshape(-1, 3)
    return Surface(blend, np.zeros((count * 5, 2)), triangles)


def _bilinear(
    grid: NDArray[np.int64], along: NDArray[np.float64], across: NDArray[np.float64], vertex_count: int
) -> sparse.csr_array:
    rows, columns = grid.shape
    y = np.clip(across, 0.0, 1.0) * (rows - 1)
    x = np.clip(along, 0.0, 1.0) * (columns - 1)
    top, left = np.minimum(y.astype(int), rows - 2), np.minimum(x.astype(int), columns - 2)
    y, x = y - top, x - left
    vertices = np.stack([grid[top, left], grid[top, left + 1], grid[top + 1, left], grid[top + 1, left + 1]])
    shares = np.stack([(1 - y) * (1 - x), (1 - y) * x, y * (1 - x), y * x])
    owner = np.tile(np.arange(len(along)), 4)
    return sparse.csr_array((shares.ravel(), (owner, vertices.ravel())), shape=(len(along), vertex_count))
