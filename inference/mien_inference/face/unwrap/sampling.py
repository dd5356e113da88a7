"""Sampling: what a picture shows where the texels of a texture lie in it."""

import numpy as np
from numba import float32, njit, uint32, uint64, uintp

from mien_inference.face.arrays import Floats, Floats32, Ints, Pixels, WholePixels

__all__ = ["copy_texels", "locate_planes", "sample_spans"]


@njit(cache=True, nogil=True)
def locate_planes(points: Floats32, triangles: Ints, planes: Floats, located: Floats32) -> None:
    """Finds where the texels of each triangle lie in a picture.

    Args:
        points: Where the vertices lie in the picture, pixels, shape (n, 2).
        triangles: Shape (m, 3).
        planes: As `Texels.planes`.
        located: Receives for each triangle x and y of one more column, of one more row, and of texel (0, 0), pixels,
            shape (m, 6).
    """
    for triangle in range(triangles.shape[0]):
        for row in range(3):
            x, y = 0.0, 0.0
            for corner in range(3):
                share = planes[triangle, row, corner]
                x += share * points[triangles[triangle, corner], 0]
                y += share * points[triangles[triangle, corner], 1]
            located[triangle, 2 * row] = x
            located[triangle, 2 * row + 1] = y


@njit(cache=True, nogil=True, fastmath=True)
def sample_spans(picture: WholePixels, located: Floats32, spans: Ints, alpha: Pixels, texture: WholePixels) -> None:
    """Fills the texels of a face, each from the four pixels it lies between, to a 256th of a pixel.

    Args:
        picture: Pixel centres at integers, at least 2 x 2 pixels, contiguous, shape (height, width).
        located: From `locate_planes`.
        spans: As `Texels.spans`.
        alpha: That of each texel, 0..255, shape (size, size); the picture's does not count.
        texture: Receives the texels, shape (size, size).
    """
    # Unsigned throughout: a signed index costs a test for counting from the end.
    pixels, width = picture.ravel(), uintp(picture.shape[1])
    # The last 256th before the last pixel: beyond it there is none to mix in.
    last_x, last_y = float32(picture.shape[1] - 257 / 256), float32(picture.shape[0] - 257 / 256)
    for span in range(spans.shape[0]):
        row, first = uintp(spans[span, 0]), uintp(spans[span, 1])
        end, triangle = uintp(spans[span, 2]), uintp(spans[span, 3])
        dx, dy = located[triangle, 0], located[triangle, 1]
        x = located[triangle, 4] + float32(first) * dx + float32(row) * located[triangle, 2]
        y = located[triangle, 5] + float32(first) * dy + float32(row) * located[triangle, 3]
        for column in range(first, end):
            x_256 = uint32(min(max(x, float32(0)), last_x) * float32(256))
            y_256 = uint32(min(max(y, float32(0)), last_y) * float32(256))
            corner = uintp(y_256 >> _8) * width + uintp(x_256 >> _8)
            across, down = x_256 & _BYTE, y_256 & _BYTE
            fourth = (across * down + uint32(128)) >> _8
            total = _lanes(pixels[corner]) * uint64(uint32(256) - across - down + fourth)
            total += _lanes(pixels[corner + uintp(1)]) * uint64(across - fourth)
            total += _lanes(pixels[corner + width]) * uint64(down - fourth)
            total += _lanes(pixels[corner + width + uintp(1)]) * uint64(fourth)
            texture[row, column] = _colour(total) | (uint32(alpha[row, column]) << uint32(24))
            x += dx
            y += dy


_8, _BYTE = uint32(8), uint32(0xFF)
_EVEN, _ODD = uint64(0x00FF00FF), uint64(0xFF00FF00)


@njit(cache=True, nogil=True, inline="always")
def _lanes(pixel: np.uint32) -> np.uint64:
    """The four bytes of a pixel in 16 bits each, so that one multiplication weighs them all."""
    return (uint64(pixel) & _EVEN) | ((uint64(pixel) & _ODD) << uint64(24))


@njit(cache=True, nogil=True, inline="always")
def _colour(total: np.uint64) -> np.uint32:
    """Red, green and blue from their lanes, each 256 times too large."""
    lanes = ((total + uint64(0x0080008000800080)) >> uint64(8)) & uint64(0x00FF00FF00FF00FF)
    return (uint32(lanes) | uint32(lanes >> uint64(24))) & uint32(0x00FFFFFF)


@njit(cache=True, nogil=True)
def copy_texels(texture: WholePixels, into: Ints, origin: Ints) -> None:
    """Copies texels of a texture onto others of it, both counted row by row, each of shape (o,)."""
    texels = texture.ravel()
    for index in range(into.shape[0]):
        texels[into[index]] = texels[origin[index]]
