"""The phones that symbols of the International Phonetic Alphabet stand for, as espeak-ng writes them."""

# ruff: noqa: RUF001 -- letters of IPA look like Latin ones

from typing import Final

from mien_inference.speech.phones import PHONE_INDEX

__all__ = ["phones_of"]

_PAUSES: Final = frozenset({"", "_", "_:", "_!", "_|"})
_AFFRICATES: Final = {"tʃ": "ch", "tɕ": "ch", "ʈʂ": "ch", "dʒ": "jh", "dʑ": "jh"}

_SYMBOLS: Final = {
    symbol: phone
    for phone, symbols in {
        "p": "p", "b": "bβ", "m": "m", "f": "fɸ", "v": "vʋ", "th": "θ", "dh": "ð", "t": "tʈ", "d": "dɖɟ",
        "n": "nɲɳ", "s": "s", "z": "z", "sh": "ʃɕʂç", "zh": "ʒʑʐ", "k": "kc", "g": "ɡgɣ", "ng": "ŋɴ", "x": "xχʁʀ",
        "h": "hɦ", "l": "lɫɭʎɬ", "r": "rɹɾɽɻ", "y": "jʝ", "w": "wʍɥ", "er": "ɜɚ", "iy": "i", "ih": "ɪɨᵻɯ", "e": "e",
        "eh": "ɛ", "ae": "æ", "ah": "ʌəɐɘɤᵊ", "aa": "aɑ", "ao": "ɔɒ", "o": "o", "uh": "ʊ", "uw": "uʉ", "fr": "yʏøœɵ",
    }.items()
    for symbol in symbols
}  # fmt: skip


def phones_of(symbol: str) -> tuple[str, ...]:
    """Phones of one symbol of espeak-ng's, which may be a diphthong; empty if it makes no sound of its own.

    Length marks, stress, tone, aspiration and the glottal stop belong to what is beside them.
    """
    if symbol in _PAUSES:
        return ("sil",)
    for written, phone in _AFFRICATES.items():
        if symbol.startswith(written):
            return (phone,)
    phones = tuple(_SYMBOLS[letter] for letter in symbol if letter in _SYMBOLS)
    assert all(phone in PHONE_INDEX for phone in phones)
    return phones
