"""Breathing, as far as a head shows it."""

import math
from typing import Final

import numpy as np

from mien_inference.motion.clock import ROW_S

__all__ = ["Breath"]

_PER_MIN: Final = (12.0, 18.0)
_INHALE_SHARE: Final = 0.4
"""Breathing out takes longer than breathing in."""


class Breath:
    """A stream of lung filling."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._rng = rng
        self._phase = float(rng.uniform())
        self._per_row = self._draw()

    def step(self) -> float:
        """One row; how full the lungs are, -1 (out) .. 1 (in)."""
        self._phase += self._per_row
        if self._phase >= 1.0:
            self._phase -= 1.0
            self._per_row = self._draw()
        if self._phase < _INHALE_SHARE:
            return -math.cos(math.pi * self._phase / _INHALE_SHARE)
        return math.cos(math.pi * (self._phase - _INHALE_SHARE) / (1.0 - _INHALE_SHARE))

    def _draw(self) -> float:
        return float(self._rng.uniform(*_PER_MIN)) / 60.0 * ROW_S
