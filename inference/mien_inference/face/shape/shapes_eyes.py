"""Motion of the lids: the eyes' ARKit coefficients as displacements."""

from typing import Final, NamedTuple

import numpy as np

from mien_inference.face.arrays import Floats
from mien_inference.face.shape.handles import BROWS, FOREHEAD_AND_MIDFACE
from mien_inference.face.shape.sculptor import Sculptor, still
from mien_inference.face.shape.topology import LEFT_EYE, RIGHT_EYE, Eye

__all__ = ["eye_shapes"]


class _Travel(NamedTuple):
    """Descent of the rows of skin round an eye, in heights of the eye's opening."""

    upper: float
    lower: float
    above: tuple[float, float]
    below: tuple[float, float]


# fmt: off
_TRAVELS: Final[dict[str, _Travel]] = {
    #                      upper  lower   rows above      rows below
    "eyeBlink":    _Travel(+1.00, +0.00, (+0.20, +0.04), (+0.00, +0.00)),
    "eyeLookDown": _Travel(+0.64, +0.18, (+0.14, +0.04), (+0.10, +0.00)),
    "eyeLookUp":   _Travel(-0.30, -0.10, (-0.12, -0.03), (+0.00, +0.00)),
    "eyeWide":     _Travel(-0.33, +0.04, (-0.20, -0.05), (+0.00, +0.00)),
    "eyeSquint":   _Travel(+0.10, -0.28, (+0.06, +0.02), (-0.28, -0.26)),
}
# fmt: on
"""Blinking is done by the upper lid; squinting by the lower; the lids go along with the gaze up and down."""

_OVERLAP_CM = 0.05
"""A closed upper lid lies this much over the lower one, so that no slit is left by rounding."""

_SAG_CM, _CORNER_DROP_CM = 0.08, 0.15
"""The line of a shut eye hangs through by this much in its middle, and at its outer corner: so it did in 10 blinks of
a speaker on video."""

_BULGE_CM = 0.12
"""The lid slides over the cornea, which stands out."""


def eye_shapes(face: Sculptor) -> dict[str, Floats]:
    """Fields of the eyes' coefficients, each of shape (468, 3); sideways looks move no skin."""
    shapes = {}
    for side, eye in (("Left", LEFT_EYE), ("Right", RIGHT_EYE)):
        for name, travel in _TRAVELS.items():
            shapes[name + side] = _lids(face, side, eye, travel, closes=name == "eyeBlink")
        for name in ("eyeLookIn", "eyeLookOut"):
            shapes[name + side] = np.zeros_like(face.rest)
    return shapes


def _lids(face: Sculptor, side: str, eye: Eye, travel: _Travel, *, closes: bool) -> Floats:
    # Corners of the lids meet: the opening is measured, and rows move, in a bow between them.
    opening = (face.rest[list(eye.lower)] - face.rest[list(eye.upper)]) * [0.6, 1.0, 0.3]
    bow = np.sin(np.linspace(0.0, np.pi, len(eye.upper)))[:, None]
    upper, lower = opening * travel.upper, opening * travel.lower
    if closes:
        upper += bow * [0.0, -_OVERLAP_CM, _BULGE_CM]
        hang = (_SAG_CM * bow + _CORNER_DROP_CM * np.linspace(1.0, 0.0, len(bow))[:, None]) * [0.0, -1.0, 0.0]
        upper, lower = upper + hang, lower + hang
    handles = still(FOREHEAD_AND_MIDFACE, BROWS[side])
    rows = [(eye.upper, upper), (eye.lower, lower)]
    rows += [(row, opening * share * bow) for row, share in zip(eye.above, travel.above, strict=True)]
    # Rows below share their ends with rows above; the rows above have the say.
    rows = [(row, opening * share * bow) for row, share in zip(eye.below, travel.below, strict=True) if share] + rows
    for row, displacements in rows:
        handles |= dict(zip(row, displacements, strict=True))
    return face.field(handles)
