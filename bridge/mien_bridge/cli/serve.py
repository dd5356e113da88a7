"""`mien serve`: the daemon that engines talk to."""

import argparse
from pathlib import Path

from mien_bridge.cli.options import add_models
from mien_bridge.console import note, result

__all__ = ["EXAMPLES", "SUMMARY", "add_arguments", "run"]

SUMMARY = "run the daemon that engines talk to"

EXAMPLES = """\
examples:
  mien serve
  mien serve --port 0 --connection-file mien.json
  mien serve --host 192.168.1.20 --curve        (for other machines, encrypted)
  mien serve --no-face                          (motion only; starts without model files)

The first line on stdout is the path of the connection file, once the daemon is ready. It
holds the addresses and the token that clients need, and is removed at the end. Ctrl-C ends
the daemon.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of the command."""
    parser.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help="where to listen (default: 127.0.0.1)")
    parser.add_argument(
        "--port", type=_port, default=5570, metavar="N",
        help="the first of four ports; 0 takes any that are free (default: 5570)",
    )  # fmt: skip
    parser.add_argument(
        "--connection-file", type=Path, metavar="FILE",
        help="where clients find the daemon (default: mien/daemon.json in XDG_RUNTIME_DIR, or in the cache)",
    )  # fmt: skip
    parser.add_argument("--curve", action="store_true", help="encrypt; required for any host but this one")
    parser.add_argument(
        "--heartbeat", type=_heartbeat, default=2.0, metavar="S",
        help="seconds within which each side gives a sign of life: 0.1 to 60 (default: 2)",
    )  # fmt: skip
    parser.add_argument("--no-face", action="store_true", help="make no pictures, only motion")
    add_models(parser)
    parser.add_argument("--quiet", action="store_true", help="log warnings and errors only")


def run(args: argparse.Namespace) -> int:
    """Runs the daemon until it is interrupted."""
    from mien_bridge.cli.parser import version
    from mien_bridge.daemon.log import log_to_stderr
    from mien_bridge.daemon.portraits import portrait_studio
    from mien_bridge.daemon.security import secure
    from mien_bridge.daemon.server import Server, ServerOptions
    from mien_bridge.interruption import Interrupted
    from mien_bridge.models import find_models
    from mien_bridge.performance import built_stream
    from mien_protocol.connection_file import default_connection_file

    security = secure(args.host, curve=args.curve)
    log_to_stderr(quiet=args.quiet)
    path = args.connection_file or default_connection_file()
    options = ServerOptions(args.host, args.port, path, args.heartbeat, version())
    studio = None if args.no_face else portrait_studio(find_models(args.models, note))
    try:
        with Server(options, security, built_stream, studio) as server:
            result(str(path))
            server.serve(args.checkpoint)
    except Interrupted:
        # A daemon is meant to be ended so.
        return 0
    return 0


def _port(text: str) -> int:
    # Four in a row must fit.
    if not text.isdecimal() or not (text == "0" or 1 <= int(text) <= 65_532):
        raise argparse.ArgumentTypeError(f"must be 0, or a port from 1 to 65532, got {text!r}")
    return int(text)


def _heartbeat(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0.1 <= seconds <= 60.0:
        raise argparse.ArgumentTypeError(f"must be 0.1 to 60 seconds, got {text!r}")
    return seconds
