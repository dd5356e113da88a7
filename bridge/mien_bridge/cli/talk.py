"""`mien talk`: a photo and a recording become a video."""

import argparse
from pathlib import Path

from mien_bridge.cli.controls import add_controls, parse_controls
from mien_bridge.cli.frame_rates import parse_film_rate
from mien_bridge.cli.options import add_models, add_neutral, add_quiet, check_output, read_photo
from mien_bridge.runtime.console import note, write_result
from mien_protocol.errors import MienError

__all__ = ["EXAMPLES", "SUMMARY", "add_arguments", "run"]

SUMMARY = "render a photo that speaks a recording"

EXAMPLES = """\
examples:
  mien talk me.jpg speech.wav -o me.mp4
  mien talk me.jpg speech.mp3 -o me.webm --background transparent
  mien talk me.jpg speech.wav -o me.mov --background transparent --fps 23.976
  mien talk me.jpg speech.wav -o me.gif --size 256 --fps 15
  mien talk group.jpg speech.wav -o out.mp4 --face 2 --crop face --size 720 --fps 60
  mien talk me.jpg speech.wav -o out.mp4 --emotion happy:0.6 --gaze left --head 1.5
  mien talk me.jpg speech.wav -o frames/        (numbered PNG files)

PHOTO is a JPEG, PNG or WebP that shows a face; AUDIO is any recording, or a video with
sound, of any length. The last line on stdout is the path of the result.
"""

_SIZES = range(64, 4097, 2)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of the command."""
    parser.add_argument("photo", type=Path, metavar="PHOTO", help="a photo that shows a face")
    parser.add_argument("audio", type=Path, metavar="AUDIO", help="what it says: any recording or video with sound")
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        required=True,
        metavar="OUT",
        help="NAME.mp4, NAME.webm, NAME.mov, NAME.gif, NAME.webp, or a folder for PNG files",
    )
    add_picture_arguments(parser)
    add_controls(parser)


def add_picture_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the pictures."""
    parser.add_argument("--size", type=_size, default=512, metavar="N", help="longer side in pixels (default: 512)")
    parser.add_argument(
        "--fps",
        type=parse_film_rate,
        default=30,
        metavar="N",
        help="pictures a second, 1 to 120, such as 29.97 or 30000/1001 (default: 30)",
    )
    parser.add_argument(
        "--background",
        default="keep",
        metavar="WHAT",
        help="keep, transparent, or a colour such as #00ff00 (default: keep)",
    )
    parser.add_argument(
        "--crop", choices=("photo", "face"), default="photo", help="show the whole photo, or go close to the face"
    )
    parser.add_argument("--face", type=int, metavar="N", help="which face if there are several: 1 is the leftmost")
    add_neutral(parser)
    add_models(parser)
    add_quiet(parser)


def run(args: argparse.Namespace) -> int:
    """Renders the video that `args` describe."""
    from mien_bridge.media.picture_output import choose_output
    from mien_bridge.models.face import find_face_models
    from mien_bridge.offline.talk import Talk, render_talk
    from mien_inference.face import TRANSPARENT, Background, Crop

    controls = parse_controls(args)
    background = Background.parse(args.background)
    output = choose_output(args.output, transparent=background == TRANSPARENT, rate_hz=args.fps)
    check_output(args.output, [args.photo, args.audio])
    if args.face is not None and args.face < 1:
        raise MienError(f"--face counts from 1, the leftmost; got {args.face}")
    talk = Talk(
        photo=read_photo(args.photo),
        photo_name=str(args.photo),
        audio=args.audio,
        output=output,
        size=args.size,
        rate_hz=args.fps,
        seed=args.seed,
        controls=controls,
        background=background,
        crop=Crop(args.crop),
        face=args.face,
        neutral=args.neutral == "on",
    )
    speed = render_talk(talk, find_face_models(args.models, note), args.checkpoint, quiet=args.quiet)
    if not args.quiet:
        write_result(speed)
    write_result(str(args.output))
    return 0


def _size(text: str) -> int:
    if not text.isdecimal() or int(text) not in _SIZES:
        raise argparse.ArgumentTypeError(f"must be an even number from 64 to 4096, got {text!r}")
    return int(text)
