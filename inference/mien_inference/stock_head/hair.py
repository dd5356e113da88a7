"""Short hair: a shell grown from the scalp."""

import io
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

from mien_inference.stock_head.body import Body
from mien_inference.stock_head.hairline import above_hairline
from mien_inference.stock_head.surface import Surface, clipped, split, subdivided

__all__ = ["grow_hair", "paint_hair"]

_CROWN: Final[tuple[float, float, float]] = (0.0, 0.105, -0.01)
"""Where the hair whirls: from the eyes' height, z absolute; metres."""

_SIZE: Final[tuple[int, int]] = (512, 256)
# Cuts along the hairline, so that the shell's edge is round.
_RIM_M: Final[tuple[float, ...]] = (0.0015, 0.005, 0.011)


def grow_hair(body: Body, surface: Surface, seed: int) -> tuple[Surface, NDArray[np.float64]]:
    """The hair on the skin's surface.

    Args:
        body: What the skin was cut from.
        surface: The skin.
        seed: How locks part.

    Returns:
        The shell's surface, whose UV run across (u) and along (v) the hairs, and where its vertices are,
        shape (vertices, 3).
    """
    eye_height = float(body.skeleton.positions[-1, 1])
    head = surface.select((body.points(surface)[surface.triangles][..., 1] > eye_height - 0.09).all(axis=1))
    head = subdivided(head)
    hair = clipped(head, above_hairline(body.points(head), eye_height))
    for rim in _RIM_M:
        hair, _ = split(hair, above_hairline(body.points(hair), eye_height) - rim)
    points = body.points(hair)
    uv = _combed(points, eye_height)
    thickness = _thickness(points, eye_height, np.random.default_rng(seed), uv)
    return replace(hair, uv=uv), points + body.surface_normals(hair) * thickness[:, None]


def paint_hair(color: tuple[float, float, float], seed: int) -> bytes:
    """Strands of `color` (sRGB) as a JPEG file, running along v."""
    generator = np.random.default_rng(seed)
    width, height = _SIZE
    streaks = np.zeros((height, width))
    for across, along, strength in ((1.0, 60.0, 0.55), (2.5, 90.0, 0.7), (7.0, 120.0, 0.8)):
        noise = ndimage.gaussian_filter(generator.normal(0.0, 1.0, (height, width)), (along, across), mode="wrap")
        streaks += strength * noise / noise.std()
    # Hair is darker at the roots than at the tips.
    fade = np.linspace(0.85, 1.15, height)[:, None]
    shade = np.clip(1.0 + 0.17 * streaks, 0.35, 1.9) * fade
    buffer = io.BytesIO()
    picture = np.clip(np.array(color) * shade[..., None], 0.0, 1.0)
    Image.fromarray((picture * 255.0 + 0.5).astype(np.uint8)).save(buffer, "JPEG", quality=85)
    return buffer.getvalue()


def _combed(points: NDArray[np.float64], eye_height: float) -> NDArray[np.float64]:
    """Across the hairs, mirrored left and right, and along them from the crown."""
    x, y, z = (points - np.array(_CROWN) - [0.0, eye_height, 0.0]).T
    around = np.arctan2(np.abs(x), z) / np.pi
    away = np.linalg.norm([x, y, z], axis=0) / 0.2
    return np.stack([around, 1.0 - np.clip(away, 0.0, 1.0)], axis=1)


def _thickness(
    points: NDArray[np.float64], eye_height: float, generator: np.random.Generator, uv: NDArray[np.float64]
) -> NDArray[np.float64]:
    height = points[:, 1] - eye_height
    # Cropped at the neck and the ears, fuller on top.
    full = 0.006 + 0.015 * _step(height, 0.01, 0.085)
    edge = np.clip(above_hairline(points, eye_height) / 0.016, 0.0, 1.0)
    locks = ndimage.map_coordinates(generator.normal(0.0, 1.0, (6, 40)), [uv[:, 1] * 5, uv[:, 0] * 39], order=1)
    return full * np.sqrt(edge * (2.0 - edge)) * (1.0 + 0.12 * locks) + 0.0005


def _step(values: NDArray[np.float64], low: float, high: float) -> NDArray[np.float64]:
    share = np.clip((values - low) / (high - low), 0.0, 1.0)
    return share * share * (3.0 - 2.0 * share)
