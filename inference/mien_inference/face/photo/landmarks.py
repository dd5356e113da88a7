"""Faces in a photo: where they are, and 478 points on each."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from mien_inference.face.arrays import Floats, Pixels
from mien_inference.face.photo.models import FaceModels

if TYPE_CHECKING:  # mediapipe takes half a second to import: only who reads a photo should pay
    from mediapipe.tasks.python.vision import FaceLandmarker

__all__ = ["FoundFace", "find_faces", "open_landmarker", "search"]

_MAX_FACES = 12
_SEARCHED_SIDE_PX = 2048
"""Longer side of the picture that is searched, at most; the landmarker itself looks at 256x256 crops of it."""

_SMALLEST_TILE_PX = 64
_TILE_CONFIDENCE = 0.6
"""Among many squares there is always one that looks somewhat like a face: craters of the moon do."""


@dataclass(frozen=True, slots=True)
class FoundFace:
    """One face of a photo.

    Attributes:
        points: MediaPipe's 478 landmarks in pixels of the photo, shape (478, 3): x right, y down, z away from
            the viewer in the same unit.
        smiles: How much the face smiles in the photo on its right and left, 0..1, by the landmarker's own scores.
    """

    points: Floats
    smiles: tuple[float, float]

    @property
    def centre_px(self) -> tuple[float, float]:
        """Middle of the face, pixels."""
        low, high = self.points[:, :2].min(0), self.points[:, :2].max(0)
        x, y = (low + high) / 2
        return float(x), float(y)

    @property
    def height_px(self) -> float:
        """From the top of the forehead to the chin, pixels."""
        return float(np.linalg.norm(self.points[10, :2] - self.points[152, :2]))

    def transformed(self, scale: float, shift_px: tuple[float, float]) -> "FoundFace":
        """The same face in a picture that was scaled by `scale`, then moved by `shift_px`."""
        return FoundFace(self.points * scale + np.array([*shift_px, 0.0]), self.smiles)


def find_faces(photo: Pixels, models: FaceModels) -> list[FoundFace]:
    """Finds the faces of a photo.

    The whole photo is searched first; where that finds nothing, overlapping squares are searched too, as large as the
    photo allows, then a half and a quarter of that, for the detector does not see faces smaller than about a tenth of
    what it is shown.

    Args:
        photo: RGB, shape (height, width, 3).
        models: Where the landmarker lies.

    Returns:
        The faces from left to right; empty if there are none.
    """
    scale = min(1.0, _SEARCHED_SIDE_PX / max(photo.shape[:2]))
    searched = photo
    if scale < 1.0:
        searched = np.asarray(cv2.resize(photo, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
    shorter = min(searched.shape[:2])
    with open_landmarker(models) as landmarker:
        faces = search(landmarker, searched)
    for side in (shorter, shorter // 2, shorter // 4):
        if not faces and side >= _SMALLEST_TILE_PX:
            faces = _search_tiles(models, searched, side)
    return sorted((face.transformed(1 / scale, (0.0, 0.0)) for face in faces), key=lambda face: face.centre_px)


def open_landmarker(models: FaceModels, confidence: float = 0.5) -> "FaceLandmarker":
    """The landmarker, for a `with`; it finds what its detector takes for a face with `confidence`, 0..1."""
    from mediapipe.tasks.python import BaseOptions, vision

    return vision.FaceLandmarker.create_from_options(
        vision.FaceLandmarkerOptions(
            base_options=BaseOptions(model_asset_path=str(models.landmarker)),
            num_faces=_MAX_FACES,
            min_face_detection_confidence=confidence,
            output_face_blendshapes=True,
        )
    )


def search(landmarker: "FaceLandmarker", picture: Pixels) -> list[FoundFace]:
    """The faces that are found in a picture as it is, in pixels of it."""
    from mediapipe import Image, ImageFormat

    height, width = picture.shape[:2]
    result = landmarker.detect(Image(image_format=ImageFormat.SRGB, data=np.ascontiguousarray(picture)))
    faces = []
    for points, scores in zip(result.face_landmarks, result.face_blendshapes, strict=True):
        pixels = np.array([(p.x * width, p.y * height, p.z * width) for p in points])
        score = {s.category_name: float(s.score) for s in scores}
        faces.append(FoundFace(pixels, (score["mouthSmileRight"], score["mouthSmileLeft"])))
    return faces


def _search_tiles(models: FaceModels, photo: Pixels, side: int) -> list[FoundFace]:
    """Searches squares of `side` pixels, half overlapping; a face in two of them counts once."""
    faces: list[FoundFace] = []
    corners = [(x, y) for y in _starts(photo.shape[0], side) for x in _starts(photo.shape[1], side)]
    with open_landmarker(models, _TILE_CONFIDENCE) as landmarker:
        for x, y in corners:
            found = search(landmarker, photo[y : y + side, x : x + side])
            placed = [face.transformed(1.0, (float(x), float(y))) for face in found]
            faces += [face for face in placed if not any(_same(face, known) for known in faces)]
    return faces


def _starts(length: int, side: int) -> list[int]:
    count = min(math.ceil((length - side) / (side / 2)) + 1, 8)
    return [round(k * (length - side) / max(count - 1, 1)) for k in range(count)]


def _same(one: FoundFace, other: FoundFace) -> bool:
    apart = math.dist(one.centre_px, other.centre_px)
    return apart < 0.5 * max(one.height_px, other.height_px)
