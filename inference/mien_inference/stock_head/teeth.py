"""Teeth: MakeHuman's two smooth arches, with the single teeth painted on."""

from dataclasses import replace
from typing import Final

import numpy as np
from scipy import ndimage

from mien_inference.stock_head.body import Body
from mien_inference.stock_head.model import Primitive
from mien_inference.stock_head.paint import Color, jpeg, mixed

__all__ = ["arch", "paint_teeth"]

_SIZE: Final[tuple[int, int]] = (512, 128)
# Widths of the crowns from the middle to the last molar, relative (after Wheeler's Dental Anatomy, 8.5 .. 10 mm).
_CROWNS: Final[tuple[float, ...]] = (8.5, 6.5, 7.5, 7.0, 7.0, 10.0, 9.0)
_ENAMEL: Final[Color] = (0.91, 0.885, 0.83)
_GAP: Final[Color] = (0.55, 0.42, 0.34)
_GUM: Final[Color] = (0.70, 0.36, 0.35)


def arch(body: Body, group: str, *, upper: bool) -> Primitive:
    """One arch, with u along it, 0.5 in the middle, and v from the edge (0) to the gum (1).

    Args:
        body: Where the teeth are.
        group: The arch's group in the base mesh.
        upper: Whether it is the upper arch.
    """
    surface = body.surface(group)
    x, y, z = body.points(surface).T
    # Length along the arch, taken as the chord from the middle: enough to place painted gaps.
    along = np.sign(x) * np.hypot(x, z.max() - z)
    height = (y - y.min()) / (y.max() - y.min())
    uv = np.stack([0.5 + 0.5 * along / np.abs(along).max(), height if upper else 1.0 - height], axis=1)
    # The mesh's edge is rounded, and its normals would make every tooth a grey sausage: shade it as a wall.
    normals = np.stack([x, np.full(len(x), 0.006), z - z.min()], axis=1)
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    return body.primitive("teethUpper" if upper else "teethLower", "teeth", replace(surface, uv=uv), normals=normals)


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
    color = mixed(mixed(color, _GAP, 0.8 * gap), _GUM, gum)
    # Deeper in the mouth there is less light.
    color = color * (1.0 - 0.55 * along[None, :, None] ** 2)
    return jpeg(ndimage.gaussian_filter(color, (0.7, 0.7, 0.0)))
