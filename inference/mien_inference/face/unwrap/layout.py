"""The layout of face textures: where each vertex of the skin lies in them, whoever the face is of."""

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from safetensors.numpy import load_file

from mien_inference.face.arrays import Floats32, Ints
from mien_inference.face.shape.subdivision import subdivide
from mien_inference.face.shape.topology import MESH_LANDMARKS, crease_edges, hole_triangles, skin_triangles
from mien_inference.weights import weights_path

__all__ = ["LANDMARKS", "TextureLayout", "texture_layout"]

_NAME = "mien-face-1"
"""Engines keep what they mapped by this name: another layout needs another."""

LANDMARKS: Final[dict[str, int]] = {
    "forehead": 10,
    "noseRoot": 168,
    "noseTip": 4,
    "noseBase": 2,
    "noseWingLeft": 358,
    "noseWingRight": 129,
    "browInnerLeft": 336,
    "browInnerRight": 107,
    "browOuterLeft": 300,
    "browOuterRight": 70,
    "eyeInnerLeft": 362,
    "eyeInnerRight": 133,
    "eyeOuterLeft": 263,
    "eyeOuterRight": 33,
    "eyeUpperLeft": 386,
    "eyeUpperRight": 159,
    "eyeLowerLeft": 374,
    "eyeLowerRight": 145,
    "cheekLeft": 280,
    "cheekRight": 50,
    "mouthLeft": 291,
    "mouthRight": 61,
    "lipUpper": 0,
    "lipUpperInner": 13,
    "lipLowerInner": 14,
    "lipLower": 17,
    "chin": 152,
    "jawLeft": 397,
    "jawRight": 172,
    "earLeft": 454,
    "earRight": 234,
}
"""Vertices that a modeller finds on any head: `forehead` and `chin` are the ends of the face in its middle, `ear` is
the skin just before one, `cheek` the cheekbone."""


@dataclass(frozen=True, slots=True)
class TextureLayout:
    """A face laid flat; n vertices, m triangles.

    Attributes:
        name: Of the layout.
        uv: Places in the texture, 0..1, origin at the top left, shape (n, 2).
        triangles: Shape (m, 3), counter-clockwise seen from outside of the head.
        openings: So many triangles, the last ones, close the eyes and the mouth.
    """

    name: str
    uv: Floats32
    triangles: Ints
    openings: int


@cache
def texture_layout() -> TextureLayout:
    """The layout of every avatar's mesh; its arrays are read-only.

    The refined mesh keeps the layout of the coarse one: a new vertex lies in the middle of its edge, and not where
    subdivision would smooth it to, so that either mesh puts the same skin at the same texel.
    """
    coarse = load_file(weights_path("face-layout.safetensors"))["uv"]
    holes = hole_triangles()
    fine = subdivide(MESH_LANDMARKS, np.concatenate([skin_triangles(), holes]), crease_edges())
    middles = coarse[np.array(list(fine.midpoints))].mean(1)
    uv = np.concatenate([coarse, middles]).astype(np.float32)
    for array in (uv, fine.triangles):
        array.setflags(write=False)
    return TextureLayout(_NAME, uv, fine.triangles, 4 * len(holes))
