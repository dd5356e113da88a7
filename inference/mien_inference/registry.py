"""Registry of the pluggable parts: built in, or brought by another installed package.

A package offers a part by an entry point in one of three groups; the entry point names a class:

| group | class | called with |
|---|---|---|
| `mien.speech_encoders` | a `SpeechEncoder` | nothing |
| `mien.motion_generators` | a `MotionGenerator` | `seed`, `controls` |
| `mien.face_renderers` | a `FaceRenderer` | an avatar; `size`, `background` |

A `seed` of None leaves the choice of a performance to the sound: the same sound must still give the same motion.
"""

from enum import StrEnum
from importlib.metadata import EntryPoints, entry_points
from typing import Any

from mien_protocol.errors import MienError

__all__ = ["BUILTIN", "PartKind", "installed", "part"]

BUILTIN = "builtin"
"""The name of Mien's own part in every group."""


class PartKind(StrEnum):
    """Kind of a pluggable part, one of three; the value is the group of its entry points."""

    SPEECH_ENCODER = "mien.speech_encoders"
    MOTION_GENERATOR = "mien.motion_generators"
    FACE_RENDERER = "mien.face_renderers"


def installed(kind: PartKind) -> dict[str, str]:
    """Every part of one kind: its name and the `module:Class` behind it."""
    return {entry.name: entry.value for entry in sorted(_group(kind), key=lambda entry: entry.name)}


def part(kind: PartKind, name: str = BUILTIN) -> type[Any]:
    """The class that an installed package offers under `name`.

    Raises:
        MienError: If nothing of that name is installed, or if it cannot be imported.
    """
    found = [entry for entry in _group(kind) if entry.name == name]
    if not found:
        names = ", ".join(installed(kind)) or "none at all: install mien with pip"
        raise MienError(f"no {_spoken(kind)} named {name!r} is installed; installed: {names}")
    try:
        loaded: type[Any] = found[0].load()
    except (ImportError, AttributeError) as error:
        raise MienError(f"the {_spoken(kind)} {name!r} ({found[0].value}) cannot be loaded: {error}") from error
    return loaded


def _group(kind: PartKind) -> EntryPoints:
    return entry_points(group=kind.value)


def _spoken(kind: PartKind) -> str:
    return kind.name.lower().replace("_", " ")
