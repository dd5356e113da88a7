"""Cells of a picture at any scale: what stands out from their neighbours, folded into one tile."""

from typing import Final

import numpy as np
from numba import njit
from numpy.typing import NDArray

from mien_inference.mark.layout import TILE
from mien_protocol.errors import MienError

__all__ = ["HALF_CELLS", "Sums", "fold", "sum_colours"]

HALF_CELLS: Final = 2 * TILE
"""Places along a side of a folded tile: the grid is sought in steps of half a cell."""

Sums = NDArray[np.float64]
"""Summed-area tables of light and of yellowness, shape (2, height + 1, width + 1)."""

_STRENGTHS: Final = (1.0, 3.0)
"""By how much a mark changes light, the mean of red and green, and yellowness, the same less blue."""

_FLOORS: Final = (0.15, 1.5)
"""Variances below which a quiet neighbourhood is not trusted: a codec may have flattened it."""

_CLIP: Final = 2.0
"""Standard deviations above which an outlier belongs to the picture."""


def sum_colours(picture: NDArray[np.uint8]) -> Sums:
    """The summed-area tables of a picture, RGB or RGBA, shape (height, width, 3 or 4).

    Raises:
        MienError: If the picture has another shape.
    """
    if picture.ndim != 3 or picture.shape[2] not in {3, 4} or picture.dtype != np.uint8:
        raise MienError(f"a picture to be read has shape (height, width, 3 or 4) of bytes, got {picture.shape}")
    sums = np.zeros((2, picture.shape[0] + 1, picture.shape[1] + 1))
    _sum(np.ascontiguousarray(picture), sums)
    return sums


def fold(sums: Sums, cell_px: float, margin: tuple[int, int, int, int] = (0, 0, 0, 0)) -> NDArray[np.float32]:
    """Residual of the picture, added up over all tiles, shape (64, 64), mean 0 and variance 1; zeros if it is all flat.

    Args:
        sums: The picture.
        cell_px: Supposed side of a cell, at least 2.
        margin: Left, top, right and bottom of what is not looked at, pixels; the grid begins at its corner.
    """
    left, top, right, bottom = margin
    part = sums[:, top : sums.shape[1] - bottom, left : sums.shape[2] - right]
    tile = np.zeros((HALF_CELLS, HALF_CELLS))
    if min(part.shape[1:]) > 4 * cell_px:
        for channel in range(2):
            _fold(part[channel], cell_px, _STRENGTHS[channel], _FLOORS[channel], tile)
    tile -= tile.mean()
    deviation = tile.std()
    return np.asarray(tile / deviation if deviation > 1e-9 else tile * 0, np.float32)


@njit(nogil=True, cache=True)
def _sum(picture: NDArray[np.uint8], sums: Sums) -> None:
    height, width = picture.shape[:2]
    for y in range(height):
        light, yellow = 0.0, 0.0
        for x in range(width):
            grey = (np.float64(picture[y, x, 0]) + np.float64(picture[y, x, 1])) / 2
            light += grey
            yellow += grey - np.float64(picture[y, x, 2])
            sums[0, y + 1, x + 1] = sums[0, y, x + 1] + light
            sums[1, y + 1, x + 1] = sums[1, y, x + 1] + yellow


@njit(nogil=True, cache=True)
def _means(sums: NDArray[np.float64], cell_px: float) -> NDArray[np.float32]:
    """Means of the cells at each half cell, from the sums between pixels."""
    half = cell_px / 2
    rows, columns = int((sums.shape[0] - 1) / half) + 1, int((sums.shape[1] - 1) / half) + 1
    at = np.empty((rows, columns))
    for row in range(rows):
        y = min(row * half, sums.shape[0] - 1.0)
        y0 = min(int(y), sums.shape[0] - 2)
        dy = y - y0
        for column in range(columns):
            x = min(column * half, sums.shape[1] - 1.0)
            x0 = min(int(x), sums.shape[1] - 2)
            dx = x - x0
            above = sums[y0, x0] * (1 - dx) + sums[y0, x0 + 1] * dx
            below = sums[y0 + 1, x0] * (1 - dx) + sums[y0 + 1, x0 + 1] * dx
            at[row, column] = above * (1 - dy) + below * dy
    means = np.empty((rows - 2, columns - 2), np.float32)
    area = cell_px * cell_px
    for row in range(rows - 2):
        for column in range(columns - 2):
            whole = at[row + 2, column + 2] - at[row, column + 2] - at[row + 2, column] + at[row, column]
            means[row, column] = whole / area
    return means


@njit(nogil=True, cache=True)
def _residuals(means: NDArray[np.float32]) -> NDArray[np.float32]:
    """Each cell less the mean of the eight round it."""
    rows, columns = means.shape
    found = np.zeros((rows, columns), np.float32)
    for row in range(2, rows - 2):
        for column in range(2, columns - 2):
            total = np.float32(0)
            for dy in range(-2, 3, 2):
                for dx in range(-2, 3, 2):
                    total += means[row + dy, column + dx]
            found[row, column] = (np.float32(9) * means[row, column] - total) / np.float32(8)
    return found


@njit(nogil=True, cache=True)
def _fold(sums: NDArray[np.float64], cell_px: float, strength: float, floor: float, tile: NDArray[np.float64]) -> None:
    found = _residuals(_means(sums, cell_px))
    rows, columns = found.shape
    reach = 4
    squares = np.zeros((rows + 1, columns + 1))
    for row in range(rows):
        line = 0.0
        for column in range(columns):
            line += found[row, column] * found[row, column]
            squares[row + 1, column + 1] = squares[row, column + 1] + line
    for row in range(2, rows - 2):
        top, bottom = max(row - reach, 2), min(row + reach + 1, rows - 2)
        for column in range(2, columns - 2):
            left, right = max(column - reach, 2), min(column + reach + 1, columns - 2)
            total = squares[bottom, right] - squares[top, right] - squares[bottom, left] + squares[top, left]
            variance = total / ((bottom - top) * (right - left)) + floor
            limit = _CLIP * np.sqrt(variance)
            value = min(max(found[row, column], -limit), limit)
            tile[row % HALF_CELLS, column % HALF_CELLS] += strength * value / variance
