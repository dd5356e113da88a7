"""Fundamental frequency of the voice, with two rows of look-ahead.

Normalised cross-correlation of a low-passed waveform, as in Talkin, "A Robust Algorithm for Pitch Tracking (RAPT)"
(1995), with windows laid symmetrically around the row's instant, and the smoothest path through the lags by a
Viterbi search of fixed delay.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.signal import firwin

from mien_inference.speech.timing import HOP, SAMPLE_RATE_HZ, STEP_FRAMES

__all__ = ["DELAY_ROWS", "HIGHEST_HZ", "LOWEST_HZ", "SPAN", "PitchTracker"]

LOWEST_HZ, HIGHEST_HZ = 60.0, 500.0

DELAY_ROWS = 2
"""Rows heard after the one that is decided."""

_DECIMATION = 4
_RATE_HZ = SAMPLE_RATE_HZ // _DECIMATION
_LOW_PASS_HZ = 1000.0
_LOW_PASS_TAPS = 65
_WINDOW = 100  # 25 ms of the decimated waveform on each side of the correlation
_LAGS = np.arange(int(_RATE_HZ / HIGHEST_HZ) - 1, int(np.ceil(_RATE_HZ / LOWEST_HZ)) + 2)  # a peak has two neighbours
_SPAN_SAMPLES = _WINDOW + int(_LAGS[-1]) + 2  # decimated samples that one row's correlation needs
_ROW_SAMPLES = HOP // _DECIMATION

SPAN = (_SPAN_SAMPLES + (STEP_FRAMES - 1) * _ROW_SAMPLES - 1) * _DECIMATION + _LOW_PASS_TAPS
"""Samples of waveform, centred between the instants of a step's two rows, that their correlations need."""

_RUMBLE_DEGREE = 3  # a polynomial of this degree over a span follows what is below 35 Hz, and no voice
_NOISE_POWER = 1e-6  # -60 dB full scale: what is below correlates with nothing
_LAG_COST = 0.25  # favours the shortest of several periods that fit; RAPT's beta
_UNVOICED_SCORE = 0.5  # a correlation below this is noise rather than voice
_VOICING_COST = 0.15  # of the voice's starting or stopping
_OCTAVE_COST = 0.2  # of a change by an octave within a row
_NO_PEAK = -1.0  # what a lag scores that is not a peak: less than any peak


