"""Input of the lip network from one row of speech features."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_inference.speech import PHONES

__all__ = ["LIP_INPUT_SIZE", "TAPS", "lip_input"]

LIP_INPUT_SIZE: Final = len(PHONES) + 2

TAPS: Final = (-20, -16, -12, -9, -6, -4, -2, 0, 2)
"""Rows (10 ms each) around the present that the network sees: rounding begins early and ends late, so the past
counts for 200 ms; what follows is bought with latency, so only 20 ms."""

_FULL_DB = 20.0
_FAINTEST_DB = -30.0
"""Below this it is silent, however silent: a digital zero is no quieter than a quiet room."""


def lip_input(posteriors: NDArray[np.float32], relative_db: float, voicing: float) -> NDArray[np.float32]:
    """The network's view of one row, shape (41,).

    Args:
        posteriors: Phone probabilities, shape (39,). Their square roots are used, under which the Hellinger
            distance between two rows is the plain one and small probabilities still count.
        relative_db: Level relative to the speaker's own, dB.
        voicing: 0..1.
    """
    row = np.empty(LIP_INPUT_SIZE, np.float32)
    np.sqrt(posteriors, out=row[:-2])
    row[-2] = max(relative_db, _FAINTEST_DB) / _FULL_DB
    row[-1] = voicing
    return row
