"""The matte: how much of each pixel is the person."""

from collections.abc import Callable

import cv2
import numpy as np

from mien_inference.face.arrays import Floats32, Pixels
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


def person_matte(picture: Pixels, face: FoundFace, models: FaceModels) -> Floats32:
    """Cuts the person with this face out of a picture.

    The segmenter sees 256x256 pixels only, so head and shoulders are looked at by themselves a second time, and
    a guided filter (He, Sun and Tang 2013) takes the edges from the picture.

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
    core = np.maximum(core, _face_itself(picture.shape[:2], face))
    return np.asarray(np.maximum(matte, cv2.GaussianBlur(core, (0, 0), 1.0)), np.float32)


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


def _face_itself(shape: tuple[int, int], face: FoundFace) -> Floats32:
    """The landmarks' hull, drawn in a little: whatever the segmenter says, this is person."""
    hull = cv2.convexHull(face.points[:468, :2].astype(np.float32))[:, 0]
    inner = (hull - hull.mean(0)) * 0.94 + hull.mean(0)
    mask = np.zeros(shape, np.uint8)
    cv2.fillConvexPoly(mask, np.round(inner).astype(np.int32), 1)
    return mask.astype(np.float32)
