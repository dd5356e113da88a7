"""Blinks: when the lids close, and how."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from mien_inference.motion.clock import ROW_S

__all__ = ["Blinks"]

_REST_PER_MIN: Final = 17.0
"""Bentivoglio et al. 1997: rest 17 blinks a minute, conversation 26; how many in speech is the manner's to say."""

_SHAPE: Final = 1.1
_REFRACTORY_S: Final = 0.3
"""Intervals of tracked speakers are gamma distributed, of shape 1.6, a fifth of them under 0.6 s. A gamma variable
of this shape, after the time in which no second blink can begin, has both."""

_PARTIAL_SHARE: Final = 0.2


@dataclass(frozen=True, slots=True)
class _Blink:
    """One blink's course: 255-340 ms, of which an eye sees 30 ms less.

    Closing is 40-45 % faster than opening.
    """

    close_s: float
    hold_s: float
    open_s: float
    depth: float

    @staticmethod
    def draw(rng: np.random.Generator) -> "_Blink":
        close_s = float(rng.uniform(0.092, 0.108))
        partial = rng.random() < _PARTIAL_SHARE
        return _Blink(
            close_s=close_s,
            hold_s=float(rng.uniform(0.010, 0.035)),
            open_s=close_s / float(rng.uniform(0.55, 0.60)),
            depth=float(rng.uniform(0.6, 0.9)) if partial else 1.0,
        )

    def lids(self, age_s: float) -> float:
        """Closure of the lids `age_s` after the blink began, 0..1."""
        if age_s < self.close_s:
            return self.depth * _minimum_jerk(age_s / self.close_s)
        opening_s = age_s - self.close_s - self.hold_s
        return self.depth * (1.0 - _minimum_jerk(opening_s / self.open_s))

    @property
    def duration_s(self) -> float:
        return self.close_s + self.hold_s + self.open_s


class Blinks:
    """A stream of lid closures. Its randomness is its own: nothing else moves when the rate is changed."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._rng = rng
        self._due = float(rng.gamma(_SHAPE, 1.0 / _SHAPE))
        self._waited = float(rng.uniform(0.0, 0.5)) * self._due
        self._blink: _Blink | None = None
        self._age_s = 0.0

    def step(self, talking: float, talking_per_min: float, rate_per_min: float | None, *, prompted: bool) -> float:
        """One row.

        Args:
            talking: 0 listening .. 1 talking.
            talking_per_min: Natural rate in speech.
            rate_per_min: Wanted rate, or None for the natural one.
            prompted: Whether the gaze has just made a jump that carries a blink.

        Returns:
            How far the lids are closed, 0..1.
        """
        natural = _REST_PER_MIN + (talking_per_min - _REST_PER_MIN) * talking
        rate = natural if rate_per_min is None else rate_per_min
        self._age_s += ROW_S
        if self._blink and self._age_s < self._blink.duration_s:
            return self._blink.lids(self._age_s)
        self._blink = None
        # Waiting is measured in expected blinks, less the time in which none can come.
        free = 60.0 / rate - _REFRACTORY_S if rate > 0.0 else np.inf
        self._waited += ROW_S / max(free, ROW_S)
        if self._waited >= self._due or (prompted and rate > 0.0):
            self._waited = 0.0
            self._due = float(self._rng.gamma(_SHAPE, 1.0 / _SHAPE))
            self._blink = _Blink.draw(self._rng)
            self._age_s = 0.0
        return 0.0


def _minimum_jerk(x: float) -> float:
    """The smoothest way from 0 to 1 (Flash & Hogan 1985)."""
    x = min(max(x, 0.0), 1.0)
    return x * x * x * (10.0 - 15.0 * x + 6.0 * x * x)
