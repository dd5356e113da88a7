"""Eyes as layers: a sclera without its iris, and an iris without its lids."""

from dataclasses import dataclass

import cv2
import numpy as np

from mien_inference.face.arrays import Floats, Floats32, Pixels
from mien_inference.face.paint.lids import LidLayer, lid_layer
from mien_inference.face.paint.sprite import Sprite
from mien_inference.face.photo.landmarks import FoundFace
from mien_inference.face.shape.topology import Eye

__all__ = ["EyeLayer", "eye_layer"]

_IRIS_PATCH_PX = 24
"""Irises smaller than this radius are enlarged before they are completed."""

_LIMBUS = 1.16
"""Beyond this many radii of the iris a pixel is sclera; the rim between is soft."""

_RADII = (0.8, 1.2)
"""The iris of the photo is looked for between these shares of the landmarks' radius."""

_SHADED_RIM = 0.12
"""Nearer to the lids than this, in radii of the iris, the white is shaded by them, and a lid that moves takes its
shadow along."""

_WHOLLY_SEEN = 0.9
"""Visible share of the iris below which bright pixels may be the wet rim of a lid."""

_LEAST_RISE = 15.0
"""Levels: an edge that rises less tells nothing."""

_PUPIL = 0.5
"""A pupil is at most this share of the iris."""

_SEEN = 0.3
"""Visible share of the iris below which its colour is that of the lids."""

_GLINT_FROM, _GLINT_TO = 22.0, 55.0
"""Levels above what the iris has at that radius: from these on light is a reflection, in part or in full."""


@dataclass(frozen=True, slots=True)
class EyeLayer:
    """One eye of one person; a unit of the sprites is a pixel of the canvas.

    Attributes:
        side: "Left" or "Right", the character's.
        sclera: The white, opaque, held by the middle between the corners of the eye.
        iris: Iris and pupil, held by their centre.
        glint: The light that the cornea mirrors, to be added (its alpha is 0), held by the iris's centre.
        middle_px: The middle between the corners, canvas pixels, shape (2,).
        iris_px: Centre of the iris, canvas pixels, shape (2,).
        middle_cm: The middle between the corners in the head frame, shape (3,).
        lid: The skin of the upper lid.
    """

    side: str
    sclera: Sprite
    iris: Sprite
    glint: Sprite
    middle_px: Floats32
    iris_px: Floats32
    middle_cm: Floats32
    lid: LidLayer


def eye_layer(
    picture: Pixels, face: FoundFace, eye: Eye, *, side: str, landmarks_cm: Floats, to_canvas: Floats
) -> EyeLayer:
    """Takes one eye apart.

    Args:
        picture: RGB with `face` in it.
        face: The face.
        eye: Which landmarks are the eye's.
        side: "Left" or "Right".
        landmarks_cm: The landmarks in the head frame, shape (478, 3).
        to_canvas: Shift from the picture to the canvas, pixels, shape (2,).
    """
    points = face.points[:, :2]
    middle = points[list(eye.corners)].mean(0)
    half = 0.85 * float(np.linalg.norm(points[eye.corners[0]] - points[eye.corners[1]])) + 4
    radius = float(np.mean(np.linalg.norm(points[list(eye.iris[1:])] - points[eye.iris[0]], axis=1)))
    zoom = float(np.clip(np.ceil(_IRIS_PATCH_PX / max(radius, 1.0)), 1, 4))
    patch = _patch(picture, middle, half, zoom)
    corner = middle - half
    lids = (points[[*eye.upper, *eye.lower[::-1]]] - corner) * zoom
    iris = (points[eye.iris[0]] - corner) * zoom
    opening = np.zeros(patch.shape[:2], np.uint8)
    cv2.fillPoly(opening, [lids.astype(np.int32)], 1)
    radius = _limbus(patch, opening, iris, radius * zoom)
    sclera = _sclera(patch, opening, iris, radius, zoom)
    whole, glint = _iris(patch, opening, iris, radius, zoom)
    return EyeLayer(
        side=side,
        sclera=Sprite(np.dstack([sclera, np.ones_like(sclera[..., 0])]), (half * zoom, half * zoom), zoom),
        iris=whole,
        glint=glint,
        middle_px=(middle + to_canvas).astype(np.float32),
        iris_px=(points[eye.iris[0]] + to_canvas).astype(np.float32),
        middle_cm=landmarks_cm[list(eye.corners)].mean(0).astype(np.float32),
        lid=lid_layer(picture, face, eye, landmarks_cm),
    )


