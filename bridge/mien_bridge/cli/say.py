"""`mien say`: a text, spoken by a running daemon."""

import argparse
from pathlib import Path

from mien_bridge.cli.controls import add_controls, parse_controls
from mien_bridge.cli.options import add_quiet
from mien_bridge.cli.session_options import add_connection_file, find_connection_file
from mien_bridge.runtime.console import warn, write_result
from mien_protocol.errors import MienError

__all__ = ["EXAMPLES", "SUMMARY", "add_arguments", "run"]

SUMMARY = "have a running daemon speak a text"

EXAMPLES = """\
examples:
  mien say Hello
  mien say Bonjour --voice fr-fr -o bonjour.wav
  mien say Hello --emotion happy --gaze left
  mien say "[happy] Good to see you. [sad:0.6] I have to go."

Whoever is subscribed to the daemon's motion sees it. Which voices there are depends on what is
installed beside the daemon; docs/daemon.md tells.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of the command."""
    parser.add_argument("text", metavar="TEXT", help="what to say, perhaps with tags such as [happy]; quote it")
    parser.add_argument("--voice", metavar="V", help="one of the daemon's voices (default: the daemon's)")
    parser.add_argument("-o", "--output", type=Path, metavar="OUT", help="a WAV file for the sound")
    add_connection_file(parser)
    add_quiet(parser)
    add_controls(parser)


def run(args: argparse.Namespace) -> int:
    """Speaks, and prints how fast it went."""
    from mien_bridge.daemon.performance.wire_controls import to_wire_controls
    from mien_bridge.remote.say import SayOptions, say

    if args.output is not None and args.output.suffix.lower() != ".wav":
        raise MienError(f"cannot write sound as {args.output}: give a name that ends in .wav")
    options = SayOptions(args.voice, args.seed, to_wire_controls(parse_controls(args)), args.output, args.quiet)
    speed, lost = say(find_connection_file(args.connection_file), args.text, options, args.checkpoint)
    if not args.quiet:
        write_result(speed)
    if lost:
        warn(f"{lost} frames did not come; see whether the machine is busy")
    if args.output is not None:
        write_result(str(args.output))
    return 0
