"""From the expression of the photo to a neutral face: lips that meet, a smile that is let go."""

import numpy as np
from numpy.typing import NDArray

from mien_inference.face.arrays import Floats
from mien_inference.face.shape.handles import UPPER_FACE
from mien_inference.face.shape.sculptor import Handles, Sculptor, still, xyz
from mien_inference.face.shape.topology import LOWER_LIP_RINGS, UPPER_LIP_RINGS
from mien_protocol.rig import EXPRESSION_INDEX, SIDES

__all__ = ["PARTED_CM", "closing", "lip_gap_cm", "neutraliser", "seal_share"]

PARTED_CM = 0.12
"""Lips less far apart are closed: landmarks of a shut mouth differ by about as much."""

_SMILE_LET_GO = 0.8
"""Share of the photo's smile that is taken out. All of it would also take the likeness."""

_CLOSE, _OPEN = EXPRESSION_INDEX["mouthClose"], EXPRESSION_INDEX["jawOpen"]
_PRESS = [EXPRESSION_INDEX[f"mouthPress{side}"] for side in SIDES]
_NEARLY_OPEN, _PRESSED = 0.1, 0.3
"""Of a jaw that is open less than this, closing counts as if it were open so far; lips that are pressed this much are
shut."""

_UPPER_SHARE = 0.42
"""Of the gap, what the upper lip comes down; the lower lip and the chin come up the rest."""


def lip_gap_cm(rest: Floats) -> float:
    """Widest distance between the inner edges of the lips, centimetres."""
    return float(np.max(_gaps(rest)))


def neutraliser(face: Sculptor, basis: Floats, smiles: tuple[float, float]) -> Floats:
    """Displacement from the photo's expression to the neutral one, centimetres, shape (468, 3).

    Args:
        face: The face as photographed.
        basis: Its expression basis, shape (52, 468, 3).
        smiles: How much it smiles in the photo on its right and left, 0..1.
    """
    right, left = (basis[EXPRESSION_INDEX[f"mouthSmile{side}"]] for side in ("Right", "Left"))
    smile = smiles[0] * right + smiles[1] * left
    return np.asarray(closing(face) - _SMILE_LET_GO * smile)


def seal_share(expression: NDArray[np.floating]) -> float:
    """Share of `closing` that lips take which are parted at rest, 0..1: all of it once they are to be shut.

    Args:
        expression: ARKit coefficients, each in 0..1, shape (52,).
    """
    closed = float(expression[_CLOSE]) / max(float(expression[_OPEN]), _NEARLY_OPEN)
    return min(closed + float(expression[_PRESS].mean()) / _PRESSED, 1.0)


def closing(face: Sculptor) -> Floats:
    """Displacement that brings parted lips together, centimetres, shape (468, 3)."""
    gaps = _gaps(face.rest)
    widest = float(gaps.max())
    if widest < PARTED_CM:
        return np.zeros_like(face.rest)
    across = face.across_lips(UPPER_LIP_RINGS[-1])
    steps = face.rest[list(UPPER_LIP_RINGS[-1]), 2] - face.rest[list(LOWER_LIP_RINGS[-1]), 2]

    def upper(t: Floats, r: Floats) -> Floats:
        height, step = np.interp(t, across, gaps), np.interp(t, across, steps)
        return xyz(0.0, -_UPPER_SHARE * height * (0.45 + 0.55 * r), -0.5 * step * r)

    def lower(t: Floats, r: Floats) -> Floats:
        height, step = np.interp(t, across, gaps), np.interp(t, across, steps)
        return xyz(0.0, (1 - _UPPER_SHARE) * height * (0.55 + 0.45 * r), 0.5 * step * r)

    chin: Handles = {
        **dict.fromkeys((200,), xyz(0.0, 0.30 * widest, 0.0)[0]),
        **dict.fromkeys((199,), xyz(0.0, 0.25 * widest, 0.0)[0]),
        **dict.fromkeys((152, 175, 148, 377), xyz(0.0, 0.21 * widest, 0.0)[0]),
    }
    return face.lip_field(upper, lower, {**still(UPPER_FACE), **chin})


def _gaps(rest: Floats) -> Floats:
    return np.maximum(rest[list(UPPER_LIP_RINGS[-1]), 1] - rest[list(LOWER_LIP_RINGS[-1]), 1], 0.0)
