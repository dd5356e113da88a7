"""The eyeballs' iris, pupil and white."""

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from mien_inference.stock_head.paint import Color, jpeg, mixed, smoothstep
from mien_inference.stock_head.surface import Surface

__all__ = ["paint_eye", "unwrapped_eye"]

_SIZE: Final[int] = 512
_EDGE_RAD: Final[float] = np.radians(62.0)
_IRIS_RAD: Final[float] = np.radians(23.0)
"""An iris of 11.9 mm on this eyeball, as people have it."""

_PUPIL: Final[float] = 0.36
_WHITE: Final[Color] = (0.86, 0.84, 0.82)
_VEINS: Final[Color] = (0.80, 0.62, 0.58)
_INNER: Final[Color] = (0.40, 0.25, 0.13)
_OUTER: Final[Color] = (0.24, 0.18, 0.12)
_PUPIL_BLACK: Final[Color] = (0.015, 0.012, 0.012)
_RING: Final[Color] = (0.10, 0.085, 0.07)


def unwrapped_eye(surface: Surface, points: NDArray[np.float64], centre: NDArray[np.float64]) -> Surface:
    """The eyeball with UV that spread out from the pupil, angle by angle.

    Args:
        surface: One eyeball.
        points: Its vertices, shape (vertices, 3).
        centre: Of the eyeball, shape (3,).
    """
    x, y, z = (points - centre).T
    angle = np.minimum(np.arctan2(np.hypot(x, y), z), _EDGE_RAD)
    around = np.arctan2(y, x)
    radius = 0.5 * angle / _EDGE_RAD
    return replace(surface, uv=0.5 + radius[:, None] * np.stack([np.cos(around), np.sin(around)], axis=1))


def paint_eye(seed: int) -> bytes:
    """The texture of both eyes as a JPEG file; `seed` decides where the iris's fibres run."""
    generator = np.random.default_rng(seed)
    axis = (np.arange(_SIZE) + 0.5) / _SIZE * 2.0 - 1.0
    x, y = np.meshgrid(axis, axis)
    radius = np.hypot(x, y) * (_EDGE_RAD / _IRIS_RAD)  # in irises
    fibres = _fibres(np.arctan2(y, x), radius, generator)
    color = mixed(np.array(_INNER), _OUTER, smoothstep(radius + 0.25 * fibres, 0.42, 0.80))
    color *= (1.0 + 0.55 * fibres)[..., None]
    color = mixed(color, _RING, 0.9 * smoothstep(radius, 0.80, 1.0))
    color = mixed(color, _PUPIL_BLACK, 1.0 - smoothstep(radius, _PUPIL - 0.03, _PUPIL + 0.03))
    white = mixed(np.array(_WHITE), _VEINS, 0.8 * smoothstep(radius, 1.25, 2.6))
    color = mixed(color, white, smoothstep(radius, 0.94, 1.06))
    # The upper lid and its lashes throw a shade on the eye.
    color *= (1.0 - 0.45 * smoothstep(-y * (_EDGE_RAD / _IRIS_RAD), 0.35, 1.15))[..., None]
    return jpeg(color)


def _fibres(
    around: NDArray[np.float64], radius: NDArray[np.float64], generator: np.random.Generator
) -> NDArray[np.float64]:
    """Streaks that run outwards and waver a little, about -0.5..0.5."""
    streaks = np.zeros(around.shape)
    for count, strength in ((48, 0.22), (110, 0.2), (220, 0.14)):
        lattice = generator.normal(0.0, 1.0, (8, count))
        place = [radius * 5.0, (around / (2 * np.pi) + 0.5) * count]
        streaks += strength * ndimage.map_coordinates(lattice, place, order=1, mode="grid-wrap")
    return streaks
