"""The sounds that need the lips to touch something: each other for p b m, the teeth for f v.

The lips' model knows such sounds too, but a blend half-closes a mouth where it half-believes; a viewer forgives a
missing vowel sooner than an open p. So contact is decided, with hysteresis, and then made.
"""

from typing import Final

from mien_inference.motion.clock import ROW_S

__all__ = ["Contact", "Stroke"]

_SHORTEST_SEAL_ROWS: Final = 6
"""A complete seal lasts 50 ms, as p b m do at least; a shorter one could fall between two frames at 24 a second."""
_BITES_FROM: Final = 0.35
_BITES_FULLY: Final = 0.65
"""Shares of f v at which the lower lip begins to meet the teeth, and does."""


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

    BEGIN: Final = 0.55
    """Share of p b m in the lips' opening at which the lips go together, chosen on sentences that the targets were
    fitted to, so that as many p b m are missed as other sounds are closed."""
    END: Final = 0.44
    """Share at which they may part."""

    def __init__(self) -> None:
        # Lips close within about 50 ms and part slower: judged by eye. A seal that opens in less pops.
        self._seal = Stroke(close_s=0.05, open_s=0.10)
        self._bite = Stroke(close_s=0.06, open_s=0.08)
        self._sealing = False
        self._sealed_rows = 0

    def step(self, bilabial: float, labiodental: float) -> tuple[float, float]:
        """One row.

        Args:
            bilabial: Share that p b m have of the lips' opening, 0..1.
            labiodental: Share that f v have of it.

        Returns:
            Seal and bite, 0..1.
        """
        self._sealing = bilabial > (self.END if self._sealing else self.BEGIN)
        seal = self._seal.step(float(self._sealing or 0 < self._sealed_rows < _SHORTEST_SEAL_ROWS))
        self._sealed_rows = self._sealed_rows + 1 if seal == 1.0 else 0
        return seal, self._bite.step(min(max((labiodental - _BITES_FROM) / (_BITES_FULLY - _BITES_FROM), 0.0), 1.0))
