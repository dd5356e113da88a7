"""Detection of a voice among music, noise and nothing.

The phone network was trained on voices alone: to it a chord is a vowel, and a mouth that follows it hangs open. This
one has heard music and noise, too, and knows nothing of phones.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from mien_inference.speech.gated_layer import (
    Affine,
    GatedLayer,
    advance,
    apply,
    load_affine,
    load_gated_layer,
    sigmoid,
)
from mien_inference.speech.log_mel import MEL_MEAN, MEL_SCALE
from mien_inference.speech.phones import SILENCE
from mien_inference.speech.timing import STEP_FRAMES
from mien_inference.weights import shared_weights

__all__ = ["VoiceDetector", "silenced"]

Array = NDArray[np.float32]

_NO_VOICE, _VOICE = 0.02, 0.1
"""Probabilities below and above which there is surely none, and surely one: speech is not to lose its quiet ends."""

_RELEASE = STEP_FRAMES * 0.01 / 0.6
"""A voice is taken to go on for 0.6 s after it was heard last, less and less: what is within speech stays speech."""


class VoiceDetector:
    """A small recurrent network with its state, in step with the phone network."""

    def __init__(self) -> None:
        """Loads the weights and begins a stream."""
        self._window, self._layer, self._head = _layers()
        self._state = np.zeros(self._layer.kept.matrix.shape[1], np.float32)
        self._voice = 0.0

    def step(self, mel: Array) -> float:
        """Hears two more frames.

        Args:
            mel: Log-mel frames, shape (2, 64).

        Returns:
            How far there is a voice `LOOK_AHEAD_FRAMES` earlier, 0..1: its probability, or the rest of a recent one.
        """
        heard = np.maximum(apply(self._window, ((mel - MEL_MEAN) / MEL_SCALE).ravel()), np.float32(0.0))
        advance(self._layer, heard, self._state)
        probability = float(sigmoid(apply(self._head, self._state)[0]))
        self._voice = max(probability, self._voice - _RELEASE)
        return self._voice


@cache
def _layers() -> tuple[Affine, GatedLayer, Affine]:
    """The layers that ship with the package, rounded once for all streams."""
    weights = shared_weights("speech-voice.safetensors")
    return load_affine(weights, "window"), load_gated_layer(weights, "gru", 0), load_affine(weights, "head")


def silenced(posteriors: Array, voice: float) -> Array:
    """Posteriors, shape (rows, 39), of which silence takes what is no voice."""
    share = np.float32(max((voice - _NO_VOICE) / (_VOICE - _NO_VOICE), 0.0))
    if share >= 1.0:
        return posteriors
    result = posteriors * share
    result[:, SILENCE] += np.float32(1.0) - share
    return result
