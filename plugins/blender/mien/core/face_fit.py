# SPDX-License-Identifier: GPL-3.0-or-later
"""One face laid over another: features found by what moves them, and the place where they match best."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_protocol.errors import MienError

__all__ = ["FEATURES", "Placing", "feature_points", "placing", "share_near", "vertex_areas"]

Floats = NDArray[np.floating]

FEATURES: Final[tuple[str, ...]] = (
    "browInnerUp",
    "browOuterUpLeft",
    "browOuterUpRight",
    "eyeBlinkLeft",
    "eyeBlinkRight",
    "mouthDimpleLeft",
    "mouthDimpleRight",
    "mouthFrownLeft",
    "mouthFrownRight",
    "mouthSmileLeft",
    "mouthSmileRight",
    "mouthStretchLeft",
    "mouthStretchRight",
    "mouthUpperUpLeft",
    "mouthUpperUpRight",
)
"""Coefficients that move the same place of any face the most: lids, brows, the corners of the mouth, the upper lip."""

_PEAK: Final = 0.85
"""Share of the largest movement below which one does not count: modellers differ in how far shapes fade out."""

_LEAST: Final = 4


@dataclass(frozen=True, slots=True)
class Placing:
    """A turn, a size and a place: `size * turn @ point + place`.

    Attributes:
        size: Factor.
        turn: Rotation matrix, shape (3, 3).
        place: Shape (3,).
    """

    size: float
    turn: Floats
    place: Floats

    def points(self, points: Floats) -> Floats:
        """Points, shape (n, 3), where they belong."""
        return self.directions(points) + self.place

    def directions(self, vectors: Floats) -> Floats:
        """Displacements, shape (..., 3), turned and sized."""
        return np.asarray(self.size * vectors @ self.turn.T)


def feature_points(points: Floats, areas: Floats, movements: Mapping[str, Floats]) -> dict[str, Floats]:
    """The middle of what each coefficient moves most, by its name; of coefficients that move nothing none.

    Args:
        points: Shape (n, 3).
        areas: How much skin each point stands for, shape (n,).
        movements: Displacements by coefficient, shape (n, 3) each.
    """
    found = {}
    for name, movement in movements.items():
        length = np.linalg.norm(movement, axis=1)
        if length.max() > 0:
            weight = areas * np.maximum(length / length.max() - _PEAK, 0.0)
            found[name] = weight @ points / weight.sum()
    return found


def placing(source: Mapping[str, Floats], target: Mapping[str, Floats]) -> Placing:
    """Similarity that best lays the features of one face over those of another, in least squares (Umeyama 1991).

    Raises:
        MienError: If they have fewer than four in common.
    """
    common = [name for name in source if name in target]
    if len(common) < _LEAST:
        raise MienError(
            f"the character has {len(common)} of the shapes that tell where eyes and mouth are, such as {FEATURES[0]}; "
            f"expected {_LEAST}; show the pictures on a plane instead"
        )
    one, other = (np.stack([found[name] for name in common]) for found in (source, target))
    middle, other_middle = one.mean(0), other.mean(0)
    u, stretch, vt = np.linalg.svd((other - other_middle).T @ (one - middle))
    upright = np.diag([1.0, 1.0, np.linalg.det(u @ vt)])
    turn = u @ upright @ vt
    size = float(stretch @ np.diag(upright) / np.sum(np.square(one - middle)))
    return Placing(size, turn, other_middle - size * turn @ middle)


def vertex_areas(points: Floats, triangles: NDArray[np.integer]) -> Floats:
    """A third of the area of each triangle for each of its corners, shape (n,)."""
    a, b, c = (points[triangles[:, corner]] for corner in range(3))
    thirds = np.linalg.norm(np.cross(b - a, c - a), axis=1) / 6.0
    return np.asarray(np.bincount(triangles.ravel(), np.repeat(thirds, 3), minlength=len(points)), np.float64)


def share_near(points: Floats, near: Floats, reach: float) -> Floats:
    """Nearness of points to the nearest of others: 1 there, 0 from a distance on, smooth between, shape (n,)."""
    distance = np.sqrt(np.min(np.sum(np.square(points[:, None] - near[None]), axis=2), axis=1))
    share = np.clip(1.0 - distance / reach, 0.0, 1.0)
    return np.asarray(share * share * (3.0 - 2.0 * share))
