"""The whole shaped body with everything that moves it: the stuff that the head's parts are cut from."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mien_inference.stock_head.lids import fit_blink
from mien_inference.stock_head.model import Primitive
from mien_inference.stock_head.morphs import read_expressions, relax, turn_eyeball
from mien_inference.stock_head.normals import vertex_normals
from mien_inference.stock_head.shape import shaped_vertices
from mien_inference.stock_head.skeleton import EYEBALLS, Skeleton, read_skeleton
from mien_inference.stock_head.source import BaseMesh, read_base_mesh
from mien_inference.stock_head.surface import Surface, joined, surface_of
from mien_protocol.rig import SIDES

__all__ = ["Body", "read_body"]


@dataclass(frozen=True, slots=True)
class Body:
    """The base mesh after shaping; n vertices.

    Attributes:
        base: Faces and UV.
        vertices: Shape (n, 3), metres.
        normals: Shape (n, 3), unit length.
        deltas: What each expression at 1 adds to `vertices`, shape (52, n, 3).
        normal_deltas: The same for `normals`.
        skeleton: Joints and weights.
    """

    base: BaseMesh
    vertices: NDArray[np.float64]
    normals: NDArray[np.float64]
    deltas: NDArray[np.float64]
    normal_deltas: NDArray[np.float64]
    skeleton: Skeleton

    def surface(self, *groups: str) -> Surface:
        """The named groups of the base mesh as one surface."""
        return joined([surface_of(self.base, self.base.groups[group], self.vertices) for group in groups])

    def points(self, surface: Surface) -> NDArray[np.float64]:
        """Positions of a surface's vertices, shape (vertices, 3)."""
        return np.asarray(surface.blend @ self.vertices)

    def surface_normals(self, surface: Surface) -> NDArray[np.float64]:
        """Unit normals of a surface's vertices, shape (vertices, 3)."""
        return _unit(surface.blend @ self.normals)

    def primitive(
        self,
        name: str,
        material: str,
        surface: Surface,
        points: NDArray[np.float64] | None = None,
        normals: NDArray[np.float64] | None = None,
    ) -> Primitive:
        """A surface ready for the file.

        Args:
            name: The part of the body.
            material: Name of its material.
            surface: Cut from this body.
            points: Where its vertices are instead, shape (vertices, 3), for shells worn on the body.
            normals: What to shade with instead of the surface's own, shape (vertices, 3), unit length.
        """
        if normals is None:
            normals = self.surface_normals(surface) if points is None else _welded_normals(points, surface.triangles)
        return Primitive(
            name=name,
            material=material,
            positions=(self.points(surface) if points is None else points).astype(np.float32),
            normals=normals.astype(np.float32),
            uv=surface.uv.astype(np.float32),
            triangles=surface.triangles.astype(np.uint16),
            skin_weights=(surface.blend @ self.skeleton.weights).astype(np.float32),
            position_deltas=np.stack([surface.blend @ delta for delta in self.deltas]).astype(np.float32),
            normal_deltas=np.stack([surface.blend @ delta for delta in self.normal_deltas]).astype(np.float32),
        )


def read_body(data_dir: Path) -> Body:
    """Reads and shapes the body.

    Raises:
        MienError: If a file of the collection is missing or damaged.
    """
    base = read_base_mesh(data_dir)
    vertices = shaped_vertices(data_dir, base)
    deltas = read_expressions(data_dir, base)
    for side in SIDES:
        fit_blink(deltas, vertices, base, side)
    relax(vertices, deltas)
    for joint, group in EYEBALLS.items():
        turn_eyeball(deltas, vertices, np.unique(base.groups[group].corners), joint.removeprefix("eye"))
    faces = np.concatenate([group.corners for group in base.groups.values()])
    normals = vertex_normals(vertices, faces)
    return Body(
        base=base,
        vertices=vertices,
        normals=normals,
        deltas=deltas,
        normal_deltas=np.stack([vertex_normals(vertices + delta, faces) - normals for delta in deltas]),
        skeleton=read_skeleton(data_dir, base, vertices),
    )


def _welded_normals(points: NDArray[np.float64], triangles: NDArray[np.int64]) -> NDArray[np.float64]:
    """Smooth normals across the seams of the UV, where vertices lie on one another."""
    _, first, owner = np.unique(points.round(7), axis=0, return_index=True, return_inverse=True)
    return np.asarray(vertex_normals(points[first], owner.reshape(-1)[triangles])[owner.reshape(-1)])


def _unit(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.where(length > 0, length, 1.0)
