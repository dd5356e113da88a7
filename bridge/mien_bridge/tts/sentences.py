"""A text in pieces that can be spoken one after the other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

__all__ = ["LONGEST", "Sentence", "place_sentences", "split_sentences"]

LONGEST: Final = 300
"""Characters of a piece: some 20 s of speech. A sentence that is longer is cut between words."""

_END: Final = re.compile(
    r"""(?P<stop> (?<=\w{4}) [.!?\u2026]+ ["'\u201d\u2019\u00bb)\]]* \s+ )  # after short words perhaps "Dr. "
      | [\u3002\uff01\uff1f\u0964\u0965\u061f]+ \s*                       # of scripts that put no space after it
      | \n\s*\n""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A piece of a text.

    Attributes:
        at: Place of its first character in the text.
        text: The piece, without blanks around it.
    """

    at: int
    text: str


def split_sentences(text: str) -> Iterator[str]:
    """The pieces of a text in order; see `place_sentences`."""
    return (sentence.text for sentence in place_sentences(text))


def place_sentences(text: str) -> Iterator[Sentence]:
    """The pieces of a text in order, without what is blank, and their places.

    Where a sentence ends is a guess, on the careful side: two short ones may stay together, which costs a moment of
    waiting, while one that is torn in two would be heard.
    """
    start = 0
    for end in _END.finditer(text):
        if end["stop"] and text[end.end() : end.end() + 1].islower():
            continue
        yield from _short(start, text[start : end.end()])
        start = end.end()
    yield from _short(start, text[start:])


def _short(start: int, piece: str) -> Iterator[Sentence]:
    at, sentence = start + len(piece) - len(piece.lstrip()), piece.strip()
    while len(sentence) > LONGEST:
        space = sentence.rfind(" ", 1, LONGEST + 1)
        cut = LONGEST if space < 0 else space
        yield Sentence(at, sentence[:cut].rstrip())
        rest = sentence[cut:].lstrip()
        at, sentence = at + len(sentence) - len(rest), rest
    if sentence:
        yield Sentence(at, sentence)
