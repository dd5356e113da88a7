"""`mien demo`: a first film, from a portrait and a sentence that come with Mien."""

import argparse
from pathlib import Path

from mien_bridge.runtime.console import note, write_result

__all__ = ["EXAMPLES", "SUMMARY", "add_arguments", "run"]

SUMMARY = "render the demo: a portrait of an astronaut speaks a sentence"

EXAMPLES = """\
examples:
  mien demo -o demo.mp4

The portrait is NASA's of Eileen Collins, in the public domain, from scikit-image; the sentence is synthetic.
Both are what `mien talk` would take from you.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of the command."""
    from mien_bridge.cli.options import add_models, add_neutral, add_quiet

    parser.add_argument(
        "-o", "--output", type=Path, default=Path("demo.mp4"), metavar="OUT", help="NAME.mp4 (default: demo.mp4)"
    )
    add_neutral(parser)
    add_models(parser)
    add_quiet(parser)


def run(args: argparse.Namespace) -> int:
    """Renders the demo."""
    from mien_bridge.media.picture_output import choose_output
    from mien_bridge.models.face import find_face_models
    from mien_bridge.offline.demo import PORTRAIT_NAME, portrait, sentence
    from mien_bridge.offline.talk import Talk, TalkFaces, render_talk
    from mien_inference.controls import Controls
    from mien_inference.face import KEEP, Crop

    with sentence() as audio:
        talk = Talk(
            photo=portrait(),
            photo_name=PORTRAIT_NAME,
            audio=audio,
            output=choose_output(args.output, transparent=False, rate_hz=30),
            size=512,
            rate_hz=30,
            seed=0,
            controls=Controls(),
            background=KEEP,
            crop=Crop.FACE,
            aspect=None,
            face=None,
            neutral=args.neutral == "on",
        )
        faces = TalkFaces(find_face_models(args.models, note), quiet=args.quiet)
        speed = render_talk(talk, faces, args.checkpoint, quiet=args.quiet)
    if not args.quiet:
        write_result(speed)
    write_result(str(args.output))
    return 0
