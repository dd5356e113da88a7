"""Times of the phones of a known sentence, by forced alignment with pocketsphinx (development only)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mien_inference.speech.phones import PHONE_INDEX

__all__ = ["PhoneAligner", "PhoneSegment"]

_FRAME_S = 0.01
_DIPHTHONGS = {"AW": ("aa", "uh"), "AY": ("aa", "ih"), "EY": ("eh", "ih"), "OW": ("o", "uh"), "OY": ("o", "ih")}
_OTHER_NAMES = {"HH": "h", "SIL": "sil"}


@dataclass(frozen=True, slots=True)
class PhoneSegment:
    """One phone from `start_s` to `end_s`; a diphthong is either of its ends, anything but speech or silence none."""

    phones: tuple[str, ...]
    start_s: float
    end_s: float
    word: str


class PhoneAligner:
    """Pocketsphinx with its US English model and dictionary."""

    def __init__(self) -> None:
        """Loads the acoustic model.

        Raises:
            ImportError: If pocketsphinx is not installed; `pip install pocketsphinx`.
        """
        from pocketsphinx import Decoder

        self._decoder = Decoder(lm=None, loglevel="FATAL")

    def align(self, pcm: NDArray[np.float32], words: Sequence[str]) -> list[PhoneSegment]:
        """Phones in order, without gaps; empty if the sound does not fit the words.

        Args:
            pcm: 16 kHz mono, shape (samples,), -1..1.
            words: What is said, in lower case, all in the CMU dictionary.
        """
        sound = (np.clip(pcm, -1.0, 1.0) * 32767.0).astype("<i2").tobytes()
        self._decoder.set_align_text(" ".join(words))
        try:
            self._decode(sound)  # finds the words and the pauses between them ...
            self._decoder.set_alignment()
            self._decode(sound)  # ... within which this finds the phones
        except RuntimeError:  # pocketsphinx's way of saying that no path fits
            return []
        return [
            PhoneSegment(
                _own_names(phone.name), phone.start * _FRAME_S, (phone.start + phone.duration) * _FRAME_S, word.name
            )
            for word in self._decoder.get_alignment()
            for phone in word
        ]

    def _decode(self, sound: bytes) -> None:
        self._decoder.start_utt()
        self._decoder.process_raw(sound, full_utt=True)
        self._decoder.end_utt()


def _own_names(arpabet: str) -> tuple[str, ...]:
    if arpabet in _DIPHTHONGS:
        return _DIPHTHONGS[arpabet]
    name = _OTHER_NAMES.get(arpabet, arpabet.lower())
    return (name,) if name in PHONE_INDEX else ()
