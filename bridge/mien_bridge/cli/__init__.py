"""The command `mien`."""

import os
import signal
import sys
from types import FrameType
from typing import NoReturn

__all__ = ["main"]

_INTERRUPTED = 130
"""128 + SIGINT, what a shell reports for a program ended by Ctrl-C."""


def main(arguments: list[str] | None = None) -> int:
    """Runs one command.

    Args:
        arguments: What the user typed after `mien`; None takes it from the process.

    Returns:
        The exit code: 0 done, 1 `mien doctor` found a problem, 2 something the user gave cannot be used,
        130 interrupted.
    """
    _limit_threads()
    from mien_bridge.cli.parser import parse
    from mien_bridge.console import fail
    from mien_protocol.errors import MienError

    signal.signal(signal.SIGTERM, _terminated)
    try:
        command = parse(sys.argv[1:] if arguments is None else arguments)
        return command()
    except MienError as error:
        fail(str(error))
        return 2
    except KeyboardInterrupt:
        fail("interrupted")
        return _INTERRUPTED


def _limit_threads() -> None:
    """One thread for each numeric library, unless the user says otherwise.

    The arrays of one face are small: more threads would wait for one another and take the encoder's core. The
    libraries read these names once, when they are imported.
    """
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def _terminated(_signal: int, _frame: FrameType | None) -> NoReturn:
    # As an exception, so that partial outputs are removed on the way out.
    raise SystemExit(128 + signal.SIGTERM)