class PitchTracker:
    """A stream of waveform excerpts to fundamental frequency and voicing."""

    def __init__(self) -> None:
        """Begins a stream."""
        self._scores = np.zeros(len(_LAGS) + 1, np.float32)
        self._trail = [_Row(np.zeros(len(_LAGS), np.float32), np.full(len(_LAGS) + 1, len(_LAGS)))] * (DELAY_ROWS + 1)

    def step(self, excerpt: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Hears two more rows.

        Args:
            excerpt: 16 kHz waveform around the rows' instants, shape (`SPAN`,).

        Returns:
            Fundamental frequency in Hz, 0 where unvoiced, and voicing 0..1, each of shape (2,), of the rows
            `DELAY_ROWS` earlier.
        """
        decided = [self._advance(correlation) for correlation in _cross_correlations(excerpt)]
        f0_hz, voicing = np.array(decided, np.float32).T
        return f0_hz, voicing

    def _advance(self, correlation: NDArray[np.float32]) -> tuple[float, float]:
        """One stage of the Viterbi search; decides the row `DELAY_ROWS` earlier."""
        arrivals = self._scores - _COST_TO_FROM
        origin = arrivals.argmax(axis=1)
        scores = arrivals[_STATES, origin]
        scores[:-1] += _peaks(correlation) - _COST_OF_LAG
        scores[-1] += _UNVOICED_SCORE
        self._scores = scores - scores.max()
        self._trail = [*self._trail[1:], _Row(correlation, origin)]
        state = int(self._scores.argmax())
        for later in reversed(self._trail[1:]):
            state = int(later.origin[state])
        return _frequency(self._trail[0].correlation, state), _voicing(self._trail[0].correlation)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row that is not decided yet."""

    correlation: NDArray[np.float32]
    origin: NDArray[np.intp]


def _cross_correlations(excerpt: NDArray[np.float32]) -> NDArray[np.float32]:
    """Correlation of the two windows that lie a lag apart around each row's instant, shape (2, lags), -1..1."""
    low = np.lib.stride_tricks.sliding_window_view(excerpt, _LOW_PASS_TAPS)[::_DECIMATION] @ _LOW_PASS
    spans = low[_SPANS]
    spans -= (spans @ _RUMBLE) @ _RUMBLE.T
    cross = np.einsum("rls,rls->rl", spans.take(_EARLY), spans.take(_LATE))
    power = np.zeros((STEP_FRAMES, _SPAN_SAMPLES + 1))
    np.cumsum(np.square(spans), axis=1, out=power[:, 1:])
    early, late = (power[:, first + _WINDOW] - power[:, first] for first in (_FIRST_EARLY, _FIRST_LATE))
    correlations: NDArray[np.float64] = cross / (np.sqrt(np.maximum(early * late, 0.0)) + _WINDOW * _NOISE_POWER)
    return correlations.astype(np.float32)


def _peaks(correlation: NDArray[np.float32]) -> NDArray[np.float32]:
    """The correlation where it is a local maximum, `_NO_PEAK` elsewhere: what only falls is rumble, not a period."""
    peaks = np.full_like(correlation, _NO_PEAK)
    inner = correlation[1:-1]
    is_peak = (inner >= correlation[:-2]) & (inner > correlation[2:])
    np.copyto(peaks[1:-1], inner, where=is_peak)
    return peaks


def _voicing(correlation: NDArray[np.float32]) -> float:
    return float(min(max(_peaks(correlation).max(), 0.0), 1.0))


def _frequency(correlation: NDArray[np.float32], state: int) -> float:
    """Frequency of a state in Hz, between the sampled lags by a parabola where it is a peak; 0 if unvoiced."""
    if state == len(_LAGS):
        return 0.0
    lag = float(_LAGS[state])
    if 0 < state < len(_LAGS) - 1:
        before, peak, after = (float(value) for value in correlation[state - 1 : state + 2])
        curvature = before - 2.0 * peak + after
        if curvature < 0.0:
            lag += float(np.clip(0.5 * (before - after) / curvature, -0.5, 0.5))
    return _RATE_HZ / lag


def _cost_to_from() -> NDArray[np.float32]:
    """Cost of arriving in each state from each, shape (states, states); the last state is unvoiced."""
    octaves = np.log2(_LAGS)
    cost = np.full((len(_LAGS) + 1, len(_LAGS) + 1), _VOICING_COST, np.float32)
    cost[:-1, :-1] = _OCTAVE_COST * np.abs(octaves[:, None] - octaves[None, :])
    cost[-1, -1] = 0.0
    return cost


def _windows(first: NDArray[np.intp]) -> NDArray[np.intp]:
    """Flat indices into two spans of the windows that begin at `first`, shape (2, lags, window)."""
    row = np.arange(STEP_FRAMES)[:, None, None] * _SPAN_SAMPLES
    return row + first[None, :, None] + np.arange(_WINDOW)[None, None, :]


_LOW_PASS = firwin(_LOW_PASS_TAPS, _LOW_PASS_HZ, fs=SAMPLE_RATE_HZ).astype(np.float32)
_RUMBLE = np.linalg.qr(np.vander(np.linspace(-1.0, 1.0, _SPAN_SAMPLES), _RUMBLE_DEGREE + 1))[0].astype(np.float32)
_SPANS = np.arange(STEP_FRAMES)[:, None] * _ROW_SAMPLES + np.arange(_SPAN_SAMPLES)[None, :]
_FIRST_EARLY = (_SPAN_SAMPLES - _WINDOW - _LAGS) // 2
_FIRST_LATE = _FIRST_EARLY + _LAGS
_EARLY = _windows(_FIRST_EARLY)
_LATE = _windows(_FIRST_LATE)
_STATES = np.arange(len(_LAGS) + 1)
_COST_TO_FROM = _cost_to_from()
_COST_OF_LAG = (_LAG_COST * _LAGS / _LAGS[-1]).astype(np.float32)
