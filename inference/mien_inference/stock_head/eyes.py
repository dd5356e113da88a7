"""The eyeballs' iris, pupil and white."""

import io
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

from mien_inference.stock_head.surface import Surface

__all__ = ["paint_eye", "unwrapped_eye"]

_SIZE: Final[int] = 512
_EDGE_RAD: Final[float] = np.radians(62.0)
_IRIS_RAD: Final[float] = np.radians(22.5)
"""An iris of 11.9 mm on this eyeball, as people have it."""

_PUPIL: Final[float] = 0.36
_WHITE: Final[tuple[float, float, float]] = (0.90, 0.885, 0.87)
_VEINS: Final[tuple[float, float, float]] = (0.80, 0.62, 0.58)
_INNER: Final[tuple[float, float, float]] = (0.50, 0.33, 0.15)
_OUTER: Final[tuple[float, float, float]] = (0.30, 0.27, 0.17)
_RING: Final[tuple[float, float, float]] = (0.10, 0.085, 0.07)


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
    color = _blend(np.array(_INNER), np.array(_OUTER), _step(radius + 0.25 * fibres, 0.42, 0.80))
    color *= (1.0 + 0.55 * fibres)[..., None]
    color = _blend(color, np.array(_RING), 0.9 * _step(radius, 0.80, 1.0))
    color = _blend(color, np.array((0.015, 0.012, 0.012)), 1.0 - _step(radius, _PUPIL - 0.03, _PUPIL + 0.03))
    white = _blend(np.array(_WHITE), np.array(_VEINS), 0.75 * _step(radius, 1.5, 3.0))
    color = _blend(color, white, _step(radius, 0.94, 1.06))
    buffer = io.BytesIO()
    Image.fromarray((np.clip(color, 0, 1) * 255 + 0.5).astype(np.uint8)).save(buffer, "JPEG", quality=90)
    return buffer.getvalue()


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


def _blend(first: NDArray[np.float64], second: NDArray[np.float64], share: NDArray[np.float64]) -> NDArray[np.float64]:
    return first * (1.0 - share[..., None]) + second * share[..., None]


def _step(values: NDArray[np.float64], low: float, high: float) -> NDArray[np.float64]:
    share = np.clip((values - low) / (high - low), 0.0, 1.0)
    return share * share * (3.0 - 2.0 * share)
