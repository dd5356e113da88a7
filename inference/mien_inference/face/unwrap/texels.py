"""The texels of a texture: which triangle each belongs to, and what lies beside the face."""

from dataclasses import dataclass

import cv2
import numpy as np

from mien_inference.face.arrays import Floats, Floats32, Ints
from mien_inference.face.paint.raster import draw_triangles

__all__ = ["Texels", "find_texels"]


@dataclass(frozen=True, slots=True)
class Texels:
    """Fill of a square texture from triangles.

    Attributes:
        owner: The triangle that each texel lies in, -1 beside the face, shape (size, size).
        spans: Neighbouring texels of one triangle, as row, first column, column after the last and triangle, shape
            (k, 4), row by row.
        planes: What turns three values at a triangle's corners into how they change by column and by row, and the
            value at texel (0, 0), shape (m, 3, 3).
        outside: Texels beside the face, counted row by row, shape (o,).
        nearest: For each of them the nearest texel of the face, shape (o,).
    """

    owner: Ints
    spans: Ints
    planes: Floats
    outside: Ints
    nearest: Ints

    def spread(self, corner_values: Floats) -> Floats:
        """Values at the corners of the triangles, shape (m, 3), at every texel, shape (size, size); 0 beside them."""
        by_column, by_row, first = np.einsum("mij,mj->im", self.planes, corner_values)
        rows, columns = np.indices(self.owner.shape)
        values = columns * by_column[self.owner] + rows * by_row[self.owner] + first[self.owner]
        return np.where(self.owner >= 0, values, 0.0)


def find_texels(uv: Floats32, triangles: Ints, size: int) -> Texels:
    """Finds the texels of a layout.

    Args:
        uv: Shape (n, 2), 0..1, origin at the top left.
        triangles: Shape (m, 3), none without area.
        size: Of the texture, texels.
    """
    corners = uv[triangles].astype(np.float64) * size - 0.5
    owner = _owners(corners, size)
    covered = (owner >= 0).astype(np.uint8)
    _, label = cv2.distanceTransformWithLabels(1 - covered, cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL)
    inside, outside = np.flatnonzero(covered), np.flatnonzero(covered == 0)
    # OpenCV gives each texel of the face a label of its own, and each other one that of its nearest.
    labelled = np.zeros(len(inside) + 1, np.int32)
    labelled[label.ravel()[inside]] = inside
    return Texels(
        owner=owner,
        spans=_spans(owner),
        planes=np.linalg.inv(np.concatenate([corners, np.ones((len(triangles), 3, 1))], axis=2)),
        outside=outside.astype(np.int32),
        nearest=labelled[label.ravel()[outside]],
    )


def _owners(corners: Floats, size: int) -> Ints:
    """Draws each triangle in a colour of its own, its number."""
    points = corners.reshape(-1, 2).astype(np.float32)
    numbers = np.repeat(np.arange(len(corners), dtype=np.float32), 3)
    maps = np.full((3, size, size), -1, np.float32)
    draw_triangles(
        points,
        np.zeros(len(points), np.float32),
        np.repeat(numbers[:, None], 3, axis=1),
        np.arange(len(points), dtype=np.int32).reshape(-1, 3),
        np.zeros(len(corners), np.float32),
        maps,
        np.full((size, size), -1e9, np.float32),
    )
    return np.asarray(np.round(maps[0]), np.int32)


def _spans(owner: Ints) -> Ints:
    size = len(owner)
    borders = np.ones((size, size + 1), bool)
    borders[:, 1:-1] = owner[:, 1:] != owner[:, :-1]
    starts, ends = np.argwhere(borders[:, :-1]), np.argwhere(borders[:, 1:])
    triangle = owner[starts[:, 0], starts[:, 1]]
    return np.column_stack([starts, ends[:, 1] + 1, triangle])[triangle >= 0].astype(np.int32)
