"""Samples as they come over the wire, at the rate that the speech encoder hears."""

import numpy as np
from numpy.typing import NDArray

from mien_bridge.media.audio import SPEECH_RATE_HZ
from mien_bridge.media.samples import Resampler

__all__ = ["SpeechResampler"]

_FULL_SCALE = np.float32(32_768)


class SpeechResampler:
    """A stream from 16-bit samples at any rate to 16 kHz float, the same however it is cut."""

    def __init__(self, rate_hz: int) -> None:
        """Takes samples at `rate_hz`."""
        self._rate_hz = rate_hz
        self.restart()

    def push(self, samples: NDArray[np.int16]) -> NDArray[np.float32]:
        """Takes samples, shape (samples,); returns those of 16 kHz mono, -1..1, that are certain."""
        scaled = samples.astype(np.float32) / _FULL_SCALE
        if self._rate_hz == SPEECH_RATE_HZ:
            return scaled
        resampled: NDArray[np.float32] = self._resampler.push(scaled[None], self._rate_hz, "mono")[0]
        return resampled

    def flush(self) -> NDArray[np.float32]:
        """Ends the stream; returns the remaining samples. The next push begins a new one."""
        rest: NDArray[np.float32] = self._resampler.flush()[0]
        return rest

    def restart(self) -> None:
        """Drops the remaining samples."""
        self._resampler = Resampler(SPEECH_RATE_HZ, "mono")
