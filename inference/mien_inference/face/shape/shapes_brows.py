"""What brows, cheeks and nose do: their ARKit coefficients as displacements, centimetres at coefficient 1."""

import numpy as np

from mien_inference.face.arrays import Floats
from mien_inference.face.shape.handles import (
    BROW_INNER,
    BROW_OUTER,
    CHEEK_UNDER_EYE,
    EYE_RIMS,
    FOREHEAD_AND_MIDFACE,
    JAW_LINE,
    NOSE_WING,
    UPPER_FACE,
)
from mien_inference.face.shape.sculptor import Handles, Sculptor, still, xyz
from mien_inference.face.shape.topology import LOWER_LIP_RINGS, UPPER_LIP_RINGS

__all__ = ["brow_shapes"]

_FRAME = still(FOREHEAD_AND_MIDFACE, EYE_RIMS)

_INNER_UP_CM = {
    **dict.fromkeys((336, 296, 285, 295, 107, 66, 55, 65), 0.80),  # inner halves of both brows
    9: 0.70,  # between them
    8: 0.42,  # root of the nose
    151: 0.45,  # forehead
    **dict.fromkeys((334, 105), 0.50),  # arches
    **dict.fromkeys((282, 52), 0.46),
    **dict.fromkeys((300, 70), 0.12),  # outer ends
}


def brow_shapes(face: Sculptor) -> dict[str, Floats]:
    """Fields of the coefficients of brows, cheeks and nose, each of shape (468, 3)."""
    shapes = {"browInnerUp": face.field({**_FRAME, **{k: xyz(0, dy, 0)[0] for k, dy in _INNER_UP_CM.items()}})}
    for side, sign in (("Left", 1.0), ("Right", -1.0)):
        shapes[f"browDown{side}"] = face.field({**_FRAME, **_down(side, sign)})
        shapes[f"browOuterUp{side}"] = face.field({**_FRAME, **_outer_up(side)})
        shapes[f"cheekSquint{side}"] = face.field({**_lower_frame(UPPER_LIP_RINGS[0]), **_cheek(side)})
        wing = {k: np.array([0.0, 0.45, 0.0]) for k in NOSE_WING[side]}
        shapes[f"noseSneer{side}"] = face.field({**_lower_frame((*UPPER_LIP_RINGS[-1], *LOWER_LIP_RINGS[0])), **wing})
    return shapes


def _lower_frame(lip: tuple[int, ...]) -> Handles:
    return still(UPPER_FACE, JAW_LINE, lip)


def _down(side: str, sign: float) -> Handles:
    inner = {k: np.array([-0.15 * sign, -0.50, 0.1]) for k in BROW_INNER[side]}
    outer = {k: np.array([-0.05 * sign, -0.28, 0.0]) for k in BROW_OUTER[side]}
    return inner | outer


def _outer_up(side: str) -> Handles:
    inner_end, *_, arch, under_arch = BROW_INNER[side]
    outer = {k: np.array([0.0, 0.68, 0.0]) for k in BROW_OUTER[side]}
    return outer | {inner_end: np.zeros(3), arch: np.array([0.0, 0.35, 0.0]), under_arch: np.array([0.0, 0.35, 0.0])}


def _cheek(side: str) -> Handles:
    bone, *under_eye = CHEEK_UNDER_EYE[side]
    first, *others = under_eye
    raised = {bone: np.array([0.0, 0.35, 0.25]), first: np.array([0.0, 0.4, 0.15])}
    return raised | {k: np.array([0.0, 0.3, 0.1]) for k in others}
