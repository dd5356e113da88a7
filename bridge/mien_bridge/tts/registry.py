"""Registry of synthesizers: built in, or brought by another installed package.

A package offers one by an entry point in the group `mien.synthesizers`; it names a `Synthesizer` class, which is
called with nothing and raises `MienError` where what it stands on is not installed.
"""

from importlib.metadata import EntryPoints, entry_points
from typing import Final

from mien_bridge.tts.synthesizer import Synthesizer
from mien_protocol.errors import MienError

__all__ = ["DEFAULT", "find_installed", "make_synthesizer"]

DEFAULT: Final = "espeak"
"""The name of Mien's own."""

_GROUP: Final = "mien.synthesizers"


def find_installed() -> dict[str, str]:
    """Every synthesizer: its name and the `module:Class` behind it."""
    return {entry.name: entry.value for entry in sorted(_group(), key=lambda entry: entry.name)}


def make_synthesizer(name: str = DEFAULT) -> Synthesizer:
    """The synthesizer that an installed package offers under `name`, ready to speak.

    Raises:
        MienError: If nothing of that name is installed, if it cannot be imported, or if it lacks what it stands on.
    """
    found = [entry for entry in _group() if entry.name == name]
    if not found:
        names = ", ".join(find_installed()) or "none; install mien with pip"
        raise MienError(f"no synthesizer named {name!r} is installed; installed: {names}")
    try:
        made: type[Synthesizer] = found[0].load()
        return made()
    except MienError:
        raise
    except Exception as error:  # whatever a foreign package raises
        raise MienError(f"the synthesizer {name!r} ({found[0].value}) cannot be loaded: {error}") from error


def _group() -> EntryPoints:
    return entry_points(group=_GROUP)
