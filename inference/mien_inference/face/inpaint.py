"""Filling in what no photo shows: behind the person, and beyond its borders."""

import cv2
import numpy as np

from mien_inference.face.arrays import Floats32

__all__ = ["extend", "fill"]

_COARSEST_PX = 4
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
    while min(levels[-1][1].shape) > _COARSEST_PX:
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


def extend(picture: Floats32, border: tuple[int, int, int, int]) -> Floats32:
    """Continues a picture beyond its borders: mirrored, and the blurrier the further out.

    A mirror alone shows things twice, repeated edge pixels alone are streaks; a mirror that dissolves is neither.

    Args:
        picture: Shape (height, width) or (height, width, channels).
        border: Pixels to add at top, bottom, left and right.
    """
    if not any(border):
        return picture
    extended = _mirrored(picture, border)
    outside = np.zeros(extended.shape[:2], np.uint8)
    height, width = picture.shape[:2]
    outside[:] = 1
    outside[border[0] : border[0] + height, border[2] : border[2] + width] = 0
    distance = cv2.distanceTransform(outside, cv2.DIST_L2, 3)
    widest = max(border)
    blurred = extended
    for layer in range(1, _LAYERS_OF_BLUR + 1):
        reach = widest * layer / _LAYERS_OF_BLUR
        window = (2 * int(reach / 5) + 1,) * 2
        blurred = np.asarray(cv2.blur(blurred, window, borderType=cv2.BORDER_REFLECT_101), np.float32)
        step = widest / _LAYERS_OF_BLUR
        share = np.clip((distance - (layer - 1) * step * 0.7) / step, 0, 1)
        extended = extended + (share if extended.ndim == 2 else share[..., None]) * (blurred - extended)
    return extended.astype(np.float32)


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
