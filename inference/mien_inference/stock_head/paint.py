"""Painting with arrays: layers of sRGB, 0..1, top row first."""

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image

__all__ = ["Color", "Layer", "jpeg", "mixed", "smoothstep"]

Color = tuple[float, float, float]
"""sRGB, 0..1."""

Layer = NDArray[np.float64]
"""One value, or one colour, for each texel."""


def smoothstep(values: Layer, low: float, high: float) -> Layer:
    """0 at `low` and before, 1 at `high` and beyond, with level ends between; `low` < `high`."""
    share = np.clip((values - low) / (high - low), 0.0, 1.0)
    return np.asarray(share * share * (3.0 - 2.0 * share))


def mixed(color: Layer, paint: Color | Layer, opacity: Layer) -> Layer:
    """`paint` over `color`, shape (..., 3); `opacity`, shape (...,), is cut to 0..1."""
    share = np.clip(opacity, 0.0, 1.0)[..., None]
    return np.asarray(color * (1.0 - share) + np.asarray(paint) * share)


def jpeg(color: Layer) -> bytes:
    """`color`, shape (height, width, 3), as the bytes of a JPEG file."""
    picture = Image.fromarray((np.clip(color, 0.0, 1.0) * 255.0 + 0.5).astype(np.uint8))
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=88, subsampling=0)
    return buffer.getvalue()
