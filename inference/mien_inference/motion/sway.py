"""Sway of a head, with leans and raised brows, while a person talks: learned from a real speaker, drawn by chance.

The network runs at 25 Hz and is interpolated to the motion rate.
"""

from collections import deque
from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_inference.motion.clock import ROWS_PER_S
from mien_inference.motion.sway_network import CHANNELS, SwayNetwork

__all__ = ["Sway"]

Array = NDArray[np.float64]

_NETWORK_HZ: Final = 25
_SETTLING_STEPS: Final = 200
_MOST_SD: Final = 3.2
"""Nobody's head goes further; beyond, the way there becomes longer and longer."""
_CATMULL_ROM: Final = 0.5 * np.array([[0, 2, 0, 0], [-1, 0, 1, 0], [2, -5, 4, -1], [-1, 3, -3, 1]], np.float64)


class Sway:
    """A stream of the seven channels of `sway_network.CHANNELS`, each of standard deviation about 1."""

    def __init__(self, weights: Mapping[str, Array], rng: np.random.Generator, *, settled: bool) -> None:
        """Begins.

        Args:
            weights: What `training.train_sway` made.
            rng: Where its randomness comes from; whoever sets its state anew changes what comes, without a jump.
            settled: Whether it begins anywhere in its repertoire; otherwise at rest.
        """
        self._network = SwayNetwork(weights, rng)
        self._per_sd = 1.0 / weights["sd"]
        self._network.advance(_SETTLING_STEPS if settled else 0)
        at_rest = [np.zeros(len(CHANNELS))] * 4
        self._knots: deque[Array] = deque([self._knot() for _ in range(4)] if settled else at_rest, maxlen=4)
        self._cubic = _catmull_rom(self._knots)
        self._fraction = 0.0

    def step(self, tempo: float) -> Array:
        """One row more.

        Args:
            tempo: How fast it goes, 1 as the speaker; 0..4. A faster head goes no further.

        Returns:
            The channels in their standard deviations, shape (7,).
        """
        t = self._fraction
        row = np.array((1.0, t, t * t, t * t * t)) @ self._cubic
        self._fraction += tempo * _NETWORK_HZ / ROWS_PER_S
        if self._fraction >= 1.0:
            self._fraction -= 1.0
            self._knots.append(self._knot())
            self._cubic = _catmull_rom(self._knots)
        return np.asarray(row)

    def _knot(self) -> Array:
        self._network.advance()
        return np.asarray(_MOST_SD * np.tanh(self._per_sd * self._network.position / _MOST_SD))


def _catmull_rom(knots: "deque[Array]") -> Array:
    """The cubic between the second and third of four knots, through both with continuous speed (Catmull & Rom 1974).

    Returns:
        Coefficients of the powers of the way between them, 0..1, shape (4, 7).
    """
    return np.asarray(_CATMULL_ROM @ np.stack(knots))
