"""The lids: their edges along MakeHuman's lash strips, where a blink has to end."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import shortest_path

from mien_inference.stock_head.source import BaseMesh
from mien_protocol.rig import EXPRESSION_INDEX

__all__ = ["LOWER", "UPPER", "fit_blink", "lash_strip"]

UPPER: Final[str] = "eyelashes-2"
LOWER: Final[str] = "eyelashes-1"
_OVERLAP_M: Final[float] = 0.0006


def lash_strip(base: BaseMesh, vertices: NDArray[np.float64], side: str, lid: str) -> NDArray[np.int64]:
    """A lash strip's vertices as a grid.

    Args:
        base: Whose strip.
        vertices: Positions, shape (base vertices, 3).
        side: "Left" or "Right".
        lid: `UPPER` or `LOWER`.

    Returns:
        Vertex indices: rows from the lid to the tips, columns from the nose outwards.
    """
    initial = side[0].lower()
    quads = base.groups[f"helper-{initial}-{lid}"].corners
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
    points = vertices[grid]
    eye = vertices[np.unique(base.groups[f"helper-{initial}-eye"].corners)].mean(axis=0)
    distance = np.linalg.norm(points - eye, axis=2)
    grid = grid if distance[0].mean() < distance[-1].mean() else grid[::-1]
    return grid if abs(points[0, 0, 0]) < abs(points[0, -1, 0]) else grid[:, ::-1]


def fit_blink(deltas: NDArray[np.float64], vertices: NDArray[np.float64], base: BaseMesh, side: str) -> None:
    """Shortens, in place, one side's blink: on this face the collection's lids would overlap by 4 mm.

    Args:
        deltas: Shape (52, base vertices, 3).
        vertices: Positions at rest, shape (base vertices, 3).
        base: Where the lids are.
        side: "Left" or "Right".
    """
    blink = deltas[EXPRESSION_INDEX[f"eyeBlink{side}"]]
    upper, lower = (lash_strip(base, vertices, side, lid)[0] for lid in (UPPER, LOWER))
    across = np.abs(vertices[:, 0])
    edge = np.interp(across[upper], across[lower], vertices[lower, 1])
    needed = (vertices[upper, 1] - edge + _OVERLAP_M) / -blink[upper, 1]
    # The corners, where lids hardly move, tell little: weigh by the way.
    share = np.polynomial.Polynomial.fit(across[upper], np.clip(needed, 0.0, 1.0), 2, w=-blink[upper, 1])
    low, high = across[upper].min(), across[upper].max()
    blink *= np.clip(share(np.clip(across, low, high)), 0.0, 1.0)[:, None]
