"""What each of the 52 expressions does to the base mesh."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mien_inference.stock_head.source import BaseMesh, read_target
from mien_protocol.rig import EXPRESSION_NAMES

__all__ = ["read_expressions"]


def read_expressions(data_dir: Path, base: BaseMesh) -> NDArray[np.float64]:
    """Displacements at coefficient 1, in the order of `EXPRESSION_NAMES`.

    Returns:
        Shape (52, base vertices, 3), metres.

    Raises:
        MienError: If a target is missing or damaged.
    """
    folder = "faceunits01/targets/faceunits"
    return np.stack([read_target(data_dir, f"{folder}/{name}.target", len(base.vertices)) for name in EXPRESSION_NAMES])
