"""Layers of the recurrent networks of hearing, in plain numpy, with the names of torch's state dictionaries."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["GatedLayer", "affine", "sigmoid"]

Array = NDArray[np.float32]


class GatedLayer:
    """One gated recurrent layer (Cho et al., 2014), with torch's convention for the candidate's bias."""

    def __init__(self, weights: Mapping[str, Array], layer: int) -> None:
        """Begins with an empty state.

        Args:
            weights: Tensors named `gru.weight_ih_l0` and so on.
            layer: Number of the layer, from 0.
        """
        self._from_input = weights[f"gru.weight_ih_l{layer}"]
        self._from_state = weights[f"gru.weight_hh_l{layer}"]
        self._input_bias = weights[f"gru.bias_ih_l{layer}"]
        self._state_bias = weights[f"gru.bias_hh_l{layer}"]
        self._state = np.zeros(self._from_state.shape[1], np.float32)

    def step(self, activation: Array) -> Array:
        """Takes one step; returns the new state, shape (units,)."""
        size = len(self._state)
        from_input = self._from_input @ activation + self._input_bias
        from_state = self._from_state @ self._state + self._state_bias
        gates = sigmoid(from_input[: 2 * size] + from_state[: 2 * size])
        reset, update = gates[:size], gates[size:]
        candidate = np.tanh(from_input[2 * size :] + reset * from_state[2 * size :])
        self._state = candidate + update * (self._state - candidate)
        return self._state


def affine(weights: Mapping[str, Array], name: str, activation: Array) -> Array:
    """Applies the linear layer of that name."""
    product: Array = weights[f"{name}.weight"] @ activation
    return product + weights[f"{name}.bias"]


def sigmoid(logit: Array) -> Array:
    """The logistic function, by tanh, which cannot overflow."""
    half = np.float32(0.5)
    result: Array = half * np.tanh(half * logit) + half
    return result
