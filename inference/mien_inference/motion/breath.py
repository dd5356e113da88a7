"""Breathing, as far as a head shows it: evenly at rest; in speech in during pauses, out along the phrase."""

from typing import Final

import numpy as np

from mien_inference.motion.clock import ROW_S, Ease

__all__ = ["Breath"]

_PER_MIN: Final = (12.0, 18.0)
_INHALE_SHARE: Final = 0.4
"""Breathing out takes longer than breathing in."""
_PHRASE_S: Final = 5.0
"""Speech uses up a breath in some seconds."""
_QUICK_S: Final = 0.55
"""Breathing in between two phrases is quick (Winkworth et al. 1995)."""
_PAUSE_S: Final = (0.2, 1.0)
_ENOUGH: Final = 0.3
_HELD_S: Final = 3.0
"""Time for which a person about to speak holds the breath before breathing on."""


class Breath:
    """A stream of lung filling."""

    def __init__(self, rng: np.random.Generator) -> None:
        """Begins with a breath, somewhere between out and in."""
        self._rng = rng
        self._here = float(rng.uniform(-0.5, 0.5))
        self._shown = Ease(self._here, settle_s=0.2)
        self._silent_s = _PAUSE_S[1]
        self._ready_s = 0.0
        self._inhales = False
        self._go(inhales=True)

    def step(self, *, speech: bool, ready: bool) -> float:
        """One row; how full the lungs are, -1 (out) .. 1 (in).

        Args:
            speech: Whether there is speech at this row.
            ready: Whether speech is about to come.
        """
        self._silent_s = 0.0 if speech else self._silent_s + ROW_S
        self._ready_s = self._ready_s + ROW_S if ready else 0.0
        ready = 0.0 < self._ready_s < _HELD_S
        self._age_s += ROW_S
        way = min(self._age_s / self._lasts_s, 1.0)
        self._here = self._from + (self._to - self._from) * way * way * (3.0 - 2.0 * way)
        needed = ready or _PAUSE_S[0] < self._silent_s < _PAUSE_S[1]
        if speech and self._inhales:
            # Nobody speaks while breathing in.
            self._go(inhales=False, lasts_s=_PHRASE_S * 0.5 * (self._here + 1.2))
        elif needed and not self._inhales and self._here < _ENOUGH:
            self._go(inhales=True, lasts_s=_QUICK_S)
        elif way >= 1.0 and not speech and not (ready and self._inhales):
            self._go(inhales=not self._inhales)
        return self._shown.step(self._here)

    def _go(self, *, inhales: bool, lasts_s: float | None = None) -> None:
        """Turns round from wherever the lungs are; at rest's pace if not told how long it lasts."""
        share = _INHALE_SHARE if inhales else 1.0 - _INHALE_SHARE
        self._inhales = inhales
        self._from, self._to = self._here, 1.0 if inhales else -1.0
        self._lasts_s = lasts_s or share * 60.0 / float(self._rng.uniform(*_PER_MIN))
        self._age_s = 0.0
