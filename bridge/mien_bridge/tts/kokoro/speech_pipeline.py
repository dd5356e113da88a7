"""A sentence to sound: its phonemes, in pieces that the network can take, in a voice."""

from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_bridge.tts.kokoro.english import EnglishPhonemes
from mien_bridge.tts.kokoro.network import RATE_HZ, Network, read_style
from mien_bridge.tts.kokoro.speller import Speller
from mien_bridge.tts.kokoro.symbols import split_phonemes

__all__ = ["SpeechPipeline"]

_VOICES_KEPT: Final = 4


class SpeechPipeline:
    """Speaks sentences; for one thread at a time."""

    rate_hz: Final = RATE_HZ

    def __init__(self, model: bytes) -> None:
        """Reads the network and the dictionaries.

        Args:
            model: The ONNX file of the network.
        """
        self._network = Network(model)
        self._speller = Speller()
        self._english: dict[bool, EnglishPhonemes] = {}
        self._style = lru_cache(_VOICES_KEPT)(read_style)

    def spoken(self, sentence: str, voice: Path, *, british: bool) -> NDArray[np.float32]:
        """The sound of a sentence, shape (samples,); empty if nothing in it can be said."""
        phonemes = self._reader(british=british).phonemes(sentence)
        if not any(symbol.isalpha() for symbol in phonemes):
            return np.zeros(0, np.float32)
        return np.concatenate([self._network.spoken(piece, self._style(voice)) for piece in split_phonemes(phonemes)])

    def break_off(self) -> None:
        """Ends what is being spoken, and speaks no more; called from another thread."""
        self._network.break_off()

    def _reader(self, *, british: bool) -> EnglishPhonemes:
        if british not in self._english:
            self._english[british] = EnglishPhonemes(self._speller, british=british)
        return self._english[british]
