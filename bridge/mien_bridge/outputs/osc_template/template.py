"""Templates: which OSC messages a frame becomes.

    TEMPLATE = MESSAGE { (";" or end of line) MESSAGE }
    MESSAGE  = ADDRESS { blank ARGUMENT }
    ADDRESS  = "/" and more, in which {name} or {Name} stands for the name of a coefficient
    ARGUMENT = {FIELD} | whole number | number with a point | text without blanks, braces and semicolons

A message whose address has {name} (`jawOpen`) or {Name} (`JawOpen`) is sent for each of the 52 coefficients; there
{value} is its value, and {name} and {Name} may be arguments, too. {all} stands for all 52 values, alphabetically. The
other fields are those of `FIELDS`. So `/face/{name} {value}; /gaze {gaze.yaw_deg} {gaze.pitch_deg}` is 53 messages.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from mien_bridge.outputs.osc import Argument, OscMessage
from mien_bridge.outputs.osc_template.fields import FIELDS
from mien_protocol.errors import MienError
from mien_protocol.rig import EXPRESSION_NAMES

__all__ = ["Template", "parse_template"]

_FIELD: Final = re.compile(r"\{([^{}]*)\}")
_ADDRESS: Final = re.compile(r"(/[^\s#*,?\[\]{}/]*)+")
"""Characters that OSC 1.0 allows in an address: none of those that make a pattern."""

_MOST_MESSAGES: Final = 512
"""For each frame: more would flood whoever listens, and keep the other outputs waiting."""


@dataclass(frozen=True, slots=True)
class Template:
    """A parsed template.

    Attributes:
        messages: In their order; each float argument is a place for a number.
        sources: For each of those places: the name of a field, or a number that stays.
    """

    messages: tuple[OscMessage, ...]
    sources: tuple[str | float, ...]


def parse_template(text: str) -> Template:
    """Reads a template.

    Raises:
        MienError: If it does not follow the grammar; the message names the part at fault.
    """
    messages: list[OscMessage] = []
    sources: list[str | float] = []
    for part in re.split(r"[;\n]", text):
        words = part.split()
        if words:
            for coefficient in _repeats(words[0]):
                message, of_message = _message(words, coefficient)
                messages.append(message)
                sources += of_message
                if len(messages) > _MOST_MESSAGES:
                    raise _wrong(f"at most {_MOST_MESSAGES} messages, of which a name in an address makes 52", text)
    if not messages:
        raise _wrong("a message such as /face/{name} {value}", text)
    return Template(tuple(messages), tuple(sources))


def _repeats(address: str) -> tuple[str | None, ...]:
    """Coefficients for which a message is sent; (None,) if for none in particular."""
    return EXPRESSION_NAMES if {"name", "Name"} & set(_FIELD.findall(address)) else (None,)


def _message(words: list[str], coefficient: str | None) -> tuple[OscMessage, list[str | float]]:
    named = _names_of(coefficient)
    address = _FIELD.sub(lambda found: named.get(found[1], found[0]), words[0])
    if not _ADDRESS.fullmatch(address):
        raise _wrong("an address that begins with a slash and has no field but {name} and {Name}", words[0])
    arguments: list[Argument] = []
    sources: list[str | float] = []
    for word in words[1:]:
        for argument, source in _argument(word, coefficient):
            arguments.append(argument)
            if source is not None:
                sources.append(source)
    return OscMessage(address, tuple(arguments)), sources


def _argument(word: str, coefficient: str | None) -> Iterator[tuple[Argument, str | float | None]]:
    """Arguments that a word becomes, each float with its source."""
    found = _FIELD.fullmatch(word)
    if found is None:
        yield _literal(word)
    elif found[1] == "all":
        yield from ((0.0, name) for name in EXPRESSION_NAMES)
    elif found[1] in FIELDS:
        yield 0.0, found[1]
    elif coefficient is not None and found[1] == "value":
        yield 0.0, coefficient
    elif coefficient is not None and found[1] in _names_of(coefficient):
        yield _names_of(coefficient)[found[1]], None
    else:
        hint = "; {name}, {Name} and {value} need {name} or {Name} in the address" if coefficient is None else ""
        raise _wrong(f"a field such as {{jawOpen}}, {{head.yaw}}, {{gaze.pitch_deg}}, {{all}}{hint}", word)


def _literal(word: str) -> tuple[Argument, float | None]:
    if "{" in word or "}" in word:
        raise _wrong("a field, a number or a text without braces", word)
    if re.fullmatch(r"[+-]?\d{1,9}", word):
        return int(word), None
    if re.fullmatch(r"[+-]?\d{1,9}\.\d{1,9}", word):
        return float(word), float(word)
    return word, None


def _names_of(coefficient: str | None) -> dict[str, str]:
    return {} if coefficient is None else {"name": coefficient, "Name": coefficient[0].upper() + coefficient[1:]}


def _wrong(expected: str, got: str) -> MienError:
    return MienError(f"template: expected {expected}; got {got[:80]!r}")
