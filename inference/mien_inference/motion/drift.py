"""Slow noise: what posture does over many seconds."""

import math

import numpy as np
from numpy.typing import NDArray

from mien_inference.motion.clock import ROW_S

__all__ = ["Drift"]

Array = NDArray[np.float64]


class Drift:
    """A stream of independent channels of standard deviation 1: white noise behind two equal low-pass filters."""

    def __init__(self, rng: np.random.Generator, corners_hz: tuple[float, ...], *, settled: bool) -> None:
        """Begins.

        Args:
            rng: Where its randomness comes from.
            corners_hz: Where each channel's filters begin to weaken.
            settled: Whether it begins anywhere in its repertoire; otherwise at 0.
        """
        self._rng = rng
        self._keep = keep = np.exp(-2.0 * math.pi * ROW_S * np.array(corners_hz))
        gain = 1.0 - keep
        once = gain**2 / (1.0 - keep**2)
        both = gain * once / (1.0 - keep**2)
        twice = gain**4 * (1.0 + keep**2) / (1.0 - keep**2) ** 3
        self._per_sd = 1.0 / np.sqrt(twice)
        self._first: Array = np.zeros(len(corners_hz))
        self._second: Array = np.zeros(len(corners_hz))
        if settled:
            drawn = rng.standard_normal((2, len(corners_hz)))
            self._first = np.sqrt(once) * drawn[0]
            share = both / once
            self._second = share * self._first + np.sqrt(np.maximum(twice - share * both, 0.0)) * drawn[1]

    def step(self) -> Array:
        """One row, shape (channels,)."""
        gain = 1.0 - self._keep
        self._first = self._keep * self._first + gain * self._rng.standard_normal(len(self._keep))
        self._second = self._keep * self._second + gain * self._first
        return self._second * self._per_sd
