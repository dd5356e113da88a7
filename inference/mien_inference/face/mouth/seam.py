"""The contact shadow between closed lips, for photos whose own lips were parted."""

from typing import Final

import cv2
import numpy as np

from mien_inference.face.arrays import Floats32, Pixels
from mien_inference.face.mouth.light import faded
from mien_inference.face.paint.sprite import darken

__all__ = ["ContactShadow"]

_CORE_CM, _SHADE_CM = 0.035, 0.13
_CORE_DARK: Final = np.array([0.34, 0.50, 0.48], np.float32)
_SHADE_DARK: Final = np.array([0.32, 0.44, 0.40], np.float32)
"""Widths of the dark where lips touch and of the shade round it, and what they take from red, green and blue."""

_GONE_CM: Final = 0.25
"""The shade is gone when lips have parted this far."""

_TAPER: Final = 0.35
"""Strength of the line at the corners beside its middle."""

_LEAST_SOFTNESS_PX: Final = 0.6

_FRACTION_BITS: Final = 4


class ContactShadow:
    """The shadow between closed lips in pictures of one size.

    Args:
        px_per_cm: Size of the face in the picture.
        blur_px: How blurred the photo is in it, standard deviation.
        colourfulness: How much of its colour the shadow keeps, 0 (grey) to 1.
    """

    def __init__(self, px_per_cm: float, blur_px: float, colourfulness: float) -> None:
        self._softness = max(_LEAST_SOFTNESS_PX, 0.6 * _CORE_CM * px_per_cm, blur_px)
        self._px_per_cm = px_per_cm
        self._core_dark = faded(_CORE_DARK, colourfulness)
        self._shade_dark = faded(_SHADE_DARK, colourfulness)

    def paint(self, picture: Pixels, line: Floats32, gap_px: float) -> None:
        """Darkens the line where lips meet, in place; over an open mouth its inside is painted next.

        Args:
            picture: RGBA, shape (height, width, 4).
            line: Where they meet, from corner to corner, pixels, shape (n, 2).
            gap_px: How far apart they are; the shade goes as they part.
        """
        reach = 3 + int(3 * _SHADE_CM * self._px_per_cm)
        corner = np.floor(line.min(0)).astype(int) - reach
        width, height = (int(v) for v in np.ceil(line.max(0)).astype(int) + reach - corner)
        if width < 2 or height < 2:
            return
        core = np.zeros((height, width), np.uint8)
        thickness = max(1, round(_CORE_CM * self._px_per_cm))
        points = np.round((line - corner) * (1 << _FRACTION_BITS)).astype(np.int32)
        cv2.polylines(core, [points], False, 255, thickness, cv2.LINE_AA, _FRACTION_BITS)
        # A line thinner than a pixel is a fainter one.
        share = np.float32(min(_CORE_CM * self._px_per_cm / thickness, 1.0) / 255) * _taper(
            line[:, 0] - corner[0], width
        )
        sharp = cv2.GaussianBlur(core.astype(np.float32) * share, (0, 0), self._softness)
        wide = cv2.GaussianBlur(sharp, (0, 0), max(0.8, _SHADE_CM * self._px_per_cm))
        parted = np.float32(max(0.0, 1 - gap_px / (_GONE_CM * self._px_per_cm)) * _SHADE_CM / _CORE_CM)
        dark = np.minimum(sharp[..., None] * self._core_dark + parted * wide[..., None] * self._shade_dark, 1)
        darken(picture, np.asarray(dark, np.float32), (int(corner[0]), int(corner[1])))


def _taper(columns: Floats32, width: int) -> Floats32:
    """Strength of the line in each column of the box, shape (width,)."""
    ends = float(columns.min()), float(columns.max())
    place = np.clip(2 * (np.arange(width) - ends[0]) / max(ends[1] - ends[0], 1) - 1, -1, 1)
    return np.asarray(_TAPER + (1 - _TAPER) * (1 - np.abs(place) ** 3), np.float32)
