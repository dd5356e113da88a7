"""The options of commands that open a session in a running daemon: where it is, and what they ask of it."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from mien_bridge.cli.controls import CONTROL_NAMES, add_controls, parse_controls
from mien_bridge.cli.options import parse_frame_rate, read_photo, whole_number_parser
from mien_protocol.errors import MienError
from mien_protocol.seed import to_wire_seed

if TYPE_CHECKING:
    from mien_protocol.messages.sessions import OpenSession

__all__ = [
    "SESSION_OPTIONS",
    "add_connection_file",
    "add_session",
    "find_connection_file",
    "parse_session",
    "refuse_options",
]

_PICTURE_OPTIONS = ("size", "face_fps", "layout", "jpeg")

SESSION_OPTIONS = ("rate", "avatar", *_PICTURE_OPTIONS, *CONTROL_NAMES, "seed")
"""Options that `add_session` adds, by the names of their values."""


def add_connection_file(parser: argparse.ArgumentParser) -> None:
    """Adds the option that names the daemon."""
    parser.add_argument(
        "--connection-file", type=Path, metavar="FILE", help="the daemon's (default: where `mien serve` writes it)"
    )


def find_connection_file(asked: Path | None) -> Path:
    """The connection file of the daemon that was meant: the one asked for, or the user's own.

    Raises:
        MienError: If no daemon has written it, or the one that has was killed.
    """
    from mien_protocol.connection_file import default_connection_file, read_connection, refuses_connection

    path = asked or default_connection_file()
    control = str(read_connection(path)["control"])
    # Refused at once: a client would wait, as for a daemon that is being restarted.
    if refuses_connection(control):
        raise MienError(
            f"nobody listens at {control}: the daemon that wrote {path} is gone; start one with `mien serve`"
        )
    return path


def add_session(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the session: its rates, its pictures, its controls."""
    parser.add_argument("--rate", type=parse_frame_rate, default=60, metavar="N", help="frames of motion a second")
    parser.add_argument("--avatar", type=Path, metavar="PHOTO", help="also ask for pictures of this face")
    parser.add_argument(
        "--size", type=whole_number_parser(64, 2048), metavar="N", help="longer side of a picture (default: 512)"
    )
    parser.add_argument(
        "--face-fps", type=whole_number_parser(1, 120), metavar="N", help="pictures a second (default: 40)"
    )
    parser.add_argument(
        "--layout", choices=("portrait", "cutout", "texture"), help="what a picture shows (default: portrait)"
    )
    parser.add_argument("--jpeg", action="store_true", help="ask for JPEG in place of raw RGBA")
    add_controls(parser)


def parse_session(args: argparse.Namespace, *, echo: bool = False) -> "OpenSession":
    """The session that the options ask for; `echo` asks for its sound, too.

    Raises:
        MienError: If an option is out of range or needs another, or the photo cannot be read.
    """
    from mien_bridge.daemon.performance.wire_controls import to_wire_controls
    from mien_protocol.messages.sessions import FaceRequest, OpenSession

    if args.avatar is None:
        refuse_options(args, _PICTURE_OPTIONS, "pictures: name the face to be shown with --avatar PHOTO")
    face = FaceRequest(
        args.layout or "portrait", args.size or 512, args.face_fps or 40, "jpeg" if args.jpeg else "rgba8"
    )
    return OpenSession(
        id=1,
        rate_hz=args.rate,
        seed=to_wire_seed(args.seed),
        echo=echo,
        controls=to_wire_controls(parse_controls(args)),
        avatar=None if args.avatar is None else read_photo(args.avatar),
        face=None if args.avatar is None else face,
    )


def refuse_options(args: argparse.Namespace, names: tuple[str, ...], why: str) -> None:
    """Refuses options that would have no effect.

    Args:
        args: What was typed.
        names: The options, by the names that their values have.
        why: What they are for, and what to do.

    Raises:
        MienError: If one of them was typed, other than as its default.
    """
    typed = [name for name in names if getattr(args, name) != args.parser.get_default(name)]
    if typed:
        options = " and ".join("--" + name.replace("_", "-") for name in typed)
        raise MienError(f"{options} {'is' if len(typed) == 1 else 'are'} for {why}")