def _patch(picture: Pixels, middle: Floats, half: float, zoom: float) -> Floats32:
    side = int(2 * half * zoom)
    corner = middle - half
    # From places (edges at integers) to pixels (centres at integers), in both pictures.
    matrix = np.array([[1 / zoom, 0, corner[0] - 0.5 + 0.5 / zoom], [0, 1 / zoom, corner[1] - 0.5 + 0.5 / zoom]])
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    patch = cv2.warpAffine(picture, matrix, (side, side), flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return patch.astype(np.float32)


def _limbus(patch: Floats32, opening: Pixels, centre: Floats, radius: float) -> float:
    """The radius at which the iris ends, pixels: where its sides turn into the white most steeply."""
    ys, xs = np.mgrid[0 : patch.shape[0], 0 : patch.shape[1]]
    x, y = xs + 0.5 - centre[0], ys + 0.5 - centre[1]
    aside = (np.abs(y) < 0.7 * np.abs(x)) & (opening > 0)
    edges = np.arange(_RADII[0] * radius - 1.5, _RADII[1] * radius + 2.5)
    ring = np.digitize(np.hypot(x, y)[aside], edges)
    grey = patch.mean(2)[aside]
    profile = np.array([grey[ring == k].mean() if np.any(ring == k) else np.nan for k in range(1, len(edges))])
    rise = profile[2:] - profile[:-2]
    if np.isnan(rise).any() or rise.max() < _LEAST_RISE:
        return radius
    # Halfway between the nearest rise and what the landmarks say: either alone may err.
    return float(0.5 * radius + 0.5 * (edges[1:-2] + 0.5)[int(np.argmax(rise))])


def _sclera(patch: Floats32, opening: Pixels, iris: Floats, radius: float, zoom: float) -> Floats32:
    """The white of the eye everywhere, by normalised convolution of what shows of it, narrow to wide."""
    ys, xs = np.mgrid[0 : patch.shape[0], 0 : patch.shape[1]]
    rim = max(1, round(_SHADED_RIM * radius))
    inside = cv2.erode(opening, np.ones((2 * rim + 1,) * 2, np.uint8)) > 0
    seen = inside & (np.hypot(xs - iris[0], ys - iris[1]) > radius * _LIMBUS)
    # What lids and lashes shade, and the rim of the iris, would darken the white that they do not reach.
    grey = patch.mean(2)
    low, high = np.quantile(grey[seen], [0.2, 0.7]) if seen.any() else (0.0, 1.0)
    weight = (seen * np.clip((grey - low) / max(float(high - low), 1.0), 0.05, 1)).astype(np.float32)
    total = np.zeros_like(patch)
    trust = np.full(patch.shape[:2], 1e-6, np.float32)
    for sigma in (2, 5, 12, 30):
        share = cv2.GaussianBlur(weight, (0, 0), sigma)
        colour = cv2.GaussianBlur(patch * weight[..., None], (0, 0), sigma) / np.maximum(share, 1e-6)[..., None]
        added = np.clip(share * 3, 0, 1) * np.clip(1 - trust, 0, 1)
        total += added[..., None] * colour
        trust += added
    smooth = total / trust[..., None]
    mixed = (smooth + 0.5 * weight[..., None] * (patch - smooth)).astype(np.float32)
    return np.asarray(cv2.GaussianBlur(mixed, (0, 0), zoom * 0.5), np.float32)


def _iris(patch: Floats32, opening: Pixels, centre: Floats, radius: float, zoom: float) -> tuple[Sprite, Sprite]:
    """The whole iris, and what it mirrors: what the lids hide is the mirror of what they show, or as at that radius."""
    half = int(radius * 1.3) + 1
    ys, xs = np.mgrid[-half : half + 1, -half : half + 1].astype(np.float32)
    distance = np.hypot(xs, ys)
    rim = round(_SHADED_RIM * radius + zoom)
    clear = cv2.erode(opening, np.ones((2 * rim + 1,) * 2, np.uint8)).astype(np.float32)

    def look(down: float) -> tuple[Floats32, Floats32]:
        where = (xs + np.float32(centre[0] - 0.5), down * ys + np.float32(centre[1] - 0.5))
        seen = cv2.remap(clear, *where, cv2.INTER_LINEAR)
        colour = cv2.remap(patch, *where, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        share = cv2.GaussianBlur(seen, (0, 0), zoom * 0.7) * seen
        return np.asarray(colour, np.float32), np.asarray(share[..., None], np.float32)

    own, own_share = look(1.0)
    mirrored, mirrored_share = look(-1.0)
    plain = _radial_median(own, own_share[..., 0], distance, radius)
    inside = np.clip((radius * 0.85 - distance) / (radius * 0.2), 0, 1)[..., None]
    own_mirror, other_mirror = (inside * _mirror_share(colour - plain, zoom) for colour in (own, mirrored))
    own_glint = own_mirror * np.maximum(own - plain, 0)
    other = mirrored + other_mirror * (plain - mirrored)
    hidden = 0.5 * (other * mirrored_share + plain * (1 - mirrored_share)) + 0.5 * plain
    colour = (own + own_mirror * (plain - own)) * own_share + hidden * (1 - own_share)
    alpha = np.clip((radius * 1.01 - distance) / (radius * 0.14), 0, 1)[..., None]
    anchor = (half + 0.5, half + 0.5)
    iris = np.concatenate([colour * alpha, alpha], axis=2).astype(np.float32)
    glint = np.concatenate([own_glint * (own_share > _WHOLLY_SEEN), np.zeros_like(alpha)], axis=2).astype(np.float32)
    return Sprite(iris, anchor, zoom), Sprite(glint, anchor, zoom)


def _mirror_share(excess: Floats32, zoom: float) -> Floats32:
    """Mask of a light mirrored in the cornea, 0..1: what is brighter than the iris there, and its soft rim."""
    share = np.clip((excess.mean(2) - _GLINT_FROM) / (_GLINT_TO - _GLINT_FROM), 0, 1)
    wider = cv2.dilate(share, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * round(zoom) + 1,) * 2))
    return np.asarray(cv2.GaussianBlur(wider, (0, 0), 0.6 * zoom)[..., None], np.float32)


def _radial_median(colour: Floats32, share: Floats32, distance: Floats32, radius: float) -> Floats32:
    """The colour in the middle of all that is seen at each distance: a reflection does not count."""
    rings = np.round(distance).astype(np.int64)
    medians = np.empty((int(rings.max()) + 1, 3), np.float32)
    for ring in range(len(medians)):
        at = rings == ring
        seen = at & (share > _SEEN)
        medians[ring] = np.median(colour[seen if seen.any() else at], axis=0)
    # Nothing in a pupil is lighter than the iris round it, but a reflection that fills it.
    pupil = int(_PUPIL * radius)
    medians[:pupil] = np.minimum(medians[:pupil], medians[pupil])
    return np.asarray(medians[rings], np.float32)
