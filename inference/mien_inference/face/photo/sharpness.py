"""Sharpness of a photo at its face."""

import cv2
import numpy as np

from mien_inference.face.arrays import Pixels
from mien_inference.face.photo.landmarks import FoundFace

__all__ = ["blur_px"]

_AGAIN_PX = 1.5
_EDGES = 0.94
"""The photo is blurred once more by this much; the strongest edges tell, those above this quantile of the gradients."""

_SHARPEST = 0.3
"""Quantile of the edges' widths that counts: wide ones are shadows and round forms, not blur."""

_WIDEST_PX = 6.0


def blur_px(picture: Pixels, face: FoundFace) -> float:
    """Blur of the face in a photo: standard deviation of the Gaussian that would make it of a sharp one, pixels.

    A step's gradient falls by a known ratio when it is blurred again (Zhuo and Sim 2011, Defocus map estimation from a
    single image).

    Args:
        picture: RGB, shape (height, width, 3).
        face: The face in it.
    """
    left, top = np.maximum(np.floor(face.points[:, :2].min(0)).astype(int), 0)
    right, bottom = np.ceil(face.points[:, :2].max(0)).astype(int)
    part = picture[top:bottom, left:right]
    if min(part.shape[:2]) < 8:
        return 0.0
    grey = cv2.cvtColor(part, cv2.COLOR_RGB2GRAY).astype(np.float32)
    once, twice = (_steepness(g) for g in (grey, cv2.GaussianBlur(grey, (0, 0), _AGAIN_PX)))
    edges = once > max(float(np.quantile(once, _EDGES)), 1e-3)
    ratio = np.maximum(once[edges] / np.maximum(twice[edges], 1e-3), 1.001)
    widths = _AGAIN_PX / np.sqrt(ratio**2 - 1)
    return float(min(np.quantile(widths, _SHARPEST), _WIDEST_PX)) if len(widths) else 0.0


def _steepness(grey: np.ndarray) -> np.ndarray:
    return np.hypot(cv2.Sobel(grey, cv2.CV_32F, 1, 0), cv2.Sobel(grey, cv2.CV_32F, 0, 1))
