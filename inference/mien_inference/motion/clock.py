"""The motion's own clock: one row of motion for every row of speech features."""

import math
from typing import Final

from mien_inference.interfaces import SpeechEncoder

__all__ = ["ROWS_PER_S", "ROW_NS", "ROW_S", "Ease"]

ROWS_PER_S: Final = SpeechEncoder.FEATURE_RATE_HZ
ROW_S: Final = 1.0 / ROWS_PER_S
ROW_NS: Final = 1_000_000_000 // ROWS_PER_S


class Ease:
    """A value that follows its goal smoothly: a critically damped spring, which never overshoots.

    The exact solution over one row (Lowe, Game Programming Gems 4, 1.10 gives its common approximation), so it
    is stable for any settling time.
    """

    def __init__(self, value: float, settle_s: float) -> None:
        """Rests at `value`; a step of the goal is 90 % followed after `settle_s`."""
        self.value = value
        self.speed = 0.0
        # (1 + x) exp(-x) = 0.1 at x = 3.89
        self._stiffness = 3.89 / settle_s
        self._decay = math.exp(-self._stiffness * ROW_S)

    def step(self, goal: float) -> float:
        """One row towards `goal`; returns the new value."""
        away = self.value - goal
        drive = (self.speed + self._stiffness * away) * ROW_S
        self.value = goal + (away + drive) * self._decay
        self.speed = (self.speed - self._stiffness * drive) * self._decay
        return self.value
