"""Surfaces whose vertices are mixtures of the base mesh's vertices, so that every cut carries all that moves them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from mien_inference.stock_head.source import BaseMesh, QuadGroup

__all__ = ["Surface", "clipped", "joined", "split", "subdivided", "surface_of"]

_NEAR = 1e-9


@dataclass(frozen=True, slots=True)
class Surface:
    """Triangles over mixtures of base vertices.

    Attributes:
        blend: Rows that sum to one, shape (vertices, base vertices); `blend @ x` is `x` on this surface.
        uv: Shape (vertices, 2), origin at the bottom left.
        triangles: Shape (triangles, 3), counter-clockwise seen from outside.
    """

    blend: sparse.csr_array
    uv: NDArray[np.float64]
    triangles: NDArray[np.int64]

    def select(self, keep: NDArray[np.bool_]) -> "Surface":
        """The triangles where `keep`, shape (triangles,), holds, and only the vertices that they use."""
        used, triangles = np.unique(self.triangles[keep], return_inverse=True)
        return Surface(self.blend[used], self.uv[used], triangles.reshape(-1, 3))


def surface_of(base: BaseMesh, faces: QuadGroup, vertices: NDArray[np.float64]) -> Surface:
    """The quads as triangles, with one vertex for each pair of position and UV.

    Args:
        base: Where the UV table is.
        faces: What to convert.
        vertices: Positions of all base vertices, shape (base vertices, 3): quads are cut along the shorter diagonal.
    """
    pairs = np.stack([faces.corners.ravel(), faces.uv_corners.ravel()], axis=1)
    unique, corners = np.unique(pairs, axis=0, return_inverse=True)
    quads = corners.reshape(-1, 4)
    points = vertices[unique[:, 0]][quads]
    diagonals = np.linalg.norm(points[:, [2, 3]] - points[:, [0, 1]], axis=2)
    first = np.where((diagonals[:, 0] <= diagonals[:, 1])[:, None], quads, np.roll(quads, -1, axis=1))
    triangles = np.concatenate([first[:, [0, 1, 2]], first[:, [0, 2, 3]]])
    ones = np.ones(len(unique))
    blend = sparse.csr_array((ones, (np.arange(len(unique)), unique[:, 0])), shape=(len(unique), len(vertices)))
    return Surface(blend, base.uv[unique[:, 1]], triangles)


def split(surface: Surface, height: NDArray[np.float64]) -> tuple[Surface, NDArray[np.float64]]:
    """Cuts every triangle that `height` crosses, so that the line of zero height follows edges.

    Args:
        surface: What to cut.
        height: Any function of the vertices, shape (vertices,).

    Returns:
        The finer surface, and `height` of its vertices: exactly 0 on the line.
    """
    height = np.where(np.abs(height) < _NEAR, 0.0, height)
    sides = np.sort(surface.triangles[:, [[0, 1], [1, 2], [2, 0]]], axis=2)
    crossed = height[sides[..., 0]] * height[sides[..., 1]] < 0
    edges, owner = np.unique(sides[crossed], axis=0, return_inverse=True)
    if len(edges) == 0:
        return surface, height
    fraction = height[edges[:, 0]] / (height[edges[:, 0]] - height[edges[:, 1]])
    middle = np.full(crossed.shape, -1)
    middle[crossed] = len(height) + owner.ravel()
    triangles = [surface.triangles[~crossed.any(axis=1)]]
    triangles += [_pieces(surface.triangles, middle, crossed, corner) for corner in range(3)]
    triangles += [_halves(surface.triangles, middle, crossed, corner) for corner in range(3)]
    rows = _lerp(surface.blend, edges, fraction)
    uv = surface.uv[edges[:, 0]] * (1 - fraction)[:, None] + surface.uv[edges[:, 1]] * fraction[:, None]
    finer = Surface(
        sparse.csr_array(sparse.vstack([surface.blend, rows])), np.vstack([surface.uv, uv]), np.concatenate(triangles)
    )
    return finer, np.concatenate([height, np.zeros(len(edges))])


def clipped(surface: Surface, height: NDArray[np.float64]) -> Surface:
    """Part of the surface where `height`, shape (vertices,), is positive, with a clean border along its zero line."""
    finer, heights = split(surface, height)
    return finer.select(heights[finer.triangles].max(axis=1) > 0)


def joined(surfaces: list[Surface]) -> Surface:
    """Several surfaces as one; their vertices stay apart."""
    starts = np.cumsum([0, *(len(surface.uv) for surface in surfaces)])
    return Surface(
        sparse.csr_array(sparse.vstack([surface.blend for surface in surfaces])),
        np.concatenate([surface.uv for surface in surfaces]),
        np.concatenate([surface.triangles + start for surface, start in zip(surfaces, starts, strict=False)]),
    )


def _lerp(blend: sparse.csr_array, edges: NDArray[np.int64], fraction: NDArray[np.float64]) -> sparse.csr_array:
    row = np.arange(len(edges))
    mix = sparse.csr_array(
        (np.concatenate([1 - fraction, fraction]), (np.tile(row, 2), edges.T.ravel())),
        shape=(len(edges), blend.shape[0]),
    )
    return sparse.csr_array(mix @ blend)


def _pieces(
    triangles: NDArray[np.int64], middle: NDArray[np.int64], crossed: NDArray[np.bool_], corner: int
) -> NDArray[np.int64]:
    """Triangles that lose `corner`: two sides crossed, three pieces."""
    following, opposite = (corner + 1) % 3, (corner + 2) % 3
    rows = crossed[:, corner] & crossed[:, opposite]
    apex, right, left = (triangles[rows, index] for index in (corner, following, opposite))
    to_right, to_left = middle[rows, corner], middle[rows, opposite]
    return np.concatenate(
        [
            np.stack([apex, to_right, to_left], axis=1),
            np.stack([to_right, right, left], axis=1),
            np.stack([to_right, left, to_left], axis=1),
        ]
    )


def _halves(
    triangles: NDArray[np.int64], middle: NDArray[np.int64], crossed: NDArray[np.bool_], corner: int
) -> NDArray[np.int64]:
    """Triangles whose `corner` lies on the line: only the side opposite to it is crossed, two halves."""
    following, opposite = (corner + 1) % 3, (corner + 2) % 3
    rows = crossed[:, following] & ~crossed[:, corner] & ~crossed[:, opposite]
    apex, right, left, cut = (
        *(triangles[rows, index] for index in (corner, following, opposite)),
        middle[rows, following],
    )
    return np.concatenate([np.stack([apex, right, cut], axis=1), np.stack([apex, cut, left], axis=1)])


def subdivided(surface: Surface) -> Surface:
    """Every triangle as four, with new vertices in the middle of its sides."""
    sides = np.sort(surface.triangles[:, [[0, 1], [1, 2], [2, 0]]], axis=2)
    edges, owner = np.unique(sides.reshape(-1, 2), axis=0, return_inverse=True)
    half = np.full(len(edges), 0.5)
    a, b, c = surface.triangles.T
    ab, bc, ca = owner.reshape(-1, 3).T + len(surface.uv)
    triangles = np.stack([[a, ab, ca], [ab, b, bc], [ca, bc, c], [ab, bc, ca]]).transpose(0, 2, 1).reshape(-1, 3)
    blend = sparse.csr_array(sparse.vstack([surface.blend, _lerp(surface.blend, edges, half)]))
    return Surface(blend, np.vstack([surface.uv, surface.uv[edges].mean(axis=1)]), triangles)
