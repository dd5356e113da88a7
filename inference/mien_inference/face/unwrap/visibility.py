"""Visibility of a face texture: it fades out towards its edge, and towards skin that no photo shows."""

import cv2
import numpy as np

from mien_inference.face.arrays import Floats, Floats32, Ints, Pixels
from mien_inference.face.unwrap.texels import Texels
from mien_inference.interfaces import FaceSurface

__all__ = ["shown_share"]

_FADE = 0.07
"""Width over which the face fades out, as a share of the texture."""

_SEEN = 0.3
"""Cosine between the skin and the line of sight from which on it counts as seen: a pixel makes three texels there."""

_ROUNDING = 0.1
"""Radius of the sharpest corner of what is seen, as a share of the texture: a spike on a brow would be noticed."""

_SMOOTHINGS = 24


def shown_share(surface: FaceSurface, points: Floats32, texels: Texels) -> Floats:
    """Visible share of each texel.

    Args:
        surface: The face.
        points: Where its vertices lie in a picture of the neutral face, shape (n, 2).
        texels: Of the texture.

    Returns:
        0..1, shape (size, size).
    """
    facing = texels.spread(_facing(surface, points)[surface.triangles])
    seen = _rounded(_in_one_piece((facing > _SEEN).astype(np.uint8)))
    inward = cv2.distanceTransform(seen, cv2.DIST_L2, 5)
    # The outermost texels have a distance of 1.
    share = np.clip((inward - 1) / (_FADE * len(inward)), 0, 1).astype(np.float64)
    return np.asarray(share * share * (3 - 2 * share))


def _in_one_piece(seen: Pixels) -> Pixels:
    """The largest piece, its holes filled: a nostril that is seen from above must not show another skin."""
    _, pieces, figures, _ = cv2.connectedComponentsWithStats(seen)
    largest = 1 + int(np.argmax(figures[1:, cv2.CC_STAT_AREA]))
    # A border all round joins whatever lies beside the face.
    beside = cv2.copyMakeBorder((pieces != largest).astype(np.uint8), 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=(1,))
    holes = cv2.connectedComponents(beside)[1]
    return np.asarray(holes[1:-1, 1:-1] != holes[0, 0], np.uint8)


def _rounded(seen: Pixels) -> Pixels:
    """Area that a disc can reach without leaving the mask."""
    radius = _ROUNDING * len(seen)
    middles = cv2.distanceTransform(seen, cv2.DIST_L2, 5) > radius
    return (cv2.distanceTransform((~middles).astype(np.uint8), cv2.DIST_L2, 5) < radius).astype(np.uint8)


def _facing(surface: FaceSurface, points: Floats32) -> Floats:
    """Cosine at which the skin round each vertex is seen, from 1 down to -1 from behind, shape (n,).

    That is how much of the picture the skin covers for its size, relative to skin that is seen straight on. Lids and
    lips count for the openings between them, which have no size at rest.
    """
    skin = surface.triangles[: len(surface.triangles) - surface.openings]
    right, down = (points[skin[:, k]] - points[skin[:, 0]] for k in (1, 2))
    # Rows run downwards: what is counter-clockwise from outside turns the other way.
    covered = down[:, 0] * right[:, 1] - right[:, 0] * down[:, 1]
    one, other = (surface.positions[skin[:, k]] - surface.positions[skin[:, 0]] for k in (1, 2))
    size = np.linalg.norm(np.cross(one, other), axis=1)
    seen, whole = (_at_vertices(value, skin, len(points)) for value in (covered, size))
    straight_on = np.quantile(covered / size, 0.75)
    for _ in range(_SMOOTHINGS):
        seen, whole = (_smoothed(value, surface.triangles) for value in (seen, whole))
    return np.asarray(seen / (whole * straight_on))


def _at_vertices(values: Floats, triangles: Ints, vertices: int) -> Floats:
    """The sum of the values of the triangles about each vertex."""
    return np.bincount(triangles.ravel(), np.repeat(values, 3), vertices).astype(np.float64)


def _smoothed(values: Floats, triangles: Ints) -> Floats:
    around = _at_vertices(values[triangles].mean(1), triangles, len(values))
    return around / np.bincount(triangles.ravel(), minlength=len(values))
