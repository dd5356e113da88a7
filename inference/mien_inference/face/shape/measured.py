"""Motion of a face, as measured on scans and fitted to one person: jaw, mouth, cheeks, nose and brows.

The displacements are those of ICT-FaceKit's mean face at each coefficient (`weights/face-shapes.md`). Here they get the
size of the face at hand, the gains that make a tracker read what was asked, and lips that stay shut where they must.
"""

from collections.abc import Mapping
from typing import Final

import numpy as np

from mien_inference.face.arrays import Floats
from mien_inference.face.shape.contact import CONTACT_LOWER, CONTACT_UPPER
from mien_inference.face.shape.handles import EYE_RIMS, HELD_CONTOUR
from mien_inference.face.shape.lip_seal import sealed
from mien_inference.face.shape.sculptor import Sculptor, xyz
from mien_inference.face.shape.topology import UPPER_LIP_RINGS
from mien_inference.weights import shared_weights
from mien_protocol.rig import EXPRESSION_INDEX, SIDES

__all__ = ["PARTING", "measured_shapes", "scanned_rest", "size_beside_scans"]

_FILE = "face-shapes.safetensors"
_SMALLEST, _LARGEST = 0.8, 1.2

PARTING: Final = frozenset(
    {
        *("jawOpen", "jawForward", "mouthFunnel"),
        *(f"{name}{side}" for name in ("mouthLowerDown", "mouthUpperUp") for side in SIDES),
    }
)
"""Shapes that may part the lips; all others leave them as they are, and mouthClose takes back what jawOpen parts."""

_UPPER_SHARES: Final[Mapping[str, float]] = {
    "mouthShrugLower": 0.7,
    "mouthRollLower": 0.0,
    "mouthRollUpper": 1.0,
    "mouthClose": 0.0,
    **dict.fromkeys(("noseSneerLeft", "noseSneerRight"), 1.0),
}
"""Share of the upper lip in giving way where a shape of the scans parts or crosses lips; otherwise half. The lower lip
that shrugs pushes the upper one up; a lip that rolls in leaves the other alone."""

_SLIDING: Final = ("jaw", "mouthRoll", "mouthShrug")
"""Shapes that move one lip forward or back along the other; all others move both alike where they touch."""

_GAINS: Final[Mapping[str, tuple[float, float, float]]] = {
    "mouthPucker": (1.9, 1.0, 0.7),
    "mouthFunnel": (1.7, 1.0, 0.85),
    **dict.fromkeys(("mouthUpperUpLeft", "mouthUpperUpRight"), (1.3, 1.3, 1.3)),
    **dict.fromkeys(("mouthStretchLeft", "mouthStretchRight"), (1.25, 1.25, 1.25)),
    **dict.fromkeys(("mouthFrownLeft", "mouthFrownRight"), (1.3, 1.3, 1.3)),
    **dict.fromkeys(("browDownLeft", "browDownRight"), (1.2, 1.2, 1.2)),
}
"""Gain across, up and forward. From in front the scans' rounded lips are hardly narrower than their resting ones, and
lips that come forward as far as theirs hide the upper teeth of a head that looks down and bare its lower gums."""

_UPPER_LIP_HELD_CM = 0.144
"""Reduction of the upper lip's descent with the open jaw against the scans', or it would hide all upper teeth."""

_ARCH_CM = 0.8
"""Descent of the open mouth's upper lip towards its corners: a flat edge looks like a letterbox."""

_ROLLED_BY_PRESS = 0.35
"""The scans press lips without thinning them: a part of rolling both in, on the side that is pressed, is added."""


def scanned_rest() -> Floats:
    """Landmarks of the scans' mean face at rest, centimetres, shape (468, 3)."""
    return _scanned()["rest"]


def size_beside_scans(rest: Floats) -> float:
    """Size of a lower face beside the scans', by the width of the mouth and the distance from nose to chin.

    Args:
        rest: Landmarks in the head frame, centimetres, shape (468, 3).
    """
    scanned = scanned_rest()
    width, height = (_width(rest) / _width(scanned), _height(rest) / _height(scanned))
    return float(np.clip(np.sqrt(width * height), _SMALLEST, _LARGEST))


def measured_shapes(face: Sculptor) -> dict[str, Floats]:
    """Fields of all coefficients but those of eyes and tongue, each of shape (468, 3)."""
    size = size_beside_scans(face.rest)
    scanned = _scanned()
    fields = {name: scanned[name] * size * _GAINS.get(name, (1.0, 1.0, 1.0)) for name in _measured_names()}
    for field in fields.values():
        field[list(HELD_CONTOUR)] = 0.0
        field[list(EYE_RIMS)] = 0.0
    _press_thinner(face, fields)
    _arch(face, fields["jawOpen"], size)
    opened = fields["jawOpen"][[CONTACT_UPPER, CONTACT_LOWER]]
    still = np.zeros_like(opened)
    shut = {
        name: sealed(
            face,
            field,
            opened if name == "mouthClose" else still,
            upper_share=_UPPER_SHARES.get(name, 0.5),
            slides=name.startswith(_SLIDING),
        )
        for name, field in fields.items()
        if name not in PARTING
    }
    return fields | shut


def _scanned() -> dict[str, Floats]:
    return {name: field.astype(np.float64) for name, field in shared_weights(_FILE).items()}


def _measured_names() -> list[str]:
    return [name for name in shared_weights(_FILE) if name in EXPRESSION_INDEX]


def _press_thinner(face: Sculptor, fields: dict[str, Floats]) -> None:
    rolled = _ROLLED_BY_PRESS * (fields["mouthRollUpper"] + fields["mouthRollLower"])
    for side, sign in zip(SIDES, (1.0, -1.0), strict=True):
        share = np.clip(0.5 + sign * face.across_lips(range(len(face.rest))), 0.0, 1.0)
        fields[f"mouthPress{side}"] += share[:, None] * rolled


def _arch(face: Sculptor, opened: Floats, size: float) -> None:
    """Shapes the upper lip of the open mouth, in place."""
    for ring in UPPER_LIP_RINGS:
        lip = list(ring[1:-1])
        aside = np.minimum(np.abs(face.across_lips(lip)), 1.0)
        drop = _UPPER_LIP_HELD_CM * (1 - aside**2) - _ARCH_CM * (aside**2 - aside**3)
        opened[lip] += xyz(0.0, size * drop, 0.0)


def _width(rest: Floats) -> float:
    return float(rest[291, 0] - rest[61, 0])


def _height(rest: Floats) -> float:
    return float(np.linalg.norm(rest[2] - rest[152]))
