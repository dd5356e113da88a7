"""Place of the skin in its texture: MakeHuman's islands, laid out anew for a head, with most room for the face."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from mien_inference.stock_head.surface import Surface

__all__ = ["unwrapped"]


@dataclass(frozen=True, slots=True)
class _Place:
    """One island: a point of it in MakeHuman's UV, and its rectangle (left, bottom, right, top) in ours."""

    inside: tuple[float, float]
    rectangle: tuple[float, float, float, float]


_HEAD: Final[_Place] = _Place((0.85, 0.48), (0.0, 0.20, 1.0, 1.0))
_OTHERS: Final[tuple[_Place, ...]] = (
    _Place((0.84, 0.07), (0.72, 0.01, 0.88, 0.19)),  # inside of the mouth
    _Place((0.045, 0.59), (0.885, 0.01, 0.94, 0.19)),  # right socket
    _Place((0.12, 0.59), (0.945, 0.01, 1.0, 0.19)),  # left socket
    _Place((0.38, 0.90), (0.0, 0.01, 0.71, 0.19)),  # neck
)
_FACE_CENTRE: Final[tuple[float, float]] = (0.5, 0.42)
_MAGNIFICATION: Final[float] = 7.0


def unwrapped(surface: Surface) -> Surface:
    """The skin with UV that fill the unit square; each island goes to the place nearest to it."""
    island = _islands(surface)
    uv = surface.uv.copy()
    for index in range(island.max() + 1):
        rows = island == index
        middle = surface.uv[rows].mean(axis=0)
        place = min((_HEAD, *_OTHERS), key=lambda place: float(np.linalg.norm(place.inside - middle)))
        # The head lies on its left ear in MakeHuman's map: turned by a quarter, the face is upright.
        points = np.stack([uv[rows, 1], -uv[rows, 0]], axis=1) if place is _HEAD else uv[rows]
        low, high = points.min(axis=0), points.max(axis=0)
        points = (points - low) / (high - low)
        left, bottom, right, top = place.rectangle
        points = _magnified(points) if place is _HEAD else points
        uv[rows] = [left, bottom] + points * [right - left, top - bottom]
    return replace(surface, uv=uv)


def _islands(surface: Surface) -> NDArray[np.int64]:
    edges = surface.triangles[:, [[0, 1], [1, 2]]].reshape(-1, 2)
    size = len(surface.uv)
    graph = sparse.coo_array((np.ones(len(edges)), (edges[:, 0], edges[:, 1])), shape=(size, size))
    labels: NDArray[np.int64] = connected_components(graph, directed=False)[1]
    return labels


def _magnified(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Enlarges the face at the cost of the scalp, keeping 0 and 1 in place."""

    def bend(values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(np.arcsinh(_MAGNIFICATION * values))

    centre = np.array(_FACE_CENTRE)
    low, high = bend(-centre), bend(1.0 - centre)
    bent: NDArray[np.float64] = (bend(points - centre) - low) / (high - low)
    return bent
