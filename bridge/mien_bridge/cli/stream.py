"""`mien stream`: speech pushed into a running daemon, as if it were just being said."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from mien_bridge.cli.controls import add_controls, parse_controls
from mien_bridge.cli.options import frame_rate, read_photo
from mien_bridge.console import result
from mien_protocol.errors import MienError

if TYPE_CHECKING:
    from mien_bridge.streaming import Measured

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
    parser.add_argument(
        "--connection-file", type=Path, metavar="FILE", help="of the daemon (default: where `mien serve` writes it)"
    )
    parser.add_argument("--rate", type=frame_rate, default=60, metavar="N", help="frames of motion a second")
    parser.add_argument("--avatar", type=Path, metavar="PHOTO", help="ask for pictures of this face, too")
    parser.add_argument("--size", type=_whole(64, 2048), default=512, metavar="N", help="longer side of a picture")
    parser.add_argument("--face-fps", type=_whole(1, 120), default=40, metavar="N", help="pictures a second")
    parser.add_argument("--layout", choices=("portrait", "cutout"), default="portrait", help="what a picture shows")
    parser.add_argument("--jpeg", action="store_true", help="ask for JPEG in place of raw RGBA")
    add_controls(parser)


def run(args: argparse.Namespace) -> int:
    """Streams the recording and prints a line for each stream."""
    from mien_bridge.daemon.wire_controls import controls_map
    from mien_bridge.streaming import stream_recording
    from mien_protocol.connection_file import default_connection_file
    from mien_protocol.messages.sessions import FaceRequest, OpenSession

    face = FaceRequest(args.layout, args.size, args.face_fps, "jpeg" if args.jpeg else "rgba8")
    asked = OpenSession(
        id=1,
        rate_hz=args.rate,
        seed=args.seed,
        controls=controls_map(parse_controls(args)),
        avatar=None if args.avatar is None else read_photo(args.avatar),
        face=None if args.avatar is None else face,
    )
    path = args.connection_file or default_connection_file()
    duration_s, streams = stream_recording(path, args.audio, asked, args.checkpoint)
    result(f"{duration_s:.1f} s of speech")
    for name, measured in streams.items():
        result(_line(name, measured, duration_s))
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


def _whole(low: int, high: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not text.isdecimal() or not low <= int(text) <= high:
            raise argparse.ArgumentTypeError(f"must be a whole number from {low} to {high}, got {text!r}")
        return int(text)

    return read
