"""Taking an expression out of the photo itself: teeth between the lips, and the folds of a smile."""

import cv2
import numpy as np

from mien_inference.face.arrays import Floats, Floats32, Pixels
from mien_inference.face.photo.inpaint import continue_into, fill
from mien_inference.face.photo.landmarks import FoundFace
from mien_inference.face.shape.topology import LOWER_LIP_RINGS, UPPER_LIP_RINGS

__all__ = ["with_soft_folds", "without_teeth"]

_SPILL = 0.014
"""Teeth shine past the landmarks by this much, in heights of the face."""

_LIP_COLOURS = (14.0, 26.0)
"""Differences of colour (CIE Lab) from the lips below and above which a pixel is surely lip and surely none."""

_LEAST_SHARE = 0.1
_REACH = 0.05
"""So far in, in heights of the face, a lip's own texture is mirrored at its edge."""

_FOLDS = ((129, 203, 206, 216, 212), (358, 423, 426, 436, 432))
"""Along the right and the left nasolabial fold, from the wing of the nose to beside the corner of the mouth."""

_FOLD_WIDTH, _FOLD_BLUR, _SKIN_BLUR = 0.07, 0.006, 0.04
"""Width of what is softened, finest shade that counts and what it is compared with, in heights of the face."""

_SOFTENED = 0.6
"""Share of a fold's shade that a full smile's is lightened by."""


def without_teeth(picture: Pixels, face: FoundFace) -> Pixels:
    """Paints the opening of the mouth with the lips round it: their own texture, mirrored at their inner edges.

    Args:
        picture: RGB, shape (height, width, 3).
        face: A face whose lips are parted in it.
    """
    result = picture.copy()
    outline = face.points[[*UPPER_LIP_RINGS[-1], *LOWER_LIP_RINGS[-1][-2:0:-1]], :2]
    lips = face.points[[*UPPER_LIP_RINGS[0], *LOWER_LIP_RINGS[0][-2:0:-1]], :2]
    x, y, width, height = cv2.boundingRect(np.round(lips).astype(np.int32))
    room = max(4, round(_REACH * face.height_px))
    top, left = max(0, y - room), max(0, x - room)
    box = (slice(top, y + height + room), slice(left, x + width + room))
    corner = np.array([left, top])
    image = picture[box].astype(np.float32)
    opening = _polygon(image.shape, outline - corner)
    spill = max(1, round(_SPILL * face.height_px))
    wider = np.asarray(cv2.dilate(opening, _disc(spill)), np.uint8)
    mouth = _polygon(image.shape, lips - corner)
    share = np.maximum(opening, _no_lip(image, mouth, wider) * wider).astype(np.float32)
    known = ((mouth > 0) & (share < _LEAST_SHARE)).astype(np.uint8)
    lip = continue_into(image, 1 - known, room)
    soft = np.maximum(cv2.GaussianBlur(share, (0, 0), max(0.5, 0.2 * spill)), share)[..., None]
    result[box] = np.clip(image + soft * (lip - image) + 0.5, 0, 255).astype(np.uint8)
    return result


def with_soft_folds(picture: Pixels, face: FoundFace, smiles: tuple[float, float]) -> Pixels:
    """Lightens the shade of the folds that a smile makes between nose and mouth; pores and hairs stay.

    Args:
        picture: RGB, shape (height, width, 3).
        face: The face.
        smiles: How much it smiles on its right and left, 0..1.
    """
    if not any(smiles):
        return picture
    result = picture.copy()
    room = round(3 * _SKIN_BLUR * face.height_px)
    points = face.points[[k for fold in _FOLDS for k in fold], :2]
    (left, top), (right, bottom) = np.maximum(points.min(0) - room, 0).astype(int), points.max(0).astype(int) + room
    image = picture[top:bottom, left:right].astype(np.float32)
    mask = np.zeros(image.shape[:2], np.float32)
    for fold, smile in zip(_FOLDS, smiles, strict=True):
        line = np.zeros(mask.shape, np.uint8)
        path = np.round(face.points[list(fold), :2] - [left, top]).astype(np.int32)
        cv2.polylines(line, [path], isClosed=False, color=1, thickness=max(1, round(_FOLD_WIDTH * face.height_px)))
        mask = np.maximum(mask, smile * line)
    soft = cv2.GaussianBlur(mask, (0, 0), 0.3 * _FOLD_WIDTH * face.height_px)[..., None]
    fine, coarse = (cv2.GaussianBlur(image, (0, 0), size * face.height_px) for size in (_FOLD_BLUR, _SKIN_BLUR))
    lighter = np.clip(coarse - fine, 0, None) / np.maximum(fine, 8)
    result[top:bottom, left:right] = np.clip(image * (1 + _SOFTENED * soft * lighter) + 0.5, 0, 255).astype(np.uint8)
    return result


def _no_lip(image: Floats32, mouth: Pixels, wider: Pixels) -> Floats32:
    """Certainty that each pixel is no lip, 0..1, by the distance of its colour from the lips outside the opening."""
    lips = ((mouth > 0) & (wider == 0)).astype(np.float32)
    lab = np.asarray(cv2.cvtColor(image / 255, cv2.COLOR_RGB2Lab), np.float32)
    away = np.linalg.norm(lab - fill(lab, lips), axis=2)
    return np.asarray(np.clip((away - _LIP_COLOURS[0]) / (_LIP_COLOURS[1] - _LIP_COLOURS[0]), 0, 1), np.float32)


def _disc(radius: int) -> Pixels:
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1)), np.uint8)


def _polygon(shape: tuple[int, ...], outline: Floats) -> Pixels:
    mask = np.zeros(shape[:2], np.uint8)
    cv2.fillPoly(mask, [np.round(outline).astype(np.int32)], 1)
    return mask
