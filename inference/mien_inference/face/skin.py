"""What the photo tells about its own light and colours."""

import cv2
import numpy as np

from mien_inference.face.arrays import Floats, Pixels
from mien_inference.face.landmarks import FoundFace
from mien_inference.face.topology import LOWER_LIP_RINGS, UPPER_LIP_RINGS

__all__ = ["enamel_colour", "light_of"]

_CHEEKS = ((50, 187, 205, 36, 101), (280, 411, 425, 266, 330))
_LIGHTEST_SKIN, _DARKEST_LIGHT = 1.0, 0.45
_TINT_SHARE = 0.12
"""Skin is no grey card: only this much of its hue is taken for the light's."""

_MIN_TOOTH_PX = 12
_TOOTH_SATURATION = 0.42
_TOOTH_OF_SKIN = 0.55
"""Pixels between the lips are teeth if they are this pale, and at least this bright beside the cheeks."""


def light_of(picture: Pixels, face: FoundFace) -> tuple[float, Floats]:
    """Brightness (0..1) and tint (RGB about 1, shape (3,)) of the light, judged by the cheeks."""
    skin = _mean_skin(picture, face) / 255
    exposure = float(np.clip(0.30 + 0.80 * skin.max(), _DARKEST_LIGHT, _LIGHTEST_SKIN))
    return exposure, 1 - _TINT_SHARE + _TINT_SHARE * skin / max(float(skin.mean()), 1e-3)


def enamel_colour(picture: Pixels, face: FoundFace) -> Floats | None:
    """Colour of the teeth that the photo shows between the lips, RGB 0..255; None if it shows none."""
    outline = [*UPPER_LIP_RINGS[-1], *LOWER_LIP_RINGS[-1][-2:0:-1]]
    colours = _inside(picture, face.points[outline, :2]).astype(np.float64)
    if len(colours) == 0:
        return None
    brightest, faintest = colours.max(1), colours.min(1)
    pale = (brightest - faintest) < _TOOTH_SATURATION * brightest
    bright = brightest > _TOOTH_OF_SKIN * _mean_skin(picture, face).max()
    teeth = colours[pale & bright]
    if len(teeth) < _MIN_TOOTH_PX:
        return None
    # The brighter half: the rest is shaded by the lips, and shade is added when the mouth is drawn.
    return np.asarray(np.median(teeth[teeth.max(1) >= np.median(teeth.max(1))], axis=0))


def _mean_skin(picture: Pixels, face: FoundFace) -> Floats:
    colours = np.concatenate([_inside(picture, face.points[list(cheek), :2]) for cheek in _CHEEKS])
    return np.asarray(colours.mean(0)) if len(colours) else np.full(3, 160.0)


def _inside(picture: Pixels, polygon: Floats) -> Pixels:
    mask = np.zeros(picture.shape[:2], np.uint8)
    cv2.fillPoly(mask, [np.round(polygon).astype(np.int32)], 1)
    return picture[mask > 0]
