"""English text to phonemes: misaki's dictionary and rules, without its downloads."""

import re
from typing import Any, Final

import spacy
from misaki.en import G2P, Lexicon
from misaki.token import MToken

from mien_bridge.tts.kokoro.speller import Speller
from mien_bridge.tts.kokoro.tagger import tag_words

__all__ = ["EnglishPhonemes"]

_CLOCK: Final = re.compile(r"\b(\d{1,2}):(\d\d)\b")

_DIGITS: Final = re.compile(r"\d{16,}")
"""Nobody says such a number in one: `nine hundred octillion …` of 300 digits would go on for nine minutes."""

_LONG: Final = re.compile(r"\S{40}(?=\S)")
"""misaki's effort grows with the third power of what stands without a space: 300 apostrophes, or `1st1st…`, would take
it half a minute. No word of a dictionary is as long."""

_FROM_LETTERS: Final = 1
"""Trust, of 5, in a pronunciation that misaki makes from letters."""


class EnglishPhonemes(G2P):  # type: ignore[misc]
    """Turns text into misaki's phonemes; American, or British."""

    def __init__(self, speller: Speller, *, british: bool) -> None:
        """Reads the dictionaries, which takes half a second.

        Args:
            speller: Says what no dictionary has.
            british: Whether to speak as in Britain.
        """
        # Replaces the base's constructor, which downloads a tagger.
        self.version = None
        self.british = british
        self.nlp = spacy.blank("en")
        self.lexicon = Lexicon(british)
        self.unk = ""
        self.fallback = self._spelt
        self._speller = speller

    def phonemes(self, text: str) -> str:
        """The phonemes of a text, with its punctuation; empty if nothing in it can be said."""
        plain = _DIGITS.sub(lambda number: " ".join(number[0]), _CLOCK.sub(r"\1 \2", text))
        # Text that looks like misaki's markup is text, too.
        said, _ = self(_LONG.sub(r"\g<0> ", plain), preprocess=False)
        return " ".join(str(said).split())

    def tokenize(self, text: str, tokens: list[str], features: dict[int, Any]) -> list[MToken]:
        """The words of a text with their tags; overrides the base, which asks spaCy's."""
        found = super().tokenize(text, tokens, features)
        for token, tag in zip(found, tag_words([token.text for token in found]), strict=True):
            token.tag = tag
        return list(found)

    def _spelt(self, token: MToken) -> tuple[str, int]:
        return self._speller(token.text), _FROM_LETTERS
