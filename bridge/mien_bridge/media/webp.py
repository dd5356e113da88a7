"""Animated WebP, written as it is made.

The container is RIFF: `VP8X` states size and flags, `ANIM` how often to repeat, and each `ANMF` holds a picture, or the
part of one that differs from the picture before (https://developers.google.com/speed/webp/docs/riff_container).
FFmpeg's writer forgets the flag that says that there is alpha, and Pillow's keeps all pictures until the end.
"""

import contextlib
import io
import struct
from fractions import Fraction
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from mien_bridge.media.sink import PictureSink
from mien_protocol.resampling import FrameRate

__all__ = ["WebpWriter"]

_HAS_ALPHA, _IS_ANIMATED = 0x10, 0x02
_REPLACE: Final = 0x02
"""A picture takes the place of what was there, rather than being laid over it by its alpha."""

_QUALITY: Final = 82
_METHOD: Final = 2
"""Of libwebp's 0 to 6: twice as fast as its default for files a few percent larger."""

_FOR_EVER: Final = 0
_HEADER_BYTES: Final = 12
_OWN_CHUNKS: Final = (b"ALPH", b"VP8 ", b"VP8L")
"""Chunks of a single picture that an animation takes over; the others speak of the file."""


class WebpWriter(PictureSink):
    """One animation that repeats for ever, with its alpha; the sound is not kept."""

    def __init__(self, path: Path, *, size: tuple[int, int], rate_hz: FrameRate) -> None:
        """Begins a file.

        Args:
            path: The file; overwritten.
            size: Width and height, pixels, both even.
            rate_hz: Pictures a second. Each lasts whole milliseconds, so long that the pictures never drift.

        Raises:
            OSError: If the file cannot be written.
        """
        self._period_ms = 1000 / Fraction(rate_hz)
        self._shown: NDArray[np.uint8] | None = None
        self._pictures = 0
        self._file = path.open("wb")
        self._file.write(b"RIFF\0\0\0\0WEBP")
        self._file.write(
            _chunk(b"VP8X", struct.pack("<I", _HAS_ALPHA | _IS_ANIMATED) + _three(size[0] - 1, size[1] - 1))
        )
        self._file.write(_chunk(b"ANIM", struct.pack("<IH", 0, _FOR_EVER)))

    def write_sound(self, sound: NDArray[np.float32]) -> None:
        """Leaves the sound out: pictures cannot hold it."""

    def write_picture(self, rgba: NDArray[np.uint8]) -> None:
        """Writes what differs from the picture before, shape (height, width, 4)."""
        left, top, right, bottom = _changed(self._shown, rgba)
        lasts_ms = round((self._pictures + 1) * self._period_ms) - round(self._pictures * self._period_ms)
        # Offsets are stored halved, sizes less one.
        place = _three(left // 2, top // 2, right - left - 1, bottom - top - 1, lasts_ms) + bytes([_REPLACE])
        self._file.write(_chunk(b"ANMF", place + _encoded(rgba[top:bottom, left:right])))
        self._shown = rgba
        self._pictures += 1

    def close(self) -> None:
        """Writes the length into the header, and closes the file."""
        length = self._file.tell()
        self._file.seek(4)
        self._file.write(struct.pack("<I", length - 8))
        self._file.close()

    def abandon(self) -> None:
        """Closes the file as it is; never raises."""
        with contextlib.suppress(OSError):
            self._file.close()


def _changed(before: NDArray[np.uint8] | None, now: NDArray[np.uint8]) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what differs, from even corners on; some of it where nothing does."""
    height, width = now.shape[:2]
    if before is None:
        return 0, 0, width, height
    differs = (before.view(np.uint32) != now.view(np.uint32))[..., 0]
    rows, columns = np.flatnonzero(differs.any(1)), np.flatnonzero(differs.any(0))
    if not len(rows):
        return 0, 0, 2, 2
    return int(columns[0]) // 2 * 2, int(rows[0]) // 2 * 2, int(columns[-1]) + 1, int(rows[-1]) + 1


def _encoded(rgba: NDArray[np.uint8]) -> bytes:
    """The chunks of a single picture, those alone that hold pixels."""
    file = io.BytesIO()
    Image.fromarray(rgba).save(file, "WEBP", quality=_QUALITY, method=_METHOD)
    data, at, kept = file.getvalue(), _HEADER_BYTES, b""
    while at < len(data):
        name, length = data[at : at + 4], struct.unpack_from("<I", data, at + 4)[0]
        end = at + 8 + length + length % 2
        if name in _OWN_CHUNKS:
            kept += data[at:end]
        at = end
    return kept


def _chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


def _three(*numbers: int) -> bytes:
    """Numbers of 24 bits."""
    return b"".join(number.to_bytes(3, "little") for number in numbers)
