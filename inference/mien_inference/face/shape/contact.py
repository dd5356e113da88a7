"""Lips that touch and never pass through one another."""

import numpy as np

from mien_inference.face.arrays import Floats, Floats32
from mien_inference.face.shape.sculptor import Sculptor, still, xyz
from mien_inference.face.shape.topology import LOWER_LIP_RINGS, MESH_LANDMARKS, UPPER_LIP_RINGS

__all__ = ["CONTACT_LOWER", "CONTACT_UPPER", "calibrated", "contact_fields", "part_crossed_lips"]

CONTACT_UPPER = np.array(UPPER_LIP_RINGS[-1][1:-1])
CONTACT_LOWER = np.array(LOWER_LIP_RINGS[-1][1:-1])
"""Nine pairs of landmarks on the inner edges of the lips, from the right corner to the left.

Subdivision keeps the numbers of the landmarks, so they are vertices of the refined mesh too.
"""


def contact_fields(face: Sculptor) -> Floats:
    """Displacements that part one pair of the inner edges by 1 cm, shape (9, 468, 3)."""
    inner = [*UPPER_LIP_RINGS[-1], *LOWER_LIP_RINGS[-1]]
    lips_rim = [k for k in range(MESH_LANDMARKS) if k not in _between_rims()]
    fields = []
    for upper, lower in zip(CONTACT_UPPER, CONTACT_LOWER, strict=True):
        apart = {int(upper): xyz(0, 0.5, 0)[0], int(lower): xyz(0, -0.5, 0)[0]}
        fields.append(face.field({**still(lips_rim, inner), **apart}))
    return np.stack(fields)


def calibrated(fields: Floats32) -> Floats32:
    """Fields of the refined mesh, shape (9, n, 3), mixed so that each parts its own pair by 1 cm and no other.

    Refinement smooths along the lips: what parted one landmark then parts its neighbours a little, too.
    """
    parted = fields[:, CONTACT_UPPER, 1] - fields[:, CONTACT_LOWER, 1]
    return np.asarray(np.tensordot(np.linalg.inv(parted), fields, 1), np.float32)


def part_crossed_lips(vertices: Floats32, neutral_gap: Floats32, contact: Floats32) -> None:
    """Moves crossed lips apart until they just touch, in place.

    Args:
        vertices: Shape (n, 3).
        neutral_gap: Height between each pair when the mouth is shut at rest, shape (9,).
        contact: Field of each pair, shape (9, n * 3).
    """
    gap = vertices[CONTACT_UPPER, 1] - vertices[CONTACT_LOWER, 1] - neutral_gap
    crossed = np.maximum(-gap, 0.0).astype(np.float32)
    if crossed.any():
        vertices += (crossed @ contact).reshape(vertices.shape)


def _between_rims() -> set[int]:
    return {k for rings in (UPPER_LIP_RINGS, LOWER_LIP_RINGS) for ring in rings[1:-1] for k in ring[1:-1]}
