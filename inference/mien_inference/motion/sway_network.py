"""The network behind the sway: from how a head just moved to a draw of how it moves on."""

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_inference.weights import shared_weights

__all__ = ["CHANNELS", "LOG_SD_RANGE", "MIXTURES", "RESTORING", "SwayNetwork", "load_sway_weights"]

Array = NDArray[np.float64]

CHANNELS: Final = ("yaw", "pitch", "roll", "x", "y", "z", "brow")
"""Channels that sway, in this order; translation and brows without what follows from turning."""

MIXTURES: Final = 6
"""Normal distributions that a step is drawn from: holding still, moving on, turning back."""

LOG_SD_RANGE: Final = (-4.0, 1.6)
"""Limits of the logarithm of their standard deviations."""

RESTORING: Final = 0.02
"""Share of the way back to the middle that each step of 40 ms goes by itself, without which a simulated head strays."""


def load_sway_weights() -> Mapping[str, Array]:
    """The trained weights."""
    return {name: tensor.astype(np.float64) for name, tensor in shared_weights("motion-sway.safetensors").items()}


class SwayNetwork:
    """A gated recurrent unit (Cho et al. 2014) under a mixture density (Bishop 1994), with its state.

    It tells the change of all channels in 40 ms, whitened: of covariance 1 over the speaker it was trained on.
    """

    def __init__(self, weights: Mapping[str, Array], rng: np.random.Generator) -> None:
        """Begins at rest.

        Args:
            weights: State dictionary of `training.sway_network.SwayNetworkModule`, with `mixing`, which makes changes
                of positions in the speaker's standard deviations out of whitened ones, shape (7, 7).
            rng: Where its randomness comes from.
        """
        self._weights = weights
        self._mixing = weights["mixing"]
        self._whitening = np.linalg.inv(self._mixing)
        self._rng = rng
        self._state: Array = np.zeros(weights["recurrent.weight_hh_l0"].shape[1])
        self._change: Array = np.zeros(len(CHANNELS))
        self.position: Array = np.zeros(len(CHANNELS))
        """Values of the channels, in the speaker's standard deviations, shape (7,)."""

    def advance(self) -> None:
        """Goes on by 40 ms."""
        self._recur(np.concatenate([self.position, self._change]))
        drawn = self._draw()
        self._change = drawn - RESTORING * (self._whitening @ self.position)
        self.position = self.position + self._mixing @ self._change

    def _recur(self, row: Array) -> None:
        weights, size = self._weights, len(self._state)
        given = weights["recurrent.weight_ih_l0"] @ row + weights["recurrent.bias_ih_l0"]
        kept = weights["recurrent.weight_hh_l0"] @ self._state + weights["recurrent.bias_hh_l0"]
        gates = 1.0 / (1.0 + np.exp(-(given[: 2 * size] + kept[: 2 * size])))
        reset, update = gates[:size], gates[size:]
        new = np.tanh(given[2 * size :] + reset * kept[2 * size :])
        self._state = new + update * (self._state - new)

    def _draw(self) -> Array:
        weights, channels = self._weights, len(CHANNELS)
        hidden = weights["hidden.weight"] @ self._state + weights["hidden.bias"]
        hidden = hidden / (1.0 + np.exp(-hidden))
        output = weights["output.weight"] @ hidden + weights["output.bias"]
        odds = np.exp(output[:MIXTURES] - output[:MIXTURES].max())
        threshold = self._rng.random() * odds.sum()
        chosen = min(int(np.searchsorted(np.cumsum(odds), threshold)), MIXTURES - 1)
        means = output[MIXTURES : MIXTURES * (1 + channels)].reshape(MIXTURES, channels)
        logs = output[MIXTURES * (1 + channels) :].reshape(MIXTURES, channels)
        drawn = means[chosen] + np.exp(logs[chosen].clip(*LOG_SD_RANGE)) * self._rng.standard_normal(channels)
        return np.asarray(drawn)
