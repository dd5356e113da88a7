"""Array types of the face: what a pixel, a coordinate and an index are made of."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["Floats", "Floats32", "Ints", "Pixels", "WholePixels"]

Pixels: TypeAlias = NDArray[np.uint8]
"""Pictures and masks, 0..255."""

WholePixels: TypeAlias = NDArray[np.uint32]
"""Pictures whose pixels are one number each: red in the lowest byte, alpha in the highest."""

Floats: TypeAlias = NDArray[np.float64]
"""Geometry while an avatar is built; accuracy before speed."""

Floats32: TypeAlias = NDArray[np.float32]
"""Geometry while a frame is rendered; half the memory to move."""

Ints: TypeAlias = NDArray[np.int32]
"""Indices of vertices and pixels."""
