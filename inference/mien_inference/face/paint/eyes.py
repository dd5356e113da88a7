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

_LIMBUS = 1.18
"""Beyond this many radii of the iris a pixel is sclera; the rim between is soft."""


@dataclass(frozen=True, slots=True)
class EyeLayer:
    """One eye of one person; a unit of the sprites is a pixel of the canvas.

    Attributes:
        side: "Left" or "Right", the character's.
        sclera: The white, opaque, held by the middle between the corners of the eye.
        iris: Iris and pupil, held by their centre.
        middle_px: The middle between the corners, canvas pixels, shape (2,).
        iris_px: Centre of the iris, canvas pixels, shape (2,).
        middle_cm: The middle between the corners in the head frame, shape (3,).
        lid: The skin of the upper lid.
    """

    side: str
    sclera: Sprite
    iris: Sprite
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
    sclera = _sclera(patch, opening, iris, radius * zoom, zoom)
    return EyeLayer(
        side=side,
        sclera=Sprite(np.dstack([sclera, np.ones_like(sclera[..., 0])]), (half * zoom, half * zoom), zoom),
        iris=_iris(patch, opening, iris, radius * zoom, zoom),
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


def _sclera(patch: Floats32, opening: Pixels, iris: Floats, radius: float, zoom: float) -> Floats32:
    """The white of the eye everywhere, by normalised convolution of what shows of it, narrow to wide."""
    ys, xs = np.mgrid[0 : patch.shape[0], 0 : patch.shape[1]]
    inside = cv2.erode(opening, np.ones((round(zoom * 1.2) | 1,) * 2, np.uint8)) > 0
    seen = inside & (np.hypot(xs - iris[0], ys - iris[1]) > radius * _LIMBUS)
    weight = seen.astype(np.float32)
    total = np.zeros_like(patch)
    trust = np.full(patch.shape[:2], 1e-6, np.float32)
    for sigma in (2, 5, 12, 30):
        share = cv2.GaussianBlur(weight, (0, 0), sigma)
        colour = cv2.GaussianBlur(patch * weight[..., None], (0, 0), sigma) / np.maximum(share, 1e-6)[..., None]
        added = np.clip(share * 3, 0, 1) * np.clip(1 - trust, 0, 1)
        total += added[..., None] * colour
        trust += added
    smooth = total / trust[..., None]
    mixed = np.where(seen[..., None], 0.5 * (patch + smooth), smooth).astype(np.float32)
    return np.asarray(cv2.GaussianBlur(mixed, (0, 0), zoom * 0.5), np.float32)


def _iris(patch: Floats32, opening: Pixels, centre: Floats, radius: float, zoom: float) -> Sprite:
    """The whole iris: what the lids hide is the mirror of what they show, or its mean at that radius."""
    half = int(radius * 1.3) + 1
    ys, xs = np.mgrid[-half : half + 1, -half : half + 1].astype(np.float32)
    distance = np.hypot(xs, ys)
    clear = cv2.erode(opening, np.ones((round(3 * zoom) | 1,) * 2, np.uint8)).astype(np.float32)

    def look(down: float) -> tuple[Floats32, Floats32]:
        where = (xs + np.float32(centre[0] - 0.5), down * ys + np.float32(centre[1] - 0.5))
        seen = cv2.remap(clear, *where, cv2.INTER_LINEAR)
        colour = cv2.remap(patch, *where, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        share = cv2.GaussianBlur(seen, (0, 0), zoom * 0.7) * seen
        return np.asarray(colour, np.float32), np.asarray(share[..., None], np.float32)

    own, own_share = look(1.0)
    mirrored, mirrored_share = look(-1.0)
    mean = _radial_mean(own, own_share[..., 0], distance)
    hidden = 0.5 * (mirrored * mirrored_share + mean * (1 - mirrored_share)) + 0.5 * mean
    colour = own * own_share + hidden * (1 - own_share)
    alpha = np.clip((radius * 1.08 - distance) / (radius * 0.16), 0, 1)[..., None]
    return Sprite(np.concatenate([colour * alpha, alpha], axis=2).astype(np.float32), (half + 0.5, half + 0.5), zoom)


def _radial_mean(colour: Floats32, share: Floats32, distance: Floats32) -> Floats32:
    rings = np.round(distance).astype(np.int64)
    weight = np.bincount(rings.ravel(), share.ravel() + 1e-4)
    means = [np.bincount(rings.ravel(), ((share + 1e-4) * colour[..., k]).ravel()) / weight for k in range(3)]
    return np.stack(means, axis=-1)[rings].astype(np.float32)
