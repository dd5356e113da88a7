"""Whether a voice is heard, or music, noise or nothing.

The phone network was trained on voices alone: to it a chord is a vowel, and a mouth that follows it hangs open. This
one has heard music and noise, too, and knows nothing of phones.
"""

import numpy as np
from numpy.typing import NDArray

from mien_inference.speech.gated_layer import GatedLayer, affine, sigmoid
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
        self._weights = shared_weights("speech-voice.safetensors")
        self._layer = GatedLayer(self._weights, 0)
        self._voice = 0.0

    def step(self, mel: Array) -> float:
        """Hears two more frames.

        Args:
            mel: Log-mel frames, shape (2, 64).

        Returns:
            How far there is a voice `LOOK_AHEAD_FRAMES` earlier, 0..1: its probability, or the rest of a recent one.
        """
        heard = np.maximum(affine(self._weights, "window", ((mel - MEL_MEAN) / MEL_SCALE).ravel()), 0.0)
        probability = float(sigmoid(affine(self._weights, "head", self._layer.step(heard)))[0])
        self._voice = max(probability, self._voice - _RELEASE)
        return self._voice


def silenced(posteriors: Array, voice: float) -> Array:
    """Posteriors, shape (rows, 39), of which silence takes what is no voice."""
    share = np.float32(min(max((voice - _NO_VOICE) / (_VOICE - _NO_VOICE), 0.0), 1.0))
    result = posteriors * share
    result[:, SILENCE] += np.float32(1.0) - share
    return result
