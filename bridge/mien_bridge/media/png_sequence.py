"""Pictures as numbered PNG files, with their alpha."""

import re
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from mien_bridge.media.sink import PictureSink

__all__ = ["DEFAULT_PATTERN", "PngSequenceWriter", "is_pattern"]

DEFAULT_PATTERN = "frame_%06d.png"
"""Six digits number six hours at 40 pictures a second."""

_COMPRESSION = 1
"""zlib's fastest: half the time of the default for files a tenth larger."""


def is_pattern(name: str) -> bool:
    """True if a file name numbers pictures as FFmpeg and Blender do, such as `face_%05d.png`."""
    return re.fullmatch(r"[^%]*%(0\d)?d[^%]*\.png", name) is not None


class PngSequenceWriter(PictureSink):
    """A folder of PNG files, numbered from 1; the sound is not kept."""

    def __init__(self, folder: Path, pattern: str = DEFAULT_PATTERN) -> None:
        """Writes into `folder`, which exists, by the name `pattern`."""
        self._folder = folder
        self._pattern = pattern
        self._pictures = 0

    def write_sound(self, sound: NDArray[np.float32]) -> None:
        """Leaves the sound out: pictures cannot hold it."""

    def write_picture(self, rgba: NDArray[np.uint8]) -> None:
        """Writes the next picture, shape (height, width, 4)."""
        self._pictures += 1
        Image.fromarray(rgba).save(self._folder / (self._pattern % self._pictures), compress_level=_COMPRESSION)

    def close(self) -> None:
        """Nothing is left to do: every picture is complete."""

    def abandon(self) -> None:
        """Nothing is held."""
