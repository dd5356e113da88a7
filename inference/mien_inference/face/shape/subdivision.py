"""Loop subdivision: a mesh with every triangle cut in four, as a matrix."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy import sparse

from mien_inference.face.arrays import Ints

__all__ = ["Subdivision", "subdivide"]

Edge = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Subdivision:
    """One step of refinement.

    Attributes:
        matrix: New positions from old, shape (new vertices, old vertices); old vertices keep their index.
        triangles: Shape (4 x old triangles, 3); the four parts of a triangle follow one another.
        midpoints: The new vertex of each old edge (lower index first).
    """

    matrix: sparse.csr_matrix
    triangles: Ints
    midpoints: dict[Edge, int]

    def along(self, path: tuple[int, ...]) -> tuple[int, ...]:
        """The refined form of a path of connected vertices."""
        refined = [path[0]]
        for a, b in pairwise(path):
            refined += [self.midpoints[_edge(a, b)], b]
        return tuple(refined)


def subdivide(vertices: int, triangles: Ints, creases: set[Edge]) -> Subdivision:
    """Refines a mesh once by Loop's scheme (Loop 1987) with creases (Hoppe et al. 1994).

    Args:
        vertices: Number of vertices.
        triangles: Shape (n, 3).
        creases: Edges (lower index first) that stay sharp; the mesh's boundary always does.
    """
    opposite: dict[Edge, list[int]] = {}
    for a, b, c in triangles.tolist():
        for start, end, third in ((a, b, c), (b, c, a), (c, a, b)):
            opposite.setdefault(_edge(start, end), []).append(third)
    sharp = creases | {edge for edge, thirds in opposite.items() if len(thirds) == 1}
    midpoints = {edge: vertices + k for k, edge in enumerate(opposite)}
    weights = _smoothed_old(vertices, opposite.keys(), sharp)
    for edge, middle in midpoints.items():
        weights += [(middle, vertex, 0.5 if edge in sharp else 0.375) for vertex in edge]
        if edge not in sharp:
            weights += [(middle, vertex, 0.125) for vertex in opposite[edge]]
    rows, columns, values = zip(*weights, strict=True)
    matrix = sparse.coo_matrix((values, (rows, columns)), shape=(vertices + len(midpoints), vertices))
    return Subdivision(matrix.tocsr(), _quartered(triangles, midpoints), midpoints)


def _smoothed_old(vertices: int, edges: Iterable[Edge], sharp: set[Edge]) -> list[tuple[int, int, float]]:
    """Weights of old vertices in the new places of old ones: new, old, weight."""
    around: list[list[int]] = [[] for _ in range(vertices)]
    along: list[list[int]] = [[] for _ in range(vertices)]
    for a, b in edges:
        around[a].append(b)
        around[b].append(a)
        if (a, b) in sharp:
            along[a].append(b)
            along[b].append(a)
    weights: list[tuple[int, int, float]] = []
    for vertex in range(vertices):
        neighbours, crease = around[vertex], along[vertex]
        if len(crease) == 2:
            weights += [(vertex, other, 0.125) for other in crease]
            weights.append((vertex, vertex, 0.75))
        elif crease or not neighbours:
            weights.append((vertex, vertex, 1.0))
        else:
            # Warren's weights: simpler than Loop's cosines, and as smooth to the eye.
            weight = 3 / 16 if len(neighbours) == 3 else 3 / (8 * len(neighbours))
            weights += [(vertex, other, weight) for other in neighbours]
            weights.append((vertex, vertex, 1.0 - weight * len(neighbours)))
    return weights


def _quartered(triangles: Ints, midpoints: dict[Edge, int]) -> Ints:
    parts = []
    for a, b, c in triangles.tolist():
        ab, bc, ca = midpoints[_edge(a, b)], midpoints[_edge(b, c)], midpoints[_edge(c, a)]
        parts += [(a, ab, ca), (b, bc, ab), (c, ca, bc), (ab, bc, ca)]
    return np.array(parts, np.int32)


def _edge(a: int, b: int) -> Edge:
    return (a, b) if a < b else (b, a)
