"""Teeth and tongue, drawn by rule: a photo with closed lips shows none."""

from typing import Final, NamedTuple

import cv2
import numpy as np

from mien_inference.face.arrays import Floats, Floats32
from mien_inference.face.paint.sprite import Sprite

__all__ = ["lower_teeth", "tongue", "upper_teeth"]

_PX_PER_CM = 40
_SUPERSAMPLING = 3


class _Arch(NamedTuple):
    """One dental arch: its crowns from the middle to the side, and its radius in front.

    Widths and heights of crowns follow Wheeler's Dental Anatomy; lifts are how far each cutting edge stays behind
    the longest.
    """

    widths_cm: tuple[float, ...]
    heights_cm: tuple[float, ...]
    lifts_cm: tuple[float, ...]
    radius_cm: float
    rises: bool


_UPPER: Final = _Arch(
    widths_cm=(0.86, 0.66, 0.76, 0.70, 0.66, 0.80),
    heights_cm=(1.02, 0.90, 1.00, 0.84, 0.78, 0.70),
    lifts_cm=(0.0, 0.045, 0.015, 0.06, 0.09, 0.12),
    radius_cm=2.35,
    rises=True,
)
_LOWER: Final = _Arch(
    widths_cm=(0.54, 0.58, 0.68, 0.68, 0.66, 0.80),
    heights_cm=(0.85, 0.88, 0.95, 0.82, 0.75, 0.70),
    lifts_cm=(0.0, 0.02, 0.01, 0.03, 0.05, 0.07),
    radius_cm=2.1,
    rises=False,
)

_BOUNCE: Final = np.array([0.7, 1.15, 1.3])
"""Shade in a mouth is red: what light there is comes by the lips. Exponents for red, green and blue."""

_BETWEEN_TEETH = 0.80
_GUM_LIGHT = 0.70
"""Light between two crowns, and on the gums, relative to the front of a tooth and of the tongue."""


def upper_teeth(tooth: Floats, flesh: Floats) -> Sprite:
    """The upper front teeth, held by the middle of their cutting edge; a unit is a centimetre.

    Args:
        tooth: Colour of enamel as the photo's light shows it, RGB 0..255, shape (3,).
        flesh: Colour of gums, likewise.
    """
    return _drawn(_UPPER, tooth, flesh)


def lower_teeth(tooth: Floats, flesh: Floats) -> Sprite:
    """The lower front teeth, likewise."""
    return _drawn(_LOWER, tooth, flesh)


def tongue(flesh: Floats) -> Sprite:
    """The tongue from in front, held by the middle of its upper edge; a unit is a centimetre."""
    width, height, top = 4.4, 2.6, 0.35
    x, y = _grid(width, height, _PX_PER_CM)
    below = y - top - 0.06 * x * x
    alpha = np.clip(below * 9, 0, 1) * np.clip((2.05 - np.abs(x)) * 6, 0, 1)
    ridge = 0.25 * np.exp(-((below - 0.45) ** 2) / 0.12)
    furrow = 0.07 * np.exp(-((x / 0.18) ** 2)) * np.exp(-(((below - 0.6) / 0.55) ** 2))
    light = (0.66 + ridge - furrow) * (1 - 0.10 * x * x)
    return _sprite(light[..., None] * flesh, alpha, (width / 2, top), _PX_PER_CM)


def _drawn(arch: _Arch, tooth: Floats, flesh: Floats) -> Sprite:
    width, height = 5.6, 2.1
    edge = 1.55 if arch.rises else height - 1.55
    x, y = _grid(width, height, _PX_PER_CM * _SUPERSAMPLING)
    above = edge - y if arch.rises else y - edge  # from the cutting edge towards the gum
    colour, alpha = _behind_crowns(x, above, tooth, flesh)
    for side in (1.0, -1.0):
        start = 0.02
        for crown, tall, lift in zip(arch.widths_cm, arch.heights_cm, arch.lifts_cm, strict=True):
            # The arch bends away from the viewer: teeth to the side look narrower and darker.
            near, far = (np.sin(min(0.93 * a / arch.radius_cm, 1.5)) * arch.radius_cm for a in (start, start + crown))
            depth = arch.radius_cm * (1 - np.cos(min(0.93 * (start + crown / 2) / arch.radius_cm, 1.5)))
            across = (side * x - (near + far) / 2) / ((far - near) / 2)
            up = (above - lift) / tall
            cover, light = _crown(across, up, float(depth))
            yellowing = 1 - 0.13 * np.clip(up - 0.45, 0, 1)[..., None] * np.array([0.3, 0.7, 1.8])
            colour += cover[..., None] * (light[..., None] ** _BOUNCE * yellowing * tooth - colour)
            alpha = np.maximum(alpha, cover)
            start += crown
    return _sprite(colour, alpha, (width / 2, edge), _PX_PER_CM * _SUPERSAMPLING)


def _behind_crowns(x: Floats, above: Floats, tooth: Floats, flesh: Floats) -> tuple[Floats, Floats]:
    """Gums, and shaded enamel where crowns leave gaps: no cavity shows between two teeth."""
    line = 0.08 + 0.035 * np.abs(x)
    between = (above < 0.75) & (np.abs(x) < 2.2)
    colour = np.where(between[..., None], tooth * _BETWEEN_TEETH**_BOUNCE, flesh * _GUM_LIGHT)
    alpha = ((above > line) & (above < 1.6) & (np.abs(x) < 2.5)).astype(np.float64)
    return colour, alpha


def _crown(across: Floats, up: Floats, depth: float) -> tuple[Floats, Floats]:
    """Cover and light of one tooth in its own coordinates: across -1..1, up 0 (edge) .. 1 (gum)."""
    tapered = across * (1 + 0.12 * (up - 0.3))
    outline = (np.abs(tapered) ** 6 + np.abs((up - 0.5) * 2) ** 5) ** (1 / 6)
    cover = np.clip((1 - outline) * 12, 0, 1)
    rounding = 0.88 + 0.12 * np.sqrt(np.clip(1 - (across * 0.94) ** 2, 0, 1))
    lengthwise = 0.93 + 0.08 * np.clip(1 - np.abs(up - 0.45) * 1.6, -1, 1)
    return cover, rounding * lengthwise * (1 - 0.10 * depth) ** 2


def _grid(width_cm: float, height_cm: float, px_per_cm: int) -> tuple[Floats, Floats]:
    """Coordinates of pixels, centimetres: x from the middle, y from the top."""
    ys, xs = np.mgrid[0 : round(height_cm * px_per_cm), 0 : round(width_cm * px_per_cm)] + 0.5
    return xs / px_per_cm - width_cm / 2, ys / px_per_cm


def _sprite(colour: Floats, alpha: Floats, anchor_cm: tuple[float, float], px_per_cm: int) -> Sprite:
    rgba: Floats32 = np.dstack([colour * alpha[..., None], alpha]).astype(np.float32)
    size = (rgba.shape[1] * _PX_PER_CM // px_per_cm, rgba.shape[0] * _PX_PER_CM // px_per_cm)
    small = np.asarray(cv2.GaussianBlur(cv2.resize(rgba, size, interpolation=cv2.INTER_AREA), (0, 0), 0.8), np.float32)
    return Sprite(small, (anchor_cm[0] * _PX_PER_CM, anchor_cm[1] * _PX_PER_CM), _PX_PER_CM)
