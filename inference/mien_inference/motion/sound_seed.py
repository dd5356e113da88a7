"""A seed that follows from the sound itself, so that no two recordings are performed alike."""

import zlib
from typing import Final

__all__ = ["SoundSeed"]

_AFTER_ROWS: Final = (12, 100)
"""Rows of speech after which there is a seed: soon, so that a performance differs from its first words on, and
again after a second, since many recordings begin with the same word."""
_LOUDER_THAN_DB: Final = -50.0
_SEMITONES_A_STEP: Final = 2.0
_DB_A_STEP: Final = 2.0
"""Coarse, so that arithmetic which rounds otherwise on another machine rarely chooses another performance."""


class SoundSeed:
    """A stream that hears the first second of speech and tells a seed, twice."""

    def __init__(self) -> None:
        """Begins with nothing heard."""
        self._digest = 0
        self._rows = 0

    def step(self, energy_db: float, pitch_semitones: float, silence: float) -> int | None:
        """Hears one row.

        Args:
            energy_db: Level, dB below full scale.
            pitch_semitones: Pitch above 1 Hz in semitones, 0 if unvoiced.
            silence: Posterior of silence, 0..1.

        Returns:
            A seed, 0..2^32-1, at the rows after which there is a new one; otherwise None.
        """
        if self._rows >= _AFTER_ROWS[-1] or energy_db < _LOUDER_THAN_DB or silence > 0.5:
            return None
        heard = (round(pitch_semitones / _SEMITONES_A_STEP), round(energy_db / _DB_A_STEP))
        self._digest = zlib.crc32(repr(heard).encode(), self._digest)
        self._rows += 1
        return self._digest if self._rows in _AFTER_ROWS else None
