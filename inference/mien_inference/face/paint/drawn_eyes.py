"""Eyes for a face whose photo shows none: a white and an iris by rule."""

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from mien_inference.face.arrays import Floats, Pixels
from mien_inference.face.paint.eyes import EyeLayer
from mien_inference.face.paint.sprite import Sprite
from mien_inference.face.photo.landmarks import FoundFace
from mien_inference.face.photo.sharpness import blur_px
from mien_inference.face.shape.topology import Eye

__all__ = ["drawn_eye", "mirrored_eye"]

_WHITE_RGB = np.array([192.0, 180.0, 171.0])
_BROWN_RGB = np.array([44.0, 28.0, 20.0])
_PUPIL_RGB = np.array([16.0, 13.0, 12.0])
_GLINT_RGB = np.array([225.0, 225.0, 225.0])
_IRIS_OF_WIDTH = 0.208
"""Radius of an iris in widths of the eye, by the tracker's iris on 25 portraits."""

_PUPIL_SHARE = 0.38
_HEIGHT_SHARE = 0.58
"""Place of the iris between the lids of the opened eye, from the lower one."""

_ZOOM = 3.0
_LEAST_SEEN_PX = 12
_DARKEST_SKIN = 0.6
"""Brightness, relative to the skin about the eye, above which a pixel is a lid, not the iris."""

_CORNER_SHADE = np.array([0.34, 0.46, 0.48])
_LID_SHADE, _LID_SHADE_SHARE = 0.42, 0.22
"""Shares that the corners of the white lose of red, green and blue, what the upper lid's shadow takes, and how far down
it reaches, in widths of the eye: a white without them is a doll's."""

_SHARPEST_PX = 0.5
"""Blur of an iris in a photo that is sharp, pixels: none has an edge like a drawing's."""

_BRIGHTEST_LIGHT, _DIMMEST_LIGHT = 1.0, 0.5


def drawn_eye(
    layer: EyeLayer, picture: Pixels, face: FoundFace, eye: Eye, *, opening_px: float, iris_shows: bool
) -> EyeLayer:
    """The layer of an eye that is opened, in the photo's light.

    Args:
        layer: What was made of the photo's eye: its lid and its place are kept.
        picture: RGB with `face` in it.
        face: The face.
        eye: Which landmarks are the eye's.
        opening_px: How far it opens, pixels of the picture.
        iris_shows: Colours the iris by what shows of it between the lids; brown otherwise.
    """
    points = face.points[:, :2]
    width = float(np.linalg.norm(points[eye.corners[0]] - points[eye.corners[1]]))
    radius = _IRIS_OF_WIDTH * width
    light = _light(picture, face)
    colour = _seen_colour(picture, points, eye, radius) if iris_shows else None
    iris, glint = _iris(radius * _ZOOM, _BROWN_RGB * light if colour is None else colour, light)
    blur = max(blur_px(picture, face), _SHARPEST_PX)
    down = face.points[152, :2] - face.points[10, :2]
    up = -down / max(float(np.linalg.norm(down)), 1e-6)
    lower = points[list(eye.lower[3:6])].mean(0)
    centre = lower + up * opening_px * _HEIGHT_SHARE
    to_canvas = layer.middle_px - points[list(eye.corners)].mean(0)
    return replace(
        layer,
        lid=replace(layer.lid, always=True),
        sclera=_white(width, opening_px, light),
        iris=_softened(iris, blur),
        glint=_softened(glint, blur),
        iris_px=(centre + to_canvas).astype(np.float32),
    )


def _white(width: float, opening_px: float, light: float) -> Sprite:
    """The white of an eye that is so wide and opens so far, pixels of the photo."""
    half = 0.85 * width + 4
    side = int(2 * half)
    places = np.arange(side) + 0.5 - half
    # The ball turns away from the light towards its corners, and the upper lid stands before it.
    aside = np.clip(np.abs(places) / (0.5 * width), 0, 1)[None, :, None]
    under = np.clip((places + 0.6 * opening_px) / (_LID_SHADE_SHARE * width), 0, 1)[:, None, None]
    shade = (1 - _CORNER_SHADE * aside**2) * (1 - _LID_SHADE * (1 - under) ** 1.5)
    white = np.ones((side, side, 4), np.float32)
    white[..., :3] = shade * _WHITE_RGB * light
    return Sprite(white, (half, half), 1.0)


def _softened(sprite: Sprite, blur_px: float) -> Sprite:
    """A sprite as blurred as the photo, whose pixels `blur_px` counts."""
    soft = cv2.GaussianBlur(sprite.rgba, (0, 0), blur_px * sprite.px_per_unit)
    return replace(sprite, rgba=np.asarray(soft, np.float32))


