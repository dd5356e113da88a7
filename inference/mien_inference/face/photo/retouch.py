"""Closing a parted mouth in the photo itself: what lies between the lips must not show in their seam."""

import cv2
import numpy as np

from mien_inference.face.arrays import Floats, Pixels
from mien_inference.face.photo.inpaint import fill
from mien_inference.face.photo.landmarks import FoundFace
from mien_inference.face.shape.topology import LOWER_LIP_RINGS, UPPER_LIP_RINGS

__all__ = ["without_teeth"]

_SPILL = 0.012
"""Teeth shine past the landmarks by this much, in heights of the face."""


def without_teeth(picture: Pixels, face: FoundFace) -> Pixels:
    """Paints the opening of the mouth with the colours of the lips round it.

    Args:
        picture: RGB, shape (height, width, 3).
        face: A face whose lips are parted in it.
    """
    outline = face.points[[*UPPER_LIP_RINGS[-1], *LOWER_LIP_RINGS[-1][-2:0:-1]], :2]
    lips = face.points[[*UPPER_LIP_RINGS[0], *LOWER_LIP_RINGS[0][-2:0:-1]], :2]
    spill = max(1, round(_SPILL * face.height_px))
    hole = _polygon(picture, outline)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * spill + 1, 2 * spill + 1))
    wider = np.asarray(cv2.dilate(hole, kernel), np.uint8)
    known = ((_polygon(picture, lips) > 0) & (wider == 0)).astype(np.float32)
    lip_colour = fill(picture.astype(np.float32), known)
    soft = cv2.GaussianBlur(wider.astype(np.float32), (0, 0), 0.6 * spill)[..., None]
    return np.asarray(np.clip(picture + soft * (lip_colour - picture) + 0.5, 0, 255), np.uint8)


def _polygon(picture: Pixels, outline: Floats) -> Pixels:
    mask = np.zeros(picture.shape[:2], np.uint8)
    cv2.fillPoly(mask, [np.round(outline).astype(np.int32)], 1)
    return mask
