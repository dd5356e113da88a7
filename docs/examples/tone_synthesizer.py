"""A synthesizer of one's own: a tone for each letter. Put your own speech engine in its place.

    [project.entry-points."mien.synthesizers"]
    tones = "tone_synthesizer:ToneSynthesizer"

Then: mien serve --voice a4, and `mien say` speaks with it.
"""

from collections.abc import Iterator

import numpy as np

from mien_bridge.tts import Speech, Synthesizer, Voice
from mien_protocol.errors import MienError

__all__ = ["ToneSynthesizer"]

_RATE_HZ = 24_000
_LETTER_S = 0.08
_PITCHES_HZ = {"a4": 440.0, "a3": 220.0}


class ToneSynthesizer(Synthesizer):
    """Sounds each letter as a tone, and everything else as a pause."""

    @property
    def voices(self) -> tuple[Voice, ...]:
        """Two pitches."""
        return tuple(Voice(name, f"a tone of {pitch:.0f} Hz") for name, pitch in _PITCHES_HZ.items())

    def speak(self, text: str, voice: str | None = None) -> Iterator[Speech]:
        """Speaks word by word, so that the first is heard before the last is made."""
        name = voice or self.voices[0].name
        if name not in _PITCHES_HZ:
            raise MienError(f"there is no voice {name!r}; there are {', '.join(_PITCHES_HZ)}")
        return (_word(word, _PITCHES_HZ[name]) for word in text.split())

    def close(self) -> None:
        """Holds nothing."""


def _word(word: str, pitch_hz: float) -> Speech:
    time_s = np.arange(round(_LETTER_S * _RATE_HZ)) / _RATE_HZ
    swell = np.sin(np.pi * time_s / _LETTER_S)
    letters = [
        swell * np.sin(2 * np.pi * pitch_hz * (1 + 0.02 * (ord(letter) % 16)) * time_s) * letter.isalpha()
        for letter in f"{word} "
    ]
    return Speech((12_000 * np.concatenate(letters)).astype(np.int16), _RATE_HZ)
