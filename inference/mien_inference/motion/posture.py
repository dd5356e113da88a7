"""Constants of a whole performance: carriage of brows, lids and mouth corners, and liveliness."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from mien_inference.motion.clock import Ease

__all__ = ["Posture", "PostureRow"]

_SETTLE_S: Final = 1.5
_ARRIVED: Final = 1e-5
_AMPLITUDE_SPREAD: Final = 0.12
_OUTER: Final = (0.7, 1.0)
_LOPSIDED: Final = 0.06
_ASYMMETRY: Final = 0.10


@dataclass(frozen=True, slots=True)
class PostureRow:
    """One performance's own character; the first four in standard deviations from the manner's mean.

    Attributes:
        brow: Raised brows.
        frown: Lowered brows.
        wide: Upper lids.
        smile: Mouth corners.
        amplitude: A factor on the head's movements.
        outer: How far the outer brows go along with the inner ones.
        lopsided: Surplus of the left brow over the right.
        asymmetry: Surplus of the mouth's left half over its right.
    """

    brow: float
    frown: float
    wide: float
    smile: float
    amplitude: float
    outer: float
    lopsided: float
    asymmetry: float


class Posture:
    """A stream of postures that goes over to a new one when it is drawn."""

    def __init__(self, rng: np.random.Generator, *, settled: bool) -> None:
        """Begins with a draw, or with the mean of all."""
        self._rng = rng
        self._goal = [0.0, 0.0, 0.0, 0.0, 1.0, 0.5 * sum(_OUTER), 0.0, 0.0]
        if settled:
            self.draw()
        self._eases = [Ease(value, _SETTLE_S) for value in self._goal]
        self._row = PostureRow(*self._goal)
        self._moves = False

    def draw(self) -> None:
        """Draws another performance's posture, to which the stream goes over."""
        rng = self._rng
        self._moves = True
        self._goal = [
            *(float(value) for value in np.clip(rng.standard_normal(4), -2.0, 2.0)),
            float(np.exp(_AMPLITUDE_SPREAD * np.clip(rng.standard_normal(), -2.0, 2.0))),
            float(rng.uniform(*_OUTER)),
            _LOPSIDED * float(rng.standard_normal()),
            _ASYMMETRY * float(np.clip(rng.standard_normal(), -2.0, 2.0)),
        ]

    def step(self) -> PostureRow:
        """One row."""
        if self._moves:
            pairs = list(zip(self._eases, self._goal, strict=True))
            self._row = PostureRow(*(ease.step(goal) for ease, goal in pairs))
            self._moves = any(abs(ease.value - goal) + abs(ease.speed) > _ARRIVED for ease, goal in pairs)
        return self._row
