"""Upper lids as layers: the skin that a lowered lid shows, which no photo of open eyes has."""

from dataclasses import dataclass

import cv2
import numpy as np

from mien_inference.face.arrays import Floats, Floats32, Pixels
from mien_inference.face.photo.landmarks import FoundFace
from mien_inference.face.shape.topology import Eye

__all__ = ["LASHES_CM", "LINE_CM", "LidLayer", "lid_layer"]

LASHES_CM = 0.42
"""Below the edge of a lid the layer goes on so far, for the lashes."""

LINE_CM = 0.07
"""So far below the edge lies the line that the roots of the lashes draw."""

_REACH_CM = 1.7
"""The skin goes up so far above the edge: more than any lid shows."""

_FINEST_PX_PER_CM = 60.0
_SKIN_SHARES = (0.45, 0.25, 0.30)
"""Of the lid's colour, what comes from the skin above the crease, from the strip of lid that the open eye shows and
from the skin below the eye: the first is shaded by the brow, a shut lid is not."""

_OWN_FROM_CM, _OWN_TO_CM = 0.10, 0.03
"""The photo's own lid, with lashes and liner, fades in towards its edge between these heights over it."""

_GRAIN_CM, _GRAIN_SHARE = 0.07, 0.08
"""Grain is what varies over less than this, limited to this share of the skin's light: pores, and no wrinkles."""

_DARKEST_LASH = 0.32
"""Lashes have at most this share of the skin's light."""

_SHARP_PX = 0.75
"""As wide as this are edges in a sharp photo."""

_LASHES = 46


@dataclass(frozen=True, slots=True)
class LidLayer:
    """The skin of one upper lid, laid flat: columns run from the outer to the inner corner, rows down to the lashes.

    Attributes:
        rgba: Colours 0..255 multiplied by alpha, alpha 0..1, shape (height, width, 4).
        edge_row: The row of the lid's edge, pixels.
        px_per_cm: Pixels of a row's height.
        outer_share: Columns before the outer corner, as a share of the lid's width.
        photo_px_per_cm: Pixels of the photo for a centimetre of the eye.
        always: Shows the roots of the lashes on an open lid as well, because its photo does not.
    """

    rgba: Floats32
    edge_row: float
    px_per_cm: float
    outer_share: float
    photo_px_per_cm: float
    always: bool = False


_OUTER_SHARE = 0.14
"""Lashes of the outer corner point outwards: the layer begins this share of the lid's width before it."""


def lid_layer(picture: Pixels, face: FoundFace, eye: Eye, landmarks_cm: Floats) -> LidLayer:
    """Makes the skin of one upper lid from the skin about the eye.

    The strip of lid that the photo shows stays as it is; above it the lid goes on in the colours of the skin round
    the eye, with the grain of the skin below it.

    Args:
        picture: RGB with `face` in it.
        face: The face.
        eye: Which landmarks are the eye's.
        landmarks_cm: The landmarks in the head frame, shape (478, 3).
    """
    points = face.points[:, :2]
    px_per_cm = _scale(points, landmarks_cm, eye)
    fine = min(2 * px_per_cm, _FINEST_PX_PER_CM)
    width = max(
        8, round(fine * float(np.linalg.norm(np.diff(landmarks_cm[list(eye.upper), :2], axis=0), axis=1).sum()))
    )
    rows = _Rows(points, landmarks_cm, eye, width)
    image = picture.astype(np.float32)
    above = np.arange(round(_REACH_CM * fine), -1, -1) / fine
    skin = rows.skin(image)
    lid = _shaded(skin, above, rows.closed_cm) * (1 + _grain(image, rows, above))
    strip = rows.strip(image, above)
    own = np.clip((_OWN_FROM_CM - above) / (_OWN_FROM_CM - _OWN_TO_CM), 0, 1)[:, None, None]
    lid += own * (strip - lid)
    rgba, outer_share = _with_lashes(
        np.clip(lid, 0, 255), strip, skin, fine, fine / px_per_cm * rows.softness_px(image)
    )
    return LidLayer(rgba, float(len(above) - 1), fine, outer_share, px_per_cm)


