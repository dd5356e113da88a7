"""Level of a stretch of waveform."""

import math

import numpy as np
from numpy.typing import NDArray

__all__ = ["QUIETEST_DB", "level_db"]

QUIETEST_DB = -100.0
"""Level given to digital silence."""


def level_db(pcm: NDArray[np.float32]) -> float:
    """Root mean square in dB below full scale, where a square wave of full scale is 0 and a sine -3; -100..0.

    Args:
        pcm: Waveform, shape (samples,), -1..1.
    """
    power = float(np.dot(pcm, pcm)) / len(pcm)
    return max(10.0 * math.log10(power + 1e-30), QUIETEST_DB)
