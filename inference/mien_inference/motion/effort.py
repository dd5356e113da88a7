"""Effort and liveliness of speech: what a whisper, a chat and a shout do to a face."""

import math
from dataclasses import dataclass
from typing import Final

from mien_inference.motion.clock import ROW_S, Ease
from mien_inference.motion.level import SpeechLevel

__all__ = ["Effort", "EffortRow"]

_CHAT_DB: Final = -17.0
"""Level of loud syllables in conversation at the usual recording level, -20 LUFS; harder or softer shows in the
face."""
_UNSURE_DB: Final = 3.0
"""Recording gains differ by about this much, so that such a difference says nothing."""
_DOUBLING_DB: Final = 22.0
"""Loudness above a chat at which mouths open twice as far: judged by eye, so that 15 dB more open them by 60 %."""
_WHISPER_GAIN: Final = 0.7
"""Whispered speech is articulated smaller, apart from being soft."""
_GAIN_RANGE: Final = (0.5, 1.75)

_TALKING_ABOVE_DB: Final = -22.0
_STOP_GAP_S: Final = 0.12
"""Silence inside a word is shorter (closures of p t k last 50-100 ms)."""

_PITCH_MEMORY_S: Final = 3.0
_ACCENT_SEMITONES: Final = 5.0
_ACCENT_DB: Final = 7.0


@dataclass(frozen=True, slots=True)
class EffortRow:
    """The manner of speaking at one row.

    Attributes:
        relative_db: Level relative to this speaker's recent speech.
        gain: Factor on the mouth's movements, 1 in conversation.
        accent: Emphasis of the moment, from loudness and pitch, 0..1.
        talking: 0 silent .. 1 talking; follows within a third of a second.
        pause: 0 in speech .. 1 in a pause, in which the mouth rests; the gap inside a stop is none.
    """

    relative_db: float
    gain: float
    accent: float
    talking: float
    pause: float


class Effort:
    """A stream of manners, from level, pitch and voicing."""

    def __init__(self) -> None:
        self._level = SpeechLevel()
        self._gain = Ease(1.0, settle_s=0.4)
        self._accent = Ease(0.0, settle_s=0.16)
        self._talking = Ease(0.0, settle_s=0.3)
        self._pause = Ease(1.0, settle_s=0.2)
        self._silent_s = 1.0
        self._voiced_share = 0.6
        self._usual_pitch: float | None = None

    def step(self, energy_db: float, f0_hz: float, voicing: float, silence: float) -> EffortRow:
        """Hears one row.

        Args:
            energy_db: Level, dB below full scale.
            f0_hz: Pitch, 0 if unvoiced.
            voicing: 0..1.
            silence: Posterior of silence, 0..1.
        """
        relative_db = self._level.step(energy_db)
        speech = float(relative_db > _TALKING_ABOVE_DB and silence < 0.5)
        if speech:
            self._voiced_share += ROW_S / 0.8 * (voicing - self._voiced_share)
        self._silent_s = 0.0 if speech else self._silent_s + ROW_S
        accent = speech * self._accent_goal(relative_db, self._semitones(f0_hz))
        return EffortRow(
            relative_db=relative_db,
            gain=self._gain.step(self._gain_goal()),
            accent=self._accent.step(accent),
            talking=self._talking.step(speech),
            pause=self._pause.step(float(self._silent_s > _STOP_GAP_S)),
        )

    def _gain_goal(self) -> float:
        loud_db = self._level.level_db - _CHAT_DB
        beyond_db = math.copysign(max(abs(loud_db) - _UNSURE_DB, 0.0), loud_db)
        whisper = min(max((0.35 - self._voiced_share) / 0.2, 0.0), 1.0)
        gain = math.exp2(beyond_db / _DOUBLING_DB) * (1.0 - (1.0 - _WHISPER_GAIN) * whisper)
        return min(max(gain, _GAIN_RANGE[0]), _GAIN_RANGE[1])

    def _semitones(self, f0_hz: float) -> float:
        """Pitch above the speaker's usual one, which it updates; 0 if unvoiced."""
        if f0_hz <= 0.0:
            return 0.0
        pitch = 12.0 * math.log2(f0_hz)
        if self._usual_pitch is None:
            self._usual_pitch = pitch
        self._usual_pitch += ROW_S / _PITCH_MEMORY_S * (pitch - self._usual_pitch)
        return float(pitch - self._usual_pitch)

    def _accent_goal(self, relative_db: float, semitones: float) -> float:
        loud = min(max((relative_db + 4.0) / _ACCENT_DB, 0.0), 1.0)
        high = min(max(semitones / _ACCENT_SEMITONES, 0.0), 1.0)
        return 0.5 * loud + 0.5 * high
