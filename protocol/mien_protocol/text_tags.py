"""Tags in a text that is to be spoken: `[happy] Good to see you` is "Good to see you", said happily.

A tag is a mood, perhaps with a strength and with how long it holds, a direction of the gaze, or a manner: `[happy]`,
`[happy:0.6]`, `[surprised:0.8:2s]`, `[gaze:left]`, `[gaze:left:1.5s]`, `[manner:lively]`. It takes effect where it
stands. All other text in brackets is text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from mien_protocol.messages.choices import Emotion, Manner
from mien_protocol.messages.controls import PartialControls
from mien_protocol.rig import GAZE_DIRECTIONS_RAD

__all__ = ["TaggedText", "TextTag", "read_tags"]

_MOODS: Final = frozenset(mood.value for mood in Emotion)
_MANNERS: Final = frozenset(manner.value for manner in Manner)
_BRACKETS: Final = re.compile(r"\[([^\[\]\n]{1,64})\]")
_HOLD: Final = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,3})?)s", re.ASCII)
_STRENGTH: Final = re.compile(r"0|1|[01]?\.[0-9]{1,4}", re.ASCII)


@dataclass(frozen=True, slots=True)
class TextTag:
    """A tag of a text.

    Attributes:
        at: Place in the text without tags, code points from its beginning.
        controls: Controls that it sets.
        hold_s: How long they hold; None until the next tag for the same, or the end of the text.
    """

    at: int
    controls: PartialControls
    hold_s: float | None = None


@dataclass(frozen=True, slots=True)
class TaggedText:
    """A text and its tags.

    Attributes:
        text: Words to be spoken, without tags.
        tags: Tags in the order of their places.
    """

    text: str
    tags: tuple[TextTag, ...] = ()


def read_tags(text: str) -> TaggedText:
    """Takes the tags out of a text; with each goes the blank after it, where one stands before it, too.

    No text is refused: brackets that hold anything but a tag, `[1]` or `[happy:often]`, stay as they are.
    """
    plain, tags, read = "", [], 0
    for found in _BRACKETS.finditer(text):
        tag = _tag(found[1])
        if tag is None:
            continue
        plain += text[read : found.start()]
        read = found.end()
        if not plain or plain[-1].isspace():
            read += len(text[read:]) - len(text[read:].lstrip(" \t"))
        tags.append(TextTag(len(plain), *tag))
    return TaggedText(plain + text[read:], tuple(tags))


def _tag(content: str) -> tuple[PartialControls, float | None] | None:
    """Controls and hold of a tag; None if it is none."""
    name, *values = (part.strip() for part in content.lower().split(":"))
    rest = iter(values)
    controls = _controls(name, rest, values)
    if controls is None:
        return None
    left = list(rest)
    if not left:
        return controls, None
    hold = _HOLD.fullmatch(left[0])
    return (controls, float(hold[1])) if hold and len(left) == 1 else None


def _controls(name: str, rest: Iterator[str], values: list[str]) -> PartialControls | None:
    """Controls of a name and its first value, which is taken out of the rest."""
    if name in _MOODS:
        strength = next(rest) if values and _STRENGTH.fullmatch(values[0]) else "1"
        # 1.5 has the form of a strength.
        return {"emotion": name, "emotion_strength": float(strength)} if float(strength) <= 1.0 else None
    value = next(rest, "")
    if name == "gaze" and value in GAZE_DIRECTIONS_RAD:
        yaw_rad, pitch_rad = GAZE_DIRECTIONS_RAD[value]
        return {"gaze_yaw_rad": yaw_rad, "gaze_pitch_rad": pitch_rad}
    return {"manner": value} if name == "manner" and value in _MANNERS else None
