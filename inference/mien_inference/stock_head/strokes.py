"""Fine hairs drawn one by one on a frontal plane, for brows."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw
from scipy import ndimage

__all__ = ["brow_density"]

_PIXELS_PER_M: Final[float] = 12_000.0
_WIDTH_M: Final[float] = 0.075
_LOW_M: Final[float] = 0.0
_HIGH_M: Final[float] = 0.045
_FRONT_M: Final[float] = 0.06
_HAIRS: Final[int] = 420
_HAIR_M: Final[float] = 0.0065
# Along the brow, from the nose outwards: x, y over the eyes, half its breadth, direction of its hairs (degrees
# from outwards, upwards positive); millimetres.
_BROW: Final[NDArray[np.float64]] = np.array(
    [(12.5, 16.2, 2.2, 66), (17, 17.6, 3.0, 48), (26, 20.5, 3.0, 24), (36, 22.6, 2.5, 2), (44, 21.3, 1.7, -20),
     (52, 16.8, 0.7, -32)]
)  # fmt: skip


def brow_density(
    points: NDArray[np.float64], eye_height_m: float, generator: np.random.Generator
) -> NDArray[np.float64]:
    """Share of the skin that the brows cover.

    Args:
        points: Shape (..., 3), metres.
        eye_height_m: y of the eyes.
        generator: Where each hair's place comes from.

    Returns:
        Shape (...,), 0..1.
    """
    drawing = _drawn_brow(generator)
    row = (_HIGH_M - (points[..., 1] - eye_height_m)) * _PIXELS_PER_M
    column = np.abs(points[..., 0]) * _PIXELS_PER_M
    density: NDArray[np.float64] = ndimage.map_coordinates(drawing, [row, column], order=1, mode="constant")
    # The drawing is seen from the front; the back of the head has no brows.
    return np.where(points[..., 2] > _FRONT_M, density, 0.0)


def _drawn_brow(generator: np.random.Generator) -> NDArray[np.float64]:
    size = (int(_WIDTH_M * _PIXELS_PER_M), int((_HIGH_M - _LOW_M) * _PIXELS_PER_M))
    canvas = Image.new("L", size)
    pen = ImageDraw.Draw(canvas)
    along = generator.uniform(_BROW[0, 0], _BROW[-1, 0], _HAIRS)
    y, breadth, angle = (np.interp(along, _BROW[:, 0], _BROW[:, column]) for column in (1, 2, 3))
    across = np.clip(generator.normal(0.0, 0.55, _HAIRS), -1.0, 1.0)
    # Hairs above the middle lie down, hairs below it rise: they meet in a crest.
    direction = np.radians(angle - 22.0 * across + generator.normal(0.0, 7.0, _HAIRS))
    length = _HAIR_M * generator.uniform(0.6, 1.0, _HAIRS)
    root = np.stack([along, y + across * breadth], axis=1) / 1000.0
    tip = root + length[:, None] * np.stack([np.cos(direction), np.sin(direction)], axis=1)
    for start, end in zip(_to_pixels(root), _to_pixels(tip), strict=True):
        pen.line([*start, *end], fill=255, width=2)
    hairs = np.asarray(canvas, np.float64) / 255.0
    fine, soft = ndimage.gaussian_filter(hairs, 2.0), ndimage.gaussian_filter(hairs, 14.0)
    return np.asarray(np.clip(0.6 * fine + 0.6 * soft, 0.0, 1.0))


def _to_pixels(points: NDArray[np.float64]) -> list[list[float]]:
    pixels: list[list[float]] = (np.stack([points[:, 0], _HIGH_M - points[:, 1]], axis=1) * _PIXELS_PER_M).tolist()
    return pixels
