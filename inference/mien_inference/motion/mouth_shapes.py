"""Effect of each ARKit mouth shape on the lips of a character, in centimetres.

Measured on the stock head, whose shapes are MakeHuman's "faceunits": an average adult mouth, 5.6 cm wide. It
lets motion be reasoned about in lengths: how far the lips are apart, whatever mixture of shapes does it.
"""

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_protocol.rig import EXPRESSION_COUNT, EXPRESSION_INDEX, SIDES

__all__ = ["GAP_CM", "JAW_GAP_CM", "MEASURES", "MOUTH_SHAPES", "columns", "lip_gap_cm"]

MEASURES: Final = ("gap", "side_gap", "half_width", "corner_y", "upper_y", "upper_edge_y", "lower_edge_y", "chin_y")
"""Lip gap at the middle and halfway to the corners; half the mouth's width; heights (up is positive) of the
corners, the upper lip's inner and outer edge, the lower lip's outer edge and the chin."""

MOUTH_SHAPES: Final[dict[str, tuple[float, ...]]] = {
    # shape: change of each measure, cm, at full strength (both sides together)
    "jawOpen": (3.45, 1.68, -0.23, -1.15, 0.02, -0.09, -2.99, -2.40),
    "mouthClose": (-3.45, -1.70, 0.24, 0.56, -0.69, 0.00, 2.67, -0.02),
    "mouthFunnel": (1.40, -0.18, -0.30, -0.02, 0.47, -0.13, -0.14, -0.15),
    "mouthPucker": (-0.09, -0.11, -0.42, -0.02, -0.08, -0.09, 0.35, -0.01),
    "mouthStretch": (0.04, 0.01, 0.53, -0.29, -0.04, 0.00, -0.02, 0.00),
    "mouthSmile": (-0.30, -0.16, 0.70, 1.27, 0.30, -0.08, 0.68, 0.00),
    "mouthFrown": (0.02, -0.01, 0.12, -0.54, 0.00, 0.00, 0.00, 0.00),
    "mouthDimple": (0.02, 0.00, 0.52, 0.28, 0.06, 0.00, 0.12, 0.02),
    "mouthLowerDown": (0.38, 0.35, 0.00, -0.03, 0.00, 0.00, -0.34, -0.24),
    "mouthUpperUp": (0.48, 0.40, -0.02, 0.17, 0.48, 0.00, 0.00, 0.00),
    "mouthRollLower": (-0.38, 0.02, -0.01, 0.00, 0.00, 0.00, 0.36, 0.18),
    "mouthRollUpper": (-0.28, -0.10, 0.01, 0.00, -0.28, -0.25, 0.00, 0.00),
    "mouthPress": (-0.28, 0.00, 0.58, 0.46, 0.06, 0.00, 0.32, 0.10),
    "mouthShrugLower": (-0.49, -0.20, 0.00, 0.01, 0.00, 0.00, 0.54, 0.04),
    "mouthShrugUpper": (0.41, 0.21, 0.00, 0.04, 0.41, 0.02, 0.00, 0.00),
}

JAW_GAP_CM: Final = MOUTH_SHAPES["jawOpen"][0]
"""Gap that a fully opened jaw makes; `mouthClose` takes exactly as much away, as ARKit defines it."""


@cache
def columns(shape: str) -> tuple[int, ...]:
    """Columns of an expression that a shape stands for: one, or its left and right halves."""
    names = [shape] if shape in EXPRESSION_INDEX else [shape + side for side in SIDES]
    return tuple(EXPRESSION_INDEX[name] for name in names)


def _gap_weights() -> NDArray[np.float32]:
    weights = np.zeros(EXPRESSION_COUNT, np.float32)
    for shape, measures in MOUTH_SHAPES.items():
        halves = columns(shape)
        weights[list(halves)] = measures[0] / len(halves)
    return weights


GAP_CM: Final = _gap_weights()
"""Gap between the lips per unit of each coefficient, cm, shape (52,)."""


def lip_gap_cm(expression: NDArray[np.float32]) -> NDArray[np.float32]:
    """Distance between the lips at the middle of the mouth.

    Args:
        expression: Coefficients, shape (..., 52).

    Returns:
        Gap on the stock head, cm, shape (...); slightly negative where the lips are pressed together.
    """
    # A sum, not a matrix product: BLAS rounds a row differently with the number of rows beside it.
    return np.asarray((expression * GAP_CM).sum(axis=-1), np.float32)
