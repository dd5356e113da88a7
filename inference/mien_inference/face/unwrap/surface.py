"""The surface of an avatar's face, as a face texture describes it."""

import numpy as np

from mien_inference.face.avatar import Avatar
from mien_inference.face.unwrap.layout import LANDMARKS, texture_layout
from mien_inference.interfaces import FaceSurface

__all__ = ["surface_of"]

_CM_PER_M = 100


def surface_of(avatar: Avatar) -> FaceSurface:
    """The skin of an avatar; the origin of its positions lies between the ears."""
    layout = texture_layout()
    skin = avatar.mesh.neutral[: avatar.mesh.skin_count]
    return FaceSurface(
        uv_layout=layout.name,
        uv=layout.uv,
        triangles=layout.triangles,
        openings=layout.openings,
        landmarks=LANDMARKS,
        positions=(skin / _CM_PER_M).astype(np.float32),
        placement=_placement(avatar),
    )


def _placement(avatar: Avatar) -> tuple[float, float, float, float]:
    canvas = avatar.head.project(avatar.mesh.neutral[: avatar.mesh.skin_count].astype(np.float64))
    in_frame = (canvas - avatar.layers.margin_px) / np.array(avatar.frame_size)
    corner, far_corner = np.array(avatar.frame_in_photo).reshape(2, 2)
    in_photo = np.clip(corner + in_frame * (far_corner - corner), 0, 1)
    (left, top), (right, bottom) = in_photo.min(0), in_photo.max(0)
    return float(left), float(top), float(right), float(bottom)
