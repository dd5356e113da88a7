"""Loudness of this speaker: the level of recent speech, against which each moment is loud or soft."""

__all__ = ["SpeechLevel"]

_ATTACK = 0.12
"""Share of the way up in 10 ms: a louder syllable is believed within its own length."""
_DECAY_DB = 0.02
"""Fall per 10 ms of speech, 2 dB a second: a pause between phrases changes little."""
_FLOOR_DB = -55.0
_FORGET_BELOW_DB = 25.0
"""Sound this far below the level is not this speaker's speech and does not lower it."""
_INITIAL_DB = -24.0
"""A conversational voice at the usual recording level."""


class SpeechLevel:
    """A running estimate of the level of speech peaks, dB below full scale."""

    def __init__(self) -> None:
        self.level_db = _INITIAL_DB

    def step(self, energy_db: float) -> float:
        """Hears 10 ms more.

        Args:
            energy_db: Level of this row, dB below full scale.

        Returns:
            The level of the row relative to recent speech, dB, -40..+12.
        """
        above = energy_db - self.level_db
        if above > 0.0:
            self.level_db += _ATTACK * above
        elif above > -_FORGET_BELOW_DB:
            self.level_db = max(self.level_db - _DECAY_DB, _FLOOR_DB)
        return min(max(energy_db - self.level_db, -40.0), 12.0)
