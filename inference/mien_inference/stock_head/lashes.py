"""Eyelashes: each one a thin blade that grows along MakeHuman's lash strips and moves with them."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from mien_inference.stock_head.body import Body
from mien_inference.stock_head.lids import LOWER, UPPER, lash_strip
from mien_inference.stock_head.surface import Surface, joined
from mien_protocol.rig import SIDES

__all__ = ["grow_lashes"]


@dataclass(frozen=True, slots=True)
class _Row:
    """The lashes of one lid: which lid, how many, how long (in strips) and how wide at the root."""

    lid: str
    count: int
    length: float
    width_m: float


_STRIPS: Final[tuple[_Row, ...]] = (_Row(UPPER, 64, 1.0, 0.00042), _Row(LOWER, 34, 0.62, 0.00024))
_LEVELS: Final[NDArray[np.float64]] = np.array([0.0, 0.45, 1.0])
# Two vertices at the root, two on the way, one at the tip.
_BLADE: Final[NDArray[np.int64]] = np.array([[0, 1, 2], [1, 3, 2], [2, 3, 4]])


def grow_lashes(body: Body, seed: int) -> Surface:
    """The upper and lower lashes of both eyes; `seed` decides how they scatter."""
    surfaces = []
    for side in SIDES:
        # The same seed on both sides: the lashes mirror each other.
        generator = np.random.default_rng(seed)
        for row in _STRIPS:
            grid = lash_strip(body.base, body.vertices, side, row.lid)
            surfaces.append(_lashes(body, grid, row, generator))
    return joined(surfaces)


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