def mirrored_eye(layer: EyeLayer, other: EyeLayer) -> EyeLayer:
    """The layer of an eye that is shut while the other is open: the other's mirror image, under its own lid."""
    beside = (other.iris_px - other.middle_px) * np.array([-1, 1], np.float32)
    return replace(
        layer,
        lid=replace(layer.lid, always=True),
        sclera=_flipped(other.sclera),
        iris=_flipped(other.iris),
        # Light comes from where it comes from.
        glint=other.glint,
        iris_px=layer.middle_px + beside,
    )


def _flipped(sprite: Sprite) -> Sprite:
    x, y = sprite.anchor
    width = sprite.rgba.shape[1]
    return replace(sprite, rgba=np.ascontiguousarray(sprite.rgba[:, ::-1]), anchor=(width - x, y))


def _light(picture: Pixels, face: FoundFace) -> float:
    """Brightness of the light, judged by the lightest skin: highlights say more than complexions."""
    hull = cv2.convexHull(face.points[:468, :2].astype(np.float32)).astype(np.int32)
    mask = np.zeros(picture.shape[:2], np.uint8)
    cv2.fillConvexPoly(mask, hull, 1)
    lightest = float(np.quantile(picture[mask > 0].max(1), 0.97)) / 255
    return float(np.clip(lightest, _DIMMEST_LIGHT, _BRIGHTEST_LIGHT))


def _seen_colour(picture: Pixels, points: Floats, eye: Eye, radius: float) -> Floats | None:
    """The colour of the iris between lowered lids, RGB; None if too little of it is seen."""
    opening = _polygon(picture, points[[*eye.upper, *eye.lower[::-1]]])
    disc = np.zeros(picture.shape[:2], np.uint8)
    x, y = points[eye.iris[0]]
    cv2.circle(disc, (round(float(x)), round(float(y))), max(1, round(0.8 * radius)), 1, -1)
    colours = picture[opening & (disc > 0)].astype(np.float64)
    if len(colours) < _LEAST_SEEN_PX:
        return None
    # The pupil and the lashes are the darkest, the catch-light is the brightest.
    grey = colours.sum(1)
    middle = (grey >= np.quantile(grey, 0.4)) & (grey <= np.quantile(grey, 0.85))
    colour = np.median(colours[middle], axis=0)
    skin = np.median(
        picture[_polygon(picture, points[[*eye.below[0], *eye.below[1][::-1]]])].astype(np.float64), axis=0
    )
    return np.asarray(colour) if colour.sum() < _DARKEST_SKIN * skin.sum() else None


def _polygon(picture: Pixels, outline: Floats) -> NDArray[np.bool_]:
    mask = np.zeros(picture.shape[:2], np.uint8)
    cv2.fillPoly(mask, [np.round(outline).astype(np.int32)], 1)
    return mask > 0


def _iris(radius: float, colour: Floats, light: float) -> tuple[Sprite, Sprite]:
    """Iris and pupil, and a catch-light above them on the left, as most lights stand."""
    half = int(radius * 1.15) + 1
    ys, xs = np.mgrid[-half : half + 1, -half : half + 1].astype(np.float64)
    distance, angle = np.hypot(xs, ys) / radius, np.arctan2(ys, xs)
    random = np.random.default_rng(478)
    turns = np.arange(5, 38)
    strength, phase = random.normal(0, 0.012, len(turns)), random.uniform(0, 2 * np.pi, len(turns))
    fibres = 1 + np.cos(angle[..., None] * turns + phase + 2 * distance[..., None]) @ strength
    # A limbus that is darker, a paler ring round the pupil, shade from the upper lid, light gathered opposite.
    rings = 1 - 0.5 * np.clip((distance - 0.7) / 0.3, 0, 1) ** 1.5 + 0.18 * np.exp(-(((distance - 0.5) / 0.12) ** 2))
    painted = (colour * (fibres * rings * (1 + 0.22 * ys / radius))[..., None]).astype(np.float64)
    pupil = np.clip((_PUPIL_SHARE - distance) * radius * 0.6 + 0.5, 0, 1)[..., None]
    painted += pupil * (_PUPIL_RGB * light - painted)
    alpha = np.clip((1.0 - distance) / 0.14, 0, 1)[..., None]
    spot = np.hypot(xs + 0.26 * radius, ys + 0.3 * radius) / (0.21 * radius)
    glint = np.clip(1.5 - 1.5 * spot, 0, 1)[..., None] * _GLINT_RGB * light
    anchor = (half + 0.5, half + 0.5)
    iris = np.concatenate([np.clip(painted, 0, 255) * alpha, alpha], axis=2).astype(np.float32)
    added = np.concatenate([glint, np.zeros_like(alpha)], axis=2).astype(np.float32)
    return Sprite(iris, anchor, _ZOOM), Sprite(added, anchor, _ZOOM)
