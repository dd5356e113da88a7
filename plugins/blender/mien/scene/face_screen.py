# SPDX-License-Identifier: GPL-3.0-or-later
"""Display of a live session's pictures."""

from mien_protocol.client import FacePicture

from ..core.live_outbox import Outbox
from ..core.picture_pixels import PicturePixels
from .face_image import write_picture

__all__ = ["FaceScreen", "image_name"]


def image_name(keeper_name: str) -> str:
    """The image that a character's pictures are written to."""
    return f"{keeper_name} face"


class FaceScreen:
    """Writes the newest picture of a session into a character's image, no more often than it is to be seen.

    Attributes:
        picture: The newest that was written; None before the first has come.
        written: How many were written.
    """

    def __init__(self, keeper_name: str) -> None:
        """No picture yet."""
        self.picture: FacePicture | None = None
        self.written = 0
        self._image = image_name(keeper_name)
        self._pixels: PicturePixels | None = None
        self._last_ns = 0

    def tick(self, outbox: Outbox, now_ns: int, rate_hz: int) -> None:
        """Writes a picture if there is a new one and it is time for one.

        Args:
            outbox: Where pictures come.
            now_ns: By `time.monotonic_ns`.
            rate_hz: Pictures a second, at most.

        Raises:
            MienError: If Blender cannot read the pictures.
        """
        if now_ns - self._last_ns < 1e9 / rate_hz:
            return
        picture = outbox.face()
        if picture is None:
            return
        self._last_ns = now_ns
        size = (picture.header.width, picture.header.height)
        if self._pixels is None or self._pixels.size != size:
            self._pixels = PicturePixels(*size)
        write_picture(self._image, picture, self._pixels)
        self.picture = picture
        self.written += 1