class _Rows:
    """The rows of landmarks over and under one eye, at each column of the layer."""

    def __init__(self, points: Floats, landmarks_cm: Floats, eye: Eye, width: int) -> None:
        places = (np.arange(width) + 0.5) / width
        along = _lengths(landmarks_cm[list(eye.upper), :2])
        along /= along[-1]

        def spread(values: Floats) -> Floats:
            return np.column_stack([np.interp(places, along, column) for column in values.T])

        self._edge = spread(points[list(eye.upper)])
        self._above = tuple(spread(points[list(row)]) for row in eye.above)
        self._below = tuple(spread(points[list(row)]) for row in eye.below)
        edge, first, lower = (spread(landmarks_cm[list(row), :2]) for row in (eye.upper, eye.above[0], eye.lower))
        self.strip_cm = np.maximum(np.linalg.norm(first - edge, axis=1), 0.08)
        self.closed_cm = self.strip_cm + np.linalg.norm(lower - edge, axis=1)

    def strip(self, image: Floats32, above_cm: Floats) -> Floats32:
        """The photo over the lid's edge, shape (rows, columns, 3), as high as the strip of lid and no higher."""
        share = np.minimum(above_cm[:, None] / self.strip_cm, 1.0)[..., None]
        return _sampled(image, self._edge + share * (self._above[0] - self._edge))

    def below(self, image: Floats32, below_cm: Floats) -> Floats32:
        """The photo under the eye, shape (rows, columns, 3), from the nearer of two rows downwards, mirrored."""
        first, second = self._below
        height = np.maximum(np.linalg.norm(second - first, axis=1), 1.0)
        turned = 1.5 - np.abs(below_cm[:, None] / self.strip_cm % 3.0 - 1.5)
        step_px = np.linalg.norm(self._above[0] - self._edge, axis=1) / height
        return _sampled(image, first + (turned * step_px)[..., None] * (second - first))

    def softness_px(self, image: Floats32) -> float:
        """Softness of the photo: the standard deviation of its sharpest edge about the eye, pixels."""
        places = self._above[0] + np.linspace(0, 1, 40)[:, None, None] * (self._below[0] - self._above[0])
        grey = _sampled(image, places).mean(2)
        step_px = np.maximum(np.linalg.norm(self._below[0] - self._above[0], axis=1) / 39, 1e-3)
        steepest = np.quantile(np.abs(np.diff(grey, axis=0)) / step_px, 0.995)
        width = float(np.ptp(np.quantile(grey, [0.02, 0.98])) / max(float(steepest), 1.0) / np.sqrt(2 * np.pi))
        return max(0.0, 0.9 * (width - _SHARP_PX))

    def skin(self, image: Floats32) -> Floats32:
        """The colour of the lid at each column, shape (columns, 3)."""
        first, second = self._above
        places = (
            first + np.linspace(0.05, 0.6, 8)[:, None, None] * (second - first),
            self._edge + np.linspace(0.3, 1.0, 8)[:, None, None] * (first - self._edge),
            self._below[0] + np.linspace(0.0, 1.0, 8)[:, None, None] * (self._below[1] - self._below[0]),
        )
        colours = [_lit_part(_sampled(image, place)) for place in places]
        mixed = sum(share * colour for share, colour in zip(_SKIN_SHARES, colours, strict=True))
        return np.asarray(_along(np.asarray(mixed, np.float32), 0.12), np.float32)


def _scale(points: Floats, landmarks_cm: Floats, eye: Eye) -> float:
    corners = list(eye.corners)
    apart_px, apart_cm = (np.linalg.norm(np.diff(values[corners], axis=0)) for values in (points, landmarks_cm))
    return float(apart_px / apart_cm)


def _lengths(path: Floats) -> Floats:
    """Length of a path up to each of its points."""
    return np.concatenate([[0.0], np.linalg.norm(np.diff(path, axis=0), axis=1).cumsum()])


