"""Phone posteriors from log-mel frames, step by step: `network.PhoneNetwork` in plain numpy.

A step is a handful of small matrix-vector products, which numpy runs in two thirds of the time that torch needs
(benchmarks/speech.py).
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from mien_inference.speech.gated_layer import GatedLayer, affine
from mien_inference.speech.log_mel import MEL_BANDS, MEL_MEAN, MEL_SCALE, WINDOW, log_mel
from mien_inference.speech.phones import PHONES
from mien_inference.speech.timing import CONTEXT_FRAMES, HOP, STEP_FRAMES
from mien_inference.weights import shared_weights

__all__ = ["PhoneRecogniser", "load_weights"]

Array = NDArray[np.float32]

_WEIGHTS = "speech-phones.safetensors"
_SILENT_STEPS = 25
_SILENT_MEL = log_mel(np.zeros(WINDOW + (STEP_FRAMES - 1) * HOP, np.float32))
_NORM_EPSILON = np.float32(1e-5)  # torch.nn.LayerNorm's


class PhoneRecogniser:
    """The network with the state that it carries from one step to the next."""

    def __init__(self, weights: Mapping[str, Array]) -> None:
        """Begins a stream.

        Args:
            weights: State dictionary of `network.PhoneNetwork`, float32.
        """
        self._weights = weights
        self._layers = [GatedLayer(weights, 0), GatedLayer(weights, 1)]
        self._window = np.zeros((MEL_BANDS, CONTEXT_FRAMES + STEP_FRAMES), np.float32)
        # An empty state takes the network 0.2 s to believe in silence, so it hears some before the stream begins.
        for _ in range(_SILENT_STEPS):
            self.step(_SILENT_MEL)

    def step(self, mel: Array) -> Array:
        """Hears two more frames.

        Args:
            mel: Log-mel frames, shape (2, 64).

        Returns:
            Posteriors, shape (2, 39), each row summing to 1; they describe the sound `LOOK_AHEAD_FRAMES` earlier.
        """
        self._window[:, :CONTEXT_FRAMES] = self._window[:, STEP_FRAMES:].copy()
        self._window[:, CONTEXT_FRAMES:] = ((mel - MEL_MEAN) / MEL_SCALE).T
        embedded = np.maximum(_layer_norm(affine(self._weights, "window", self._window.ravel()), self._weights), 0.0)
        activation = embedded
        for layer in self._layers:
            activation = layer.step(activation)
        logits = affine(self._weights, "head", np.concatenate([activation, embedded]))
        return _softmax(logits.reshape(len(PHONES), STEP_FRAMES).T)


def load_weights() -> Mapping[str, Array]:
    """The weights that ship with the package, by the names of `network.PhoneNetwork`, float32."""
    return shared_weights(_WEIGHTS)


def _layer_norm(activation: Array, weights: Mapping[str, Array]) -> Array:
    centred = activation - activation.mean()
    scale = np.sqrt(np.mean(centred * centred) + _NORM_EPSILON)
    normalised: Array = centred / scale * weights["norm.weight"] + weights["norm.bias"]
    return normalised


def _softmax(logits: Array) -> Array:
    exponential = np.exp(logits - logits.max(axis=1, keepdims=True))
    posteriors: Array = exponential / exponential.sum(axis=1, keepdims=True)
    return posteriors
