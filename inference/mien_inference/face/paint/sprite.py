"""Small premultiplied pictures that are laid under the lips and lids."""

from dataclasses import dataclass

import cv2
import numpy as np
from numba import njit

from mien_inference.face.arrays import Floats32, Pixels

__all__ = ["Sprite", "blend_into", "darken", "lay_into", "lay_over"]


@dataclass(frozen=True, slots=True)
class Sprite:
    """A picture with a place to hold it by.

    Attributes:
        rgba: Colours 0..255 multiplied by alpha, alpha 0..1, shape (height, width, 4).
        anchor: The point that is put where the sprite belongs, pixels (x, y).
        px_per_unit: Its resolution; the unit is the user's.
    """

    rgba: Floats32
    anchor: tuple[float, float]
    px_per_unit: float

    def for_resolution(self, px_per_unit: float) -> "Sprite":
        """The sprite at twice the resolution it will be seen at, or its own if that is less.

        Warping takes four neighbours only: from much more pixels it would pick at random.
        """
        scale = 2 * px_per_unit / self.px_per_unit
        if scale >= 1.0:
            return self
        height, width = self.rgba.shape[:2]
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        small = np.asarray(cv2.resize(self.rgba, size, interpolation=cv2.INTER_AREA), np.float32)
        x, y = self.anchor
        return Sprite(small, (x * size[0] / width, y * size[1] / height), self.px_per_unit * size[0] / width)

    def warped(self, axes: Floats32, place: Floats32, size: tuple[int, int]) -> Floats32:
        """Draws the sprite alone.

        Args:
            axes: Where the unit vectors of the sprite (right, down) go, as columns, pixels, shape (2, 2).
            place: Where the anchor goes, pixels, shape (2,).
            size: Width and height to draw.

        Returns:
            Premultiplied, shape (height, width, 4).
        """
        linear = axes / self.px_per_unit
        matrix = np.column_stack([linear, place - linear @ np.array(self.anchor, np.float32)])
        layer = cv2.warpAffine(self.rgba, matrix.astype(np.float32), size, flags=cv2.INTER_LINEAR)
        return np.asarray(layer, np.float32)


def lay_over(below: Floats32, layer: Floats32) -> None:
    """Lays a premultiplied RGBA layer over RGB, in place."""
    below *= 1.0 - layer[..., 3:]
    below += layer[..., :3]


def blend_into(picture: Pixels, layer: Floats32, mask: Floats32, corner: tuple[int, int]) -> None:
    """Blends an opaque layer into RGBA under a soft mask, in place, clipped at the borders.

    Args:
        picture: Shape (height, width, 4).
        layer: RGB 0..255, shape (h, w, 3).
        mask: 0..1, shape (h, w).
        corner: Upper left corner of the layer in the picture.
    """
    part, seen = _overlap(picture, mask.shape, corner)
    if part.size:
        below = part.astype(np.float32)
        mixed = below + mask[seen][..., None] * (layer[seen] - below)
        part[:] = np.clip(mixed + 0.5, 0, 255).astype(np.uint8)


def lay_into(picture: Pixels, layer: Floats32, corner: tuple[int, int]) -> None:
    """Lays a premultiplied RGBA layer over the colours of RGBA, in place, clipped at the borders."""
    part, seen = _overlap(picture, layer.shape[:2], corner)
    _lay(part, layer[seen])


@njit(cache=True, nogil=True)
def _lay(part: Pixels, layer: Floats32) -> None:
    for y in range(part.shape[0]):
        for x in range(part.shape[1]):
            rest = np.float32(1.0) - layer[y, x, 3]
            for k in range(3):
                mixed = part[y, x, k] * rest + layer[y, x, k] + np.float32(0.5)
                part[y, x, k] = np.uint8(max(np.float32(0.0), min(mixed, np.float32(255.0))))


def darken(picture: Pixels, amount: Floats32, corner: tuple[int, int]) -> None:
    """Takes a share (0..1, shape (h, w, 3)) of the light from RGBA, in place, clipped at the borders."""
    part, seen = _overlap(picture, amount.shape[:2], corner)
    if part.size:
        part[:] = (part * (1 - amount[seen]) + 0.5).astype(np.uint8)


def _overlap(picture: Pixels, shape: tuple[int, ...], corner: tuple[int, int]) -> tuple[Pixels, tuple[slice, slice]]:
    """The colours under a layer, as a view, and the part of the layer that is over the picture."""
    x, y = corner
    left, top = max(x, 0), max(y, 0)
    right, bottom = min(x + shape[1], picture.shape[1]), min(y + shape[0], picture.shape[0])
    right, bottom = max(right, left), max(bottom, top)
    return picture[top:bottom, left:right, :3], (slice(top - y, bottom - y), slice(left - x, right - x))
