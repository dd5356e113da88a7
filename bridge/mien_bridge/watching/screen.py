"""Lines that replace one another in place on a terminal."""

import shutil
import sys
from typing import TextIO

__all__ = ["Screen"]


class Screen:
    """The lower end of a terminal; what was above it stays."""

    def __init__(self, stream: TextIO | None = None) -> None:
        """Writes to `stream`, or to stdout."""
        self._stream = stream or sys.stdout
        self._lines = 0

    @property
    def size(self) -> tuple[int, int]:
        """Columns that a line may have, and lines that there may be."""
        columns, lines = shutil.get_terminal_size()
        # A full line would wrap on some terminals, a full screen scroll.
        return max(columns - 1, 1), max(lines - 1, 1)

    def show(self, lines: list[str]) -> None:
        """Puts these lines in the place of the former ones."""
        up = f"\033[{self._lines}F" if self._lines else ""
        self._stream.write(up + "\033[J" + "".join(f"{line}\n" for line in lines))
        self._stream.flush()
        self._lines = len(lines)
