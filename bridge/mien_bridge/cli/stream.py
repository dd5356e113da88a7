"""`mien stream`: speech pushed into a running daemon, as if it were just being said."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from mien_bridge.cli.options import add_quiet
from mien_bridge.cli.session_options import add_connection_file, add_session, find_connection_file, parse_session
from mien_bridge.runtime.console import warn, write_result
from mien_protocol.errors import MienError

if TYPE_CHECKING:
    from mien_bridge.remote.stream import Measured

__all__ = ["EXAMPLES", "SUMMARY", "add_arguments", "run"]

SUMMARY = "push a recording into a running daemon and measure what comes back"

EXAMPLES = """\
examples:
  mien stream speech.wav
  mien stream speech.wav --avatar me.jpg --size 512 --face-fps 40
  mien stream speech.wav --avatar me.jpg --layout cutout --jpeg --emotion happy

The recording is sent at the pace of speech. Latency is counted from when a sound was sent
until the frame that belongs to it was received; the look-ahead is part of it.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of the command."""
    parser.add_argument("audio", type=Path, metavar="AUDIO", help="any recording, or a video with sound")
    add_connection_file(parser)
    add_quiet(parser)
    add_session(parser)


def run(args: argparse.Namespace) -> int:
    """Streams the recording and prints a line for each stream."""
    from mien_bridge.remote.stream import stream_recording

    asked = parse_session(args)
    duration_s, streams = stream_recording(
        find_connection_file(args.connection_file), args.audio, asked, args.checkpoint, quiet=args.quiet
    )
    write_result(f"{duration_s:.1f} s of speech")
    for name, measured in streams.items():
        write_result(_line(name, measured, duration_s))
        if measured.backwards:
            warn(f"{measured.backwards} frames of {name} were not later than the one before, a defect of the daemon")
    empty = [name for name, measured in streams.items() if not measured.latency_ms]
    if empty:
        raise MienError(f"no frames of {' and '.join(empty)} came; see the daemon's log")
    return 0


def _line(name: str, measured: "Measured", duration_s: float) -> str:
    half, most, nearly_all = measured.percentiles_ms()
    frames = len(measured.latency_ms)
    return (
        f"{name}: {frames} frames, {frames / duration_s:.1f} a second, {measured.lost} lost; "
        f"latency p50 {half:.0f} ms, p95 {most:.0f} ms, p99 {nearly_all:.0f} ms"
    )
