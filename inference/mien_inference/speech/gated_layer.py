"""Layers of the recurrent networks of hearing, compiled, with the names of torch's state dictionaries.

Their weights are rounded to 8 bits, with a scale for each output, and what is multiplied by them to 15 bits. The sums
are then of integers: exact, so the same on every machine and in whatever order they are added. A network's weights take
a quarter of the memory, stay in a core's own cache, and a step takes a third of the time (benchmarks/speech.py); the
most probable phone changes in one row of four hundred.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

__all__ = ["Affine", "GatedLayer", "advance", "apply", "embed", "load_affine", "load_gated_layer", "sigmoid"]

Array = NDArray[np.float32]

_WEIGHT_LIMIT: Final = 127
_INPUT_LIMIT: Final = 16383  # with it, a thousand products of 8 and 15 bits fit into 32
_NORM_EPSILON = np.float32(1e-5)  # torch.nn.LayerNorm's


class Affine(NamedTuple):
    """A linear layer.

    Attributes:
        matrix: Rounded weights, shape (outputs, inputs); at most 1,000 inputs.
        scale: Weight of a 1 in each row of `matrix`, shape (outputs,).
        bias: Shape (outputs,).
    """

    matrix: NDArray[np.int8]
    scale: Array
    bias: Array


class GatedLayer(NamedTuple):
    """A gated recurrent layer (Cho et al., 2014), with torch's convention for the candidate's bias.

    Attributes:
        given: From the layer's input to reset gate, update gate and candidate.
        kept: From its state to the same three.
    """

    given: Affine
    kept: Affine


def load_affine(weights: Mapping[str, Array], name: str) -> Affine:
    """Takes the linear layer of that name out of a state dictionary."""
    return _rounded(weights[f"{name}.weight"], weights[f"{name}.bias"])


def load_gated_layer(weights: Mapping[str, Array], name: str, layer: int) -> GatedLayer:
    """Takes a layer of a `torch.nn.GRU` out of a state dictionary.

    Args:
        weights: Has tensors named `gru.weight_ih_l0` and so on.
        name: Name of the unit, as `gru`.
        layer: Number of the layer, from 0.
    """
    given, kept = (
        _rounded(weights[f"{name}.weight_{side}_l{layer}"], weights[f"{name}.bias_{side}_l{layer}"])
        for side in ("ih", "hh")
    )
    return GatedLayer(given, kept)


@njit(cache=True, nogil=True)
def apply(layer: Affine, activation: Array) -> Array:
    """Applies a linear layer.

    Args:
        layer: Of as many inputs as there are activations.
        activation: Shape (inputs,).

    Returns:
        Shape (outputs,).
    """
    outputs, inputs = layer.matrix.shape
    largest = np.float32(1e-30)
    for column in range(inputs):
        largest = max(largest, abs(activation[column]))
    per_unit = np.float32(_INPUT_LIMIT) / largest
    rounded = np.empty(inputs, np.int16)
    for column in range(inputs):
        rounded[column] = np.int16(np.rint(activation[column] * per_unit))
    result = np.empty(outputs, np.float32)
    for row in range(outputs):
        total = np.int32(0)
        for column in range(inputs):
            # Numba adds integers in 64 bits unless told otherwise, and needs three times as long.
            total = np.int32(total + np.int32(layer.matrix[row, column]) * np.int32(rounded[column]))
        result[row] = np.float32(total) * (layer.scale[row] / per_unit) + layer.bias[row]
    return result


@njit(cache=True, nogil=True)
def advance(layer: GatedLayer, activation: Array, state: Array) -> None:
    """Takes one step of a gated recurrent layer.

    Args:
        layer: The layer.
        activation: What it is given, shape (inputs,).
        state: What it keeps, shape (units,); written over.
    """
    size = len(state)
    given = apply(layer.given, activation)
    kept = apply(layer.kept, state)
    for unit in range(size):
        reset = sigmoid(given[unit] + kept[unit])
        update = sigmoid(given[size + unit] + kept[size + unit])
        candidate = np.tanh(given[2 * size + unit] + reset * kept[2 * size + unit])
        state[unit] = candidate + update * (state[unit] - candidate)


@njit(cache=True, nogil=True)
def embed(layer: Affine, norm_weight: Array, norm_bias: Array, activation: Array) -> Array:
    """Applies a linear layer, a normalisation of the layer (Ba et al., 2016) and a rectifier.

    Args:
        layer: The linear layer.
        norm_weight: Shape (outputs,).
        norm_bias: Shape (outputs,).
        activation: Shape (inputs,).

    Returns:
        Shape (outputs,), none below 0.
    """
    result = apply(layer, activation)
    result -= result.mean()
    result /= np.sqrt((result * result).mean() + _NORM_EPSILON)
    embedding: Array = np.maximum(result * norm_weight + norm_bias, np.float32(0.0))
    return embedding


@njit(cache=True, nogil=True)
def sigmoid(logit: np.float32) -> np.float32:
    """The logistic function, by tanh, which cannot overflow."""
    half = np.float32(0.5)
    probability: np.float32 = half * np.tanh(half * logit) + half
    return probability


def _rounded(weight: Array, bias: Array) -> Affine:
    scale = np.maximum(np.abs(weight).max(axis=1), np.float32(1e-30)) / np.float32(_WEIGHT_LIMIT)
    return Affine(np.rint(weight / scale[:, None]).astype(np.int8), scale.astype(np.float32), bias.astype(np.float32))
