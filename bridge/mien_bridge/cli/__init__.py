"""The command `mien`."""

import errno
import logging
import sys

from mien_bridge.runtime.thread_limits import limit_before_imports

__all__ = ["main"]

_UNUSABLE = 2
"""Exit code of a usage error, argparse's own."""


def main(arguments: list[str] | None = None) -> int:
    """Runs one command.

    Args:
        arguments: What the user typed after `mien`; None takes it from the process.

    Returns:
        The exit code: 0 done, 1 `mien doctor` found a problem or `mien verify` no mark, 2 something the user gave
        cannot be used, 130, 143 or 129 interrupted.
    """
    limit_before_imports()
    # The client's log is for programs; people are told the outcome. Daemons set up a log of their own.
    logging.getLogger("mien_protocol").addHandler(logging.NullHandler())
    from mien_bridge.cli.parser import parse
    from mien_bridge.runtime.console import fail
    from mien_bridge.runtime.signals import Interrupted, SignalHandler
    from mien_protocol.errors import MienError

    signals = SignalHandler()
    signals.listen()
    try:
        return parse(sys.argv[1:] if arguments is None else arguments, signals.check)()
    except MienError as error:
        fail(str(error))
        return _UNUSABLE
    except OSError as error:
        if error.errno != errno.ENAMETOOLONG:
            raise
        fail("a file name is longer than the system allows; shorten it")
        return _UNUSABLE
    except ImportError as error:
        fail(f"the installation is not complete: {error}; `mien doctor` says what to do")
        return _UNUSABLE
    except Interrupted as interrupted:
        fail("interrupted")
        return interrupted.exit_code
