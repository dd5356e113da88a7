"""Filling in what no photo shows: behind the person, and beyond its borders."""

import cv2
import numpy as np

from mien_inference.face.arrays import Floats32, Pixels

__all__ = ["continue_into", "extend", "extend_flat", "fill"]

_COARSEST_PX = 1
_LAYERS_OF_BLUR = 4


def fill(picture: Floats32, known: Floats32) -> Floats32:
    """Continues the known pixels smoothly into the unknown ones (push-pull, Gortler et al. 1996).

    Args:
        picture: Shape (height, width, channels).
        known: Trust in each pixel, 0..1, shape (height, width).

    Returns:
        The picture where `known` is 1, the fill where it is 0.
    """
    levels = [(picture * known[..., None], known)]
    while max(levels[-1][1].shape) > _COARSEST_PX:
        colour, weight = levels[-1]
        levels.append((_halved(colour), _halved(weight)))
    colour, weight = levels[-1]
    filled = _atleast_3d(colour) / np.maximum(weight, 1e-4)[..., None]
    for colour, weight in levels[-2::-1]:
        above = _atleast_3d(
            np.asarray(cv2.resize(filled, weight.shape[::-1], interpolation=cv2.INTER_LINEAR), np.float32)
        )
        trust = np.clip(weight * 1.5, 0, 1)[..., None]
        filled = above + trust * (_atleast_3d(colour) / np.maximum(weight, 1e-4)[..., None] - above)
    return np.where(known[..., None] >= 1.0, picture, filled).astype(np.float32)


def continue_into(picture: Floats32, hole: Pixels, reach_px: float) -> Floats32:
    """Continues a picture into a hole: mirrored at its rim, so that texture and horizons go on, smooth further in.

    Args:
        picture: Shape (height, width, 3).
        hole: 1 where the picture is unknown, shape (height, width).
        reach_px: How far in the mirror image fades out.
    """
    smooth = fill(picture, 1.0 - hole.astype(np.float32))
    if not hole.any() or hole.all():
        return smooth
    distance, labels = cv2.distanceTransformWithLabels(hole, cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL)
    ys, xs = np.mgrid[0 : hole.shape[0], 0 : hole.shape[1]].astype(np.float32)
    rim = hole == 0
    # Where each label's own pixel lies: the nearest known pixel of every unknown one.
    nearest = np.zeros((int(labels.max()) + 1, 2), np.float32)
    nearest[labels[rim]] = np.column_stack([xs[rim], ys[rim]])
    across = nearest[labels] - np.dstack([xs, ys])
    # Neighbours may have nearest pixels far apart; smoothing the way there keeps the mirror from shattering.
    smoothed = cv2.GaussianBlur(across, (0, 0), max(1.0, reach_px / 6))
    length = np.maximum(np.linalg.norm(smoothed, axis=2, keepdims=True), 1e-3)
    there = np.dstack([xs, ys]) + 2 * distance[..., None] * smoothed / length
    x, y = (np.ascontiguousarray(there[..., k], np.float32) for k in range(2))
    mirrored = cv2.remap(picture, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)
    known = cv2.remap(rim.astype(np.float32), x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)
    trust = cv2.GaussianBlur(known * known, (0, 0), max(1.0, reach_px / 8)) * known
    share = (trust * np.clip(1.5 - 1.5 * distance / reach_px, 0, 1))[..., None]
    return np.asarray(np.where(rim[..., None], picture, smooth + share * (mirrored - smooth)), np.float32)


def extend(picture: Floats32, border: tuple[int, int, int, int]) -> Floats32:
    """Continues a picture beyond its borders: mirrored, and the blurrier the further out.

    A mirror alone shows things twice, repeated edge pixels alone are streaks; a mirror that dissolves is neither.

    Args:
        picture: Shape (height, width, channels).
        border: Pixels to add at top, bottom, left and right.
    """
    return _dissolved(_mirrored(picture, border), picture.shape[:2], border) if any(border) else picture


def extend_flat(mask: Floats32, border: tuple[int, int, int, int]) -> Floats32:
    """Continues a mask, shape (height, width), by its outermost values, the smoother the further out."""
    if not any(border):
        return mask
    grown = np.asarray(cv2.copyMakeBorder(mask, *border, cv2.BORDER_REPLICATE), np.float32)
    return _dissolved(grown[..., None], mask.shape, border)[..., 0]


def _dissolved(grown: Floats32, shape: tuple[int, ...], border: tuple[int, int, int, int]) -> Floats32:
    outside = np.ones(grown.shape[:2], np.uint8)
    outside[border[0] : border[0] + shape[0], border[2] : border[2] + shape[1]] = 0
    distance = cv2.distanceTransform(outside, cv2.DIST_L2, 3)
    step = max(border) / _LAYERS_OF_BLUR
    blurred = grown
    for layer in range(1, _LAYERS_OF_BLUR + 1):
        window = (2 * int(step * layer / 5) + 1,) * 2
        blurred = _atleast_3d(np.asarray(cv2.blur(blurred, window, borderType=cv2.BORDER_REFLECT_101), np.float32))
        share = np.clip((distance - (layer - 1) * step * 0.7) / step, 0, 1)[..., None]
        grown = np.asarray(grown + share * (blurred - grown), np.float32)
    return grown


def _mirrored(picture: Floats32, border: tuple[int, int, int, int]) -> Floats32:
    # OpenCV mirrors once only; a margin wider than the picture needs several rounds.
    top, bottom, left, right = border
    while top or bottom or left or right:
        height, width = picture.shape[:2]
        step = (min(top, height - 1), min(bottom, height - 1), min(left, width - 1), min(right, width - 1))
        picture = np.asarray(cv2.copyMakeBorder(picture, *step, cv2.BORDER_REFLECT_101), np.float32)
        top, bottom, left, right = top - step[0], bottom - step[1], left - step[2], right - step[3]
    return picture


def _halved(picture: Floats32) -> Floats32:
    return np.asarray(cv2.pyrDown(picture), np.float32)


def _atleast_3d(picture: Floats32) -> Floats32:
    return picture if picture.ndim == 3 else picture[..., None]
