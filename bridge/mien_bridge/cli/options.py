"""Options that several commands share, and the checks on them."""

import argparse
import glob
import math
from collections.abc import Callable
from pathlib import Path

from mien_protocol.errors import MienError
from mien_protocol.resampling import MAX_RATE_HZ, MIN_RATE_HZ

__all__ = [
    "add_models",
    "add_neutral",
    "add_quiet",
    "check_output",
    "expand_patterns",
    "parse_frame_rate",
    "read_photo",
    "whole_number_parser",
]

_MAX_PHOTO_BYTES = 200 * 1024 * 1024
"""Far above any photo; a disk image named by mistake should not fill the memory first."""


def add_models(parser: argparse.ArgumentParser) -> None:
    """Adds the option that names the folder of the model files."""
    parser.add_argument(
        "--models", type=Path, metavar="DIR", help="folder with the model files (default: MIEN_MODELS, or the cache)"
    )


def add_neutral(parser: argparse.ArgumentParser) -> None:
    """Adds the option to keep the expression of a photo."""
    parser.add_argument(
        "--neutral",
        choices=("on", "off"),
        default="on",
        help="undo the expression of a photo: parted lips, a smile, lowered lids (default: on)",
    )


def add_quiet(parser: argparse.ArgumentParser) -> None:
    """Adds the option to say nothing but the result."""
    parser.add_argument("--quiet", action="store_true", help="no progress, no speed; warnings and errors only")


def parse_frame_rate(text: str) -> int:
    """Parses a frame rate.

    Raises:
        argparse.ArgumentTypeError: If it is not a whole number in range.
    """
    if not text.isdecimal() or not MIN_RATE_HZ <= int(text) <= MAX_RATE_HZ:
        raise argparse.ArgumentTypeError(
            f"must be a whole number of frames a second from {MIN_RATE_HZ} to {MAX_RATE_HZ}, "
            f"got {text!r}{_nearest_rate(text)}"
        )
    return int(text)


def _nearest_rate(text: str) -> str:
    try:
        asked = float(text)
    except ValueError:
        return ""
    if not math.isfinite(asked):
        return ""
    return f"; {round(min(max(asked, MIN_RATE_HZ), MAX_RATE_HZ))} is nearest"


def whole_number_parser(low: int, high: int) -> Callable[[str], int]:
    """A parser of whole numbers in a range; it raises `argparse.ArgumentTypeError` for anything else."""

    def read(text: str) -> int:
        if not text.isdecimal() or not low <= int(text) <= high:
            raise argparse.ArgumentTypeError(f"must be a whole number from {low} to {high}, got {text!r}")
        return int(text)

    return read


def expand_patterns(paths: list[Path]) -> list[Path]:
    """Expands patterns such as `lines/*.wav`, sorted; names of files stay as they are.

    The shells of Windows leave patterns to the commands.

    Raises:
        MienError: If a pattern fits no file.
    """
    files: list[Path] = []
    for path in paths:
        # A name may contain brackets without being a pattern.
        if path.exists() or not glob.has_magic(str(path)):
            files.append(path)
        else:
            files += _fitting(path)
    return files


def _fitting(pattern: Path) -> list[Path]:
    found = sorted(Path(name) for name in glob.glob(str(pattern)))  # noqa: PTH207
    if not found:
        raise MienError(f"no file fits {pattern}; check the folder and the ending")
    return found


def check_output(output: Path, inputs: list[Path]) -> None:
    """Refuses to overwrite an input.

    Raises:
        MienError: If `output` is one of `inputs`, whatever it is called.
    """
    if output.exists():
        for given in inputs:
            if given.exists() and output.samefile(given):
                raise MienError(f"the output {output} is also an input; name another file with -o")


def read_photo(path: Path) -> bytes:
    """Reads a photo file.

    Raises:
        MienError: If it cannot be read, or is too large to be a photo.
    """
    if path.is_dir():
        raise MienError(f"{path} is a folder; give one photo")
    try:
        # A device has no size, and some never end.
        with path.open("rb") as file:
            content = file.read(_MAX_PHOTO_BYTES + 1)
    except FileNotFoundError:
        raise MienError(f"there is no file {path}") from None
    except OSError as error:
        raise MienError(f"cannot read {path}: {(error.strerror or str(error)).lower()}") from error
    if len(content) > _MAX_PHOTO_BYTES:
        raise MienError(f"{path} is too large for a photo (over 200 MB); give a JPEG, PNG, WebP, HEIC or AVIF")
    return content
