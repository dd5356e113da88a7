"""Prosody, as far as head and brows go with it: phrases, rises of the pitch, arousal."""

import math
from dataclasses import dataclass
from typing import Final

from mien_inference.motion.clock import ROW_S, Ease
from mien_inference.motion.level import SpeechLevel

__all__ = ["Prosody", "ProsodyRow"]

_SPEECH_ABOVE_DB: Final = -22.0
_PHRASE_GAP_S: Final = 0.18
"""Silence inside a word is shorter (closures of p t k last 50-100 ms)."""

_RISE_S: Final = 0.12
_FULL_RISE_SEMITONES: Final = 4.0
_PEAK_DB: Final = 3.0
_CALM_AFTER_S: Final = (0.15, 0.45)
"""Heads turn faster 200 ms before a peak of the pitch, and are calm 300 ms after one of loudness: measured on
tracked expressive speakers."""

_SPEAKER_S: Final = 20.0
_MOMENT_S: Final = 3.0
"""Memories, in speech: of how this speaker speaks, and of how just now."""
_USUAL_SPREAD_SEMITONES: Final = 3.9
_USUAL_SPREAD_DB: Final = 5.8
"""Medians over prompts read in five languages and GRID's sentences: what is neither excited nor flat."""
_ACCENT_SEMITONES: Final = 4.0
_BELIEVED_S: Final = 2.0
"""After so much speech, half of what is heard of arousal is believed."""


@dataclass(frozen=True, slots=True)
class ProsodyRow:
    """Prosody at one row.

    Attributes:
        speech: Whether it is speech, rather than a pause; the gap inside a stop is speech.
        onset: Whether a phrase begins.
        rise: How fast the pitch rises, 0..1.
        calm: 1 about 0.3 s after a peak of loudness, otherwise 0.
        accent: Whether pitch and loudness both peak.
        arousal: How excited the voice is, against the speaker's own: -1..1.
        pitch_semitones: Pitch above 1 Hz, 0 if unvoiced.
    """

    speech: bool
    onset: bool
    rise: float
    calm: float
    accent: bool
    arousal: float
    pitch_semitones: float


class Prosody:
    """A stream of `ProsodyRow`."""

    def __init__(self) -> None:
        """Begins in silence."""
        self._level = SpeechLevel()
        self._rise = Ease(0.0, settle_s=0.12)
        self._calm = Ease(0.0, settle_s=0.2)
        self._silent_s = 1.0
        self._since_peak_s = 10.0
        self._accented_s = 10.0
        self._pitch: float | None = None
        self._arousal = _Arousal()

    def step(self, energy_db: float, f0_hz: float, silence: float) -> ProsodyRow:
        """Hears one row.

        Args:
            energy_db: Level, dB below full scale.
            f0_hz: Pitch, 0 if unvoiced.
            silence: Posterior of silence, 0..1.
        """
        relative_db = self._level.step(energy_db)
        sounds = relative_db > _SPEECH_ABOVE_DB and silence < 0.5
        onset = sounds and self._silent_s > _PHRASE_GAP_S
        self._silent_s = 0.0 if sounds else self._silent_s + ROW_S
        pitch = 12.0 * math.log2(f0_hz) if f0_hz > 0.0 else 0.0
        rise = self._rising(pitch) if sounds else 0.0
        self._since_peak_s = 0.0 if sounds and relative_db > _PEAK_DB else self._since_peak_s + ROW_S
        calm = _CALM_AFTER_S[0] < self._since_peak_s < _CALM_AFTER_S[1]
        high = self._arousal.step(pitch, relative_db) if sounds else 0.0
        accent = high > _ACCENT_SEMITONES and relative_db > 0.0 and self._accented_s > 0.5
        self._accented_s = 0.0 if accent else self._accented_s + ROW_S
        return ProsodyRow(
            speech=self._silent_s <= _PHRASE_GAP_S,
            onset=onset,
            rise=self._rise.step(rise),
            calm=self._calm.step(float(calm)),
            accent=accent,
            arousal=self._arousal.value,
            pitch_semitones=pitch,
        )

    def _rising(self, pitch: float) -> float:
        """Pitch above its own mean of the last 0.12 s of voice, as a share of a full rise."""
        if pitch == 0.0:
            return 0.0
        if self._pitch is None or abs(pitch - self._pitch) > 9.0:
            # Another voice, or a slip by an octave, is no rise.
            self._pitch = pitch
        self._pitch += ROW_S / _RISE_S * (pitch - self._pitch)
        return min(max((pitch - self._pitch) / _FULL_RISE_SEMITONES * 2.0, 0.0), 1.0)


class _Arousal:
    """Pitch relative to the speaker's and the spread of loudness; energy alone says nothing."""

    def __init__(self) -> None:
        self.value = 0.0
        self._heard_s = 0.0
        self._usual: float | None = None
        self._now = 0.0
        self._now_db = 0.0
        self._spread = _USUAL_SPREAD_SEMITONES**2
        self._spread_db = _USUAL_SPREAD_DB**2

    def step(self, pitch: float, relative_db: float) -> float:
        """Hears a row of speech; returns semitones above the speaker's usual pitch, 0 if unvoiced."""
        self._heard_s += ROW_S
        moment = ROW_S / _MOMENT_S
        self._now_db += moment * (relative_db - self._now_db)
        self._spread_db += moment * ((relative_db - self._now_db) ** 2 - self._spread_db)
        high = self._hear_pitch(pitch, moment) if pitch > 0.0 else 0.0
        above = 0.0 if self._usual is None else (self._now - self._usual) / _USUAL_SPREAD_SEMITONES
        lively = _doublings(self._spread, _USUAL_SPREAD_SEMITONES**2)
        uneven = _doublings(self._spread_db, _USUAL_SPREAD_DB**2)
        believed = self._heard_s / (self._heard_s + _BELIEVED_S)
        self.value = believed * math.tanh(0.9 * above + 0.35 * lively + 0.5 * uneven)
        return high

    def _hear_pitch(self, pitch: float, moment: float) -> float:
        if self._usual is None:
            self._usual = self._now = pitch
        # A running mean over all that was heard, until the memory is full.
        self._usual += ROW_S / min(max(self._heard_s, ROW_S), _SPEAKER_S) * (pitch - self._usual)
        self._now += moment * (pitch - self._now)
        high = pitch - self._usual
        self._spread += moment * ((pitch - self._now) ** 2 - self._spread)
        return high


def _doublings(value: float, usual: float) -> float:
    """Octaves above the usual, no further than -1.5..1.5: a steady tone is flat, not dead."""
    return min(max(math.log2(max(value, 1e-3) / usual), -1.5), 1.5)
