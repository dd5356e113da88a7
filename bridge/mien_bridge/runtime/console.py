"""Output of the command line: results on stdout, everything else on stderr."""

import contextlib
import os
import sys
from collections.abc import Iterator

from mien_protocol.errors import MienError

__all__ = ["fail", "note", "quiet_libraries", "warn", "write_result"]


def write_result(line: str) -> bool:
    """Writes a line that the user asked for to stdout, at once.

    Returns:
        Whether it was taken. If not, nobody reads any more, as after `| head`, and what follows is said in vain.

    Raises:
        MienError: If it cannot be written, as on a full disk.
    """
    if sys.stdout is None:  # closed before the start, as by `>&-`
        return True
    try:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        # Otherwise the interpreter would fail again when it flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return False
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        why = (error.strerror or str(error)).lower()
        raise MienError(f"cannot write to stdout: {why}; send it elsewhere") from error
    return True


def note(line: str) -> None:
    """Writes a line of progress to stderr."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def warn(message: str) -> None:
    """Writes a warning: the work goes on."""
    note(f"mien: warning: {message}")


def fail(message: str) -> None:
    """Writes an error: the work cannot go on."""
    note("mien: error: " + " ".join(message.split()))


@contextlib.contextmanager
def quiet_libraries() -> Iterator[None]:
    """Silences what native libraries print on stderr by themselves, below Python.

    MediaPipe writes a page about delegates and feedback managers for each photo, without a way to turn it off.
    Python's own `sys.stderr` is silent too meanwhile: raise, do not print.
    """
    sys.stderr.flush()
    with contextlib.ExitStack() as stack:
        saved = os.dup(2)
        stack.callback(os.close, saved)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        stack.callback(os.close, nowhere)
        os.dup2(nowhere, 2)
        try:
            yield
        finally:
            os.dup2(saved, 2)
