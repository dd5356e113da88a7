"""The built-in speech encoder: waveform to phone posteriors, level and pitch, as the sound arrives."""

import numpy as np
from numpy.typing import NDArray

from mien_inference.interfaces import SpeechEncoder, SpeechFeatures
from mien_inference.speech.gain_control import GainControl
from mien_inference.speech.level import level_db
from mien_inference.speech.log_mel import WINDOW, log_mel
from mien_inference.speech.phone_recogniser import begin_recognising
from mien_inference.speech.phones import PHONES, SILENCE
from mien_inference.speech.pitch import DELAY_ROWS, SPAN, PitchTracker
from mien_inference.speech.timing import HOP, LOOK_AHEAD_FRAMES, LOOK_AHEAD_S, STEP, STEP_FRAMES
from mien_inference.speech.voice_detector import VoiceDetector, silenced

__all__ = ["StreamingEncoder"]

_LOUDEST = 16.0  # 24 dB beyond full scale: no recording, but integers that were not divided
_PITCH_AGO = (LOOK_AHEAD_FRAMES - DELAY_ROWS) * HOP  # what the pitch tracker hears now, it decides later
_HISTORY = LOOK_AHEAD_FRAMES * HOP + (WINDOW - HOP) // 2 + STEP  # from the level's oldest sample to the step's last


class StreamingEncoder(SpeechEncoder):
    """A stream of waveform to features that do not depend on how the waveform was cut into pushes."""

    _history: NDArray[np.float32]
    _waiting: NDArray[np.float32]
    _samples: int
    _rows: int

    def __init__(self) -> None:
        """Begins a stream."""
        self._begin()

    @property
    def look_ahead_s(self) -> float:
        """Longest sound after its own instant that a row waits for; seconds."""
        return LOOK_AHEAD_S

    def push(self, pcm: NDArray[np.float32]) -> SpeechFeatures:
        """Takes more of the waveform; returns the rows that are now certain.

        Args:
            pcm: 16 kHz mono, shape (samples,), float32, -1..1; what is beyond is clipped. May be empty.

        Returns:
            Rows that follow those returned before; possibly none.

        Raises:
            ValueError: If `pcm` is not a finite one-dimensional float32 array in that range. The stream is as before.
        """
        _check(pcm)
        self._samples += len(pcm)
        waiting = np.concatenate([self._waiting, np.clip(pcm, -1.0, 1.0)])
        steps = len(waiting) // STEP
        self._waiting = waiting[steps * STEP :]
        return self._advance(waiting[: steps * STEP].reshape(steps, STEP))

    def flush(self) -> SpeechFeatures:
        """Ends the stream as if silence followed; returns the rows still owed. The next push begins a new stream."""
        rows_in_all = -(-self._samples // HOP)
        owed = rows_in_all - max(self._rows, 0)
        steps = -(-(rows_in_all - self._rows) // STEP_FRAMES)
        rest = np.zeros(steps * STEP, np.float32)
        rest[: len(self._waiting)] = self._waiting
        features = self._advance(rest.reshape(steps, STEP))
        self._begin()
        return features[:owed]

    def _begin(self) -> None:
        self._history = np.zeros(_HISTORY, np.float32)
        self._waiting = np.zeros(0, np.float32)
        self._samples = 0
        self._rows = -LOOK_AHEAD_FRAMES  # next row to compute; those before the stream are not returned
        self._recogniser = begin_recognising()
        self._voice = VoiceDetector()
        self._gain = GainControl()
        self._pitch = PitchTracker()

    def _advance(self, steps: NDArray[np.float32]) -> SpeechFeatures:
        rows = len(steps) * STEP_FRAMES
        features = SpeechFeatures(
            posteriors=np.empty((rows, len(PHONES)), np.float32),
            energy_db=np.empty(rows, np.float32),
            f0_hz=np.empty(rows, np.float32),
            voicing=np.empty(rows, np.float32),
        )
        for index, step in enumerate(steps):
            self._step(step, features[index * STEP_FRAMES : (index + 1) * STEP_FRAMES])
        before_stream = min(max(-self._rows, 0), rows)
        self._rows += rows
        return features[before_stream:]

    def _step(self, step: NDArray[np.float32], rows: SpeechFeatures) -> None:
        """Computes the rows that end `LOOK_AHEAD_FRAMES` before the step's own frames."""
        self._history[:-STEP] = self._history[STEP:].copy()
        self._history[-STEP:] = step
        power_gain = self._gain.power_gain
        mel = log_mel(self._history[-STEP - WINDOW + HOP :], power_gain)
        rows.posteriors[:] = silenced(self._recogniser.step(mel), self._voice.step(mel))
        self._gain.step(step, float(rows.posteriors[:, SILENCE].mean()))
        first = _HISTORY - STEP + HOP // 2  # the instant of the step's first frame
        excerpt = self._around(first + HOP // 2 - _PITCH_AGO, SPAN)
        rows.f0_hz[:], rows.voicing[:] = self._pitch.step(excerpt * np.float32(power_gain**0.5))
        for row in range(STEP_FRAMES):
            rows.energy_db[row] = level_db(self._around(first + row * HOP - LOOK_AHEAD_FRAMES * HOP, WINDOW))

    def _around(self, middle: int, length: int) -> NDArray[np.float32]:
        return self._history[middle - length // 2 : middle - length // 2 + length]


def _check(pcm: NDArray[np.float32]) -> None:
    if pcm.dtype != np.float32 or pcm.ndim != 1:
        raise ValueError(f"pcm must be float32 of shape (samples,), got {pcm.dtype} of shape {pcm.shape}")
    peak = np.abs(pcm).max(initial=0.0)
    if not peak <= _LOUDEST:  # so written that NaN fails too
        raise ValueError(f"pcm must be finite and within -1..1 (divide 16-bit samples by 32768), got a peak of {peak}")
