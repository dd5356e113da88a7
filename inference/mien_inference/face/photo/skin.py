"""Light and colours of the photo."""

import cv2
import numpy as np

from mien_inference.face.arrays import Floats, Pixels
from mien_inference.face.photo.landmarks import FoundFace
from mien_inference.face.shape.topology import LEFT_EYE, LOWER_LIP_RINGS, RIGHT_EYE, UPPER_LIP_RINGS, Eye

__all__ = ["colourfulness", "enamel_colour", "light_of"]

_CHEEKS = ((50, 187, 205, 36, 101), (280, 411, 425, 266, 330))
_SCLERA_RGB = np.array([222.0, 214.0, 206.0])
"""The white of a healthy eye under the lids' shade in plain light: it is nearly the same in all people, as skin
is not."""

_DIMMEST, _BRIGHTEST = 0.65, 1.05
_TINT_SHARE = 0.36
"""Eyes redden and mirror the sky: only so much of their hue is taken for the light's."""

_OF_BRIGHTEST_SKIN = 0.93
"""The light is at least this much of what the brighter cheek throws back."""

_TINT_RANGE = (0.85, 1.12)
_IRIS_MARGIN = 1.2
_MIN_SCLERA_PX = 8

_OWN_TEETH = 0.92
"""A smile's teeth catch more light than those of a speaking mouth."""

_MIN_TOOTH_PX = 12
_TOOTH_SATURATION = 0.18
_TOOTH_OF_WHITE = 0.62
"""Pixels between the lips are teeth if they are this pale, and at least this bright beside paper in that light."""

_SKIN_SATURATION = 0.2
"""Skin of any complexion is at least this saturated in a photo in colour."""


def colourfulness(picture: Pixels, face: FoundFace) -> float:
    """Amount of colour in the photo: 1 is all of it, 0 is a photo in black and white, judged by the skin."""
    skin = _mean_skin(picture, face)
    saturation = float(skin.max() - skin.min()) / max(float(skin.max()), 1.0)
    return min(1.0, saturation / _SKIN_SATURATION)


def light_of(picture: Pixels, face: FoundFace) -> tuple[float, Floats]:
    """Brightness (about 0..1) and tint (RGB about 1, shape (3,)) of the light, judged by the whites of the eyes."""
    whites = np.concatenate([_whites(picture, face, eye) for eye in (RIGHT_EYE, LEFT_EYE)])
    if len(whites) < _MIN_SCLERA_PX:
        whites = np.array([_mean_skin(picture, face)])
    brightness = whites.max(1)
    light = np.median(whites[brightness >= np.quantile(brightness, 0.7)], axis=0) / _SCLERA_RGB
    # Eyes lie in the shade of brows and lids: skin that shines brighter tells of more light.
    cheeks = _cheeks(picture, face)
    brightest = float(np.quantile(cheeks.max(1), 0.9)) / 255 if len(cheeks) else 0.0
    exposure = float(np.clip(max(light.mean(), _OF_BRIGHTEST_SKIN * brightest), _DIMMEST, _BRIGHTEST))
    tint = 1 - _TINT_SHARE + _TINT_SHARE * light / max(float(light.mean()), 1e-3)
    return exposure, np.clip(tint, *_TINT_RANGE)


def enamel_colour(picture: Pixels, face: FoundFace) -> Floats | None:
    """Colour of the teeth that the photo shows between the lips, RGB 0..255; None if it shows none."""
    outline = [*UPPER_LIP_RINGS[-1], *LOWER_LIP_RINGS[-1][-2:0:-1]]
    colours = _inside(picture, face.points[outline, :2]).astype(np.float64)
    if len(colours) == 0:
        return None
    brightest, faintest = colours.max(1), colours.min(1)
    pale = (brightest - faintest) < _TOOTH_SATURATION * brightest
    bright = brightest > _TOOTH_OF_WHITE * 255 * light_of(picture, face)[0]
    teeth = colours[pale & bright]
    if len(teeth) < _MIN_TOOTH_PX:
        return None
    # The brightest third: the rest is shaded by the lips, and shade is added when the mouth is drawn.
    return np.asarray(_OWN_TEETH * np.median(teeth[teeth.max(1) >= np.quantile(teeth.max(1), 0.67)], axis=0))


def _whites(picture: Pixels, face: FoundFace, eye: Eye) -> Floats:
    """Pixels between the lids and beside the iris, shape (n, 3)."""
    mask = np.zeros(picture.shape[:2], np.uint8)
    cv2.fillPoly(mask, [np.round(face.points[[*eye.upper, *eye.lower[::-1]], :2]).astype(np.int32)], 1)
    centre, *rim = face.points[list(eye.iris), :2]
    radius = float(np.mean(np.linalg.norm(np.array(rim) - centre, axis=1))) * _IRIS_MARGIN
    cv2.circle(mask, (round(float(centre[0])), round(float(centre[1]))), int(np.ceil(radius)), 0, -1)
    return picture[mask > 0].astype(np.float64)


def _mean_skin(picture: Pixels, face: FoundFace) -> Floats:
    colours = _cheeks(picture, face)
    return np.asarray(colours.mean(0)) if len(colours) else np.full(3, 160.0)


def _cheeks(picture: Pixels, face: FoundFace) -> Pixels:
    """Pixels of both cheeks, shape (n, 3)."""
    return np.concatenate([_inside(picture, face.points[list(cheek), :2]) for cheek in _CHEEKS])


def _inside(picture: Pixels, polygon: Floats) -> Pixels:
    mask = np.zeros(picture.shape[:2], np.uint8)
    cv2.fillPoly(mask, [np.round(polygon).astype(np.int32)], 1)
    return picture[mask > 0]
