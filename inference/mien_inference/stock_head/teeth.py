"""Teeth: MakeHuman's two smooth arches, with the single teeth painted on."""

import io
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

from mien_inference.stock_head.surface import Surface

__all__ = ["paint_teeth", "unwrapped_teeth"]

_SIZE: Final[tuple[int, int]] = (512, 128)
# Widths of the crowns from the middle to the last molar, relative (after Wheeler's Dental Anatomy, 8.5 .. 10 mm).
_CROWNS: Final[tuple[float, ...]] = (8.5, 6.5, 7.5, 7.0, 7.0, 10.0, 9.0)
_ENAMEL: Final[tuple[float, float, float]] = (0.91, 0.885, 0.83)
_GAP: Final[tuple[float, float, float]] = (0.55, 0.42, 0.34)
_GUM: Final[tuple[float, float, float]] = (0.70, 0.36, 0.35)


def unwrapped_teeth(surface: Surface, points: NDArray[np.float64], *, upper: bool) -> Surface:
    """One arch with u along it, 0.5 in the middle, and v from the edge (0) to the gum (1)."""
    x, y, z = points.T
    away = z.max() - z
    # Length along the arch, taken as the chord from the middle: enough to place painted gaps.
    along = np.sign(x) * np.hypot(x, away)
    height = (y - y.min()) / (y.max() - y.min())
    uv = np.stack([0.5 + 0.5 * along / np.abs(along).max(), height if upper else 1.0 - height], axis=1)
    return replace(surface, uv=uv)


def paint_teeth() -> bytes:
    """The texture of both arches as a JPEG file."""
    width, height = _SIZE
    edges = np.cumsum([0.0, *_CROWNS]) / sum(_CROWNS)
    along = np.abs((np.arange(width) + 0.5) / width * 2.0 - 1.0)
    tooth = np.clip(np.searchsorted(edges, along) - 1, 0, len(_CROWNS) - 1)
    across = (along - edges[tooth]) / (edges[tooth + 1] - edges[tooth]) * 2.0 - 1.0  # -1..1 over a crown
    gap = np.broadcast_to(np.abs(across) ** 9, (height, width))
    rise = np.linspace(1.0, 0.0, height)[:, None]  # 1 at the gum, top row
    # The gum's edge is an arch over every crown.
    gum = 1.0 / (1.0 + np.exp(-(rise - 0.66 + 0.14 * np.broadcast_to(across**2, (height, width))) / 0.02))
    color = np.array(_ENAMEL) * (1.0 - 0.10 * rise[..., None])
    for paint, share in ((_GAP, 0.8 * gap), (_GUM, gum)):
        color = color * (1.0 - share[..., None]) + np.array(paint) * share[..., None]
    # Deeper in the mouth there is less light.
    color = color * (1.0 - 0.55 * along[None, :, None] ** 2)
    color = ndimage.gaussian_filter(color, (0.7, 0.7, 0.0))
    buffer = io.BytesIO()
    Image.fromarray((np.clip(color, 0, 1) * 255 + 0.5).astype(np.uint8)).save(buffer, "JPEG", quality=88)
    return buffer.getvalue()
