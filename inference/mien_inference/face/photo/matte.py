"""The matte: how much of each pixel is the person."""

from collections.abc import Callable

import cv2
import numpy as np

from mien_inference.face.arrays import Floats32, Pixels
from mien_inference.face.photo.inpaint import continue_into, fill
from mien_inference.face.photo.landmarks import FoundFace
from mien_inference.face.photo.models import FaceModels

__all__ = ["person_matte"]

_NEAR_SIDE = 3.4
"""Side of the square that is looked at once more, closely, in heights of the face."""

_GUIDE_RADIUS = 0.05
"""Radius of the guided filter, in heights of the face: about a lock of hair."""

_GUIDE_EDGE = 0.02
"""Steps of colour above this (of full scale) are edges for the filter."""

_SURE_OUTSIDE, _SURE_INSIDE = 0.12, 0.88
"""The filter leaves a haze; what is below and above these is taken as none and all."""

_RIM_SHARE = 0.02
"""So far inside and outside of the doubtful rim, in heights of the face, person and background are themselves."""

_MIRROR_SHARE = 0.3
"""So far in, likewise, the background is taken to go on as it is outside."""

_NOISE = 40.0
"""Levels: colours nearer to each other than this tell little, and those further off the line between tell little."""

_LEAST, _MOST = 0.15, 0.75
"""Shares of the way from the background's colour to the person's that are taken for none and all."""

_EARS_SHARE = 0.15
"""Width of the ring round the face, in its heights, where colours are not asked: ears are as red as anything."""


def person_matte(picture: Pixels, face: FoundFace, models: FaceModels) -> Floats32:
    """Cuts the person with this face out of a picture.

    The segmenter sees 256x256 pixels only, so head and shoulders are looked at by themselves a second time, and
    a guided filter (He, Sun and Tang 2013) takes the edges from the picture. What it leaves in doubt is judged by
    its colour.

    Returns:
        0..1, shape (height, width).
    """
    segment = _segmenter(models)
    mask = _refined_near_face(segment(picture), picture, face, segment)
    mask = _of_one_person(mask, face)
    radius = max(2, round(_GUIDE_RADIUS * face.height_px))
    matte = cv2.ximgproc.guidedFilter(picture, mask, radius, (_GUIDE_EDGE * 255) ** 2)
    matte = np.clip((matte - _SURE_OUTSIDE) / (_SURE_INSIDE - _SURE_OUTSIDE), 0, 1)
    core = cv2.erode((mask > 0.95).astype(np.float32), np.ones((5, 5), np.uint8))
    face_itself = _face_itself(picture.shape[:2], face)
    core = np.maximum(core, face_itself.astype(np.float32))
    matte = np.maximum(matte, cv2.GaussianBlur(core, (0, 0), 1.0)).astype(np.float32)
    colour_counts = 1 - _grown(face_itself, round(_EARS_SHARE * face.height_px))
    share, trust = _share_by_colour(picture, matte, face.height_px)
    return np.asarray(matte + trust * colour_counts * (share - matte), np.float32)


def _share_by_colour(picture: Pixels, matte: Floats32, face_height: float) -> tuple[Floats32, Floats32]:
    """Place of each colour on the way from the background's to the person's, and its reliability.

    It tells something in the doubtful rim only, where the two colours differ and the pixel's is between them.
    """
    disc = _disc(_RIM_SHARE * face_height)
    inside = np.asarray(cv2.erode((matte > 0.97).astype(np.uint8), disc), np.float32)
    hole = np.asarray(cv2.dilate((matte > 0.03).astype(np.uint8), disc), np.uint8)
    image = picture.astype(np.float32)
    behind = continue_into(image, hole, _MIRROR_SHARE * face_height)
    way, gone = fill(image, inside) - behind, image - behind
    length = np.sum(way * way, axis=2)
    share = np.clip(np.sum(way * gone, axis=2) / np.maximum(length, 1.0), 0, 1)
    astray = np.sum((gone - share[..., None] * way) ** 2, axis=2)
    trust = length / (length + _NOISE**2) * np.exp(-astray / _NOISE**2) * (inside == 0)
    doubt = np.clip((matte - 0.03) / 0.3, 0, 1) * np.clip((0.85 - matte) / 0.3, 0, 1)
    trust = cv2.GaussianBlur(trust, (0, 0), 1.0) * doubt
    share = np.clip((share - _LEAST) / (_MOST - _LEAST), 0, 1)
    return np.asarray(share, np.float32), np.asarray(trust, np.float32)


