"""The opening between two lips or two lids, behind which the inside is seen."""

import cv2
import numpy as np
from numpy.typing import NDArray

from mien_inference.face.arrays import Floats32, Pixels

__all__ = ["opening_mask", "shaded_from_above"]

_FRACTION_BITS = 4
"""OpenCV draws at sixteenths of a pixel: an opening that grows slowly must not grow by whole ones."""


def opening_mask(upper: Floats32, lower: Floats32, border_px: int) -> tuple[Pixels, NDArray[np.int64]]:
    """Draws the opening.

    Args:
        upper: Its upper edge from corner to corner, pixels of the picture, shape (n, 2).
        lower: Its lower edge between the same corners, shape (n, 2).
        border_px: Room to leave round it, for blurring.

    Returns:
        A mask 0..255 with smooth edges, shape (height, width), and its upper left corner in the picture, pixels.
    """
    outline = np.concatenate([upper, lower[::-1][1:-1]])
    corner = np.floor(outline.min(0)).astype(np.int64) - border_px
    width, height = (int(v) for v in np.ceil(outline.max(0)).astype(np.int64) + border_px - corner)
    mask = np.zeros((height, width), np.uint8)
    points = np.round((outline - corner) * (1 << _FRACTION_BITS)).astype(np.int32)
    cv2.fillPoly(mask, [points], 255, cv2.LINE_AA, _FRACTION_BITS)
    return mask, corner


def shaded_from_above(mask: Pixels, depth_px: float) -> Floats32:
    """The part of an opening that its upper edge leaves lit: the mask moved down, 0..1, of its shape."""
    height, width = mask.shape
    down = np.array([[1, 0, 0], [0, 1, depth_px]], np.float32)
    return np.asarray(cv2.warpAffine(mask, down, (width, height)).astype(np.float32) / 255, np.float32)
