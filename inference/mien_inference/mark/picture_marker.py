"""The marker of pictures."""

from typing import Final

import numpy as np
from numba import njit
from numpy.typing import NDArray

from mien_inference.mark.convolutional_code import encode
from mien_inference.mark.layout import DATA_CELLS, SIGNS, TILE, cell_px, phase_level
from mien_inference.mark.message import Message
from mien_protocol.errors import MienError

__all__ = ["PictureMarker"]

_ONE: Final = 64
"""A cell's level when it is not fading."""

_FLAT: Final = 0.3
"""Mean difference of neighbouring pixels, of 255, below which a change of light by one can be seen; no camera's picture
is so even. There blue alone is changed, which nobody sees."""

_LIVELY: Final = 2.5
"""Mean difference of neighbouring pixels from which on they hide a change of two."""


class PictureMarker:
    """Marks pictures with one message. It holds no buffers: threads may share it."""

    def __init__(self, message: Message) -> None:
        """Marks with `message`."""
        code = np.ones(TILE * TILE, np.int8)
        code[DATA_CELLS] = encode(message.bits())
        self._phases = (SIGNS * code).astype(np.float64)

    def mark(self, picture: NDArray[np.uint8], time_ns: int) -> NDArray[np.uint8]:
        """A picture with the mark, which differs by 2 at most in each colour; alpha and what is clear stay.

        Args:
            picture: RGBA, sRGB, straight alpha, shape (height, width, 4).
            time_ns: Media time of the picture; 0 for one that is no part of a film.

        Returns:
            A new array. The same picture, message and time give the same bytes everywhere.

        Raises:
            MienError: If the picture has another shape.
        """
        if picture.ndim != 3 or picture.shape[2] != 4 or picture.dtype != np.uint8:
            raise MienError(f"a picture to be marked has shape (height, width, 4) of bytes, got {picture.shape}")
        level = phase_level(time_ns)
        first, second = self._phases * _ONE
        levels = np.rint((first + second) / 2 + level * (first - second) / 2).astype(np.int16)
        marked = np.empty(picture.shape, np.uint8)
        height, width = picture.shape[:2]
        _mark(np.ascontiguousarray(picture), levels.reshape(TILE, TILE), cell_px(width, height), marked)
        return marked


@njit(nogil=True, cache=True)
def _mark(picture: NDArray[np.uint8], levels: NDArray[np.int16], cell: int, marked: NDArray[np.uint8]) -> None:
    height, width = picture.shape[:2]
    more, less = np.zeros(width * 4, np.uint8), np.zeros(width * 4, np.uint8)
    for top in range(0, height, cell):
        bottom = min(top + cell, height)
        _fill(picture[top:bottom], levels[top // cell % TILE], cell, more, less)
        for y in range(top, bottom):
            row, into = picture[y].reshape(width * 4), marked[y].reshape(width * 4)
            _change(row, more, less, into)
            _clear(row.view(np.uint32), into.view(np.uint32))


@njit(nogil=True, cache=True)
def _fill(
    rows: NDArray[np.uint8], levels: NDArray[np.int16], cell: int, more: NDArray[np.uint8], less: NDArray[np.uint8]
) -> None:
    """Computes the amounts to add to the bytes of a row of cells, and to take from them."""
    width = rows.shape[1]
    for left in range(0, width, cell):
        right = min(left + cell, width)
        level = levels[left // cell % TILE]
        grey = np.uint8((abs(level) * _strength(_liveliness(rows, left, right)) + _ONE // 2) // _ONE)
        blue = np.uint8((2 * abs(level) + _ONE // 2) // _ONE)
        raised, lowered = (more, less) if level > 0 else (less, more)
        for x in range(left, right):
            raised[4 * x], lowered[4 * x] = grey, 0
            raised[4 * x + 1], lowered[4 * x + 1] = grey, 0
            raised[4 * x + 2], lowered[4 * x + 2] = 0, blue


@njit(nogil=True, cache=True)
def _strength(liveliness: float) -> int:
    """By how much red and green change."""
    return 2 if liveliness >= _LIVELY else 1 if liveliness >= _FLAT else 0


@njit(nogil=True, cache=True)
def _liveliness(rows: NDArray[np.uint8], left: int, right: int) -> float:
    """Mean difference of green between neighbours, in the calmer half of a cell; every fourth row is looked at."""
    height = rows.shape[0] - 1
    half = (right - left) // 2
    if height < 1 or half < 1:
        return 0.0
    calmer = 255.0
    for start in (left, left + half):
        end = min(start + half, rows.shape[1] - 1)
        total, count = np.int32(0), 0
        for y in range(0, height, 4):
            for x in range(start, end):
                here = np.int32(rows[y, x, 1])
                total += abs(here - np.int32(rows[y, x + 1, 1])) + abs(here - np.int32(rows[y + 1, x, 1]))
            count += 2 * (end - start)
        calmer = min(calmer, total / max(count, 1))
    return calmer


@njit(nogil=True, cache=True)
def _change(
    row: NDArray[np.uint8], more: NDArray[np.uint8], less: NDArray[np.uint8], marked: NDArray[np.uint8]
) -> None:
    # In bytes throughout: wider numbers would take twice the time.
    for i in range(len(row)):
        raised = np.uint8(row[i] + min(np.uint8(255 - row[i]), more[i]))
        marked[i] = np.uint8(raised - min(raised, less[i]))


@njit(nogil=True, cache=True)
def _clear(row: NDArray[np.uint32], marked: NDArray[np.uint32]) -> None:
    """Pixels that cannot be seen keep their colours."""
    for x in range(len(row)):
        marked[x] = marked[x] if row[x] & np.uint32(0xFF00_0000) else row[x]
