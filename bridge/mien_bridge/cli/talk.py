"""`mien talk`: a photo and a recording become a video."""

import argparse
import contextlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mien_bridge.cli.controls import add_controls, parse_controls
from mien_bridge.cli.frame_rates import parse_film_rate
from mien_bridge.cli.options import add_models, add_neutral, add_quiet, read_photo, whole_number_parser
from mien_bridge.cli.session_options import refuse_options
from mien_bridge.cli.talk_films import FILM_FORMATS, Film, name_films
from mien_bridge.runtime.console import fail, note, write_result
from mien_protocol.errors import MienError

if TYPE_CHECKING:
    from mien_bridge.media.picture_output import PictureOutput
    from mien_bridge.offline.performance import ControlChange
    from mien_bridge.offline.spoken_text import SpokenLine, SpokenText
    from mien_bridge.offline.talk import TalkFaces
    from mien_inference.controls import Controls
    from mien_inference.face import Background

__all__ = ["EXAMPLES", "SUMMARY", "add_arguments", "run"]

SUMMARY = "render a photo that speaks a recording or a text"

EXAMPLES = """\
examples:
  mien talk me.jpg speech.wav -o me.mp4
  mien talk me.jpg speech.mp3 -o me.webm --background transparent
  mien talk me.jpg speech.wav -o me.mov --background transparent --fps 23.976
  mien talk me.jpg speech.wav -o me.gif --size 256 --fps 15
  mien talk group.jpg speech.wav -o out.mp4 --face 2 --crop face --size 720 --fps 60
  mien talk me.jpg speech.wav -o out.mp4 --emotion happy:0.6 --gaze left --head 1.5
  mien talk me.jpg --text "Good morning." --subtitles srt -o hello.mp4
  mien talk me.jpg --text "[happy] You came! [sad:0.6] I have to go." -o moods.mp4
  mien talk me.jpg speech.wav -o short.mp4 --frame 9:16 --size 1280 --background blur
  mien talk me.jpg lines/*.wav -o films/        (a film for each recording)
  mien talk people/*.jpg speech.wav -o films/   (a film for each photo)
  mien talk me.jpg speech.wav -o frames/        (numbered PNG files)

The first FILE is a photo, the last a recording of any length, or a video with sound; files
between them are photos by their ending, and recordings otherwise. The last line on stdout is the path of the result.
"""

_FRAMES: Final = {"9:16": 9 / 16, "1:1": 1.0, "4:5": 4 / 5, "16:9": 16 / 9}
"""Width by height of what phones, feeds and screens show."""

