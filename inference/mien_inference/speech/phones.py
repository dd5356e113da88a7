"""The phone set: what the encoder can hear, and which articulators each phone needs.

The names are ARPAbet's in lower case, with four additions for other languages: `e` and `o` are the close-mid
monophthongs, `x` is any velar or uvular fricative, `fr` is any front rounded vowel. A diphthong is the sequence
of its two ends.
"""

__all__ = [
    "BILABIAL",
    "LABIODENTAL",
    "PHONES",
    "PHONE_INDEX",
    "PROTRUDED",
    "ROUNDED",
    "SILENCE",
    "TONGUE_ONLY",
    "VOWELS",
]

# fmt: off
PHONES: tuple[str, ...] = (
    "sil",
    "p", "b", "m", "f", "v", "th", "dh", "t", "d", "n", "s", "z", "sh", "zh", "ch", "jh", "k", "g", "ng", "x", "h",
    "l", "r", "er", "y", "w",
    "iy", "ih", "e", "eh", "ae", "ah", "aa", "ao", "o", "uh", "uw", "fr",
)
# fmt: on
"""Names of the 39 phones in the order of a posterior's columns."""

PHONE_INDEX: dict[str, int] = {phone: index for index, phone in enumerate(PHONES)}
"""Column of each phone."""


def _columns(*names: str) -> tuple[int, ...]:
    return tuple(PHONE_INDEX[name] for name in names)


SILENCE: tuple[int, ...] = _columns("sil")
"""No speech."""

BILABIAL: tuple[int, ...] = _columns("p", "b", "m")
"""The lips meet."""

LABIODENTAL: tuple[int, ...] = _columns("f", "v")
"""The lower lip meets the upper teeth."""

ROUNDED: tuple[int, ...] = _columns("w", "ao", "o", "uh", "uw", "fr")
"""The lips draw together around a small opening."""

PROTRUDED: tuple[int, ...] = _columns("sh", "zh", "ch", "jh", "r", "er")
"""The lips flare forwards, less than for a rounded phone."""

TONGUE_ONLY: tuple[int, ...] = _columns("th", "dh", "t", "d", "n", "s", "z", "k", "g", "ng", "x", "h", "l", "y")
"""Made behind the lips, which keep the shape of the phones around."""

VOWELS: tuple[int, ...] = _columns("er", "iy", "ih", "e", "eh", "ae", "ah", "aa", "ao", "o", "uh", "uw", "fr")
"""The mouth is open; `er` and the rounded vowels are in another class besides."""
