"""Fundamental frequency of the voice, with two rows of look-ahead.

Normalised cross-correlation of a low-passed waveform, as in Talkin, "A Robust Algorithm for Pitch Tracking (RAPT)"
(1995), with windows laid symmetrically around the row's instant, and the smoothest path through the lags by a
Viterbi search of fixed delay.
"""

import numpy as np
from numba import njit
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

_ANY_ORDER = {"reassoc", "nsz", "contract"}
"""Sums of floats may be added in whatever order is quickest: compiled once, always the same."""

Array = NDArray[np.float32]


def _cost_to_from() -> NDArray[np.float32]:
    """Cost of arriving in each state from each, shape (states, states); the last state is unvoiced."""
    octaves = np.log2(_LAGS)
    cost = np.full((len(_LAGS) + 1, len(_LAGS) + 1), _VOICING_COST, np.float32)
    cost[:-1, :-1] = _OCTAVE_COST * np.abs(octaves[:, None] - octaves[None, :])
    cost[-1, -1] = 0.0
    return cost


_LOW_PASS = firwin(_LOW_PASS_TAPS, _LOW_PASS_HZ, fs=SAMPLE_RATE_HZ).astype(np.float32)
_RUMBLE = (
    np.linalg.qr(np.vander(np.linspace(-1.0, 1.0, _SPAN_SAMPLES), _RUMBLE_DEGREE + 1))[0].T.astype(np.float32).copy()
)
_COST_TO_FROM = _cost_to_from()
_COST_OF_LAG = (_LAG_COST * _LAGS / _LAGS[-1]).astype(np.float32)


class PitchTracker:
    """A stream of waveform excerpts to fundamental frequency and voicing."""

    def __init__(self) -> None:
        """Begins a stream."""
        self._scores = np.zeros(len(_LAGS) + 1, np.float32)
        self._correlations = np.zeros((DELAY_ROWS + 1, len(_LAGS)), np.float32)
        self._origins = np.full((DELAY_ROWS + 1, len(_LAGS) + 1), len(_LAGS), np.int16)

    def step(self, excerpt: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Hears two more rows.

        Args:
            excerpt: 16 kHz waveform around the rows' instants, shape (`SPAN`,).

        Returns:
            Fundamental frequency in Hz, 0 where unvoiced, and voicing 0..1, each of shape (2,), of the rows
            `DELAY_ROWS` earlier.
        """
        f0_hz, voicing = np.empty(STEP_FRAMES, np.float32), np.empty(STEP_FRAMES, np.float32)
        low = _low_passed(excerpt)
        for row in range(STEP_FRAMES):
            span = low[row * _ROW_SAMPLES : row * _ROW_SAMPLES + _SPAN_SAMPLES]
            self._correlations[:-1], self._origins[:-1] = self._correlations[1:].copy(), self._origins[1:].copy()
            _correlate(span, self._correlations[-1])
            state = _search(self._scores, self._correlations[-1], self._origins)
            f0_hz[row] = _frequency(self._correlations[0], state)
            voicing[row] = min(max(float(_peaks(self._correlations[0]).max()), 0.0), 1.0)
        return f0_hz, voicing


@njit(cache=True, nogil=True, fastmath=_ANY_ORDER)
def _low_passed(excerpt: Array) -> Array:
    """The excerpt at a quarter of its rate."""
    low = np.empty((len(excerpt) - _LOW_PASS_TAPS) // _DECIMATION + 1, np.float32)
    for at in range(len(low)):
        total = np.float32(0.0)
        for tap in range(_LOW_PASS_TAPS):
            total += excerpt[at * _DECIMATION + tap] * _LOW_PASS[tap]
        low[at] = total
    return low


@njit(cache=True, nogil=True, fastmath=_ANY_ORDER)
def _correlate(span: Array, correlation: Array) -> None:
    """Correlation of the two windows that lie a lag apart around the middle of a span.

    Args:
        span: Shape (`_SPAN_SAMPLES`,).
        correlation: Receives it by lag, -1..1, shape (lags,).
    """
    clean = _without_rumble(span)
    power = np.zeros(len(clean) + 1)
    for at in range(len(clean)):
        power[at + 1] = power[at] + clean[at] * clean[at]
    for index in range(len(_LAGS)):
        lag = _LAGS[index]
        early = (len(clean) - _WINDOW - lag) // 2
        late = early + lag
        cross = np.float32(0.0)
        for at in range(_WINDOW):
            cross += clean[early + at] * clean[late + at]
        early_power = power[early + _WINDOW] - power[early]
        late_power = power[late + _WINDOW] - power[late]
        correlation[index] = cross / (np.sqrt(max(early_power * late_power, 0.0)) + _WINDOW * _NOISE_POWER)


@njit(cache=True, nogil=True, fastmath=_ANY_ORDER)
def _without_rumble(span: Array) -> Array:
    clean = span.copy()
    for degree in range(_RUMBLE.shape[0]):
        share = np.float32(0.0)
        for at in range(len(span)):
            share += span[at] * _RUMBLE[degree, at]
        for at in range(len(span)):
            clean[at] -= share * _RUMBLE[degree, at]
    return clean


@njit(cache=True, nogil=True)
def _search(scores: Array, correlation: Array, origins: NDArray[np.int16]) -> int:
    """One stage of the Viterbi search.

    Args:
        scores: Of the states, written over, shape (states,).
        correlation: Of the row that was heard last, shape (lags,).
        origins: Where each state came from, row by row; the last row is filled in. Shape (rows, states).

    Returns:
        The state of the oldest row on the best way to the newest.
    """
    states = len(scores)
    peaks = _peaks(correlation)
    arrived = np.empty(states, np.float32)
    for state in range(states):
        origin, best = 0, scores[0] - _COST_TO_FROM[state, 0]
        for other in range(1, states):
            arrival = scores[other] - _COST_TO_FROM[state, other]
            if arrival > best:
                origin, best = other, arrival
        origins[-1, state] = origin
        arrived[state] = best + (peaks[state] - _COST_OF_LAG[state] if state < states - 1 else _UNVOICED_SCORE)
    best_state = arrived.argmax()
    scores[:] = arrived - arrived[best_state]
    for row in range(len(origins) - 1, 0, -1):
        best_state = origins[row, best_state]
    return int(best_state)


@njit(cache=True, nogil=True)
def _peaks(correlation: Array) -> Array:
    """The correlation where it is a local maximum, `_NO_PEAK` elsewhere: what only falls is rumble, not a period."""
    peaks = np.full(len(correlation), _NO_PEAK, np.float32)
    for index in range(1, len(correlation) - 1):
        if correlation[index] >= correlation[index - 1] and correlation[index] > correlation[index + 1]:
            peaks[index] = correlation[index]
    return peaks


def _frequency(correlation: Array, state: int) -> float:
    """Frequency of a state in Hz, between the sampled lags by a parabola where it is a peak; 0 if unvoiced."""
    if state == len(_LAGS):
        return 0.0
    lag = float(_LAGS[state])
    if 0 < state < len(_LAGS) - 1:
        before, peak, after = (float(value) for value in correlation[state - 1 : state + 2])
        curvature = before - 2.0 * peak + after
        if curvature < 0.0:
            lag += min(max(0.5 * (before - after) / curvature, -0.5), 0.5)
    return _RATE_HZ / lag
