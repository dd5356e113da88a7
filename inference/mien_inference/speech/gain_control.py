"""Gain that brings quiet and loud speakers to the level that the network knows.

The network was trained on speech of -36 to -14 dB; whispers into a distant microphone are far below. Only what the
network hears is amplified: the level that is reported stays the recording's own.
"""

import numpy as np
from numpy.typing import NDArray

from mien_inference.speech.level import level_db
from mien_inference.speech.timing import HOP, SAMPLE_RATE_HZ, STEP

__all__ = ["GainControl"]

_TARGET_DB = -18.0  # level of the loud parts of speech that averages -24 dB, the middle of the training data
_LOWEST_GAIN_DB, _HIGHEST_GAIN_DB = -12.0, 24.0
_RISE = 0.3  # share of a louder step's excess taken over at once: 60 ms to follow a louder voice
_FALL_DB = 8.0 * STEP / SAMPLE_RATE_HZ  # a step: 8 dB/s, slower than a phrase fades
_SPEECH = 0.5  # posterior of silence below which a step counts as speech


class GainControl:
    """A slow follower of the level of speech, which holds its gain while nobody speaks."""

    def __init__(self) -> None:
        """Begins a stream at a gain of 0 dB."""
        self._speech_db = _TARGET_DB

    @property
    def power_gain(self) -> float:
        """Factor on the power of the sound, from what was heard so far."""
        gain_db = min(max(_TARGET_DB - self._speech_db, _LOWEST_GAIN_DB), _HIGHEST_GAIN_DB)
        return float(10.0 ** (gain_db / 10.0))

    def step(self, pcm: NDArray[np.float32], silence: float) -> None:
        """Hears one more step.

        Args:
            pcm: Waveform as recorded, shape (`STEP`,).
            silence: Posterior of silence that the network gave for it, 0..1.
        """
        heard_db = max(level_db(hop) for hop in pcm.reshape(-1, HOP))
        if heard_db > self._speech_db:
            self._speech_db += _RISE * (heard_db - self._speech_db)
        elif silence < _SPEECH:
            # Pauses and noise do not lower the level: they would be amplified until they passed for speech.
            self._speech_db = max(self._speech_db - _FALL_DB, heard_db)
