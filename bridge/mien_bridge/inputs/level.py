"""Loudness of sound, in decibels below full scale."""

import math
from collections import deque
from typing import Final

import numpy as np

from mien_bridge.inputs.sound import Samples

__all__ = ["QUIETEST_DBFS", "Meter", "measure_dbfs"]

QUIETEST_DBFS: Final = -100.0
"""Level given to silence: 16 bits reach down to -96."""

_PIECES: Final = 5
"""100 ms: long enough to be steady, short enough to follow syllables."""


def measure_dbfs(samples: Samples) -> float:
    """Measures the RMS level, dB below full scale, `QUIETEST_DBFS`..0; a full square wave has 0, a sine -3."""
    return _decibels(_mean_square(samples))


class Meter:
    """The level of the last 100 ms."""

    def __init__(self) -> None:
        self._squares: deque[float] = deque(maxlen=_PIECES)

    def push(self, piece: Samples) -> None:
        """Takes the next piece of 20 ms."""
        self._squares.append(_mean_square(piece))

    @property
    def dbfs(self) -> float:
        """The level, dB below full scale; `QUIETEST_DBFS` before the first piece."""
        return _decibels(sum(self._squares) / max(len(self._squares), 1))


def _mean_square(samples: Samples) -> float:
    wide = samples.astype(np.float64)
    return float(wide @ wide) / max(len(samples), 1) / 32_768.0**2


def _decibels(mean_square: float) -> float:
    return max(10.0 * math.log10(mean_square), QUIETEST_DBFS) if mean_square > 0.0 else QUIETEST_DBFS
