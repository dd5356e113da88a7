"""The films that `mien talk` was asked for: which photo says what, into which file."""

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mien_bridge.cli.options import check_output, expand_patterns
from mien_bridge.offline.names import distinct_names
from mien_protocol.errors import MienError

__all__ = ["FILM_FORMATS", "Film", "name_films"]

FILM_FORMATS: Final = ("mp4", "webm", "mov", "gif", "webp")

_PHOTO_SUFFIXES: Final = frozenset(
    {".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".avif", ".gif", ".bmp", ".tif", ".tiff"}
)


@dataclass(frozen=True, slots=True)
class Film:
    """One film.

    Attributes:
        photo: Who speaks.
        audio: What is said; None if it is a text.
        output: The file, or the folder of pictures.
    """

    photo: Path
    audio: Path | None
    output: Path


def name_films(args: argparse.Namespace, *, transparent: bool) -> list[Film]:
    """The films, each photo with each recording; makes the folder for several.

    Args:
        args: What was typed: `files`, `text`, `output`, `format`.
        transparent: Whether the films have alpha.

    Raises:
        MienError: If the files are not photos followed by recordings, or the output does not fit their number.
    """
    photos, recordings = _sorted(expand_patterns(args.files), args.text)
    pairs = [(photo, audio) for photo in photos for audio in recordings]
    output: Path = args.output
    if len(pairs) == 1 and args.format is None:
        outputs = [output]
    elif len(pairs) == 1 and output.suffix and not output.is_dir():
        if output.suffix.lower() != f".{args.format}":
            raise MienError(f"{output} does not fit --format {args.format}; end it in .{args.format}, or name a folder")
        outputs = [output]
    else:
        outputs = _in_folder(output, pairs, args.format or ("webm" if transparent else "mp4"))
    films = [Film(photo, audio, path) for (photo, audio), path in zip(pairs, outputs, strict=True)]
    for film in films:
        check_output(film.output, [*photos, *(audio for audio in recordings if audio is not None)])
    return films


def _sorted(files: list[Path], text: str | None) -> tuple[list[Path], list[Path | None]]:
    """Photos and recordings; the first is a photo and the last a recording, whatever they are called."""
    first, *others = files
    if text is not None:
        strange = [path for path in others if path.suffix.lower() not in _PHOTO_SUFFIXES]
        if strange:
            raise MienError(f"--text is what the photos say, got the recording {strange[0]}, too; give one of the two")
        return files, [None]
    if not others:
        raise MienError(f"nothing to say: got {first} alone; give a recording after the photo, or --text")
    last = others.pop()
    photos = [first, *(path for path in others if path.suffix.lower() in _PHOTO_SUFFIXES)]
    return photos, [*(path for path in others if path.suffix.lower() not in _PHOTO_SUFFIXES), last]


def _in_folder(folder: Path, pairs: list[tuple[Path, Path | None]], form: str) -> list[Path]:
    """A file for each pair, by whichever of its names differ."""
    if str(folder) == "-" or folder.suffix.lower().removeprefix(".") in FILM_FORMATS or folder.is_file():
        raise MienError(f"{len(pairs)} films need a folder to write to, got {folder}; give -o FOLDER")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise MienError(f"cannot make the folder {folder}: {(error.strerror or str(error)).lower()}") from error
    photos, recordings = (len(set(side)) for side in zip(*pairs, strict=True))
    stems = []
    for photo, audio in pairs:
        if audio is None or (photos > 1 and recordings == 1):
            stems.append(photo.stem)
        elif photos == 1:
            stems.append(audio.stem)
        else:
            stems.append(f"{photo.stem}-{audio.stem}")
    return [folder / f"{name}.{form}" for name in distinct_names(stems)]
