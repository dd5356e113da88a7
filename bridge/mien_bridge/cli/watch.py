"""`mien watch`: what goes on in a running daemon."""

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING

from mien_bridge.cli.asking import add_connection_file, connection_file
from mien_bridge.console import result

if TYPE_CHECKING:
    from mien_bridge.watching.daemon_watch import DaemonStatus

__all__ = ["EXAMPLES", "SUMMARY", "add_arguments", "run"]

SUMMARY = "show the sessions of a running daemon: rates, latencies, losses"

EXAMPLES = """\
examples:
  mien watch
  mien watch --face                    (receive pictures, too)
  mien watch --once --json

Refreshed once a second, in place on a terminal, otherwise a line each time; Ctrl-C ends it.
Latency is counted from when the daemon sent a frame until it was received here, by the daemon's
clock as pings tell it.
"""

_EVERY_S = 1.0
_STEP_S = 0.1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of the command."""
    add_connection_file(parser)
    parser.add_argument("--face", action="store_true", help="receive pictures, too: up to 40 MB a second of a session")
    parser.add_argument("--once", action="store_true", help="look for two seconds, tell, and end")
    parser.add_argument("--json", action="store_true", help="a line of JSON each time")


def run(args: argparse.Namespace) -> int:
    """Shows until it is interrupted."""
    from mien_bridge.interruption import Interrupted
    from mien_bridge.watching.daemon_watch import DaemonWatch

    show = _shower(args)
    try:
        with DaemonWatch(connection_file(args), face=args.face) as daemon:
            while True:
                seconds = 2 * _EVERY_S if args.once else _EVERY_S
                for _ in range(round(seconds / _STEP_S)):
                    args.checkpoint()
                    daemon.watch(_STEP_S)
                show(daemon.status())
                if args.once:
                    return 0
    except Interrupted:
        # There is no other way to end it.
        return 0


def _shower(args: argparse.Namespace) -> "Callable[[DaemonStatus], None]":
    from mien_bridge.watching.screen import Screen
    from mien_bridge.watching.table import as_line, as_table

    if args.json:
        return lambda daemon: result(json.dumps(asdict(daemon)))
    screen = Screen()
    if sys.stdout is not None and sys.stdout.isatty():
        return lambda daemon: screen.show(as_table(daemon, *screen.size))
    if args.once:
        return lambda daemon: result("\n".join(as_table(daemon, 200, 200)))
    return lambda daemon: result(as_line(daemon))
