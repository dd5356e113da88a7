"""`mien replay`: a recording served as a daemon would."""

import argparse
import math
from pathlib import Path

from mien_bridge.cli.server_options import add_server_options, parse_server_options
from mien_bridge.runtime.console import warn, write_result

__all__ = ["EXAMPLES", "SUMMARY", "add_arguments", "run"]

SUMMARY = "serve what `mien record` recorded, in place of a daemon"

EXAMPLES = """\
examples:
  mien replay talk.tap
  mien replay talk.tap --port 0 --connection-file replay.json
  mien replay talk.tap --loop --speed 0.5

The recorded sessions play once somebody subscribes. A client that opens a session of its own
is played the recording from its beginning when it pushes the first sound. The first line on
stdout is the path of the connection file. Ctrl-C ends the replay.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of the command."""
    parser.add_argument("recording", type=Path, metavar="FILE", help="what `mien record` made")
    parser.add_argument(
        "--speed", type=_speed, default=1.0, metavar="X", help="times as fast as it was recorded: 0.1 to 100"
    )
    parser.add_argument("--loop", action="store_true", help="play the recorded sessions again and again")
    add_server_options(parser)


def run(args: argparse.Namespace) -> int:
    """Serves the recording until it is interrupted."""
    from mien_bridge.runtime.signals import Interrupted
    from mien_bridge.tap.contents import read_contents
    from mien_bridge.tap.replay_server import ReplayServer

    contents = read_contents(args.recording)
    if contents.is_cut:
        warn(f"{args.recording} ends in the middle of a message, which is left out")
    options, security = parse_server_options(args)
    try:
        with ReplayServer(options, security, contents, speed=args.speed, loop=args.loop) as server:
            write_result(str(options.connection_file))
            server.serve(args.checkpoint)
    except Interrupted:
        # The usual end, as of a daemon.
        return 0
    return 0


def _speed(text: str) -> float:
    try:
        speed = float(text)
    except ValueError:
        speed = math.nan
    if not 0.1 <= speed <= 100.0:
        raise argparse.ArgumentTypeError(f"must be 0.1 to 100, got {text!r}")
    return speed
