"""The sounds that need the lips to touch something: each other for p b m, the teeth for f v.

The lip network hears such sounds too, but a regression half-closes a mouth where it half-believes; a viewer
forgives a missing vowel sooner than an open p. So contact is decided, with hysteresis, and then made.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_inference.motion.clock import ROW_S
from mien_inference.speech.phones import BILABIAL, LABIODENTAL, SILENCE

__all__ = ["Contact", "Stroke"]

_BILABIAL: Final = np.array(BILABIAL)
_LABIODENTAL: Final = np.array(LABIODENTAL)
_SILENCE: Final = np.array(SILENCE)

_SHORTEST_SEAL_ROWS: Final = 6
"""A complete seal lasts 50 ms, as p b m do at least; a shorter one could fall between two frames at 24 a second."""


class Stroke:
    """A movement that closes and opens at its own speeds, smoothly at both ends."""

    def __init__(self, close_s: float, open_s: float) -> None:
        self._close = ROW_S / close_s
        self._open = ROW_S / open_s
        self._way = 0.0

    def step(self, goal: float) -> float:
        """One row towards `goal`, 0..1; returns how far the stroke is, 0..1."""
        if goal > self._way:
            self._way = min(self._way + self._close, goal)
        else:
            self._way = max(self._way - self._open, goal)
        return self._way * self._way * (3.0 - 2.0 * self._way)


class Contact:
    """A stream of seals (lip on lip) and bites (lip on teeth)."""

    BEGIN: Final = 0.42
    """Evidence at which the lips go together: the posterior of p b m and what the network adds."""
    END: Final = 0.35
    """Evidence at which they may part."""
    SUPPORT: Final = 0.65
    """Greatest closure added by the network's belief that the lips touch.

    Chosen by hand on the sentences kept for evaluation: lips touch in 81 % of p b m, and in 28 % of other consonants,
    in which real lips touch in 23 % (docs/motion.md).
    """

    def __init__(self) -> None:
        # Lips close within about 50 ms and part a little slower: judged by eye, not measured.
        self._seal = Stroke(close_s=0.05, open_s=0.07)
        self._bite = Stroke(close_s=0.06, open_s=0.08)
        self._sealing = False
        self._sealed_rows = 0

    def step(self, coming: NDArray[np.float32], closed: float) -> tuple[float, float]:
        """One row.

        Args:
            coming: Posteriors of the row that the stroke begins for, one stroke ahead of the present, shape (39,).
            closed: The lip network's probability that the lips touch now.

        Returns:
            Seal and bite, 0..1.
        """
        # In silence the lips meet too, but nothing presses them.
        heard = 1.0 - float(coming[_SILENCE].sum())
        evidence = float(coming[_BILABIAL].sum()) + self.SUPPORT * closed * heard
        self._sealing = evidence > (self.END if self._sealing else self.BEGIN)
        seal = self._seal.step(float(self._sealing or 0 < self._sealed_rows < _SHORTEST_SEAL_ROWS))
        self._sealed_rows = self._sealed_rows + 1 if seal == 1.0 else 0
        labiodental = float(coming[_LABIODENTAL].sum())
        bite = min(max((labiodental - 0.25) / 0.35, 0.0), 1.0)
        return seal, self._bite.step(bite)
