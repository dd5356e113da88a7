"""`mien record`: what a running daemon publishes, into a file."""

import argparse
import math
from pathlib import Path
from typing import TYPE_CHECKING

from mien_bridge.cli.options import check_output
from mien_bridge.cli.session_options import (
    SESSION_OPTIONS,
    add_connection_file,
    add_session,
    find_connection_file,
    parse_session,
    refuse_options,
)
from mien_bridge.runtime.console import note, warn, write_result
from mien_protocol.errors import MienError

if TYPE_CHECKING:
    from mien_bridge.tap.tally import Tally

__all__ = ["EXAMPLES", "SUMMARY", "add_arguments", "run"]

SUMMARY = "record what a running daemon publishes, for `mien replay`"

EXAMPLES = """\
examples:
  mien record -o talk.tap                                (all sessions, until they have ended)
  mien record -o talk.tap --session 3f2a91c07b5d8e64 --face --seconds 10
  mien record -o talk.tap --speak speech.wav --avatar me.jpg --size 256 --jpeg

The first two listen to sessions of others; Ctrl-C ends them. With --speak a session is opened
for the purpose, and AUDIO is said into it; the options of the session belong to that.
FILE grows as messages come: whatever stops the command, what came until then is there.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of the command."""
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="the recording, as talk.tap")
    add_connection_file(parser)
    parser.add_argument("--session", metavar="NAME", help="only this session (default: all, also those to come)")
    parser.add_argument("--face", action="store_true", help="record pictures, too")
    parser.add_argument("--seconds", type=_seconds, metavar="N", help="stop after N seconds")
    parser.add_argument("--speak", type=Path, metavar="AUDIO", help="push this into a new session, and record that")
    add_session(parser)


def run(args: argparse.Namespace) -> int:
    """Records, and prints how much came."""
    from mien_bridge.runtime.signals import Interrupted
    from mien_bridge.tap.tally import Tally

    _check(args)
    tally = Tally()
    try:
        _record(args, tally)
    except Interrupted:
        # The usual end of a recording of others; but half a speech is not what was asked for.
        if args.speak is not None:
            raise
    for line in _lines(tally):
        write_result(line)
    if tally.unread:
        warn(f"{tally.unread} messages cannot be read by this version of Mien; they are recorded as they came")
    write_result(str(args.output))
    return 0


def _check(args: argparse.Namespace) -> None:
    listening = args.session is not None or args.face or args.seconds is not None
    if args.speak is not None and listening:
        raise MienError("--speak opens a session of its own: give it without --session, --face and --seconds")
    if args.speak is None:
        why = (
            "the session that --speak AUDIO opens; the motion of others is recorded as it is, their pictures by --face"
        )
        refuse_options(args, SESSION_OPTIONS, why)
    check_output(args.output, [path for path in (args.speak, args.avatar) if path is not None])


def _record(args: argparse.Namespace, tally: "Tally") -> None:
    from mien_bridge.remote.record import RecordOptions, record_sessions, record_speech

    daemon = find_connection_file(args.connection_file)
    if args.speak is not None:
        asked = parse_session(args, echo=True)
        record_speech(daemon, args.output, audio=args.speak, asked=asked, tally=tally, checkpoint=args.checkpoint)
        return
    if args.seconds is None:
        note("recording until the sessions have ended, or Ctrl-C")
    options = RecordOptions(args.session, args.face, args.seconds)
    record_sessions(daemon, args.output, options=options, tally=tally, checkpoint=args.checkpoint)


def _lines(tally: "Tally") -> list[str]:
    from mien_protocol.topics import StreamKind

    totals = {kind: tally.total(kind) for kind in StreamKind}
    lines = [f"{kind}: {one.frames} frames, {one.lost} lost" for kind, one in totals.items() if one is not None]
    return lines or ["nothing was published"]


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0.0 < seconds < math.inf:
        raise argparse.ArgumentTypeError(f"must be a number of seconds above 0, got {text!r}")
    return seconds
