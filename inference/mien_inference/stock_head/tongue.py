"""The tongue: rosy at its tip, dark at its root."""

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from mien_inference.stock_head.paint import Color, jpeg, mixed, smoothstep
from mien_inference.stock_head.surface import Surface

__all__ = ["paint_tongue", "unwrapped_tongue"]

_SIZE: Final[int] = 128
_TIP: Final[Color] = (0.72, 0.40, 0.39)
_ROOT: Final[Color] = (0.22, 0.07, 0.07)


def unwrapped_tongue(surface: Surface, points: NDArray[np.float64]) -> Surface:
    """The tongue with u across it and v from the root (0) to the tip (1).

    Args:
        surface: The tongue.
        points: Its vertices, shape (vertices, 3).
    """
    x, _, z = points.T
    uv = np.stack([0.5 + 0.5 * x / np.abs(x).max(), (z - z.min()) / (z.max() - z.min())], axis=1)
    return replace(surface, uv=uv)


def paint_tongue(seed: int) -> bytes:
    """The texture as a JPEG file; `seed` decides how it mottles."""
    grain = ndimage.gaussian_filter(np.random.default_rng(seed).normal(0.0, 1.0, (_SIZE, _SIZE)), 1.2)
    y, x = np.mgrid[0:_SIZE, 0:_SIZE] / (_SIZE - 1.0)
    # A furrow runs along the middle.
    furrow = 0.25 * np.exp(-0.5 * ((x - 0.5) / 0.03) ** 2)
    color = np.array(_TIP) * (1.0 + 0.12 * grain - furrow)[..., None]
    return jpeg(mixed(color, _ROOT, smoothstep(y, 0.12, 0.72)))
