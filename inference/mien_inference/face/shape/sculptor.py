"""From a few moved landmarks to a smooth displacement of the whole face."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

import numpy as np
from scipy import sparse
from scipy.sparse import linalg

from mien_inference.face.arrays import Floats
from mien_inference.face.shape.topology import LOWER_LIP_RINGS, MESH_LANDMARKS, UPPER_LIP_RINGS, skin_triangles

__all__ = ["Handles", "LipMotion", "Sculptor", "still", "xyz"]

Handles: TypeAlias = Mapping[int, Floats]
"""Displacement of some landmarks in the head frame, centimetres, each of shape (3,)."""

LipMotion: TypeAlias = Callable[[Floats, Floats], Floats]
"""Displacement of a lip, shape (n, 3), by place across it (-1 right corner .. 1 left corner) and place from
its outer edge (0) to its inner edge (1), each of shape (n,)."""

_CORNERS = frozenset({61, 291, 76, 306, 62, 292, 78, 308})
_MEMBRANE = 1e-3
"""A little tension beside the bending energy keeps far, nearly free parts of the mesh from sailing off."""


class Sculptor:
    """Displacement fields of one face.

    A field minimises bending under its handles: the bi-Laplacian with cotangent weights (Botsch and Kobbelt
    2004) on the skin alone, so that lips and lids, which the skin leaves open, part freely.

    Attributes:
        rest: Landmarks of the skin in the head frame, centimetres, shape (468, 3).
        lip_half_width: Half the width of the mouth, centimetres.
    """

    def __init__(self, rest: Floats) -> None:
        self.rest = rest[:MESH_LANDMARKS]
        self.lip_half_width = float(rest[291, 0] - rest[61, 0]) / 2
        self._mouth_middle_x = float(rest[291, 0] + rest[61, 0]) / 2
        self._stiffness = _stiffness(self.rest)

    def across_lips(self, landmarks: Iterable[int]) -> Floats:
        """Place across the mouth: -1 at its right corner, 1 at its left one."""
        x = self.rest[list(landmarks), 0]
        return np.clip((x - self._mouth_middle_x) / self.lip_half_width, -1.15, 1.15)

    def field(self, handles: Handles) -> Floats:
        """The smoothest displacement that moves the handles as told, shape (468, 3)."""
        held = np.array(sorted(handles))
        free = np.setdiff1d(np.arange(MESH_LANDMARKS), held)
        displacement = np.zeros((MESH_LANDMARKS, 3))
        displacement[held] = [handles[k] for k in held]
        pull = self._stiffness[free][:, held] @ displacement[held]
        displacement[free] = linalg.splu(self._stiffness[free][:, free]).solve(-pull)
        return displacement

    def lip_field(self, upper: LipMotion, lower: LipMotion, others: Handles) -> Floats:
        """Like `field`, with both lips moved ring by ring and `others` beside them."""
        handles = dict(others) | self._on(LOWER_LIP_RINGS, lower)
        for landmark, displacement in self._on(UPPER_LIP_RINGS, upper).items():
            shared = landmark in _CORNERS
            handles[landmark] = (displacement + handles[landmark]) / 2 if shared else displacement
        return self.field(handles)

    def _on(self, rings: tuple[tuple[int, ...], ...], motion: LipMotion) -> dict[int, Floats]:
        landmarks = [k for ring in rings for k in ring]
        inward = np.repeat(np.linspace(0.0, 1.0, len(rings)), [len(ring) for ring in rings])
        return dict(zip(landmarks, motion(self.across_lips(landmarks), inward), strict=True))


def still(*groups: Iterable[int]) -> dict[int, Floats]:
    """Handles that hold landmarks where they are."""
    return {k: np.zeros(3) for group in groups for k in group}


def xyz(dx: Floats | float, dy: Floats | float, dz: Floats | float) -> Floats:
    """Displacements from their components, broadcast against one another, shape (n, 3)."""
    return np.stack(np.broadcast_arrays(np.atleast_1d(dx), dy, dz), axis=-1).astype(np.float64)


def _stiffness(points: Floats) -> sparse.csc_matrix:
    triangles = skin_triangles()
    rows, columns, weights = [], [], []
    for k in range(3):
        a, b, c = triangles[:, k], triangles[:, (k + 1) % 3], triangles[:, (k + 2) % 3]
        u, v = points[a] - points[c], points[b] - points[c]
        sine = np.maximum(np.linalg.norm(np.cross(u, v), axis=1), 1e-6)
        # Slivers and obtuse triangles would give weights of any size and sign: both are bounded.
        cotangent = np.clip(np.sum(u * v, axis=1) / sine, 0.05, 5.0) / 2
        rows += [a, b]
        columns += [b, a]
        weights += [cotangent, cotangent]
    size = (len(points), len(points))
    adjacency = sparse.csr_matrix((np.concatenate(weights), (np.concatenate(rows), np.concatenate(columns))), size)
    laplacian = sparse.diags(np.asarray(adjacency.sum(1)).ravel()) - adjacency
    mass = np.maximum(_vertex_areas(points), 1e-3)
    return (laplacian @ sparse.diags(1 / mass) @ laplacian + _MEMBRANE * laplacian).tocsc()


def _vertex_areas(points: Floats) -> Floats:
    triangles = skin_triangles()
    a, b, c = (points[triangles[:, k]] for k in range(3))
    third = np.linalg.norm(np.cross(b - a, c - a), axis=1) / 6
    areas = np.zeros(len(points))
    for k in range(3):
        np.add.at(areas, triangles[:, k], third)
    return areas
