"""Orientation: is the face the right way up?"""

import cv2
import numpy as np

from mien_inference.face.arrays import Pixels
from mien_inference.face.photo.landmarks import FoundFace, open_landmarker, search
from mien_inference.face.photo.models import FaceModels

__all__ = ["is_upside_down"]

_CONFIDENCES = (0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55)
"""Of the detector, in falling order; `find_faces` is content with 0.5."""

_NEAR_SIDE = 2.4
"""Side of the square that is looked at, in heights of the face."""

_SEARCHED_SIDE_PX = 512

_MOST_ROLL_DEG = 60.0
"""A face that lies on its side is found as well, but then the detector cannot tell one side from the other."""


def is_upside_down(photo: Pixels, face: FoundFace, models: FaceModels) -> bool:
    """Tells a face that stands on its head, which the landmarker takes for an upright one with a mouth for a brow.

    The detector is surer of a face that is upright. So the face is looked at as it is and turned by 180 degrees, and
    the way that is found at the higher confidence is the right one: so it was with each of 25 portraits, upright,
    rolled by 30 degrees and upside down.

    Args:
        photo: RGB, shape (height, width, 3).
        face: One of its faces, as found.
        models: Where the landmarker lies.
    """
    across, up = face.points[10, :2] - face.points[152, :2]
    if abs(np.degrees(np.arctan2(across, -up))) > _MOST_ROLL_DEG:
        return False
    near = _near(photo, face)
    for confidence in _CONFIDENCES:
        with open_landmarker(models, confidence) as landmarker:
            if search(landmarker, near):
                return False
            if search(landmarker, near[::-1, ::-1]):
                return True
    return False


def _near(photo: Pixels, face: FoundFace) -> Pixels:
    """The face and a little around it, at a size that is enough to find it."""
    half = _NEAR_SIDE / 2 * face.height_px
    (left, top), (right, bottom) = (np.round(np.array(face.centre_px) + sign * half).astype(int) for sign in (-1, 1))
    part = photo[max(top, 0) : bottom, max(left, 0) : right]
    scale = _SEARCHED_SIDE_PX / max(part.shape[:2])
    return np.asarray(cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
