"""Choice of an output of pictures by its name."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from mien_bridge.media.atomic import atomic_file, atomic_folder
from mien_bridge.media.background_sink import BackgroundSink
from mien_bridge.media.gif import GIF_MAX_RATE_HZ, GifWriter
from mien_bridge.media.movie import MOV, MOV_ALPHA, MP4, WEBM, WEBM_ALPHA, MovieFormat, MovieWriter
from mien_bridge.media.png_sequence import DEFAULT_PATTERN, PngSequenceWriter, is_pattern
from mien_bridge.media.sink import PictureSink
from mien_bridge.media.webp import WebpWriter
from mien_protocol.errors import MienError
from mien_protocol.resampling import FrameRate

__all__ = ["PictureOutput", "choose_output"]

CHOICES = "name.mp4, name.webm, name.mov, name.gif, name.webp, a folder for PNG files, or folder/name_%05d.png"

Opener = Callable[[Path, tuple[int, int], FrameRate, int], PictureSink]


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

    def open(self, place: Path, *, size: tuple[int, int], rate_hz: FrameRate, channels: int) -> PictureSink:
        """Begins to write at `place`; encoding runs in a thread of its own."""
        picture_bytes = 4 * size[0] * size[1]
        return BackgroundSink(self.opener(place, size, rate_hz, channels), picture_bytes=picture_bytes)


def choose_output(path: Path, *, transparent: bool, rate_hz: FrameRate) -> PictureOutput:
    """Chooses the output by its name.

    Args:
        path: What the user typed.
        transparent: Whether the pictures have alpha to keep.
        rate_hz: Pictures a second.

    Raises:
        MienError: If the name fits no kind of output, one that has no alpha where there is some, or one
            that cannot show so many pictures a second.
    """
    suffix = path.suffix.lower()
    if suffix == ".mp4" and transparent:
        raise MienError(f"{path}: MP4 has no transparency; for it, use name.webm, name.mov or a folder for PNG files")
    if suffix == ".gif" and rate_hz > GIF_MAX_RATE_HZ:
        raise MienError(
            f"{path}: a GIF shows at most {GIF_MAX_RATE_HZ} pictures a second, got {rate_hz}; give --fps 25"
        )
    if suffix in _OPENERS:
        return PictureOutput(path, is_folder=False, opener=_OPENERS[suffix][transparent])
    if suffix == ".png" and is_pattern(path.name):
        return _pictures(path.parent, path.name)
    # `-` means stdout, not a folder of that name.
    if path.is_dir() or (not suffix and str(path) != "-"):
        return _pictures(path, DEFAULT_PATTERN)
    raise MienError(f"cannot tell what {path} should be: give {CHOICES}")


def _movie(movie_format: MovieFormat) -> Opener:
    def opener(place: Path, size: tuple[int, int], rate_hz: FrameRate, channels: int) -> PictureSink:
        return MovieWriter(place, movie_format, size=size, rate_hz=rate_hz, channels=channels)

    return opener


def _gif(place: Path, size: tuple[int, int], rate_hz: FrameRate, _channels: int) -> PictureSink:
    return GifWriter(place, size=size, rate_hz=rate_hz)


def _webp(place: Path, size: tuple[int, int], rate_hz: FrameRate, _channels: int) -> PictureSink:
    return WebpWriter(place, size=size, rate_hz=rate_hz)


def _pictures(folder: Path, pattern: str) -> PictureOutput:
    def opener(place: Path, _size: tuple[int, int], _rate_hz: FrameRate, _channels: int) -> PictureSink:
        return PngSequenceWriter(place, pattern)

    return PictureOutput(folder, is_folder=True, opener=opener)


_OPENERS: MappingProxyType[str, tuple[Opener, Opener]] = MappingProxyType(
    {
        ".mp4": (_movie(MP4), _movie(MP4)),
        ".webm": (_movie(WEBM), _movie(WEBM_ALPHA)),
        ".mov": (_movie(MOV), _movie(MOV_ALPHA)),
        ".gif": (_gif, _gif),
        ".webp": (_webp, _webp),
    }
)
"""By suffix: what writes opaque pictures, and what writes those with alpha."""
