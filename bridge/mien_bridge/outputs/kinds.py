"""The kinds of outputs there are: built in, or brought by another installed package.

A package offers one by an entry point in the group `mien.outputs`; it names an `OutputKind`. A built-in one cannot be
replaced by it.
"""

import logging
from importlib.metadata import EntryPoint, entry_points
from typing import Final

from mien_bridge.outputs.camera import CAMERA
from mien_bridge.outputs.ifacialmocap import IFACIALMOCAP
from mien_bridge.outputs.livelink import LIVE_LINK
from mien_bridge.outputs.osc_template import OSC
from mien_bridge.outputs.request import OutputKind
from mien_bridge.outputs.vmc import VMC
from mien_bridge.outputs.vts import VTS
from mien_protocol.errors import MienError

__all__ = ["find_output_kind", "find_output_kinds"]

_GROUP: Final = "mien.outputs"

_BUILT_IN: Final[tuple[OutputKind, ...]] = (VMC, VTS, IFACIALMOCAP, LIVE_LINK, OSC, CAMERA)

_log = logging.getLogger(__name__)


def find_output_kinds() -> dict[str, OutputKind]:
    """Every kind by its name, the built-in ones first; one that cannot be loaded is logged and left out."""
    kinds = {kind.kind: kind for kind in _BUILT_IN}
    for entry in _offered():
        try:
            kinds[entry.name] = _loaded(entry)
        except MienError as error:
            _log.warning("output left out", extra={"kind": entry.name, "reason": str(error)})
    return kinds


def find_output_kind(name: str) -> OutputKind:
    """The kind of that name.

    Raises:
        MienError: If there is none, or if it cannot be loaded.
    """
    built_in = {kind.kind: kind for kind in _BUILT_IN}
    if name in built_in:
        return built_in[name]
    offered = {entry.name: entry for entry in _offered()}
    if name not in offered:
        raise MienError(f"there is no output {name!r}; there are {', '.join([*built_in, *offered])}")
    return _loaded(offered[name])


def _offered() -> list[EntryPoint]:
    own = {kind.kind for kind in _BUILT_IN}
    return sorted((entry for entry in entry_points(group=_GROUP) if entry.name not in own), key=lambda e: e.name)


def _loaded(entry: EntryPoint) -> OutputKind:
    try:
        kind = entry.load()
    except Exception as error:  # whatever a foreign package raises when it is imported
        raise MienError(f"the output {entry.name!r} ({entry.value}) cannot be loaded: {error}") from error
    if not isinstance(kind, OutputKind) or kind.kind != entry.name:
        raise MienError(f"the output {entry.name!r} ({entry.value}): expected an OutputKind of that name, got {kind!r}")
    return kind
