"""Rises of the brows: at the beginning of phrases, and now and then on an accent."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from mien_inference.motion.clock import ROW_S
from mien_inference.motion.manner import Manner

__all__ = ["BrowRaises"]

_APART_S: Final = 1.1
_ACCENT_SHARE: Final = 0.2
"""Brows rise 0-0.2 s after a phrase begins, five times as often as by chance; far from every accent raises them."""
_DELAY_S: Final = (0.02, 0.2)
_UP_S: Final = (0.18, 0.30)
_DOWN_S: Final = (0.30, 0.60)
_SPREAD: Final = 0.4
"""Standard deviation of the logarithm of height and length."""
_HEIGHTS: Final = (0.08, 0.75)
_CHIN_RAD: Final = (0.012, 0.036)
"""The head goes along a little."""


@dataclass(frozen=True, slots=True)
class _Raise:
    up_s: float
    hold_s: float
    down_s: float
    height: float

    def at(self, age_s: float) -> float:
        """Height `age_s` after it began; 0 before."""
        return self.height * (_smooth(age_s / self.up_s) - _smooth((age_s - self.up_s - self.hold_s) / self.down_s))

    @property
    def lasts_s(self) -> float:
        return self.up_s + self.hold_s + self.down_s


class BrowRaises:
    """A stream of raises."""

    def __init__(self, rng: np.random.Generator) -> None:
        """Begins with brows at rest."""
        self._rng = rng
        self._raise = _Raise(1.0, 0.0, 1.0, 0.0)
        self._chin_rad = 0.0
        self._age_s = math.inf

    def step(self, manner: Manner, gain: float, *, onset: bool, accent: bool) -> tuple[float, float]:
        """One row.

        Args:
            manner: How often, how far, how long.
            gain: A factor on how far.
            onset: Whether a phrase begins.
            accent: Whether a syllable is stressed.

        Returns:
            How far the brows are raised, 0..1, and how far the head goes up with them, radians.
        """
        self._age_s += ROW_S
        if (onset or accent) and self._age_s > _APART_S:
            chance = manner.raise_chance * (1.0 if onset else _ACCENT_SHARE)
            if self._rng.random() < chance:
                self._begin(manner, gain)
        if self._age_s > self._raise.lasts_s:
            return 0.0, 0.0
        height = self._raise.at(self._age_s)
        return height, self._chin_rad * height / max(self._raise.height, 1e-6)

    def _begin(self, manner: Manner, gain: float) -> None:
        rng = self._rng
        height = manner.raise_height * gain * math.exp(_SPREAD * rng.standard_normal())
        self._raise = _Raise(
            up_s=float(rng.uniform(*_UP_S)),
            hold_s=manner.raise_s * math.exp(_SPREAD * rng.standard_normal()),
            down_s=float(rng.uniform(*_DOWN_S)),
            height=min(max(height, _HEIGHTS[0]), _HEIGHTS[1]),
        )
        self._chin_rad = float(rng.uniform(*_CHIN_RAD))
        self._age_s = -float(rng.uniform(*_DELAY_S))


def _smooth(x: float) -> float:
    x = min(max(x, 0.0), 1.0)
    return x * x * (3.0 - 2.0 * x)
