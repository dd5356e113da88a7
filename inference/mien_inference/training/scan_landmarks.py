"""Places of MediaPipe's 468 landmarks on a scanned face.

The face is drawn and its landmarks are found as in a photo. A thin-plate spline (Bookstein 1989) takes what the tracker
got wrong off by landmarks that the scans name, and rays carry the points to the surface. Two parts go their own ways:
the lips, ring by ring along the scans' own contours, for nothing told to the one lip may reach the other; and the line
of the jaw, beside which rays hit the neck.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.interpolate import RBFInterpolator
from scipy.spatial import cKDTree

from mien_inference.face.arrays import Floats, Ints
from mien_inference.face.photo.landmarks import find_faces
from mien_inference.face.photo.models import FaceModels
from mien_inference.face.shape.topology import LOWER_LIP_RINGS, MESH_LANDMARKS, UPPER_LIP_RINGS
from mien_inference.training.scan_picture import ScanPainter, projected
from mien_inference.training.scans import MULTI_PIE, SKIN_VERTICES, Scans
from mien_inference.weights import shared_weights
from mien_protocol.errors import MienError

__all__ = ["Places", "find_places", "mirror_images"]

_SIDE_PX = 1024
_NAMED: Final = {
    # Place among the scans' 68: landmark. The brows are left out: the scans have none, so the tracker guesses them.
    **dict(zip(range(27, 36), (168, 197, 5, 4, 98, 97, 2, 326, 327), strict=True)),
    **dict(zip(range(36, 48), (33, 160, 158, 133, 153, 144, 362, 385, 387, 263, 373, 380), strict=True)),
    **{48: 61, 51: 0, 54: 291, 57: 17, 60: 78, 62: 13, 64: 308, 66: 14, 8: 152},
}
_STIFFNESS = 1.0

_JAW: Final = {
    # From before the ear down to the chin, and the places among the scans' 68 on the way.
    (234, 93, 132, 58, 172, 136, 150, 149, 176, 148, 152): range(9),
    (454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152): range(16, 7, -1),
}

_CORNERS = 4
"""Each landmark is a mean of up to so many vertices."""

_LIP_FRONT_CM, _CHIN_CM = 8.0, -6.0
"""Skin of the lips lies before and above these."""


@dataclass(frozen=True, slots=True)
class Places:
    """Places on the skin of the scans, as means of vertices.

    Attributes:
        vertices: Shape (n, 4).
        weights: Shape (n, 4), rows sum to 1.
    """

    vertices: Ints
    weights: Floats

    def of(self, values: Floats) -> Floats:
        """Values there, shape (n, channels), of values at the vertices."""
        return np.asarray(np.einsum("kn,knc->kc", self.weights, values[self.vertices]))


def find_places(scans: Scans, models: FaceModels) -> Places:
    """Finds the 468 landmarks.

    Raises:
        MienError: If the tracker does not find exactly one face in the picture of the scans.
    """
    painter = ScanPainter(scans, _SIDE_PX)
    faces = find_faces(painter.draw(scans.neutral), models)
    if len(faces) != 1:
        raise MienError(f"expected one face in the picture of the scans, the tracker found {len(faces)}")
    seen = faces[0].points[:MESH_LANDMARKS, :2]
    places = _by_rays(scans, painter, _corrected(scans, seen))
    _place_lips(scans, seen, places)
    _place_jaw(scans, seen, places)
    return places


def mirror_images() -> Ints:
    """Of each landmark the number of the one on the other side, shape (468,)."""
    uv = shared_weights("face-layout.safetensors")["uv"]
    return np.asarray(cKDTree(uv).query([1.0, 0.0] + uv * [-1.0, 1.0])[1], np.int32)


def _corrected(scans: Scans, seen: Floats) -> Floats:
    at = projected(scans.neutral, _SIDE_PX)
    found, named = seen[list(_NAMED.values())], at[[MULTI_PIE[k] for k in _NAMED]]
    off = RBFInterpolator(found, named - found, kernel="thin_plate_spline", smoothing=_STIFFNESS)
    return np.asarray(seen + off(seen))


def _by_rays(scans: Scans, painter: ScanPainter, pixels: Floats) -> Places:
    """View of the camera at some pixels; beside the skin, the foremost of the vertices that are seen nearby."""
    numbers, triangles = painter.triangle_at(scans.neutral)
    at = projected(scans.neutral, _SIDE_PX).astype(np.float64)
    near = cKDTree(at[:SKIN_VERTICES])
    vertices, weights = np.zeros((len(pixels), _CORNERS), np.int32), np.zeros((len(pixels), _CORNERS))
    for k, pixel in enumerate(pixels):
        column, row = np.clip(np.round(pixel).astype(int), 0, _SIDE_PX - 1)
        if numbers[row, column] < 0:
            around = near.query(pixel, 12)[1]
            vertices[k, 0], weights[k, 0] = around[np.argmax(scans.neutral[around, 2])], 1.0
            continue
        triangle = triangles[numbers[row, column]]
        a, b, c = at[triangle]
        second, third = np.linalg.solve(np.column_stack([b - a, c - a]), pixel - a)
        vertices[k, :3], weights[k, :3] = triangle, (1 - second - third, second, third)
    return Places(vertices, weights)


def _place_lips(scans: Scans, seen: Floats, places: Places) -> None:
    outer = (scans.way(48, 49, 50, 51, 52, 53, 54), scans.way(48, 59, 58, 57, 56, 55, 54))
    inner = (scans.way(60, 61, 62, 63, 64), scans.way(60, 67, 66, 65, 64))
    skin = scans.neutral[:SKIN_VERTICES]
    of_lips = (skin[:, 2] > _LIP_FRONT_CM) & (skin[:, 1] > _CHIN_CM)
    for rings, is_upper, edge, seam in zip(
        (UPPER_LIP_RINGS, LOWER_LIP_RINGS), (True, False), outer, inner, strict=True
    ):
        own = np.flatnonzero((scans.above_the_lips == is_upper) & of_lips)
        near = cKDTree(skin[own])
        for n, ring in enumerate(rings):
            inward = n / (len(rings) - 1)
            across = seen[list(ring), 0]
            shares = (across - across[0]) / (across[-1] - across[0])
            for landmark, share in zip(ring, shares, strict=True):
                if n in {0, len(rings) - 1}:
                    _put_on_way(scans, edge if n == 0 else seam, share, landmark, places)
                    continue
                wanted = (1 - inward) * _on_way(scans, edge, share) + inward * _on_way(scans, seam, share)
                distance, some = near.query(wanted, _CORNERS)
                weights = 1 / (distance + 1e-3)
                places.vertices[landmark], places.weights[landmark] = own[some], weights / weights.sum()


def _place_jaw(scans: Scans, seen: Floats, places: Places) -> None:
    """Puts the landmarks of the contour onto the scans' own line of the jaw, as far along as the tracker has them."""
    at = projected(scans.neutral, _SIDE_PX)
    for line, numbers in _JAW.items():
        way = [MULTI_PIE[k] for k in numbers]
        along = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(at[way], axis=0), axis=1))])
        walked = np.cumsum(np.linalg.norm(np.diff(seen[list(line)], axis=0), axis=1))
        for landmark, place in zip(line[1:], walked / walked[-1] * along[-1], strict=True):
            _put_between(way, along, place, landmark, places)


def _put_on_way(scans: Scans, way: list[int], share: float, landmark: int, places: Places) -> None:
    xs = scans.neutral[way, 0]
    _put_between(way, xs, xs[0] + share * (xs[-1] - xs[0]), landmark, places)


def _put_between(way: list[int], along: Floats, place: float, landmark: int, places: Places) -> None:
    k = int(np.clip(np.searchsorted(along, place) - 1, 0, len(way) - 2))
    share = float(np.clip((place - along[k]) / max(along[k + 1] - along[k], 1e-6), 0, 1))
    places.vertices[landmark], places.weights[landmark] = (way[k], way[k + 1], 0, 0), (1 - share, share, 0, 0)


def _on_way(scans: Scans, way: list[int], share: float) -> Floats:
    points = scans.neutral[way]
    x = points[0, 0] + share * (points[-1, 0] - points[0, 0])
    return np.array([np.interp(x, points[:, 0], points[:, k]) for k in range(3)])
