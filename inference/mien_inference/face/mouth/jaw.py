"""The lower jaw: it turns about its hinge as far as the chin's skin says."""

from typing import Final

import numpy as np

from mien_inference.face.arrays import Floats, Floats32
from mien_protocol.rig import EXPRESSION_INDEX

__all__ = ["JAW", "jaw_motion"]

JAW: Final = tuple(EXPRESSION_INDEX[name] for name in ("jawOpen", "jawLeft", "jawRight", "jawForward"))
"""The coefficients that move the jaw's bone."""

_CHIN: Final = (152, 148, 377, 176, 400, 175, 171, 396, 199)
"""Landmarks on the chin, whose skin goes with the bone."""

_HINGE_CM: Final = np.array([-0.2, 0.5])
"""Height and depth of the joints, just before the ears, in the head frame."""


def jaw_motion(neutral: Floats32, expression: Floats32, points: Floats) -> Floats32:
    """Displacement of points of the lower jaw at each coefficient of `JAW`.

    Opening is a turn about the joints and the slide that leaves: the chin goes where its skin goes. The other
    coefficients slide the jaw.

    Args:
        neutral: Vertices of the face, the landmarks first, shape (n, 3).
        expression: Their displacements, shape (52, n, 3).
        points: Shape (m, 3), head frame.

    Returns:
        Centimetres, shape (4, m, 3).
    """
    chin = neutral[list(_CHIN)].astype(np.float64)
    moved = expression[list(JAW)][:, list(_CHIN)].mean(1).astype(np.float64)
    fields = np.repeat(moved[:, None], len(points), axis=1)
    fields[0] = _opened(points, chin.mean(0), moved[0])
    return fields.astype(np.float32)


def _opened(points: Floats, chin: Floats, moved: Floats) -> Floats:
    lever = chin[1:] - _HINGE_CM
    goal = lever + moved[1:]
    angle = np.arctan2(goal[1], goal[0]) - np.arctan2(lever[1], lever[0])
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]) - np.eye(2)
    slide = moved[1:] - turn @ lever
    field = np.zeros(points.shape)
    field[:, 1:] = (points[:, 1:] - _HINGE_CM) @ turn.T + slide
    return field
