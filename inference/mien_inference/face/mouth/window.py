"""The opening between the lips as a surface of its own: skin that stands before it hides what is inside."""

from typing import Final

import numpy as np
from numba import njit
from numpy.typing import NDArray

from mien_inference.face.arrays import Floats32, Pixels
from mien_inference.face.mouth.part import grid_triangles
from mien_inference.face.paint.raster import draw_triangles

__all__ = ["Window"]

_SOFT_CM: Final = 0.12
"""Skin hides nothing up to this much before the opening, and all from twice that on."""


class Window:
    """The opening, spanned between the edges of the lips.

    Args:
        columns: Places along each edge.
    """

    def __init__(self, columns: int) -> None:
        self._triangles = grid_triangles(2, columns)
        self._bias = np.zeros(len(self._triangles), np.float32)

    def hide(
        self,
        mask: Pixels,
        edges: tuple[Floats32, Floats32],
        depth: tuple[Floats32, Floats32],
        corner: NDArray[np.int64],
        nearest: Floats32,
    ) -> None:
        """Takes out of a mask of the opening what skin stands before, in place.

        Args:
            mask: 0..255, shape (height, width).
            edges: Of the upper and the lower lip, pixels of the picture, each of shape (columns, 2).
            depth: Their depths, centimetres towards the viewer, each of shape (columns,).
            corner: Upper left corner of the mask in the picture.
            nearest: Depth of the skin in the whole picture, shape (any, any).
        """
        points = np.concatenate(edges) - corner.astype(np.float32)
        depths = np.concatenate(depth)
        maps = np.full((3, *mask.shape), np.inf, np.float32)
        drawn = np.full(mask.shape, -1e9, np.float32)
        values = np.repeat(depths[:, None], 3, axis=1)
        draw_triangles(points, depths, values, self._triangles, self._bias, maps, drawn)
        _hide(mask, maps[0], nearest, int(corner[0]), int(corner[1]))


@njit(cache=True, nogil=True)
def _hide(mask: Pixels, window: Floats32, nearest: Floats32, left: int, top: int) -> None:
    height, width = nearest.shape
    for y in range(max(0, -top), min(mask.shape[0], height - top)):
        for x in range(max(0, -left), min(mask.shape[1], width - left)):
            before = nearest[y + top, x + left] - window[y, x]
            if mask[y, x] > 0 and before > _SOFT_CM:
                mask[y, x] = np.uint8(mask[y, x] * max(2 - before / _SOFT_CM, 0.0))
