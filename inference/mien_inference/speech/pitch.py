"""Fundamental frequency of the voice, with two rows of look-ahead.

Normalised cross-correlation of a low-passed waveform, as in Talkin, "A Robust Algorithm for Pitch Tracking (RAPT)"
(1995), with windows laid symmetrically around the row's instant, and the smoothest path through the lags by a
Viterbi search of fixed delay.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.signal import firwin

from mien_inference.speech.timing import HOP, SAMPLE_RATE_HZ

__all__ = ["DELAY_ROWS", "HIGHEST_HZ", "LOWEST_HZ", "PitchTracker", "SPAN"]

LOWEST_HZ, HIGHEST_HZ = 60.0, 500.0

DELAY_ROWS = 2
"""Rows heard after the one that is decided."""

_DECIMATION = 4
_RATE_HZ = SAMPLE_RATE_HZ // _DECIMATION
_LOW_PASS_HZ = 1000.0
_LOW_PASS_TAPS = 65
_WINDOW = 100  # 25 ms of the decimated waveform on each side of the correlation
_LAGS = np.arange(int(_RATE_HZ / HIGHEST_HZ) - 1, int(np.ceil(_RATE_HZ / LOWEST_HZ)) + 2)  # a peak has two neighbours
_REACH = int(_WINDOW + _LAGS[-1] + 1) // 2 + 1

SPAN = (2 * _REACH + 1) * _DECIMATION + _LOW_PASS_TAPS - 1
"""Samples of waveform, centred on a row's instant, that its correlation needs."""

_RUMBLE_DEGREE = 3  # a polynomial of this degree over a span follows what is below 35 Hz, and no voice
_NOISE_POWER = 1e-7  # -70 dB full scale: what is below correlates with nothing
_LAG_COST = 0.1  # favours the shortest of several periods that fit; RAPT's beta
_UNVOICED_SCORE = 0.5  # a correlation below this is noise rather than voice
_VOICING_COST = 0.15  # of the voice's starting or stopping
_OCTAVE_COST = 0.5  # of a change by an octave within a row
_NO_PEAK = -1.0  # what a lag scores that is not a peak: less than any peak


class PitchTracker:
    """A stream of waveform excerpts to fundamental frequency and voicing."""

    def __init__(self) -> None:
        """Begins a stream."""
        self._scores = np.zeros(len(_LAGS) + 1, np.float32)
        self._correlations = [np.zeros(len(_LAGS), np.float32)] * (DELAY_ROWS + 1)
        self._origins = [np.full(len(_LAGS) + 1, len(_LAGS))] * (DELAY_ROWS + 1)

    def step(self, excerpt: NDArray[np.float32]) -> tuple[float, float]:
        """Hears one more row.

        Args:
            excerpt: 16 kHz waveform around the row's instant, shape (`SPAN`,).

        Returns:
            Fundamental frequency in Hz, 0 where unvoiced, and voicing 0..1, of the row `DELAY_ROWS` earlier.
        """
        correlation = _cross_correlation(excerpt)
        peaks = _peaks(correlation)
        local = np.append(peaks - _LAG_COST * _LAGS / _LAGS[-1], _UNVOICED_SCORE)
        arrivals = self._scores[:, None] - _TRANSITION_COST
        origin = arrivals.argmax(axis=0)
        scores = arrivals.max(axis=0) + local
        self._scores = (scores - scores.max()).astype(np.float32)
        self._correlations = [*self._correlations[1:], correlation]
        self._origins = [*self._origins[1:], origin]
        return self._decide()

    def _decide(self) -> tuple[float, float]:
        state = int(self._scores.argmax())
        for origin in reversed(self._origins[1:]):
            state = int(origin[state])
        correlation = self._correlations[0]
        voicing = max(float(_peaks(correlation).max()), 0.0)
        return (0.0 if state == len(_LAGS) else _frequency(correlation, state)), min(voicing, 1.0)


def _cross_correlation(excerpt: NDArray[np.float32]) -> NDArray[np.float32]:
    """Correlation of the two windows that lie a lag apart around the excerpt's centre, shape (lags,), -1..1."""
    low = np.lib.stride_tricks.sliding_window_view(excerpt, _LOW_PASS_TAPS)[::_DECIMATION] @ _LOW_PASS
    low = low - _RUMBLE @ (low @ _RUMBLE)
    early, late = low[_EARLY], low[_LATE]
    cross = np.einsum("ls,ls->l", early, late)
    power = np.einsum("ls,ls->l", early, early) * np.einsum("ls,ls->l", late, late)
    return cross / (np.sqrt(power) + np.float32(_WINDOW * _NOISE_POWER))


def _peaks(correlation: NDArray[np.float32]) -> NDArray[np.float32]:
    """The correlation where it is a local maximum, `_NO_PEAK` elsewhere: what only falls is rumble, not a period."""
    peaks = np.full_like(correlation, _NO_PEAK)
    inner = correlation[1:-1]
    is_peak = (inner >= correlation[:-2]) & (inner > correlation[2:])
    peaks[1:-1][is_peak] = inner[is_peak]
    return peaks


def _frequency(correlation: NDArray[np.float32], lag_index: int) -> float:
    """Frequency of a lag, between the sampled lags by a parabola where it is a peak."""
    lag = float(_LAGS[lag_index])
    if 0 < lag_index < len(_LAGS) - 1:
        before, peak, after = (float(value) for value in correlation[lag_index - 1 : lag_index + 2])
        curvature = before - 2.0 * peak + after
        if curvature < 0.0:
            lag += float(np.clip(0.5 * (before - after) / curvature, -0.5, 0.5))
    return _RATE_HZ / lag


def _transition_cost() -> NDArray[np.float32]:
    """Cost from each state to each, the last of which is unvoiced."""
    octaves = np.log2(_LAGS)
    cost = np.full((len(_LAGS) + 1, len(_LAGS) + 1), _VOICING_COST, np.float32)
    cost[:-1, :-1] = _OCTAVE_COST * np.abs(octaves[:, None] - octaves[None, :])
    cost[-1, -1] = 0.0
    return cost


_LOW_PASS = firwin(_LOW_PASS_TAPS, _LOW_PASS_HZ, fs=SAMPLE_RATE_HZ).astype(np.float32)
_RUMBLE = np.linalg.qr(np.vander(np.linspace(-1.0, 1.0, 2 * _REACH + 1), _RUMBLE_DEGREE + 1))[0].astype(np.float32)
_TRANSITION_COST = _transition_cost()
_START = _REACH - (_WINDOW + _LAGS) // 2
_EARLY = _START[:, None] + np.arange(_WINDOW)[None, :]
_LATE = _EARLY + _LAGS[:, None]
