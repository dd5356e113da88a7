"""Motion as CSV: one header line, one line a frame."""

from pathlib import Path

from mien_bridge.formats.base import COLUMNS, DECIMALS, MotionInfo, rows
from mien_bridge.formats.text import TextWriter
from mien_protocol.motion import Motion

__all__ = ["CsvWriter"]


class CsvWriter(TextWriter):
    """Comma-separated values with the columns of `COLUMNS`; constant memory."""

    def __init__(self, path: Path, info: MotionInfo) -> None:
        """Writes the header line."""
        super().__init__(path, info)
        self._file.write(",".join(COLUMNS) + "\n")

    def write(self, motion: Motion) -> None:
        """Writes one line a frame."""
        for row in rows(motion):
            self._file.write(",".join(f"{value:.{DECIMALS}f}" for value in row) + "\n")
