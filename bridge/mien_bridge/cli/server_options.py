"""The options of commands that listen as a daemon does: where, and for whom."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from mien_bridge.runtime.version import version

if TYPE_CHECKING:
    from mien_bridge.daemon.server import ServerOptions
    from mien_bridge.daemon.wire.security import Security

__all__ = ["add_server_options", "parse_server_options"]


def add_server_options(parser: argparse.ArgumentParser) -> None:
    """Adds the options."""
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
    parser.add_argument("--quiet", action="store_true", help="log warnings and errors only")


def parse_server_options(args: argparse.Namespace) -> "tuple[ServerOptions, Security]":
    """Reads how and with which secrets to listen; from here on the log goes to stderr.

    Raises:
        MienError: If nothing can be encrypted where it must be, or the host is no address.
    """
    from mien_bridge.daemon.server import ServerOptions
    from mien_bridge.daemon.wire.security import secure
    from mien_bridge.runtime.log import log_to_stderr
    from mien_protocol.connection_file import default_connection_file

    security = secure(args.host, curve=args.curve)
    log_to_stderr(quiet=args.quiet)
    path = args.connection_file or default_connection_file()
    return ServerOptions(args.host, args.port, path, args.heartbeat, version()), security


def _port(text: str) -> int:
    # Four consecutive ports must fit.
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
