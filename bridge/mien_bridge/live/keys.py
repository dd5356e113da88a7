"""What can be chosen of a show, on the command line and in a profile alike."""

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

__all__ = ["INPUT_KEYS", "KEYS", "Key"]

_Read = Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class Key:
    """One thing that can be chosen.

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


_SWITCH: Final = Key((bool,), "true or false")
_TEXT: Final = Key((str,), "a text")
_FILE: Final = Key((str,), "the path of a file, as text", Path)
_NUMBER: Final = Key((int, float), "a number", float)

INPUT_KEYS: Final = ("mic", "audio", "no_input", "loopback")
"""Of these a command line that has one leaves no other to the profile."""

KEYS: Final[Mapping[str, Key]] = {
    "mic": Key((str, bool), "a microphone's name, or true"),
    "audio": _FILE,
    "no_input": _SWITCH,
    "loopback": _SWITCH,
    "gate": Key((int, float), "a number", _within(-90, 0)),
    "push_to_talk": _SWITCH,
    "until_end": _SWITCH,
    "photo": _FILE,
    "no_face": _SWITCH,
    "character": _FILE,
    "size": Key((int,), "a whole number", _within(64, 2_048, int)),
    "face_fps": Key((int,), "a whole number", _within(1, 120, int)),
    "layout": Key((str,), "a text", _layout),
    "gaze": _TEXT,
    "distance": _NUMBER,
    "head": _NUMBER,
    "lips": _NUMBER,
    "emotion": _TEXT,
    "blink_rate": _NUMBER,
    "seed": Key((int,), "a whole number", _within(0, 999_999_999_999_999_999, int)),
    "record": _FILE,
    "host": _TEXT,
    "port": Key((int,), "a whole number", _within(0, 65_535, int)),
    "name": Key((list,), 'a list of names, such as ["studio.local"]'),
    "allow_origin": Key((list,), 'a list of origins, such as ["https://example.org"]'),
    "no_page": _SWITCH,
    "connection_file": _FILE,
    "voice": _TEXT,
    "models": _FILE,
}
"""By name: on the command line `--face-fps`, in a profile `face_fps`."""