_SIZES = range(64, 4097, 2)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of the command."""
    parser.add_argument(
        "files",
        type=Path,
        nargs="+",
        metavar="FILE",
        help="a photo that shows a face, then what it says: a recording, or a video with sound; several of each, too",
    )
    parser.add_argument("--text", metavar="TEXT", help="what it says, in place of a recording; quote it")
    parser.add_argument(
        "--voice", metavar="V", help="the voice of --text, such as en-us (default: the first installed)"
    )
    parser.add_argument(
        "--subtitles", choices=("srt", "vtt"), help="write what --text says beside the film, with its times"
    )
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        required=True,
        metavar="OUT",
        help="NAME.mp4, NAME.webm, NAME.mov, NAME.gif, NAME.webp, or a folder: for PNG files, or for several films",
    )
    parser.add_argument(
        "--format", choices=FILM_FORMATS, help="of films in a folder (default: mp4, webm if transparent)"
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
        help="keep, blur, transparent, a colour such as #00ff00, or a picture file (default: keep)",
    )
    parser.add_argument(
        "--crop", choices=("photo", "face"), default="photo", help="show the whole photo, or go close to the face"
    )
    parser.add_argument("--frame", choices=tuple(_FRAMES), help="cut the picture to this aspect, round the face")
    parser.add_argument("--face", type=int, metavar="N", help="which face if there are several: 1 is the leftmost")
    add_neutral(parser)
    add_models(parser)
    parser.add_argument(
        "--progress-every",
        type=whole_number_parser(1, 3_600),
        default=10,
        metavar="S",
        help="seconds between lines of progress where stderr is no terminal (default: 10)",
    )
    add_quiet(parser)


def run(args: argparse.Namespace) -> int:
    """Renders the films that `args` describe; goes on with the others when one of several cannot be made."""
    from mien_bridge.media.picture_output import choose_output
    from mien_bridge.models.face import find_face_models
    from mien_bridge.offline.talk import TalkFaces
    from mien_inference.face import TRANSPARENT

    if args.face is not None and args.face < 1:
        raise MienError(f"--face counts from 1, the leftmost; got {args.face}")
    _check_text(args)
    common = _common(args)
    transparent = common["background"] == TRANSPARENT
    films = name_films(args, transparent=transparent)
    outputs = [choose_output(film.output, transparent=transparent, rate_hz=args.fps) for film in films]
    with _said(args) as (recording, spoken):
        faces = TalkFaces(find_face_models(args.models, note), quiet=args.quiet)
        common["changes"] = _changes(spoken, common["controls"])
        shared = _Shared(faces, common, recording, spoken)
        made = [_made(args, film, output, shared) for film, output in zip(films, outputs, strict=True)]
    return 0 if all(made) else 2


@dataclass(frozen=True, slots=True)
class _Shared:
    """All that several films have in common: options, and the recording of the text if there is one."""

    faces: "TalkFaces"
    options: dict[str, Any]
    recording: Path | None
    spoken: "SpokenText"


def _made(args: argparse.Namespace, film: Film, output: "PictureOutput", shared: _Shared) -> bool:
    """Makes one film; returns False, having said why, if it cannot be made."""
    from mien_bridge.offline.talk import Talk, render_talk

    audio = film.audio or shared.recording
    assert audio is not None
    try:
        talk = Talk(
            photo=read_photo(film.photo), photo_name=str(film.photo), audio=audio, output=output, **shared.options
        )
        speed = render_talk(talk, shared.faces, args.checkpoint, quiet=args.quiet, log_every_s=args.progress_every)
        if args.subtitles is not None:
            _write_subtitles(film.output, shared.spoken.lines, args.subtitles)
    except MienError as error:
        fail(str(error))
        return False
    if not args.quiet:
        write_result(speed)
    write_result(str(film.output))
    return True


def _check_text(args: argparse.Namespace) -> None:
    if args.text is None:
        refuse_options(args, ("voice", "subtitles"), "texts: say what is spoken with --text")
    elif not args.text.strip():
        raise MienError("--text is empty, expected words to say; give some in quotes")


@contextlib.contextmanager
def _said(args: argparse.Namespace) -> "Iterator[tuple[Path | None, SpokenText]]":
    """The recording of the text for as long as it is needed, and the times of its sentences and tags."""
    from mien_bridge.offline.spoken_text import SpokenText, speak_text

    if args.text is None:
        yield None, SpokenText(())
        return
    with tempfile.TemporaryDirectory(prefix="mien-") as folder:
        path = Path(folder) / "text.wav"
        yield path, speak_text(args.text, args.voice, path, args.checkpoint)


def _changes(spoken: "SpokenText", controls: "Controls") -> "tuple[ControlChange, ...]":
    """All that holds from each of the moments on at which a tag takes effect."""
    from mien_bridge.daemon.performance.wire_controls import update_controls
    from mien_bridge.offline.performance import ControlChange

    return tuple(ControlChange(one.at, update_controls(controls, one.controls)) for one in spoken.changes)


def _write_subtitles(film: Path, lines: "tuple[SpokenLine, ...]", form: str) -> None:
    from mien_bridge.media.atomic import atomic_file
    from mien_bridge.offline.subtitles import subtitles

    path = film.with_suffix(f".{form}")
    with atomic_file(path) as place:
        place.write_text(subtitles(lines, form), encoding="utf-8", newline="\n")


def _common(args: argparse.Namespace) -> dict[str, Any]:
    """The options that all films share."""
    from mien_inference.face import Crop

    return {
        "size": args.size,
        "rate_hz": args.fps,
        "seed": args.seed,
        "controls": parse_controls(args),
        "background": _background(args.background),
        "crop": Crop(args.crop),
        "aspect": None if args.frame is None else _FRAMES[args.frame],
        "face": args.face,
        "neutral": args.neutral == "on",
    }


def _background(text: str) -> "Background":
    from mien_inference.face import Background, BackgroundPicture, decode_photo

    path = Path(text)
    if text in ("keep", "blur", "transparent") or not path.is_file():
        try:
            return Background.parse(text)
        except MienError as error:
            raise MienError(f"--{error}; or name a picture file that is there") from error
    try:
        return Background(picture=BackgroundPicture(decode_photo(read_photo(path))[..., :3]))
    except MienError as error:
        raise MienError(f"--background {path}: {error}") from error


def _size(text: str) -> int:
    if not text.isdecimal() or int(text) not in _SIZES:
        raise argparse.ArgumentTypeError(f"must be an even number from 64 to 4096, got {text!r}")
    return int(text)
