"""A text file that grows line by line."""

import contextlib
from pathlib import Path

from mien_bridge.formats.base import MotionInfo, MotionWriter

__all__ = ["TextWriter"]


class TextWriter(MotionWriter):
    """The part that CSV, JSON and Live Link Face share: an open text file."""

    def __init__(self, path: Path, info: MotionInfo) -> None:
        """Opens `path`; lines end as the reader of CSV expects on every system, by LF alone."""
        super().__init__(path, info)
        self._file = path.open("w", encoding="utf-8", newline="\n")

    def close(self) -> None:
        """Closes the file."""
        self._file.close()

    def abandon(self) -> None:
        """Closes the file as it is; never raises."""
        # Closing flushes, and a full disk refuses that a second time.
        with contextlib.suppress(OSError):
            self._file.close()
