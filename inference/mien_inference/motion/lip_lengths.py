"""Lengths by which each coefficient moves the lips of a character: apart, and to the sides, in face widths.

Two heads are measured: the mean face that photos move by (`weights/face-shapes.md`; landmarks 13 and 14, 78 and 308,
234 and 454), and the stock head (`mouth_shapes`, 14.6 cm from cheekbone to cheekbone). Motion is one for all
characters, so openings are reasoned about with the mean of the two.
"""

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_inference.motion.mouth_shapes import columns
from mien_protocol.rig import EXPRESSION_COUNT

__all__ = [
    "GAPS",
    "JAW_GAP",
    "SPREAD_SMILE",
    "SPREAD_WIDTH",
    "WIDTHS",
    "WIDTH_PER_GAP",
    "lip_gap",
    "lip_width",
    "weigh",
]

_GAPS: Final = {
    # shape: at full strength (both sides together) on photos, on the stock head
    "jawOpen": (0.249, 0.236),
    "mouthClose": (-0.249, -0.236),
    "mouthFunnel": (0.095, 0.096),
    "mouthUpperUp": (0.052, 0.033),
    "mouthLowerDown": (0.049, 0.026),
    "mouthShrugUpper": (0.0, 0.028),
    "mouthShrugLower": (0.0, -0.034),
    "mouthSmile": (0.0, -0.021),
}
_WIDTHS: Final = {
    # on photos alone, which move as scanned faces do: the stock head's shapes hardly narrow the mouth
    "mouthFunnel": -0.081,
    "mouthPucker": -0.146,
    "mouthStretch": 0.103,
    "mouthSmile": 0.102,
}
_JAW_WIDTH: Final = -0.031
"""Width at full opening of the jaw; `mouthClose` gives back what it closes."""


def _per_coefficient(table: Mapping[str, float | tuple[float, float]]) -> NDArray[np.float32]:
    lengths = np.zeros(EXPRESSION_COUNT, np.float32)
    for shape, heads in table.items():
        halves = columns(shape)
        lengths[list(halves)] = np.mean(heads) / len(halves)
    return lengths


GAPS: Final = _per_coefficient(_GAPS)
"""Gap between the lips' middles per unit of each coefficient, shape (52,)."""
WIDTHS: Final = _per_coefficient(_WIDTHS)
"""Width of the mouth per unit of each coefficient, shape (52,)."""

WIDTH_PER_GAP: Final = _JAW_WIDTH / float(np.mean(_GAPS["jawOpen"]))
"""Narrowing of a mouth as it opens, face widths of width per face width of gap."""

JAW_GAP: Final = float(np.mean(_GAPS["jawOpen"]))
"""Gap that a fully opened jaw makes; `mouthClose` takes exactly as much away, as ARKit defines it."""

SPREAD_SMILE: Final = 0.25
"""Smile in lips that articulation spreads, relative to their stretch: a quarter; more grins when the mouth is open."""
SPREAD_WIDTH: Final = _WIDTHS["mouthStretch"] + SPREAD_SMILE * _WIDTHS["mouthSmile"]
"""Width that fully spread lips gain."""


def lip_gap(expression: NDArray[np.float32]) -> NDArray[np.float32]:
    """Distance between the lips; slightly negative where something pushes closed lips together.

    Args:
        expression: Coefficients, shape (..., 52).

    Returns:
        Face widths, shape (...).
    """
    return weigh(expression, GAPS)


def lip_width(expression: NDArray[np.float32]) -> NDArray[np.float32]:
    """Change of the mouth's width from rest, face widths, shape (...); negative where it is narrower."""
    opening = np.maximum(lip_gap(expression), np.float32(0.0))
    return np.asarray(weigh(expression, WIDTHS) + np.float32(WIDTH_PER_GAP) * opening, np.float32)


def weigh(expression: NDArray[np.float32], weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """The weighted sum of each row's coefficients, shape (...)."""
    # A sum, not a matrix product: BLAS rounds a row differently with the number of rows beside it.
    return np.asarray((expression * weights).sum(axis=-1), np.float32)
