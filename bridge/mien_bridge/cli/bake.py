"""`mien bake`: recordings become files of motion."""

import argparse
from pathlib import Path

from mien_bridge.cli.controls import add_controls, parse_controls
from mien_bridge.cli.frame_rates import parse_film_rate
from mien_bridge.cli.options import add_quiet, check_output, expand_patterns
from mien_bridge.formats import FORMATS, choose_format
from mien_bridge.runtime.console import fail, write_result
from mien_protocol.errors import MienError

__all__ = ["EXAMPLES", "SUMMARY", "add_arguments", "run"]

SUMMARY = "write the motion of recordings, for engines and notebooks"

EXAMPLES = """\
examples:
  mien bake speech.wav -o speech.csv
  mien bake speech.wav -o take1.csv --format livelink --rate 60
  mien bake speech.wav -o film.csv --rate 23.976
  mien bake speech.wav -o speech.npz --emotion surprised:0.5
  mien bake lines/*.wav -o motion/ --format json

A name without suffix is a folder, filled with a file for each recording; for several
recordings any name that does not end in .csv, .json or .npz is one. Formats:
  csv       time, the 52 ARKit coefficients, head quaternion and metres, gaze in radians
  json      the same columns, self-describing
  npz       NumPy arrays, latents included (held in memory until the end)
  livelink  CSV as the Live Link Face app records it, 61 values a frame
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of the command."""
    parser.add_argument("audio", type=Path, nargs="+", metavar="AUDIO", help="recordings, or videos with sound")
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="OUT", help="the file; a folder if it has no suffix"
    )
    parser.add_argument("--format", choices=tuple(FORMATS), help="default: by the suffix of OUT, csv for a folder")
    parser.add_argument(
        "--rate",
        type=parse_film_rate,
        default=60,
        metavar="N",
        help="frames a second, 1 to 120, such as 29.97 or 30000/1001 (default: 60)",
    )
    add_quiet(parser)
    add_controls(parser)


def run(args: argparse.Namespace) -> int:
    """Writes the motion files that `args` describe; goes on with the others when one recording is unusable."""
    from mien_bridge.offline.bake import BakeOptions, bake_file

    recordings = expand_patterns(args.audio)
    outputs, format_name = _outputs(args, recordings)
    bake = BakeOptions(format_name, args.rate, args.seed, parse_controls(args))
    failed = False
    for audio, output in zip(recordings, outputs, strict=True):
        try:
            check_output(output, recordings)
            speed = bake_file(audio, output, bake, args.checkpoint, quiet=args.quiet)
        except MienError as error:
            fail(str(error))
            failed = True
            continue
        if not args.quiet:
            write_result(speed)
        write_result(str(output))
    return 2 if failed else 0


def _outputs(args: argparse.Namespace, recordings: list[Path]) -> tuple[list[Path], str]:
    """The file for each recording, and their format."""
    from mien_bridge.offline.bake import name_outputs

    folder: Path = args.output
    if str(folder) == "-":
        raise MienError("motion is not written to stdout; name a file or a folder with -o")
    if len(recordings) == 1 and folder.suffix and not folder.is_dir():
        return [folder], choose_format(args.format, folder)
    format_name = args.format or "csv"
    # Any other dot is a part of the folder's name, as in `takes.v2`.
    if folder.is_file() or (folder.suffix.lower() in FORMATS.values() and not folder.is_dir()):
        what = "several recordings need a folder" if len(recordings) > 1 else "a name without suffix is a folder"
        raise MienError(f"{what} to write to; {folder} is a file's name")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise MienError(f"cannot make the folder {folder}: {(error.strerror or str(error)).lower()}") from error
    return [folder / name for name in name_outputs(recordings, format_name)], format_name
