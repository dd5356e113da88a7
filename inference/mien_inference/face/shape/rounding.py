"""Rounded lips: any mouth's come as narrow and as level as the scans', round a hole that is closed at its sides."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_inference.face.arrays import Floats, Floats32
from mien_inference.face.shape.contact import CONTACT_LOWER, CONTACT_UPPER
from mien_inference.face.shape.handles import UPPER_FACE
from mien_inference.face.shape.measured import scanned_rest, size_beside_scans
from mien_inference.face.shape.sculptor import Sculptor, still, xyz
from mien_inference.face.shape.topology import FACE_OVAL, LOWER_LIP_RINGS, UPPER_LIP_RINGS
from mien_protocol.rig import EXPRESSION_INDEX

__all__ = ["purse_opening", "round_alike", "rounding"]

_ROUNDING: Final = [EXPRESSION_INDEX["mouthPucker"], EXPRESSION_INDEX["mouthFunnel"]]
_RINGS: Final = (*UPPER_LIP_RINGS, *LOWER_LIP_RINGS)

_ALIKE: Final = (1.0, 0.9)
_LOWERED_CM: Final = (0.25, 0.08)
"""For each of those at 1, how much of what makes rounded lips alike it does, and how far lips come down:
they cover the upper teeth."""

_LEVELLED, _NARROWED = 0.9, 0.8
"""Part of a mouth's own curve and of its own width, beside the scans', that full rounding takes away."""

_USUAL_WIDTH: Final = 0.88
"""Beyond this share of the width of the scans' mouth a mouth counts as wide, however large its face: eyes are equally
far apart in everyone's head frame, and rounded lips that are wide beside them were not read as rounded."""

_MOST_CM: Final = 0.6
"""Greatest displacement of a lip by that."""

_PURSED: Final = np.array([1.0, 0.92, 0.38, 0.10, 0.08, 0.10, 0.38, 0.92, 1.0], np.float32)
"""Part of the gap that full rounding closes at each pair of `CONTACT_UPPER` and `CONTACT_LOWER`."""

_NARROWING: Final = np.float32(0.12)
"""Loss of its opening for each centimetre of a wide gap: the muscle is a ring, and holds."""


def rounding(expression: NDArray[np.floating]) -> float:
    """Rounding of the lips, 0..1, by the coefficients, shape (52,), each in 0..1."""
    return min(float(expression[_ROUNDING].sum()), 1.0)


def round_alike(face: Sculptor, basis: Floats, to_neutral: Floats) -> None:
    """Adds to the rounding coefficients what levels and narrows the lips of a mouth that is curved or wide, in place.

    The scans' displacements narrow every mouth by as much, so that wide and smiling ones kept a wide and curved slit.
    Both lips move alike: what is shut stays shut.

    Args:
        face: The face.
        basis: Displacement of the landmarks at each coefficient, shape (52, 468, 3).
        to_neutral: Displacement from the photo's expression to the neutral one, shape (468, 3).
    """
    alike = _lips_alike(face.rest + to_neutral[: len(face.rest)])
    for coefficient, share, lowered in zip(_ROUNDING, _ALIKE, _LOWERED_CM, strict=True):
        moved = share * alike - xyz(0.0, lowered, 0.0)
        lips = {landmark: moved[k] for ring in _RINGS for k, landmark in enumerate(ring)}
        basis[coefficient] += face.field({**still(UPPER_FACE, FACE_OVAL), **lips})


def purse_opening(vertices: Floats32, neutral_gap: Floats32, contact: Floats32, rounded: float) -> None:
    """Closes the sides of the opening between rounded lips, in place; lips that are shut stay as they are.

    Args:
        vertices: Shape (n, 3).
        neutral_gap: Height between each pair when the mouth is shut at rest, shape (9,).
        contact: Field that parts each pair by 1 cm, shape (9, n * 3).
        rounded: As `rounding` gives it.
    """
    gap = np.maximum(vertices[CONTACT_UPPER, 1] - vertices[CONTACT_LOWER, 1] - neutral_gap, 0)
    if rounded > 0 and gap.any():
        amount = np.float32(1 - (1 - rounded) ** 2)
        left = gap * (1 - amount * _PURSED) / (1 + amount * _NARROWING * gap)
        vertices -= ((gap - left) @ contact).reshape(vertices.shape)


def _lips_alike(neutral: Floats) -> Floats:
    """Displacement along the line between the lips, corners included, shape (11, 3)."""
    seam, usual = _seam(neutral), size_beside_scans(neutral) * _seam(scanned_rest())
    wider = max(float(np.ptp(seam[:, 0]) - _USUAL_WIDTH * np.ptp(_seam(scanned_rest())[:, 0])), 0.0)
    result = np.zeros_like(seam)
    result[:, 0] = -_NARROWED * wider / 2 * np.linspace(-1, 1, len(seam))
    result[:, 1] = -_LEVELLED * ((seam[:, 1] - seam[5, 1]) - (usual[:, 1] - usual[5, 1]))
    return np.clip(result, -_MOST_CM, _MOST_CM)


def _seam(points: Floats) -> Floats:
    return np.asarray((points[list(UPPER_LIP_RINGS[-1])] + points[list(LOWER_LIP_RINGS[-1])]) / 2)