def _segmenter(models: FaceModels) -> Callable[[Pixels], Floats32]:
    from mediapipe import Image, ImageFormat
    from mediapipe.tasks.python import BaseOptions, vision

    options = vision.ImageSegmenterOptions(
        base_options=BaseOptions(model_asset_path=str(models.segmenter)), output_confidence_masks=True
    )

    def segment(picture: Pixels) -> Floats32:
        with vision.ImageSegmenter.create_from_options(options) as segmenter:
            image = Image(image_format=ImageFormat.SRGB, data=np.ascontiguousarray(picture))
            mask = segmenter.segment(image).confidence_masks[0].numpy_view()
            return np.array(mask, np.float32).reshape(picture.shape[:2])

    return segment


def _refined_near_face(
    mask: Floats32, picture: Pixels, face: FoundFace, segment: Callable[[Pixels], Floats32]
) -> Floats32:
    half = _NEAR_SIDE * face.height_px / 2
    x, y = face.centre_px
    height, width = mask.shape
    left, top = max(0, int(x - half)), max(0, int(y - half))
    right, bottom = min(width, int(x + half)), min(height, int(y + half))
    if (right - left) * (bottom - top) > 0.8 * width * height:
        return mask
    near = segment(picture[top:bottom, left:right])
    trust = np.zeros_like(mask)
    trust[top:bottom, left:right] = 1.0
    # Trust fades towards the square's sides, but not where those are the picture's own.
    padded = cv2.copyMakeBorder(trust, 1, 1, 1, 1, cv2.BORDER_REPLICATE)
    faded = np.clip(cv2.distanceTransform((padded > 0).astype(np.uint8), cv2.DIST_L2, 3) / (0.3 * half), 0, 1)
    trust = faded[1:-1, 1:-1].astype(np.float32)
    mixed = mask.copy()
    mixed[top:bottom, left:right] += (trust[top:bottom, left:right]) * (near - mask[top:bottom, left:right])
    return mixed


def _of_one_person(mask: Floats32, face: FoundFace) -> Floats32:
    """Drops persons that do not touch the one with the face."""
    _, labels = cv2.connectedComponents((mask > 0.4).astype(np.uint8))
    x, y = (int(v) for v in face.centre_px)
    row, column = np.clip(y, 0, mask.shape[0] - 1), np.clip(x, 0, mask.shape[1] - 1)
    label = labels[row, column]
    if label == 0:
        return mask
    own = cv2.dilate((labels == label).astype(np.uint8), np.ones((9, 9), np.uint8)).astype(np.float32)
    return mask * cv2.GaussianBlur(own, (0, 0), 3)


def _disc(radius_px: float) -> Pixels:
    side = 2 * round(radius_px) + 1
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)), np.uint8)


def _grown(mask: Pixels, radius_px: int) -> Floats32:
    """A mask of zeros and ones dilated by a disc: only round what it shows, for discs of this size are slow."""
    x, y, width, height = cv2.boundingRect(mask)
    top, left = max(0, y - radius_px), max(0, x - radius_px)
    box = slice(top, y + height + radius_px), slice(left, x + width + radius_px)
    grown = np.zeros(mask.shape, np.float32)
    grown[box] = cv2.dilate(mask[box], _disc(radius_px))
    return grown


def _face_itself(shape: tuple[int, int], face: FoundFace) -> Pixels:
    """The landmarks' hull, drawn in a little: whatever the segmenter says, this is person."""
    hull = cv2.convexHull(face.points[:468, :2].astype(np.float32))[:, 0]
    inner = (hull - hull.mean(0)) * 0.94 + hull.mean(0)
    mask = np.zeros(shape, np.uint8)
    cv2.fillConvexPoly(mask, np.round(inner).astype(np.int32), 1)
    return mask
