"""How a head sways and brows drift while a person talks: noise with a real speaker's rhythm.

The process (see `training.train_head`) runs at 25 Hz and is interpolated to the motion rate.
"""

from collections import deque
from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_inference.motion.clock import ROWS_PER_S
from mien_inference.weights import shared_weights

__all__ = ["LAGS", "Sway", "load_process"]

Array = NDArray[np.float64]

LAGS: Final = 4
"""Frames of 40 ms that the process remembers; more gain nothing on held-out takes."""

_PROCESS_HZ = 25
_ROWS_PER_STEP = ROWS_PER_S // _PROCESS_HZ
_SETTLING_STEPS = 250

_AMPLITUDE: Final = np.array([0.75, 0.9, 0.75, 1.0])
"""The fitted speaker moves fast (mean 21 deg/s, yaw 5.1, pitch 2.9, roll 2.5 deg); talking heads of published
demonstrations turn as far but calmer (8.5 deg/s). Scaled to lie between."""

_IDLE: Final = np.array([0.4, 0.35, 0.4, 0.35])
"""What is left of it while listening."""


def load_process() -> dict[str, Array]:
    """The fitted process."""
    return {name: tensor.astype(np.float64) for name, tensor in shared_weights("motion-head.safetensors").items()}


class Sway:
    """A stream of yaw, pitch, roll and brow height."""

    def __init__(self, process: Mapping[str, Array], rng: np.random.Generator) -> None:
        """Lets the process settle, so that a stream begins anywhere in its repertoire.

        Args:
            process: `coefficients`, shape (lags, 4, 4), and `noise`, shape (4, 4), as `training.train_head` fits them.
            rng: Where its randomness comes from.
        """
        self._coefficients = np.concatenate(list(process["coefficients"]), axis=1)
        self._noise = process["noise"]
        self._rng = rng
        self._past: Array = np.zeros((LAGS, 4))
        self._amplitude: Array = _IDLE.copy()
        for _ in range(_SETTLING_STEPS):
            self._advance()
        self._knots: deque[Array] = deque((self._knot(0.0) for _ in range(4)), maxlen=4)
        self._row = 0

    def step(self, talking: float) -> Array:
        """One row more.

        Args:
            talking: 0 listening .. 1 talking.

        Returns:
            Yaw, pitch, roll in radians and brow height relative to the distance between the eyes, shape (4,).
        """
        if self._row == _ROWS_PER_STEP:
            self._row = 0
            self._knots.append(self._knot(talking))
        fraction = self._row / _ROWS_PER_STEP
        self._row += 1
        return _catmull_rom(self._knots, fraction)

    def _knot(self, talking: float) -> Array:
        self._advance()
        # The amplitude follows over about a second: a head does not freeze with the last word.
        self._amplitude += 0.05 * (_IDLE + (1.0 - _IDLE) * talking - self._amplitude)
        return np.asarray(self._past[0] * self._amplitude * _AMPLITUDE)

    def _advance(self) -> None:
        new = self._coefficients @ self._past.ravel() + self._noise @ self._rng.standard_normal(4)
        self._past[1:] = self._past[:-1].copy()
        self._past[0] = new


def _catmull_rom(knots: "deque[Array]", t: float) -> Array:
    """Between the second and third of four knots, through both with continuous speed (Catmull & Rom 1974)."""
    a, b, c, d = knots
    return np.asarray(b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a))))
