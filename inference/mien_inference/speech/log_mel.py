"""Log-mel spectrum: the network's picture of the sound, one frame every 10 ms."""

import numpy as np
from numpy.typing import NDArray

from mien_inference.speech.timing import HOP, SAMPLE_RATE_HZ

__all__ = ["MEL_BANDS", "MEL_MEAN", "MEL_SCALE", "WINDOW", "log_mel"]

WINDOW = 400
"""Samples under one frame: 25 ms, the last `HOP` of which are new."""

MEL_BANDS = 64

MEL_MEAN, MEL_SCALE = -4.0, 4.0
"""Centre and width of the values that speech takes, constants that the network was trained with."""

_FFT_SIZE = 512
_LOWEST_HZ, _HIGHEST_HZ = 60.0, 7600.0
_POWER_FLOOR = 1e-6  # keeps digital silence finite; far below any microphone's own noise


def log_mel(pcm: NDArray[np.float32], power_gain: float = 1.0) -> NDArray[np.float32]:
    """Natural logarithm of the power in mel bands, by frame.

    Args:
        pcm: 16 kHz waveform of `WINDOW - HOP` samples of history and then a whole number of hops.
        power_gain: Factor on the power, as if `pcm` had been recorded louder.

    Returns:
        Shape (frames, `MEL_BANDS`); frame `t` ends with the hop `t`.
    """
    starts = np.arange(0, len(pcm) - WINDOW + 1, HOP)
    frames = pcm[starts[:, None] + _SAMPLES]
    spectrum = np.fft.rfft(frames * _HANN, _FFT_SIZE)
    power = np.square(np.abs(spectrum))
    mel: NDArray[np.float32] = np.log(power @ _FILTERBANK * np.float32(power_gain) + np.float32(_POWER_FLOOR))
    return mel


def _mel(hz: float) -> float:
    # O'Shaughnessy, Speech Communication (1987), p. 150.
    return 2595.0 * float(np.log10(1.0 + hz / 700.0))


def _filterbank() -> NDArray[np.float32]:
    """Triangles of equal width on the mel scale, shape (FFT bins, `MEL_BANDS`)."""
    edges_mel = np.linspace(_mel(_LOWEST_HZ), _mel(_HIGHEST_HZ), MEL_BANDS + 2)
    edges_hz = 700.0 * (10.0 ** (edges_mel / 2595.0) - 1.0)
    low, centre, high = edges_hz[:-2], edges_hz[1:-1], edges_hz[2:]
    bins_hz = np.fft.rfftfreq(_FFT_SIZE, 1.0 / SAMPLE_RATE_HZ)[:, None]
    rising, falling = (bins_hz - low) / (centre - low), (high - bins_hz) / (high - centre)
    return np.maximum(0.0, np.minimum(rising, falling)).astype(np.float32)


_SAMPLES = np.arange(WINDOW)
_HANN = np.hanning(WINDOW).astype(np.float32)
_FILTERBANK = _filterbank()
