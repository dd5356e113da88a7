"""The network behind the sway: from how a head just moved to a draw of how it moves on."""

from collections.abc import Mapping
from typing import Final, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from mien_inference.weights import shared_weights

__all__ = ["CHANNELS", "LOG_SD_RANGE", "MIXTURES", "RESTORING", "SwayLayers", "SwayNetwork", "load_sway_weights"]

Array = NDArray[np.float64]

CHANNELS: Final = ("yaw", "pitch", "roll", "x", "y", "z", "brow")
"""Channels that sway, in this order; translation and brows without what follows from turning."""

MIXTURES: Final = 6
"""Normal distributions that a step is drawn from: holding still, moving on, turning back."""

LOG_SD_RANGE: Final = (-4.0, 1.6)
"""Limits of the logarithm of their standard deviations."""

_CHANNELS: Final = len(CHANNELS)
_LOWEST_LOG, _HIGHEST_LOG = LOG_SD_RANGE

RESTORING: Final = 0.02
"""Share of the way back to the middle that each step of 40 ms goes by itself, without which a simulated head strays."""


def load_sway_weights() -> Mapping[str, Array]:
    """The trained weights."""
    return {name: tensor.astype(np.float64) for name, tensor in shared_weights("motion-sway.safetensors").items()}


class SwayLayers(NamedTuple):
    """The layers of the network, as `SwayNetwork` takes them from its weights.

    Attributes:
        given: Weights from position and change to reset gate, update gate and candidate, shape (3 units, 14).
        given_bias: Shape (3 units,).
        kept: Weights from the state to the same three, shape (3 units, units).
        kept_bias: Shape (3 units,).
        hidden: Shape (units, units).
        hidden_bias: Shape (units,).
        output: To odds, means and logarithms of standard deviations of the mixture, shape (90, units).
        output_bias: Shape (90,).
        mixing: Makes changes of positions out of whitened ones, shape (7, 7).
        whitening: The other way round, shape (7, 7).
    """

    given: Array
    given_bias: Array
    kept: Array
    kept_bias: Array
    hidden: Array
    hidden_bias: Array
    output: Array
    output_bias: Array
    mixing: Array
    whitening: Array


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
        self._layers = SwayLayers(
            weights["recurrent.weight_ih_l0"],
            weights["recurrent.bias_ih_l0"],
            weights["recurrent.weight_hh_l0"],
            weights["recurrent.bias_hh_l0"],
            weights["hidden.weight"],
            weights["hidden.bias"],
            weights["output.weight"],
            weights["output.bias"],
            weights["mixing"],
            np.asarray(np.linalg.inv(weights["mixing"]), np.float64),
        )
        self._rng = rng
        self._state: Array = np.zeros(self._layers.kept.shape[1])
        self._change: Array = np.zeros(len(CHANNELS))
        self._position: Array = np.zeros(len(CHANNELS))

    @property
    def position(self) -> Array:
        """Position of the channels, in the speaker's standard deviations, shape (7,)."""
        return self._position.copy()

    def advance(self, steps: int = 1) -> None:
        """Goes on by so many times 40 ms."""
        _advance(self._layers, self._rng, self._state, self._change, self._position, steps)


@njit(cache=True, nogil=True)
def _advance(  # noqa: PLR0917 -- numba takes no keyword-only arguments
    layers: SwayLayers, rng: np.random.Generator, state: Array, change: Array, position: Array, steps: int
) -> None:
    """Takes steps; state, change and position are written over."""
    for _ in range(steps):
        _recur(layers, np.concatenate((position, change)), state)
        change[:] = _draw(layers, rng, state) - RESTORING * (layers.whitening @ position)
        position += layers.mixing @ change


@njit(cache=True, nogil=True)
def _recur(layers: SwayLayers, row: Array, state: Array) -> None:
    size = len(state)
    given = layers.given @ row + layers.given_bias
    kept = layers.kept @ state + layers.kept_bias
    gates = 1.0 / (1.0 + np.exp(-(given[: 2 * size] + kept[: 2 * size])))
    new = np.tanh(given[2 * size :] + gates[:size] * kept[2 * size :])
    state[:] = new + gates[size:] * (state - new)


@njit(cache=True, nogil=True)
def _draw(layers: SwayLayers, rng: np.random.Generator, state: Array) -> Array:
    """A change of the channels, whitened, shape (7,)."""
    hidden = layers.hidden @ state + layers.hidden_bias
    hidden = hidden / (1.0 + np.exp(-hidden))
    output = layers.output @ hidden + layers.output_bias
    odds = np.exp(output[:MIXTURES] - output[:MIXTURES].max())
    threshold = rng.random() * odds.sum()
    chosen = min(np.searchsorted(np.cumsum(odds), threshold), MIXTURES - 1)
    mean = output[MIXTURES + chosen * _CHANNELS : MIXTURES + (chosen + 1) * _CHANNELS]
    first_log = MIXTURES * (1 + _CHANNELS) + chosen * _CHANNELS
    logs = np.minimum(np.maximum(output[first_log : first_log + _CHANNELS], _LOWEST_LOG), _HIGHEST_LOG)
    drawn: Array = mean + np.exp(logs) * rng.standard_normal(_CHANNELS)
    return drawn
