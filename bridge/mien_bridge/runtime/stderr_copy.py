"""A copy of stderr: while sound devices are opened, what libraries write to the original is lost."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

__all__ = ["StderrCopy", "copy_stderr"]


@dataclass(frozen=True, slots=True)
class StderrCopy:
    """The terminal of a show's user.

    Attributes:
        say: Takes a line, in any thread.
        file: What processes that the show starts are given as theirs; None for the usual one.
    """

    say: Callable[[str], None]
    file: IO[str] | None


@contextmanager
def copy_stderr() -> Iterator[StderrCopy]:
    """Copies stderr for the time of the block."""
    if sys.stderr is None:  # closed before the start, as by `2>&-`
        yield StderrCopy(lambda line: None, None)
        return
    with os.fdopen(os.dup(sys.stderr.fileno()), "w", encoding="utf-8", errors="replace") as own:

        def say(line: str) -> None:
            # Flushed, so that it is one piece among the daemon's lines.
            own.write(line + "\n")
            own.flush()

        yield StderrCopy(say, own)
