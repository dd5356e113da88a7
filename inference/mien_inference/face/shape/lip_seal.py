"""Shapes that leave shut lips shut."""

import numpy as np

from mien_inference.face.arrays import Floats
from mien_inference.face.shape.contact import CONTACT_LOWER, CONTACT_UPPER
from mien_inference.face.shape.sculptor import Sculptor
from mien_inference.face.shape.topology import LOWER_LIP_RINGS, UPPER_LIP_RINGS

__all__ = ["sealed"]

_OUTER_SHARE = 0.8
"""Part of a correction at a lip's inner edge that its outer edge takes, too: a lip comes as a whole."""

_AT_REST_CM = 1e-3


def sealed(face: Sculptor, field: Floats, beside: Floats, *, upper_share: float, slides: bool) -> Floats:
    """A field changed so that the inner edges of the lips move alike, together with another field beside it.

    Args:
        face: The face.
        field: Displacement of the landmarks, shape (468, 3).
        beside: Displacement of the inner edges by the other, upper and lower lip, shape (2, 9, 3).
        upper_share: Part of the correction that the upper lip takes, 0..1.
        slides: Whether one lip may move forward or back along the other.

    Returns:
        Shape (468, 3).
    """
    upper, lower = field[CONTACT_UPPER] + beside[0], field[CONTACT_LOWER] + beside[1]
    apart = (upper - lower) * [0.0, 1.0, 0.0 if slides else 1.0]
    if np.abs(apart).max() < _AT_REST_CM:
        return field
    across = face.across_lips(CONTACT_UPPER)
    result = field.copy()
    for rings, share in ((UPPER_LIP_RINGS, -upper_share), (LOWER_LIP_RINGS, 1 - upper_share)):
        for ring, inward in zip(rings, np.linspace(_OUTER_SHARE, 1.0, len(rings)), strict=True):
            lip = list(ring[1:-1])
            place = face.across_lips(lip)
            result[lip] += share * inward * np.column_stack([np.interp(place, across, apart[:, k]) for k in range(3)])
    return result
