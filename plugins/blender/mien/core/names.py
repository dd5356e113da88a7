# SPDX-License-Identifier: GPL-3.0-or-later
"""One name in many spellings: `eyeBlinkLeft`, `EyeBlink_L`, `eye_blink_left`, `Face.M_F00_eyeBlinkLeft`."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Final

__all__ = ["closest", "endings", "likeness", "spelling"]

_SIDES: Final = {"l": "left", "left": "left", "r": "right", "right": "right"}

_DUPLICATE: Final = re.compile(r"\.\d{3}$")
"""Suffix that Blender appends to a name that exists already."""

_WORD: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def spelling(name: str) -> str:
    """A name without its spelling: lower case, nothing between the words, the side in full and at the end."""
    return _joined(_words(name))


def endings(name: str) -> tuple[str, ...]:
    """The spellings of a name and of what is left of it without its first words, the longest first.

    Tools put something before a name: `Face.M_F00_`, `blendShape1.`, `A2F_`. It ends where a word ends.
    """
    words = _words(name)
    return tuple(_joined(words[start:]) for start in range(len(words)))


def likeness(one: str, other: str) -> float:
    """Likeness of two spellings, 0..1; of different sides they are not alike at all."""
    if _side(one) != _side(other):
        return 0.0
    return SequenceMatcher(None, one, other).ratio()


def closest(spelled: str, others: Iterable[str], least: float) -> str | None:
    """Of other spellings the one that is most like this, if it is at least so much like it; the first of equals."""
    best, alike = None, 0.0
    for other in others:
        # The exact likeness takes far longer than these two, which it never exceeds.
        possible = min(2.0 * min(len(spelled), len(other)) / max(len(spelled) + len(other), 1), 1.0)
        wanted = max(least, alike)
        if possible < wanted or SequenceMatcher(None, spelled, other).quick_ratio() < wanted:
            continue
        found = likeness(spelled, other)
        if found >= least and found > alike:
            best, alike = other, found
    return best


def _words(name: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(_DUPLICATE.sub("", name))]


def _joined(words: list[str]) -> str:
    if len(words) > 1 and words[-1] in _SIDES:
        return "".join(words[:-1]) + _SIDES[words[-1]]
    if len(words) > 1 and words[0] in _SIDES:
        return "".join(words[1:]) + _SIDES[words[0]]
    return "".join(words)


def _side(spelled: str) -> str:
    return next((side for side in ("left", "right") if spelled.endswith(side)), "")
