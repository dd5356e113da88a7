"""The reader of marks: from pictures, or the pictures of a film, to the message."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_inference.mark.cells import Sums, fold, sum_colours
from mien_inference.mark.convolutional_code import decode, encode
from mien_inference.mark.grid import Grid, cells_of, find_grids, match
from mien_inference.mark.layout import DATA_CELLS, PHASE_CELLS, SIGNS, cell_px
from mien_inference.mark.message import Message

__all__ = ["LEAST_AGREEMENT", "Reading", "nominal_grid", "read_evidence", "read_on_grid", "read_picture"]

LEAST_AGREEMENT: Final = 6.0
"""Standard deviations of chance by which the cells must agree with the code that was read: a word that meets the
checksum by accident, fewer than one in 10**7 frames, mostly does not."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A mark that was read.

    Attributes:
        message: The message.
        grid: Where it lies in the picture.
        agreement: How well the cells agree with the message, in standard deviations of chance.
    """

    message: Message
    grid: Grid
    agreement: float


def read_picture(picture: NDArray[np.uint8]) -> Reading | None:
    """The mark of a picture, None if none can be read.

    Args:
        picture: RGB or RGBA, shape (height, width, 3 or 4), whatever was done to its size and frame.

    Raises:
        MienError: If the picture has another shape.
    """
    sums = sum_colours(picture)
    untouched = read_on_grid(sums, nominal_grid(sums))
    if untouched is not None:
        return untouched
    for grid in find_grids([sums]):
        reading = read_on_grid(sums, grid)
        if reading is not None:
            return reading
    return None


def nominal_grid(sums: Sums) -> Grid:
    """The grid of a picture that is as it left the marker."""
    size = float(cell_px(sums.shape[2] - 1, sums.shape[1] - 1))
    return Grid(size, 0, 0, float(match(fold(sums, size))[0, 0]))


def read_on_grid(sums: Sums, grid: Grid) -> Reading | None:
    """The mark of one picture whose grid is known, None if none can be read."""
    cells = cells_of(fold(sums, grid.cell_px), grid)
    first = float(cells[PHASE_CELLS] @ SIGNS[0, PHASE_CELLS]) >= 0
    for signs in SIGNS if first else SIGNS[::-1]:
        reading = read_evidence(cells[DATA_CELLS] * signs[DATA_CELLS], grid)
        if reading is not None:
            return reading
    return None


def read_evidence(evidence: NDArray[np.float32], grid: Grid) -> Reading | None:
    """The message for which the evidence speaks, shape (768,); None if it is none."""
    bits = decode(evidence)
    message = Message.from_bits(bits)
    strength = float(np.linalg.norm(evidence))
    if message is None or strength == 0:
        return None
    agreement = float(encode(bits) @ evidence) / strength
    return Reading(message, grid, agreement) if agreement >= LEAST_AGREEMENT else None
