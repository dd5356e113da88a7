"""Choice of an output of pictures by its name."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from mien_bridge.media.atomic import atomic_file, atomic_folder
from mien_bridge.media.background_sink import BackgroundSink
from mien_bridge.media.movie import MP4, WEBM, WEBM_ALPHA, MovieFormat, MovieWriter
from mien_bridge.media.png_sequence import DEFAULT_PATTERN, PngSequenceWriter, is_pattern
from mien_bridge.media.sink import PictureSink
from mien_protocol.errors import MienError

__all__ = ["PictureOutput", "choose_output"]

CHOICES = "name.mp4, name.webm, a folder for PNG files, or folder/name_%05d.png"

Opener = Callable[[Path, tuple[int, int], int, int], PictureSink]


@dataclass(frozen=True, slots=True)
class PictureOutput:
    """Destination of pictures.

    Attributes:
        path: The file or folder that will be there at the end.
        is_folder: Which of the two.
        opener: Makes the sink from the place to write to, size, pictures a second, and channels of sound.
    """

    path: Path
    is_folder: bool
    opener: Opener

    def reserve(self) -> AbstractContextManager[Path]:
        """A place to write to that becomes `path` only if the block ends well.

        Raises:
            MienError: If nothing can be written there.
        """
        return atomic_folder(self.path) if self.is_folder else atomic_file(self.path)

    def open(self, place: Path, *, size: tuple[int, int], rate_hz: int, channels: int) -> PictureSink:
        """Begins to write at `place`; encoding runs in a thread of its own."""
        return BackgroundSink(self.opener(place, size, rate_hz, channels))


def choose_output(path: Path, *, transparent: bool) -> PictureOutput:
    """Chooses the output by its name.

    Args:
        path: What the user typed.
        transparent: Whether the pictures have alpha to keep.

    Raises:
        MienError: If the name fits no kind of output, or one that has no alpha where there is some.
    """
    suffix = path.suffix.lower()
    if suffix == ".mp4":
        if transparent:
            raise MienError(f"{path}: MP4 has no transparency; for it, use name.webm or a folder for PNG files")
        return _movie(path, MP4)
    if suffix == ".webm":
        return _movie(path, WEBM_ALPHA if transparent else WEBM)
    if suffix == ".png" and is_pattern(path.name):
        return _pictures(path.parent, path.name)
    # `-` means stdout, not a folder of that name.
    if path.is_dir() or (not suffix and str(path) != "-"):
        return _pictures(path, DEFAULT_PATTERN)
    raise MienError(f"cannot tell what {path} should be: give {CHOICES}")


def _movie(path: Path, movie_format: MovieFormat) -> PictureOutput:
    def opener(place: Path, size: tuple[int, int], rate_hz: int, channels: int) -> PictureSink:
        return MovieWriter(place, movie_format, size=size, rate_hz=rate_hz, channels=channels)

    return PictureOutput(path, is_folder=False, opener=opener)


def _pictures(folder: Path, pattern: str) -> PictureOutput:
    def opener(place: Path, _size: tuple[int, int], _rate_hz: int, _channels: int) -> PictureSink:
        return PngSequenceWriter(place, pattern)

    return PictureOutput(folder, is_folder=True, opener=opener)
