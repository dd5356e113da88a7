"""The photo in two layers: the person, and what is behind."""

from dataclasses import dataclass

import cv2
import numpy as np

from mien_inference.face.arrays import Floats32, Pixels
from mien_inference.face.framing import Framing
from mien_inference.face.inpaint import extend, fill

__all__ = ["Layers", "split_layers"]

_HALO_SHARE = 0.045
"""Background this near the person, in heights of the face, is tinted by it and filled in too."""


@dataclass(frozen=True, slots=True)
class Layers:
    """The two layers on the canvas, which is the frame with a margin round it.

    Attributes:
        person: RGBA with colours multiplied by alpha, shape (height + 2 margin, width + 2 margin, 4).
        background: RGB of the frame alone, with the person filled in, shape (height, width, 3).
        margin_px: Canvas beyond each side of the frame.
    """

    person: Pixels
    background: Pixels
    margin_px: int


def split_layers(framing: Framing, picture: Pixels, matte: Floats32) -> Layers:
    """Splits a framed photo such that the layers put together are the photo again.

    Args:
        framing: Where the frame lies.
        picture: RGB of `framing`, possibly retouched.
        matte: The person's share of each pixel, 0..1.
    """
    image = picture.astype(np.float32)
    behind = _behind(image, matte, framing.face.height_px)
    alpha = matte[..., None]
    # Not foreground x alpha, but what is left of the photo without the background: so nothing is lost at rest.
    premultiplied = np.clip(image - (1 - alpha) * behind, 0, 255)
    person = np.dstack([premultiplied, 255 * matte])
    margin = framing.margin_px
    (x, y), (width, height) = framing.corner, framing.size
    return Layers(
        person=_rounded(_window(person, (x - margin, y - margin), (width + 2 * margin, height + 2 * margin))),
        background=_rounded(_window(behind, (x, y), (width, height))),
        margin_px=margin,
    )


def _behind(image: Floats32, matte: Floats32, face_height: float) -> Floats32:
    width = 2 * max(2, round(_HALO_SHARE * face_height)) + 1
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (width, width))
    hole = cv2.dilate((matte > 0.03).astype(np.uint8), kernel)
    if hole.all():
        hole = (matte > 0.5).astype(np.uint8)
    return fill(image, 1.0 - hole.astype(np.float32))


def _window(picture: Floats32, corner: tuple[int, int], size: tuple[int, int]) -> Floats32:
    """Cuts a window out of a picture; what lies outside is made up."""
    height, width = picture.shape[:2]
    (x, y), (window_width, window_height) = corner, size
    border = (max(0, -y), max(0, y + window_height - height), max(0, -x), max(0, x + window_width - width))
    grown = extend(picture, border)
    left, top = x + border[2], y + border[0]
    return grown[top : top + window_height, left : left + window_width]


def _rounded(picture: Floats32) -> Pixels:
    return np.asarray(np.clip(picture + 0.5, 0, 255), np.uint8)
