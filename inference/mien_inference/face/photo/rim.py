"""The rim of a person: what near the matte is not safely background."""

import cv2
import numpy as np
from numpy.typing import NDArray

from mien_inference.face.arrays import Floats32, Pixels
from mien_inference.face.photo.inpaint import fill

__all__ = ["person_and_rim"]

_NOBODY = 0.03
"""Less of a person than this is none."""

_TINTED_SHARE = 0.01
"""So near the matte, in heights of the face, a pixel is tinted by the person, whatever its colour."""

_NEAR_SHARE, _FAR_SHARE = 0.03, 0.14
"""Strands are looked for so far from the matte: nearer, what differs from the background a little is taken for one;
further out, what differs much and hangs together with the person."""

_NEAR_SPREADS, _FAR_SPREADS = 1.5, 3.0
"""Deviation up to which a pixel still is background, in spreads of the background."""

_STRAND_SHARE = 0.035
"""Thickness, in heights of the face, above which something distant is no strand but a thing behind."""

_NOISE_LEVELS = 5.0
_SMOOTHING_SHARE = 0.035
"""The background is judged by its mean and spread over about so much, in heights of the face."""

_COARSER, _LEAST_KNOWN = 4, 0.01
"""Means and spreads are taken on a picture so many times smaller, if so much of it is background."""


def person_and_rim(image: Floats32, matte: Floats32, face_height: float) -> Pixels:
    """Marks the person, and with it the strands, jewellery and halo that the matte leaves outside.

    A plain background is told from a strand of hair by a few levels; before a busy one only the tinted edge of the
    matte is taken, for what is left behind there does not stand out.

    Args:
        image: RGB levels, shape (height, width, 3).
        matte: The person's share of each pixel, 0..1.
        face_height: In pixels.

    Returns:
        1 where the picture cannot be taken for background, shape (height, width).
    """
    person = matte > _NOBODY
    if person.all():
        return (matte > 0.5).astype(np.uint8)
    away = cv2.distanceTransform((~person).astype(np.uint8), cv2.DIST_L2, 5) / face_height
    off = _off_background(image, (away > _FAR_SHARE).astype(np.float32), _SMOOTHING_SHARE * face_height)
    if off is None:
        return (away <= _NEAR_SHARE).astype(np.uint8)
    disc = _disc(_STRAND_SHARE * face_height / 2)
    strand, differing = np.zeros_like(person), away <= _TINTED_SHARE
    for reach, spreads in ((_NEAR_SHARE, _NEAR_SPREADS), (_FAR_SHARE, _FAR_SPREADS)):
        differs = ((away <= _FAR_SHARE) & (off > spreads)).astype(np.uint8)
        strand |= (cv2.morphologyEx(differs, cv2.MORPH_OPEN, disc) < differs) & (away <= reach)
        differing |= (differs > 0) & (away <= reach)
    rim = (away <= _TINTED_SHARE) | (strand & _touching(differing, person))
    return np.asarray(cv2.dilate(rim.astype(np.uint8), np.ones((5, 5), np.uint8)), np.uint8)


def _off_background(image: Floats32, known: Floats32, radius_px: float) -> Floats32 | None:
    """Deviation of each pixel from the background nearby, in spreads of it; None if hardly any is known."""
    if known.mean() < _LEAST_KNOWN:
        return None
    size = known.shape[::-1]
    small = tuple(max(1, length // _COARSER) for length in size)
    sure = np.asarray(cv2.resize(known, small, interpolation=cv2.INTER_AREA), np.float32)
    colour = np.asarray(cv2.resize(image * known[..., None], small, interpolation=cv2.INTER_AREA), np.float32)
    square = np.sum(cv2.resize(image * image * known[..., None], small, interpolation=cv2.INTER_AREA), axis=2)

    def smoothed(picture: Floats32) -> Floats32:
        return np.asarray(cv2.GaussianBlur(picture, (0, 0), max(1.0, radius_px / _COARSER)), np.float32)

    weight = np.maximum(smoothed(sure), 1e-4)
    local = smoothed(colour) / weight[..., None]
    spread = np.sqrt(np.maximum(smoothed(square) / weight - np.sum(local * local, axis=2), 0))
    filled = fill(np.dstack([local, spread]), (sure >= 1).astype(np.float32))
    filled = np.asarray(cv2.resize(filled, size, interpolation=cv2.INTER_LINEAR), np.float32)
    gone = cv2.GaussianBlur(image, (0, 0), 0.8) - filled[..., :3]
    return np.asarray(np.sqrt(np.sum(gone * gone, axis=2)) / (filled[..., 3] + _NOISE_LEVELS), np.float32)


def _disc(radius_px: float) -> Pixels:
    side = 2 * max(1, round(radius_px)) + 1
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)), np.uint8)


def _touching(mask: NDArray[np.bool_], person: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The parts of a mask that hang together with the person."""
    _, labels = cv2.connectedComponents((mask | person).astype(np.uint8))
    own = np.unique(labels[person])
    return np.asarray(np.isin(labels, own[own > 0]))
