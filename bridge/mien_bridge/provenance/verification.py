"""Verification of the mark in a file: made by Mien or not, by which installation, and when."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import av
import numpy as np
from numpy.typing import NDArray

from mien_bridge.provenance.installation import date_of
from mien_protocol.errors import MienError

if TYPE_CHECKING:
    from mien_inference.mark import Message

__all__ = ["Verdict", "verify_file"]

_FILMS: Final = frozenset({".mp4", ".mov", ".m4v", ".webm", ".mkv", ".avi", ".gif", ".mpg", ".ts"})
_FEWEST_SAMPLES: Final = 5
_RATE_HZ: Final = 5
"""Pictures a second that are looked at."""

_MOST_SIDE_PX: Final = 2048
"""Larger pictures are scaled down: cells stay large enough, and the search takes seconds."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Result for one file.

    Attributes:
        file: The file.
        message: What its mark states; None if no mark was read.
        agreement: How clearly, in standard deviations of chance; 0 if none was read.
        seconds: Of a film: the seconds whose pictures bear the mark on their own. None of a picture.
        duration_s: Of a film; None of a picture.
    """

    file: Path
    message: "Message | None"
    agreement: float
    seconds: tuple[int, ...] | None
    duration_s: int | None

    def as_json(self) -> dict[str, Any]:
        """The verdict for machines."""
        message = self.message
        return {
            "file": str(self.file),
            "made_by_mien": message is not None,
            "installation": None if message is None else f"{message.installation:010x}",
            "day": None if message is None else date_of(message).isoformat(),
            "agreement": round(self.agreement, 1),
            "seconds": None if self.seconds is None else [list(span) for span in _spans(self.seconds)],
            "duration_s": self.duration_s,
        }

    def in_words(self, own_number: int) -> str:
        """The verdict for people; `own_number` is the number of the installation that says it."""
        if self.message is None:
            return f"{self.file}: no mark of Mien's; that does not prove that it was made otherwise"
        own = ", this one," if self.message.installation == own_number else ""
        said = f"made by Mien's installation {self.message.installation:010x}{own} on {date_of(self.message)} (UTC)"
        if self.seconds is None or self.duration_s is None:
            return f"{self.file}: {said}"
        spans = ", ".join(f"{first}-{last + 1} s" for first, last in _spans(self.seconds)) or "none on its own"
        return f"{self.file}: {said}; marked seconds: {spans} of {self.duration_s} s"


def verify_file(path: Path) -> Verdict:
    """Looks for the mark in a picture or a film.

    Raises:
        MienError: If the file cannot be read.
    """
    if not path.is_file():
        raise MienError(f"there is no file {path}")
    return _verify_film(path) if path.suffix.lower() in _FILMS else _verify_picture(path)


def _verify_picture(path: Path) -> Verdict:
    from PIL import Image, ImageOps

    from mien_inference.mark import read_picture

    try:
        with Image.open(path) as image:
            # Of an animated one, from its middle.
            image.seek(getattr(image, "n_frames", 1) // 2)
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((_MOST_SIDE_PX, _MOST_SIDE_PX))
            picture = np.asarray(upright.convert("RGB"))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise MienError(
            f"cannot read {path} as a picture: {error}; expected a picture (JPEG, PNG, WebP, TIFF, BMP), or a film "
            f"whose name ends in one of {', '.join(sorted(_FILMS))}"
        ) from error
    reading = read_picture(picture)
    if reading is None:
        return Verdict(path, None, 0.0, None, None)
    return Verdict(path, reading.message, reading.agreement, None, None)


def _verify_film(path: Path) -> Verdict:
    from mien_inference.mark import FilmReader

    try:
        # Decoded twice: all pictures of a long film would not fit into memory.
        samples = _spread(picture for _, picture in _pictures(path))
        if not samples:
            raise MienError(f"{path} has no pictures")
        reader, last_ns = FilmReader(samples), 0
        for time_ns, picture in _pictures(path):
            reader.push(picture, time_ns)
            last_ns = time_ns
    except (OSError, ValueError) as error:
        raise MienError(
            f"cannot read {path} as a film: {error}; expected what its name says; export or download it again"
        ) from error
    reading, duration_s = reader.read(), math.ceil((last_ns + 1) / 1e9)
    if reading is None:
        return Verdict(path, None, 0.0, (), duration_s)
    return Verdict(path, reading.message, reading.agreement, reading.seconds, duration_s)


def _pictures(path: Path) -> Iterator[tuple[int, NDArray[np.uint8]]]:
    """Pictures of a film, five a second, and their times from the first one on, nanoseconds; all of one size."""
    size: tuple[int, int] | None = None
    with av.open(str(path)) as container:
        if not container.streams.video:
            return
        stream = container.streams.video[0]
        begun, due = None, Fraction(0)
        for index, frame in enumerate(container.decode(stream)):
            at = Fraction(index, 25) if frame.pts is None or frame.time_base is None else frame.pts * frame.time_base
            begun = at if begun is None else begun
            if at - begun < due:
                continue
            due = at - begun + Fraction(1, _RATE_HZ)
            if size is None:
                scale = min(1.0, _MOST_SIDE_PX / max(frame.width, frame.height))
                size = (max(1, round(frame.width * scale)), max(1, round(frame.height * scale)))
            shown = frame.reformat(width=size[0], height=size[1], format="rgb24")
            yield int((at - begun) * 1_000_000_000), np.asarray(shown.to_ndarray(), np.uint8)


def _spread(pictures: Iterable[NDArray[np.uint8]]) -> list[NDArray[np.uint8]]:
    """Five to nine pictures from the whole length of a film, however long it is; all of a shorter one."""
    kept: list[NDArray[np.uint8]] = []
    step = 1
    for index, picture in enumerate(pictures):
        if index % step:
            continue
        kept.append(picture)
        if len(kept) == 2 * _FEWEST_SAMPLES:
            kept, step = kept[::2], 2 * step
    return kept


def _spans(seconds: tuple[int, ...]) -> list[tuple[int, int]]:
    """Runs of seconds, first and last."""
    spans: list[tuple[int, int]] = []
    for second in seconds:
        if spans and spans[-1][1] == second - 1:
            spans[-1] = spans[-1][0], second
        else:
            spans.append((second, second))
    return spans
