"""Phone posteriors from log-mel frames, step by step: `network.PhoneNetwork`, compiled, with rounded weights."""

from collections.abc import Mapping
from copy import copy
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mien_inference.speech.gated_layer import Affine, GatedLayer, advance, apply, embed, load_affine, load_gated_layer
from mien_inference.speech.log_mel import MEL_BANDS, MEL_MEAN, MEL_SCALE, WINDOW, log_mel
from mien_inference.speech.phones import PHONES
from mien_inference.speech.timing import CONTEXT_FRAMES, HOP, STEP_FRAMES
from mien_inference.weights import shared_weights

__all__ = ["PhoneLayers", "PhoneRecogniser", "begin_recognising", "load_weights", "phone_layers", "shared_phone_layers"]

Array = NDArray[np.float32]

_WEIGHTS = "speech-phones.safetensors"
_SILENT_STEPS = 25
_SILENT_MEL = log_mel(np.zeros(WINDOW + (STEP_FRAMES - 1) * HOP, np.float32))


class PhoneLayers(NamedTuple):
    """The layers of `network.PhoneNetwork`.

    Attributes:
        window: From a window of frames, mel band by mel band, to its embedding.
        norm_weight: Of the embedding's normalisation (Ba et al., 2016), shape (embedding,).
        norm_bias: Shape (embedding,).
        lower: From the embedding.
        upper: From the lower layer.
        head: From the upper layer and the embedding to logits, phone by phone.
    """

    window: Affine
    norm_weight: Array
    norm_bias: Array
    lower: GatedLayer
    upper: GatedLayer
    head: Affine


def load_weights() -> Mapping[str, Array]:
    """The weights that ship with the package, by the names of `network.PhoneNetwork`, float32."""
    return shared_weights(_WEIGHTS)


def phone_layers(weights: Mapping[str, Array]) -> PhoneLayers:
    """Rounds a state dictionary of `network.PhoneNetwork`, float32, for running."""
    return PhoneLayers(
        window=load_affine(weights, "window"),
        norm_weight=weights["norm.weight"],
        norm_bias=weights["norm.bias"],
        lower=load_gated_layer(weights, "gru", 0),
        upper=load_gated_layer(weights, "gru", 1),
        head=load_affine(weights, "head"),
    )


@cache
def shared_phone_layers() -> PhoneLayers:
    """The layers that ship with the package, rounded once for all streams."""
    return phone_layers(load_weights())


def begin_recognising() -> "PhoneRecogniser":
    """Begins a stream with the layers that ship with the package."""
    return _before_streams().copy()


@cache
def _before_streams() -> "PhoneRecogniser":
    # The silence before a stream takes as long to hear as half a second of speech: it is heard once.
    return PhoneRecogniser(shared_phone_layers())


class PhoneRecogniser:
    """The network with the state that it carries from one step to the next."""

    def __init__(self, layers: PhoneLayers) -> None:
        """Begins a stream.

        Args:
            layers: Of `shared_phone_layers`, or of a network of one's own.
        """
        self._layers = layers
        self._window = np.zeros((MEL_BANDS, CONTEXT_FRAMES + STEP_FRAMES), np.float32)
        self._lower = np.zeros(layers.lower.kept.matrix.shape[1], np.float32)
        self._upper = np.zeros(layers.upper.kept.matrix.shape[1], np.float32)
        # An empty state takes the network 0.2 s to believe in silence, so it hears some before the stream begins.
        for _ in range(_SILENT_STEPS):
            self.step(_SILENT_MEL)

    def copy(self) -> "PhoneRecogniser":
        """Another stream that has heard the same so far."""
        other = copy(self)
        other._window, other._lower, other._upper = self._window.copy(), self._lower.copy(), self._upper.copy()
        return other

    def step(self, mel: Array) -> Array:
        """Hears two more frames.

        Args:
            mel: Log-mel frames, shape (2, 64).

        Returns:
            Posteriors, shape (2, 39), each row summing to 1; they describe the sound `LOOK_AHEAD_FRAMES` earlier.
        """
        self._window[:, :CONTEXT_FRAMES] = self._window[:, STEP_FRAMES:].copy()
        self._window[:, CONTEXT_FRAMES:] = ((mel - MEL_MEAN) / MEL_SCALE).T
        layers = self._layers
        embedded = embed(layers.window, layers.norm_weight, layers.norm_bias, self._window.ravel())
        advance(layers.lower, embedded, self._lower)
        advance(layers.upper, self._lower, self._upper)
        logits = apply(layers.head, np.concatenate((self._upper, embedded)))
        return _softmax(logits.reshape(len(PHONES), STEP_FRAMES).T)


def _softmax(logits: Array) -> Array:
    exponential = np.exp(logits - logits.max(axis=1, keepdims=True))
    posteriors: Array = exponential / exponential.sum(axis=1, keepdims=True)
    return posteriors
