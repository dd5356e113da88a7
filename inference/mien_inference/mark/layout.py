"""The layout of a mark: tiles of 32 by 32 cells that cover a picture from its top left corner."""

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_inference.mark.convolutional_code import CODE_BITS

__all__ = ["DATA_CELLS", "FADE_NS", "FIXED_CELLS", "PHASE_CELLS", "PHASE_NS", "SIGNS", "TILE", "cell_px", "phase_level"]

TILE: Final = 32
"""Cells along a side of a tile."""

PHASE_NS: Final = 2_000_000_000
"""A mark has two phases that take turns, so that a still picture beneath does not speak for one message for ever."""

FADE_NS: Final = 400_000_000
"""At a phase's end, it fades to the other: a mark that jumped could be seen to."""

_SEED: Final = 0x4D69_656E
_FIXED: Final = 192
_PHASE: Final = 64
_CELL_RANGE_PX: Final = (2, 16)
_CELLS_ACROSS: Final = 64


def cell_px(width: int, height: int) -> int:
    """Side of a cell in a picture of this size, pixels: a 64th of its mean side, 2 to 16."""
    return min(max(math.isqrt(width * height) // _CELLS_ACROSS, _CELL_RANGE_PX[0]), _CELL_RANGE_PX[1])


def phase_level(time_ns: int) -> float:
    """1 in the first phase, -1 in the second, between them while one fades to the other.

    Args:
        time_ns: Media time; phases last 2 s, and the last 0.4 s of each are the fade.
    """
    phase, within = divmod(time_ns, PHASE_NS)
    faded = max(0, within - (PHASE_NS - FADE_NS)) / FADE_NS
    return (1 - 2 * faded) * (1 - 2 * (phase % 2))


def _random_numbers(count: int) -> list[int]:
    """SplitMix64 (Steele, Lea and Flood 2014), 64 bits each: a generator that is easily written in any language."""
    mask = (1 << 64) - 1
    state, numbers = _SEED, []
    for _ in range(count):
        state = (state + 0x9E37_79B9_7F4A_7C15) & mask
        mixed = ((state ^ state >> 30) * 0xBF58_476D_1CE4_E5B9) & mask
        mixed = ((mixed ^ mixed >> 27) * 0x94D0_49BB_1331_11EB) & mask
        numbers.append(mixed ^ mixed >> 31)
    return numbers


def _layout() -> tuple[NDArray[np.intp], NDArray[np.int8]]:
    """The cells in the order of their use, and two signs of each, one a phase, shapes (1024,) and (2, 1024)."""
    cells = TILE * TILE
    numbers = _random_numbers(2 * cells)
    order = np.array(sorted(range(cells), key=numbers[:cells].__getitem__))
    first, second = (np.array([1 - 2 * (number >> bit & 1) for number in numbers[cells:]]) for bit in (0, 1))
    signs = np.stack([first, second]).astype(np.int8)
    signs[1, order[:_FIXED]] = signs[0, order[:_FIXED]]
    signs[1, order[_FIXED : _FIXED + _PHASE]] = -signs[0, order[_FIXED : _FIXED + _PHASE]]
    return order, signs


_ORDER, SIGNS = _layout()
"""`SIGNS`: each cell's sign in either phase, by which what it says is multiplied, shape (2, 1024)."""

FIXED_CELLS: Final = _ORDER[:_FIXED]
"""Cells that say nothing and stay: by them the grid is found."""

PHASE_CELLS: Final = _ORDER[_FIXED : _FIXED + _PHASE]
"""Cells that change their sign with the phase."""

DATA_CELLS: Final = _ORDER[_FIXED + _PHASE :]
"""Cells of the code, in its order."""

assert len(DATA_CELLS) == CODE_BITS
