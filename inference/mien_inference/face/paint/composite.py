"""Person over background, pixel by pixel."""

import numpy as np
from numba import njit

from mien_inference.face.arrays import Floats32, Pixels

__all__ = ["lay_opaque", "lay_transparent"]


@njit(cache=True, nogil=True)
def lay_opaque(  # noqa: PLR0917 -- numba takes no keyword-only arguments
    person: Pixels,
    light: Floats32,
    strength: Floats32,
    corner: tuple[int, int],
    behind: Pixels,
    picture: Pixels,
) -> None:
    """Lays the person, relit, over an opaque background.

    Args:
        person: RGBA with colours multiplied by alpha, shape (height, width, 4).
        light: Factor of the person's colours within a box, shape (h, w).
        strength: How much of its difference from 1 red, green and blue take, shape (3,).
        corner: Column and row of the box.
        behind: RGB, shape (height, width, 3).
        picture: Receives RGBA, shape (height, width, 4).
    """
    left, top = corner
    bottom, right = top + light.shape[0], left + light.shape[1]
    for y in range(person.shape[0]):
        boxed = top <= y < bottom
        for x in range(person.shape[1]):
            alpha = person[y, x, 3]
            if boxed and left <= x < right:
                change = light[y - top, x - left] - np.float32(1)
                if alpha == 255:
                    for k in range(3):
                        factor = np.float32(1) + strength[k] * change
                        lit = factor * person[y, x, k] + np.float32(0.5)
                        picture[y, x, k] = np.uint8(np.int32(min(lit, np.float32(255))))
                    picture[y, x, 3] = 255
                    continue
                for k in range(3):
                    factor = np.float32(1) + strength[k] * change
                    rest = np.float32((255 - np.int32(alpha)) * np.int32(behind[y, x, k])) / np.float32(255)
                    lit = factor * person[y, x, k] + rest + np.float32(0.5)
                    picture[y, x, k] = np.uint8(np.int32(min(lit, np.float32(255))))
            elif alpha == 255:
                for k in range(3):
                    picture[y, x, k] = person[y, x, k]
            elif alpha == 0:
                for k in range(3):
                    # What is nearly transparent may have colour left: it is light added.
                    total = np.uint32(person[y, x, k]) + np.uint32(behind[y, x, k])
                    picture[y, x, k] = np.uint8(min(total, np.uint32(255)))
            else:
                for k in range(3):
                    # Unsigned throughout: signed division, which rounds down in Python, costs several times as much.
                    through = (np.uint32(255 - alpha) * np.uint32(behind[y, x, k]) + np.uint32(127)) // np.uint32(255)
                    total = np.uint32(person[y, x, k]) + through
                    picture[y, x, k] = np.uint8(min(total, np.uint32(255)))
            picture[y, x, 3] = 255


@njit(cache=True, nogil=True)
def lay_transparent(
    person: Pixels, light: Floats32, strength: Floats32, corner: tuple[int, int], picture: Pixels
) -> None:
    """The person alone, relit, with straight alpha; arguments as for `lay_opaque`."""
    left, top = corner
    bottom, right = top + light.shape[0], left + light.shape[1]
    for y in range(person.shape[0]):
        for x in range(person.shape[1]):
            alpha = person[y, x, 3]
            change = np.float32(0.0)
            if top <= y < bottom and left <= x < right:
                change = light[y - top, x - left] - np.float32(1)
            unmultiplied = np.float32(255.0) / alpha if alpha > 0 else np.float32(1.0)
            for k in range(3):
                factor = unmultiplied * (np.float32(1) + strength[k] * change)
                picture[y, x, k] = np.uint8(min(factor * person[y, x, k] + np.float32(0.5), np.float32(255.0)))
            picture[y, x, 3] = alpha
