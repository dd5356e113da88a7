"""Choice of a format by name or suffix."""

from pathlib import Path
from types import MappingProxyType

from mien_bridge.formats.base import MotionInfo, MotionWriter
from mien_bridge.formats.csv import CsvWriter
from mien_bridge.formats.json import JsonWriter
from mien_bridge.formats.livelink import LiveLinkWriter
from mien_bridge.formats.npz import NpzWriter
from mien_protocol.errors import MienError

__all__ = ["FORMATS", "choose_format", "motion_writer"]

_WRITERS: MappingProxyType[str, type[MotionWriter]] = MappingProxyType(
    {"csv": CsvWriter, "npz": NpzWriter, "json": JsonWriter, "livelink": LiveLinkWriter}
)

FORMATS: MappingProxyType[str, str] = MappingProxyType(
    {"csv": ".csv", "npz": ".npz", "json": ".json", "livelink": ".csv"}
)
"""Each format's name and the suffix its files carry."""


def choose_format(asked: str | None, path: Path) -> str:
    """The format of a motion file: the one asked for, or else the one of its suffix.

    Raises:
        MienError: If none was asked for and the suffix tells nothing, or if the two contradict one another.
    """
    suffix = path.suffix.lower()
    if asked is None:
        if suffix.removeprefix(".") not in FORMATS:
            raise MienError(f"cannot tell the format of {path}: end it in .csv, .npz or .json, or give --format")
        return suffix.removeprefix(".")
    if suffix and suffix != FORMATS[asked]:
        raise MienError(f"{path} does not fit --format {asked}, whose files end in {FORMATS[asked]}")
    return asked


def motion_writer(name: str, path: Path, info: MotionInfo) -> MotionWriter:
    """Begins a file of the named format."""
    return _WRITERS[name](path, info)
