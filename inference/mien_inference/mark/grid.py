"""The grid of a mark in a picture: how large its cells are, and where they begin."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_inference.mark.cells import HALF_CELLS, Sums, fold
from mien_inference.mark.layout import FIXED_CELLS, SIGNS, TILE

__all__ = ["Grid", "cells_of", "find_grids", "match"]

_STEP: Final = 1.012
"""From one supposed size to the next: half of it, over the 32 cells from the middle to the edge, is a fifth of one."""

_FINE_STEPS: Final = (0.995, 0.9975, 1.0, 1.0025, 1.005)
_SMALLEST_PX: Final = 2.5
_LEAST_TILES: Final = 0.9
"""Tiles along the shorter side of a picture that is worth a search."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A place where the fixed cells of a mark may be.

    Attributes:
        cell_px: Side of a cell.
        row: Half cells from the top to the beginning of a tile, 0 to 63.
        column: The same from the left.
        match: How well the fixed cells match, in standard deviations of chance.
    """

    cell_px: float
    row: int
    column: int
    match: float


def match(tile: NDArray[np.float32]) -> NDArray[np.float32]:
    """Match of the fixed cells with a folded tile that is shifted by (row, column) half cells, shape (64, 64)."""
    spectrum = np.fft.rfft2(tile) * _FIXED_SPECTRUM
    return np.asarray(np.fft.irfft2(spectrum, s=tile.shape), np.float32)


def cells_of(tile: NDArray[np.float32], grid: Grid) -> NDArray[np.float32]:
    """The 1024 cells of a folded tile, on a grid."""
    rows = (2 * np.arange(TILE) + grid.row) % HALF_CELLS
    columns = (2 * np.arange(TILE) + grid.column) % HALF_CELLS
    return tile[np.ix_(rows, columns)].reshape(-1)


def find_grids(pictures: list[Sums], *, most: int = 8) -> list[Grid]:
    """The likeliest grids, best first.

    Args:
        pictures: One picture, or several of a film, all of the same size.
        most: So many.
    """
    height, width = (side - 1 for side in pictures[0].shape[1:])
    largest = min(height, width) / (_LEAST_TILES * TILE)
    count = max(0, int(np.ceil(np.log(max(largest, _SMALLEST_PX) / _SMALLEST_PX) / np.log(_STEP)))) + 1
    coarse = _best(pictures, (_SMALLEST_PX * _STEP**index for index in range(count)), most)
    fine = [grid.cell_px * step for grid in coarse for step in _FINE_STEPS]
    return _best(pictures, fine, most)


def _best(pictures: list[Sums], sizes: Iterable[float], most: int) -> list[Grid]:
    grids = []
    for size in sizes:
        surface = np.sum([match(fold(sums, size)) for sums in pictures], axis=0) / np.sqrt(len(pictures))
        row, column = np.unravel_index(int(surface.argmax()), surface.shape)
        grids.append(Grid(size, int(row), int(column), float(surface[row, column])))
    return sorted(grids, key=lambda grid: -grid.match)[:most]


def _fixed_spectrum() -> NDArray[np.complex128]:
    tile = np.zeros((HALF_CELLS, HALF_CELLS))
    tile[2 * (FIXED_CELLS // TILE), 2 * (FIXED_CELLS % TILE)] = SIGNS[0, FIXED_CELLS] / np.sqrt(len(FIXED_CELLS))
    return np.asarray(np.conj(np.fft.rfft2(tile)))


_FIXED_SPECTRUM: Final = _fixed_spectrum()
