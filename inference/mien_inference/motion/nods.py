"""A listener's nods: one to three small beats, every few seconds."""

import math
from typing import Final

import numpy as np

from mien_inference.motion.clock import ROW_S

__all__ = ["Nods"]

_EVERY_S: Final = 7.0
_SHAPE: Final = 2.0
_BEATS: Final = (1, 3)
_BEAT_S: Final = (0.42, 0.62)
_DEPTH_RAD: Final = (0.02, 0.055)
"""Listeners nod in trains of one to three beats of 1 to 4 degrees at about 2 Hz (Hadar, Steiner & Rose 1985)."""
_FADING: Final = 0.6
"""Each beat is smaller than the one before it."""


class Nods:
    """A stream of nods."""

    def __init__(self, rng: np.random.Generator) -> None:
        """Begins between two nods."""
        self._rng = rng
        self._due_s = self._wait_s()
        self._beats = 0
        self._beat_s = 0.5
        self._depth_rad = 0.0
        self._age_s = 0.0

    def step(self, listening: float) -> float:
        """One row; how far the head is down, radians.

        Args:
            listening: 0..1; below a half no new nod begins.
        """
        if self._beats == 0:
            self._due_s -= ROW_S * listening
            if self._due_s > 0.0 or listening < 0.5:
                return 0.0
            self._begin()
        self._age_s += ROW_S
        if self._age_s >= self._beat_s:
            self._age_s -= self._beat_s
            self._beats -= 1
            self._depth_rad *= _FADING
        if self._beats == 0:
            self._due_s = self._wait_s()
            return 0.0
        # A beat begins and ends at rest.
        return self._depth_rad * 0.5 * (1.0 - math.cos(2.0 * math.pi * self._age_s / self._beat_s))

    def _begin(self) -> None:
        self._beats = int(self._rng.integers(_BEATS[0], _BEATS[1] + 1))
        self._beat_s = float(self._rng.uniform(*_BEAT_S))
        self._depth_rad = float(self._rng.uniform(*_DEPTH_RAD))
        self._age_s = 0.0

    def _wait_s(self) -> float:
        return float(self._rng.gamma(_SHAPE, _EVERY_S / _SHAPE))
