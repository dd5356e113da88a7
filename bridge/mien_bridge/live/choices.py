"""The choices of a show: one for each flag of `mien live`, and for each key of a profile."""

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, Any, Final, get_type_hints

__all__ = ["KEYS", "Choices", "Key"]

_Read = Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class Key:
    """Form of one choice.

    Attributes:
        types: What a profile may give: types of TOML.
        expected: The same in words.
        read: Reads it as typed; raises `argparse.ArgumentTypeError`.
    """

    types: tuple[type, ...]
    expected: str
    read: _Read = str


def _within(low: float, high: float, kind: type[int] | type[float] = float) -> _Read:
    def read(text: str) -> float:
        try:
            value = kind(text)
        except ValueError:
            value = float("nan")
        if not low <= value <= high:
            what = "a whole number" if kind is int else "a number"
            raise argparse.ArgumentTypeError(f"must be {what} from {low:.18g} to {high:.18g}, got {text[:40]!r}")
        return value

    return read


def _layout(text: str) -> str:
    if text not in ("portrait", "cutout", "texture"):
        raise argparse.ArgumentTypeError(f"must be portrait, cutout or texture, got {text[:40]!r}")
    return text


_INPUTS: Final = ("mic", "audio", "no_input", "loopback")
"""A command line that has one of these leaves no other to the profile."""


_Switch = Annotated[bool | None, Key((bool,), "true or false")]
_Text = Annotated[str | None, Key((str,), "a text")]
_File = Annotated[Path | None, Key((str,), "the path of a file, as text", Path)]
_Number = Annotated[float | None, Key((int, float), "a number", float)]


@dataclass(frozen=True, slots=True)
class Choices:
    """The choices made, by the names that profiles use (`face_fps` is `--face-fps`); None is no choice.

    `docs/live.md` says what each does.
    """

    mic: Annotated[str | bool | None, Key((str, bool), "a microphone's name, or true")] = None
    audio: _File = None
    no_input: _Switch = None
    loopback: _Switch = None
    gate: Annotated[float | None, Key((int, float), "a number", _within(-90, 0))] = None
    push_to_talk: _Switch = None
    until_end: _Switch = None
    photo: _File = None
    no_face: _Switch = None
    character: _File = None
    size: Annotated[int | None, Key((int,), "a whole number", _within(64, 2_048, int))] = None
    face_fps: Annotated[int | None, Key((int,), "a whole number", _within(1, 120, int))] = None
    layout: Annotated[str | None, Key((str,), "a text", _layout)] = None
    gaze: _Text = None
    distance: _Number = None
    head: _Number = None
    lips: _Number = None
    emotion: _Text = None
    blink_rate: _Number = None
    manner: _Text = None
    affect: _Number = None
    activity: _Text = None
    seed: Annotated[int | None, Key((int,), "a whole number", _within(0, 999_999_999_999_999_999, int))] = None
    record: _File = None
    host: _Text = None
    port: Annotated[int | None, Key((int,), "a whole number", _within(0, 65_535, int))] = None
    name: Annotated[list[str] | None, Key((list,), 'a list of names, such as ["studio.local"]')] = None
    allow_origin: Annotated[list[str] | None, Key((list,), 'a list of origins, such as ["https://example.org"]')] = None
    no_page: _Switch = None
    connection_file: _File = None
    voice: _Text = None
    models: _File = None

    def chosen(self) -> dict[str, Any]:
        """The choices that were made, by name."""
        every = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: value for name, value in every.items() if value is not None}

    def over(self, others: "Choices") -> "Choices":
        """These choices, and others where these leave room: an input replaces any other, a photo the lack of one."""
        typed, left = self.chosen(), others.chosen()
        if any(name in typed for name in _INPUTS):
            left = {name: value for name, value in left.items() if name not in _INPUTS}
        for one, other in (("photo", "no_face"), ("no_face", "photo")):
            if one in typed:
                left.pop(other, None)
        return Choices(**{**left, **typed})

    def conflict(self) -> tuple[str, ...]:
        """The names of inputs that exclude one another; empty if all is well."""
        given = tuple(name for name in _INPUTS[:3] if getattr(self, name))
        return given if len(given) > 1 else ()


KEYS: Final[Mapping[str, Key]] = {
    name: hint.__metadata__[0] for name, hint in get_type_hints(Choices, include_extras=True).items()
}
"""Writer of each choice, by its name."""
