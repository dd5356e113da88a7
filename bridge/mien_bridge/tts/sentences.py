"""A text in pieces that can be spoken one after the other."""

import re
from collections.abc import Iterator
from typing import Final

__all__ = ["LONGEST", "split_sentences"]

LONGEST: Final = 300
"""Characters of a piece: some 20 s of speech. A sentence that is longer is cut between words."""

_END: Final = re.compile(
    r"""(?P<stop> (?<=\w{4}) [.!?\u2026]+ ["'\u201d\u2019\u00bb)\]]* \s+ )  # after short words perhaps "Dr. "
      | [\u3002\uff01\uff1f\u0964\u0965\u061f]+ \s*                       # of scripts that put no space after it
      | \n\s*\n""",
    re.VERBOSE,
)


def split_sentences(text: str) -> Iterator[str]:
    """The pieces of a text in order, without what is blank.

    Where a sentence ends is a guess, on the careful side: two short ones may stay together, which costs a moment of
    waiting, while one that is torn in two would be heard.
    """
    start = 0
    for end in _END.finditer(text):
        if end["stop"] and text[end.end() : end.end() + 1].islower():
            continue
        yield from _short(text[start : end.end()].strip())
        start = end.end()
    yield from _short(text[start:].strip())


def _short(sentence: str) -> Iterator[str]:
    while len(sentence) > LONGEST:
        cut = sentence.rfind(" ", 1, LONGEST + 1)
        at = LONGEST if cut < 0 else cut
        yield sentence[:at].rstrip()
        sentence = sentence[at:].lstrip()
    if sentence:
        yield sentence
