"""The symbols that Kokoro reads, one for each sound, pause and stress of English."""

from collections.abc import Iterator
from typing import Final

__all__ = ["LONGEST", "SYMBOLS", "split_phonemes", "to_numbers"]

LONGEST: Final = 510
"""Symbols of one text, without those that frame it: the network knows no later positions."""

SYMBOLS: Final[dict[str, int]] = (
    {
        ";": 1,
        ":": 2,
        ",": 3,
        ".": 4,
        "!": 5,
        "?": 6,
        "—": 9,
        "…": 10,
        '"': 11,
        "(": 12,
        ")": 13,
        "“": 14,
        "”": 15,
        " ": 16,
    }
    | {"A": 24, "I": 25, "O": 31, "Q": 33, "T": 36, "W": 39, "Y": 41, "ᵊ": 42, "a": 43, "b": 44, "d": 46, "e": 47}
    | {"f": 48, "h": 50, "i": 51, "j": 52, "k": 53, "l": 54, "m": 55, "n": 56, "o": 57, "p": 58, "s": 61, "t": 62}
    | {"u": 63, "v": 64, "w": 65, "z": 68, "ɑ": 69, "ɐ": 70, "ɒ": 71, "æ": 72, "ɔ": 76, "ð": 81, "ʤ": 82, "ə": 83}
    | {"ɛ": 86, "ɜ": 87, "ɡ": 92, "ɪ": 102, "ŋ": 112, "θ": 119, "ɹ": 123, "ɾ": 125, "ʃ": 131, "ʧ": 133, "ʊ": 135}
    | {"ʌ": 138, "ʒ": 147, "ʔ": 148, "ˈ": 156, "ˌ": 157, "ː": 158, "ᵻ": 177}
)
"""As in the `config.json` of Kokoro-82M 1.0, those that misaki writes for English."""


def to_numbers(phonemes: str) -> list[int]:
    """The numbers of the symbols; what Kokoro does not know is left out."""
    return [SYMBOLS[symbol] for symbol in phonemes if symbol in SYMBOLS]


def split_phonemes(phonemes: str) -> Iterator[str]:
    """Phonemes in pieces that the network can take, cut between words: numbers that are written out grow long."""
    while len(phonemes) > LONGEST:
        cut = phonemes.rfind(" ", 1, LONGEST + 1)
        at = LONGEST if cut < 0 else cut
        yield phonemes[:at]
        phonemes = phonemes[at:].lstrip()
    if phonemes:
        yield phonemes
