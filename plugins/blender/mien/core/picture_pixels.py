# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of the wire as the pixels of a Blender image that calculates in light."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["PicturePixels"]


class PicturePixels:
    """Turns pictures of one size into linear colour with the bottom row first, in a buffer made once."""

    def __init__(self, width: int, height: int) -> None:
        """For pictures of `width` x `height` pixels."""
        self._pixels = np.empty((height, width, 4), np.float32)
        levels = np.arange(256) / 255.0
        self._light = _from_srgb(levels)
        self._alpha = levels.astype(np.float32)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        height, width = self._pixels.shape[:2]
        return width, height

    def convert(self, rgba: NDArray[np.uint8]) -> NDArray[np.float32]:
        """The pixels of a picture.

        Args:
            rgba: sRGB, straight alpha, top row first, shape (height, width, 4).

        Returns:
            Linear colour and straight alpha, bottom row first, shape (height * width * 4,); overwritten by the next
            call.
        """
        upright = rgba[::-1]
        # A mode other than the default makes numpy write where it is told, without a copy.
        np.take(self._light, upright, out=self._pixels, mode="clip")
        np.take(self._alpha, upright[..., 3], out=self._pixels[..., 3], mode="clip")
        return self._pixels.reshape(-1)


def _from_srgb(levels: NDArray[np.float64]) -> NDArray[np.float32]:
    """Linear light of sRGB levels, 0..1 (IEC 61966-2-1)."""
    curved = ((levels + 0.055) / 1.055) ** 2.4
    return np.where(levels <= 0.04045, levels / 12.92, curved).astype(np.float32)
