"""`mien watch`: the sessions of a running daemon."""

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING

from mien_bridge.cli.session_options import add_connection_file, find_connection_file
from mien_bridge.runtime.console import write_result

if TYPE_CHECKING:
    from mien_bridge.remote.watch.daemon_watch import DaemonStatus
    from mien_bridge.remote.watch.display import Screen

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
    parser.add_argument("--once", action="store_true", help="watch for two seconds, print the table once, and exit")
    parser.add_argument("--json", action="store_true", help="a line of JSON each time")


def run(args: argparse.Namespace) -> int:
    """Shows the status until it is interrupted, or nobody reads any more."""
    from mien_bridge.remote.watch.daemon_watch import DaemonWatch
    from mien_bridge.runtime.signals import Interrupted

    show = _shower(args)
    try:
        with DaemonWatch(find_connection_file(args.connection_file), face=args.face) as daemon:
            while True:
                seconds = 2 * _EVERY_S if args.once else _EVERY_S
                for _ in range(round(seconds / _STEP_S)):
                    args.checkpoint()
                    daemon.watch(_STEP_S)
                is_read = show(daemon.status())
                if args.once or not is_read:
                    return 0
    except Interrupted:
        # The usual end.
        return 0


def _shower(args: argparse.Namespace) -> "Callable[[DaemonStatus], bool]":
    """A function that shows a status, and returns whether anybody reads it."""
    from mien_bridge.remote.watch.display import Screen, format_line, format_table

    if args.json:
        return lambda daemon: write_result(json.dumps(asdict(daemon)))
    if sys.stdout is not None and sys.stdout.isatty():
        return partial(_show_in_place, Screen())
    if args.once:
        return lambda daemon: write_result("\n".join(format_table(daemon, 200, 200)))
    return lambda daemon: write_result(format_line(daemon))


def _show_in_place(screen: "Screen", daemon: "DaemonStatus") -> bool:
    from mien_bridge.remote.watch.display import format_table

    screen.show(format_table(daemon, *screen.size))
    return True
