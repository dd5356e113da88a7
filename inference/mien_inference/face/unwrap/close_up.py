"""An avatar seen closer: its frame drawn tight round the face, so that a texture gets pixels where it needs them."""

from dataclasses import replace

import cv2
import numpy as np

from mien_inference.face.arrays import Floats, Pixels
from mien_inference.face.avatar import Avatar
from mien_inference.face.paint.eyes import EyeLayer
from mien_inference.face.photo.layers import Layers

__all__ = ["close_up", "picture_side"]

_ROOM = 0.03
"""Beyond what any one coefficient does to the face, as a share of its size."""

_FINER = 1.5
"""Pixels of a picture for each of the photo: teeth and irises, which are painted, gain a little."""

_LEAST_PX = 256


def close_up(avatar: Avatar) -> Avatar:
    """The same person in a frame that holds just the face, even with its mouth wide open or its cheeks full."""
    left, top, right, bottom = _reach(avatar)
    shift = np.array([left, top])
    right_eye, left_eye = (_moved(eye, shift) for eye in avatar.eyes)
    margin, frame = avatar.layers.margin_px, np.array(avatar.frame_size)
    shares = (np.array([[left, top], [right, bottom]]) - margin) / frame
    corner, far_corner = np.array(avatar.frame_in_photo).reshape(2, 2)
    in_photo = corner + shares * (far_corner - corner)
    return replace(
        avatar,
        frame_size=(right - left, bottom - top),
        frame_in_photo=tuple(in_photo.ravel().tolist()),
        head=replace(avatar.head, origin_px=avatar.head.origin_px - shift),
        mesh=replace(avatar.mesh, texture_px=(avatar.mesh.texture_px - shift).astype(np.float32)),
        layers=_cut(avatar.layers, (slice(top, bottom), slice(left, right))),
        eyes=(right_eye, left_eye),
    )


def picture_side(nearer: Avatar, texture_size: int) -> int:
    """Longer side of the pictures of a close-up that a texture is best made of, pixels.

    As many as the texture has, but not many more than the photo: they would cost time and show nothing.
    """
    return int(min(texture_size, max(_LEAST_PX, _FINER * max(nearer.frame_size))))


def _reach(avatar: Avatar) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of all places of the canvas to which a coefficient brings the face."""
    mesh = avatar.mesh
    shapes = np.concatenate([mesh.neutral[None], mesh.neutral + mesh.expression])[:, : mesh.skin_count]
    pixels = avatar.head.project(shapes.reshape(-1, 3).astype(np.float64))
    low, high = pixels.min(0), pixels.max(0)
    room = _ROOM * (high - low)
    height, width = avatar.layers.person.shape[:2]
    left, top = np.clip(np.floor(low - room), 0, [width - 2, height - 2]).astype(int)
    right, bottom = np.clip(np.ceil(high + room), [left + 2, top + 2], [width, height]).astype(int)
    return int(left), int(top), int(right), int(bottom)


def _moved(eye: EyeLayer, shift: Floats) -> EyeLayer:
    return replace(
        eye,
        middle_px=(eye.middle_px - shift).astype(np.float32),
        iris_px=(eye.iris_px - shift).astype(np.float32),
    )


def _cut(layers: Layers, window: tuple[slice, slice]) -> Layers:
    """A part of the canvas as a frame without margin; beyond the former frame nothing is known but the person."""

    def continued(picture: Pixels) -> Pixels:
        border = (layers.margin_px,) * 4
        return np.ascontiguousarray(cv2.copyMakeBorder(picture, *border, cv2.BORDER_REPLICATE)[window])

    person = np.ascontiguousarray(layers.person[window])
    return Layers(person, continued(layers.photo), continued(layers.background), margin_px=0)
