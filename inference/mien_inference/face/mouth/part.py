"""A part of the mouth: a little mesh with colours, and how it follows the lower jaw."""

from dataclasses import dataclass

import numpy as np

from mien_inference.face.arrays import Floats, Ints

__all__ = ["Part", "grid_triangles", "joined", "smooth_normals"]


@dataclass(frozen=True, slots=True)
class Part:
    """One mesh; lengths in centimetres.

    Attributes:
        points: Shape (n, 3): x towards the character's left, y up, z out of the face.
        triangles: Counter-clockwise from outside, shape (m, 3).
        colour: In full light, RGB 0..255, shape (n, 3).
        gloss: Strength of the wet sheen, 0..1, shape (n,).
        in_jaw: Share of the lower jaw's motion, 0..1, shape (n,).
        flesh: 1 for flesh, which reddens the light, 0 for enamel, which lets it through, shape (n,).
    """

    points: Floats
    triangles: Ints
    colour: Floats
    gloss: Floats
    in_jaw: Floats
    flesh: Floats


def joined(parts: list[Part]) -> Part:
    """Several parts as one, their vertices in the order given."""
    starts = np.cumsum([0] + [len(part.points) for part in parts[:-1]])
    return Part(
        points=np.concatenate([part.points for part in parts]),
        triangles=np.concatenate([part.triangles + start for part, start in zip(parts, starts, strict=True)]),
        colour=np.concatenate([part.colour for part in parts]),
        gloss=np.concatenate([part.gloss for part in parts]),
        in_jaw=np.concatenate([part.in_jaw for part in parts]),
        flesh=np.concatenate([part.flesh for part in parts]),
    )


def grid_triangles(rows: int, columns: int, *, closed: bool = False) -> Ints:
    """Triangles of vertices in rows, row after row, shape (m, 3).

    Counter-clockwise where the next column lies to the right and the next row below.

    Args:
        rows: At least 2.
        columns: At least 2.
        closed: The last column joins the first one.
    """
    row, column = np.meshgrid(np.arange(rows - 1), np.arange(columns if closed else columns - 1), indexing="ij")
    here = row * columns + column
    right = row * columns + (column + 1) % columns
    below, across = here + columns, right + columns
    upper = np.stack([here, below, right], axis=-1).reshape(-1, 3)
    lower = np.stack([right, below, across], axis=-1).reshape(-1, 3)
    return np.concatenate([upper, lower]).astype(np.int32)


def smooth_normals(points: Floats, triangles: Ints) -> Floats:
    """Outward unit normals of the vertices, weighted by the area of the triangles round them, shape (n, 3)."""
    a, b, c = (points[triangles[:, k]] for k in range(3))
    face = np.cross(b - a, c - a)
    normals = np.zeros(points.shape)
    for k in range(3):
        np.add.at(normals, triangles[:, k], face)
    return np.asarray(normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-9))