def _sampled(image: Floats32, places: Floats) -> Floats32:
    x, y = (np.ascontiguousarray(places[..., k] - 0.5, np.float32) for k in range(2))
    return np.asarray(cv2.remap(image, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.float32)


def _lit_part(colours: Floats32) -> Floats32:
    """The mean of the lighter half of each column: what is left out is lashes, creases and brow, shape (columns, 3)."""
    order = np.argsort(colours.sum(2), axis=0)[len(colours) // 2 :]
    return np.asarray(np.take_along_axis(colours, order[..., None], axis=0).mean(0), np.float32)


def _along(colours: Floats32, share: float) -> Floats32:
    """Smoothed along the lid, over a share of its width."""
    sigma = max(0.5, share * len(colours))
    smooth = cv2.GaussianBlur(colours[None], (0, 0), sigma, sigmaY=0.01, borderType=cv2.BORDER_REPLICATE)
    return np.asarray(smooth[0], np.float32)


def _shaded(skin: Floats32, above_cm: Floats, closed_cm: Floats) -> Floats32:
    """A lid bulges: lightest at half its height, darker towards its lashes and into the crease."""
    height = np.clip(above_cm[:, None] / closed_cm, 0, 1)
    light = 1.04 - 0.16 * np.exp(-((height / 0.16) ** 2)) - 0.24 * np.clip((height - 0.55) / 0.45, 0, 1) ** 1.5
    return np.asarray(light[..., None] * skin, np.float32)


def _grain(image: Floats32, rows: _Rows, above_cm: Floats) -> Floats32:
    skin = rows.below(image, above_cm)
    sigma = max(0.8, _GRAIN_CM / abs(float(above_cm[0] - above_cm[1])))
    smooth = cv2.GaussianBlur(skin, (0, 0), sigma)
    return np.asarray(_GRAIN_SHARE * np.tanh((skin - smooth) / np.maximum(_GRAIN_SHARE * smooth, 1.0)), np.float32)


def _with_lashes(
    lid: Floats32, strip: Floats32, skin: Floats32, px_per_cm: float, softness_px: float
) -> tuple[Floats32, float]:
    """The lid with a line of roots along its edge and a fringe of lashes below it, and its share before the corner."""
    height, width = lid.shape[:2]
    outer, below = round(_OUTER_SHARE * width), round(LASHES_CM * px_per_cm)
    near_edge = strip[-max(2, round(0.1 * px_per_cm)) :].min(0)
    darkness = np.clip(1 - near_edge.sum(1) / np.maximum(skin.sum(1), 1.0), 0, 1)
    strength = float(np.clip(np.median(darkness) * 1.6, 0.45, 1.0))
    dark = np.minimum(np.median(near_edge, axis=0), _DARKEST_LASH * skin.mean(0)).astype(np.float32)
    padding = ((0, below), (outer, 0), (0, 0))
    colour = np.pad(lid, padding, mode="edge")
    rows = (np.arange(height + below) - (height - 1)) / px_per_cm
    alpha = np.clip(1 - (rows - 0.02) / 0.05, 0, 1)[:, None] * np.ones(width + outer)
    fringe = strength * _lashes((height + below, width + outer), outer, height - 1, px_per_cm)
    line = strength * np.exp(-(((rows - 0.02) / 0.045) ** 2))[:, None] * _line(width, outer)
    hair = cv2.GaussianBlur(1 - (1 - fringe) * (1 - 0.85 * line), (0, 0), max(softness_px, 0.3))
    total = hair + alpha * (1 - hair)
    premultiplied = hair[..., None] * dark + (alpha * (1 - hair))[..., None] * colour
    rgba = np.concatenate([premultiplied, total[..., None]], axis=2).astype(np.float32)
    return rgba, outer / width


def _line(width: int, outer: int) -> Floats:
    """Strength of the roots' line at each column: it fades towards the inner corner, and ends at both."""
    place = (np.arange(-outer, width) + 0.5) / width
    return np.clip((place + 0.01) / 0.12, 0, 1) * np.clip((1.02 - place) / 0.3, 0, 1) ** 0.7


def _lashes(shape: tuple[int, int], outer: int, edge_row: int, px_per_cm: float) -> Floats:
    """A fringe of lashes, 0..1: they hang from the edge, fan outwards, and are longest before the outer corner."""
    finer = 4
    drawn = np.zeros((shape[0] * finer, shape[1] * finer), np.float32)
    width = shape[1] - outer
    random = np.random.default_rng(478)
    for place in np.linspace(0.07, 0.93, _LASHES) + random.uniform(-0.012, 0.012, _LASHES):
        length = (
            px_per_cm * (0.15 + 0.19 * np.sin(np.pi * np.clip(1.02 - place, 0, 1) ** 0.75)) * random.uniform(0.75, 1.1)
        )
        lean = 0.95 * (0.62 - place) + random.uniform(-0.15, 0.15)
        t = np.linspace(0, 1, 7)
        x = outer + place * width - length * lean * t**1.4
        y = edge_row + length * (t - 0.25 * t * t)
        line = np.round(np.column_stack([x, y]) * finer * 8).astype(np.int32)
        for a, b, thickness in zip(line[:-1], line[1:], (3, 3, 2, 2, 1, 1), strict=True):
            stroke = max(1, round(thickness * px_per_cm / 60 * finer / 4))
            cv2.line(drawn, a.tolist(), b.tolist(), 1.0, stroke, cv2.LINE_AA, 3)
    return np.asarray(cv2.resize(drawn, shape[::-1], interpolation=cv2.INTER_AREA), np.float64)
