"""Array types of the face: what a pixel, a coordinate and an index are made of."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["Floats", "Floats32", "Ints", "Pixels"]

Pixels: TypeAlias = NDArray[np.uint8]
"""Pictures and masks, 0..255."""

Floats: TypeAlias = NDArray[np.float64]
"""Geometry while an avatar is built; accuracy before speed."""

Floats32: TypeAlias = NDArray[np.float32]
"""Geometry while a frame is rendered; half the memory to move."""

Ints: TypeAlias = NDArray[np.int32]
"""Indices of vertices and pixels."""
