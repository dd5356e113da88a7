"""Pictures of a face, brought to the size that a screen or camera has."""

import io
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from mien_protocol.client import FacePicture
from mien_protocol.errors import MienError

__all__ = ["Canvas", "read_colour"]


@dataclass(frozen=True, slots=True)
class Canvas:
    """A surface on which pictures are shown.

    Attributes:
        width: Pixels.
        height: Pixels.
        background: Red, green and blue, 0..255: behind what is transparent, and beside the picture.
    """

    width: int
    height: int
    background: tuple[int, int, int]

    def blank(self) -> NDArray[np.uint8]:
        """Nothing but background: sRGB, shape (height, width, 3)."""
        return np.full((self.height, self.width, 3), self.background, np.uint8)

    def showing(self, picture: FacePicture) -> NDArray[np.uint8]:
        """The picture in the middle, as large as fits, whole and undistorted: sRGB, shape (height, width, 3).

        Raises:
            MienError: If the picture cannot be decoded, or is a texture, which is for the head of a character.
        """
        if picture.header.face_layout == "texture":
            raise MienError(
                "this session draws face textures, which are for characters' heads; ask for portrait or cutout instead"
            )
        opaque = _over(*_decoded(picture), self.background)
        scale = min(self.width / opaque.shape[1], self.height / opaque.shape[0])
        width, height = max(1, round(opaque.shape[1] * scale)), max(1, round(opaque.shape[0] * scale))
        fitted = cv2.resize(opaque, (width, height), interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
        shown = self.blank()
        left, top = (self.width - width) // 2, (self.height - height) // 2
        shown[top : top + height, left : left + width] = fitted
        return shown


def read_colour(text: str) -> tuple[int, int, int]:
    """Red, green and blue, 0..255, of a colour as web pages write it, such as `#00b140`.

    Raises:
        MienError: If it is not written so.
    """
    digits = text.strip().removeprefix("#")
    if len(digits) != 6 or not all(digit in "0123456789abcdefABCDEF" for digit in digits):
        raise MienError(f"colour: expected six hexadecimal digits, such as #00b140, got {text[:80]!r}")
    red, green, blue = bytes.fromhex(digits)
    return red, green, blue


def _decoded(picture: FacePicture) -> tuple[NDArray[np.uint8], NDArray[np.uint8] | None]:
    """Colours, shape (height, width, 3), and alpha, shape (height, width); None where it is opaque."""
    if picture.jpeg is not None:
        return _decoded_jpeg(picture.jpeg, (picture.header.width, picture.header.height)), picture.alpha
    assert picture.rgba is not None
    opaque = picture.header.alpha == "none"
    return picture.rgba[..., :3], None if opaque else picture.rgba[..., 3]


def _decoded_jpeg(jpeg: memoryview, size: tuple[int, int]) -> NDArray[np.uint8]:
    try:
        with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as image:
            # Before anything is decoded: a file may claim any size.
            if image.size != size:
                raise MienError(f"a picture of {size[0]} x {size[1]} was announced, and one of {image.size} came")
            return np.asarray(image.convert("RGB"))
    except (OSError, SyntaxError, UnidentifiedImageError) as error:
        raise MienError("a picture came that is not a JPEG") from error


def _over(
    rgb: NDArray[np.uint8], alpha: NDArray[np.uint8] | None, background: tuple[int, int, int]
) -> NDArray[np.uint8]:
    """Straight alpha over one colour; before scaling, as what is transparent may have any colour."""
    if alpha is None:
        return np.ascontiguousarray(rgb)
    weight = alpha[..., None].astype(np.uint16)
    behind = np.array(background, np.uint16)
    return ((rgb * weight + behind * (255 - weight) + 127) // 255).astype(np.uint8)
