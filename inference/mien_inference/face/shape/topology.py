"""Names of MediaPipe's face topology: which of the 478 landmarks make up what.

Index lists follow https://github.com/google-ai-edge/mediapipe (face_mesh canonical model). Paths across the
lips run from the character's right corner to its left; paths along a lid from the outer to the inner corner
on the right eye, and likewise on the left.
"""

from functools import cache
from itertools import pairwise
from typing import Final

import numpy as np

from mien_inference.face.arrays import Ints

__all__ = [
    "FACE_OVAL",
    "LEFT_EYE",
    "LID_ROWS",
    "LOWER_LIP_RINGS",
    "MESH_LANDMARKS",
    "PATHS",
    "RIGHT_EYE",
    "SYMMETRIC_PAIRS",
    "UPPER_LIP_RINGS",
    "Eye",
    "crease_edges",
    "hole_triangles",
    "skin_triangles",
]

MESH_LANDMARKS: Final = 468
"""The skin; the ten landmarks after these are the irises."""

UPPER_LIP_RINGS: Final[tuple[tuple[int, ...], ...]] = (
    (61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291),
    (76, 184, 74, 73, 72, 11, 302, 303, 304, 408, 306),
    (62, 183, 42, 41, 38, 12, 268, 271, 272, 407, 292),
    (78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308),
)
"""From the outer edge of the upper lip to its inner edge; the ends of each are the corners."""

LOWER_LIP_RINGS: Final[tuple[tuple[int, ...], ...]] = (
    (61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291),
    (76, 77, 90, 180, 85, 16, 315, 404, 320, 307, 306),
    (62, 96, 89, 179, 86, 15, 316, 403, 319, 325, 292),
    (78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308),
)


class Eye:
    """The landmarks of one eye.

    Attributes:
        upper: Edge of the upper lid from the outer to the inner corner, 9 landmarks.
        lower: Edge of the lower lid, likewise.
        above: The two rows of skin over the upper lid, nearest first.
        below: The two rows of skin under the lower lid, nearest first.
        iris: Centre of the iris, then four points on its rim.
    """

    def __init__(self, upper: str, lower: str, above: tuple[str, str], below: tuple[str, str], iris: int) -> None:
        self.upper = _indices(upper)
        self.lower = _indices(lower)
        self.above = tuple(_indices(row) for row in above)
        self.below = tuple(_indices(row) for row in below)
        self.iris = tuple(range(iris, iris + 5))

    @property
    def corners(self) -> tuple[int, int]:
        """Outer and inner corner."""
        return self.upper[0], self.upper[-1]


def _indices(text: str) -> tuple[int, ...]:
    return tuple(int(word) for word in text.split())


RIGHT_EYE: Final = Eye(
    upper="33 246 161 160 159 158 157 173 133",
    lower="33 7 163 144 145 153 154 155 133",
    above=("130 247 30 29 27 28 56 190 243", "226 113 225 224 223 222 221 189 244"),
    below=("130 25 110 24 23 22 26 112 243", "226 31 228 229 230 231 232 233 244"),
    iris=468,
)
LEFT_EYE: Final = Eye(
    upper="263 466 388 387 386 385 384 398 362",
    lower="263 249 390 373 374 380 381 382 362",
    above=("359 467 260 259 257 258 286 414 463", "446 342 445 444 443 442 441 413 464"),
    below=("359 255 339 254 253 252 256 341 463", "446 261 448 449 450 451 452 453 464"),
    iris=473,
)

PATHS: Final[dict[str, tuple[int, ...]]] = {
    "upper_lip": UPPER_LIP_RINGS[-1],
    "lower_lip": LOWER_LIP_RINGS[-1],
    "upper_lid_right": RIGHT_EYE.upper,
    "lower_lid_right": RIGHT_EYE.lower,
    "upper_lid_left": LEFT_EYE.upper,
    "lower_lid_left": LEFT_EYE.lower,
}
"""Borders where skin ends and an opening begins."""

LID_ROWS: Final[dict[str, tuple[int, ...]]] = {
    "above_lid_right": RIGHT_EYE.above[0],
    "above_lid_left": LEFT_EYE.above[0],
}
"""Border of the skin of an upper lid, about its crease."""

FACE_OVAL: Final[tuple[int, ...]] = _indices(
    "10 338 297 332 284 251 389 356 454 323 361 288 397 365 379 378 400 377 "
    "152 148 176 149 150 136 172 58 132 93 234 127 162 21 54 103 67 109"
)
"""The contour of the mesh, from the top of the forehead by the character's left."""

SYMMETRIC_PAIRS: Final[tuple[tuple[int, int], ...]] = (
    *((33, 263), (133, 362), (234, 454), (127, 356), (61, 291), (93, 323), (132, 361), (58, 288)),
    *((172, 397), (21, 251), (70, 300), (50, 280), (129, 358)),
)
"""Landmarks that mirror each other (character's right, left): together they tell where its left is."""


@cache
def skin_triangles() -> Ints:
    """The 852 triangles of the skin, shape (852, 3), counter-clockwise seen from outside; read-only.

    MediaPipe publishes the tessellation as directed edges, three to a triangle.
    """
    from mediapipe.tasks.python.vision.face_landmarker import FaceLandmarksConnections

    starts = [edge.start for edge in FaceLandmarksConnections.FACE_LANDMARKS_TESSELATION]
    triangles = np.array(starts, np.int32).reshape(-1, 3)
    triangles.setflags(write=False)
    return triangles


@cache
def hole_triangles() -> Ints:
    """Triangles that close the mouth and the eyes, shape (46, 3); read-only."""
    openings = [
        (UPPER_LIP_RINGS[-1], LOWER_LIP_RINGS[-1]),
        (RIGHT_EYE.upper, RIGHT_EYE.lower),
        # Lids run outwards in; the triangles of all three wind the same way if all run from right to left.
        (LEFT_EYE.upper[::-1], LEFT_EYE.lower[::-1]),
    ]
    result = np.array([triangle for upper, lower in openings for triangle in _strip(upper, lower)], np.int32)
    result.setflags(write=False)
    return result


def crease_edges() -> set[tuple[int, int]]:
    """Edges along the openings, lower index first: what lies on their two sides moves independently."""
    return {(min(a, b), max(a, b)) for path in PATHS.values() for a, b in pairwise(path)}


def _strip(upper: tuple[int, ...], lower: tuple[int, ...]) -> list[tuple[int, int, int]]:
    triangles = []
    for k in range(len(upper) - 1):
        a, b, c, d = upper[k], upper[k + 1], lower[k], lower[k + 1]
        if a != c:
            triangles.append((a, c, b))
        if b != d:
            triangles.append((b, c, d))
    return triangles
