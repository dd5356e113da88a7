"""The reader of films: what single pictures hide from a reader, many together tell."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_inference.mark.cells import fold, sum_colours
from mien_inference.mark.convolutional_code import encode
from mien_inference.mark.grid import cells_of, find_grids
from mien_inference.mark.layout import DATA_CELLS, FIXED_CELLS, PHASE_CELLS, SIGNS
from mien_inference.mark.message import Message
from mien_inference.mark.reader import LEAST_AGREEMENT, Reading, nominal_grid, read_evidence
from mien_protocol.errors import MienError

__all__ = ["FilmReader", "FilmReading"]

_CANDIDATES: Final = 4
_WINDOWS_S: Final = (8, 2)
"""If a film as a whole says nothing, its parts may: it can be cut together of some that are marked and some not."""


@dataclass(frozen=True, slots=True)
class FilmReading:
    """A mark that was read in a film.

    Attributes:
        message: The message.
        agreement: How well the cells agree with it, in standard deviations of chance.
        seconds: The seconds whose pictures bear it out on their own, counted from 0.
    """

    message: Message
    agreement: float
    seconds: tuple[int, ...]


class FilmReader:
    """Reads a film whose pictures are pushed in order."""

    def __init__(self, samples: list[NDArray[np.uint8]]) -> None:
        """Looks for the grid.

        Args:
            samples: Some pictures of the film, spread over it; RGB or RGBA, all of the same size. Four to six are well.

        Raises:
            MienError: If there are none, or they differ in size.
        """
        if len({picture.shape[:2] for picture in samples}) != 1:
            raise MienError(f"a film is read from pictures of one size, got {len(samples)} samples of several or none")
        sums = [sum_colours(picture) for picture in samples]
        self._grids = [nominal_grid(sums[0]), *find_grids(sums, most=_CANDIDATES)]
        self._evidence: list[NDArray[np.float32]] = []
        self._seconds: list[int] = []

    def push(self, picture: NDArray[np.uint8], time_ns: int) -> None:
        """Takes a picture, of the samples' size, and its time; five a second are enough."""
        sums = sum_colours(picture)
        self._evidence.append(np.stack([_evidence(cells_of(fold(sums, g.cell_px), g)) for g in self._grids]))
        self._seconds.append(time_ns // 1_000_000_000)

    def read(self) -> FilmReading | None:
        """The mark of what was pushed; None if there is none to be read."""
        if not self._evidence:
            return None
        evidence, seconds = np.stack(self._evidence), np.array(self._seconds)
        for first, last in _spans(int(seconds[-1])):
            within = evidence[(seconds >= first) & (seconds <= last)]
            if not len(within):
                continue
            for index, grid in enumerate(self._grids):
                reading = read_evidence(within[:, index].sum(0), grid)
                if reading is not None:
                    return _in_seconds(reading, evidence[:, index], seconds)
        return None


def _evidence(cells: NDArray[np.float32]) -> NDArray[np.float32]:
    """The evidence of one picture, whichever its phase; it may be between the two."""
    fixed = max(float(cells[FIXED_CELLS] @ SIGNS[0, FIXED_CELLS]), 0) / np.sqrt(len(FIXED_CELLS))
    phase = float(cells[PHASE_CELLS] @ SIGNS[0, PHASE_CELLS]) / np.sqrt(len(PHASE_CELLS))
    # Phase cells are a third as many as fixed ones, so that they are expected to match by the root of it.
    odds = 2 * phase * fixed * np.sqrt(len(PHASE_CELLS) / len(FIXED_CELLS))
    first = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
    signs = first * SIGNS[0, DATA_CELLS] + (1 - first) * SIGNS[1, DATA_CELLS]
    return np.asarray(cells[DATA_CELLS] * signs, np.float32)


def _spans(last: int) -> list[tuple[int, int]]:
    """The whole film, and parts of it that overlap."""
    spans = [(0, last)]
    for length in _WINDOWS_S:
        spans += [(first, first + length - 1) for first in range(0, last + 1, length // 2)] if last >= length else []
    return spans


def _in_seconds(reading: Reading, evidence: NDArray[np.float32], seconds: NDArray[np.int64]) -> FilmReading:
    code = encode(reading.message.bits())
    borne_out = []
    for second in np.unique(seconds):
        spoken = evidence[seconds == second].sum(0)
        if float(code @ spoken) >= LEAST_AGREEMENT * max(float(np.linalg.norm(spoken)), 1e-9):
            borne_out.append(int(second))
    return FilmReading(reading.message, reading.agreement, tuple(borne_out))
