"""Faces in a photo: where they are, and 478 points on each."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from mien_inference.face.arrays import Floats, Pixels
from mien_inference.face.models import FaceModels

if TYPE_CHECKING:  # mediapipe takes half a second to import: only who reads a photo should pay
    from mediapipe.tasks.python.vision import FaceLandmarker

__all__ = ["FoundFace", "find_faces"]

_MAX_FACES = 12
_DETECTION_SIDE_PX = 1280
"""Longer side of the picture that is searched; the landmarker itself looks at 256x256 crops."""


@dataclass(frozen=True, slots=True)
class FoundFace:
    """One face of a photo.

    Attributes:
        points: MediaPipe's 478 landmarks in pixels of the photo, shape (478, 3): x right, y down, z away from
            the viewer in the same unit.
        smile: How much the face smiles in the photo, 0..1, by the landmarker's own scores.
    """

    points: Floats
    smile: float

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
        return FoundFace(self.points * scale + np.array([*shift_px, 0.0]), self.smile)


def find_faces(photo: Pixels, models: FaceModels) -> list[FoundFace]:
    """Finds the faces of a photo.

    The whole photo is searched first; where that finds nothing, overlapping quarters are searched too, for
    the detector does not see faces smaller than about a tenth of what it is shown.

    Args:
        photo: RGB, shape (height, width, 3).
        models: Where the landmarker lies.

    Returns:
        The faces from left to right; empty if there are none.
    """
    scale = min(1.0, _DETECTION_SIDE_PX / max(photo.shape[:2]))
    small = np.asarray(cv2.resize(photo, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
    with _landmarker(models) as landmarker:
        faces = _search(landmarker, small)
        if not faces:
            for tile, corner in _tiles(photo):
                found = [face.transformed(1.0, corner) for face in _search(landmarker, tile)]
                faces += [face for face in found if not any(_same(face, known) for known in faces)]
            return sorted(faces, key=lambda face: face.centre_px)
    return sorted((face.transformed(1 / scale, (0.0, 0.0)) for face in faces), key=lambda face: face.centre_px)


def _landmarker(models: FaceModels) -> "FaceLandmarker":
    from mediapipe.tasks.python import BaseOptions, vision

    return vision.FaceLandmarker.create_from_options(
        vision.FaceLandmarkerOptions(
            base_options=BaseOptions(model_asset_path=str(models.landmarker)),
            num_faces=_MAX_FACES,
            output_face_blendshapes=True,
        )
    )


def _search(landmarker: "FaceLandmarker", picture: Pixels) -> list[FoundFace]:
    from mediapipe import Image, ImageFormat

    height, width = picture.shape[:2]
    result = landmarker.detect(Image(image_format=ImageFormat.SRGB, data=np.ascontiguousarray(picture)))
    faces = []
    for points, scores in zip(result.face_landmarks, result.face_blendshapes, strict=True):
        pixels = np.array([(p.x * width, p.y * height, p.z * width) for p in points])
        smile = np.mean([s.score for s in scores if s.category_name.startswith("mouthSmile")])
        faces.append(FoundFace(pixels, float(smile)))
    return faces


def _tiles(photo: Pixels) -> Iterator[tuple[Pixels, tuple[float, float]]]:
    """Squares of half the shorter side, half overlapping, with their upper left corners."""
    height, width = photo.shape[:2]
    side = max(min(height, width) // 2, 1)
    if side < 64:
        return
    for y in _starts(height, side):
        for x in _starts(width, side):
            yield photo[y : y + side, x : x + side], (float(x), float(y))


def _starts(length: int, side: int) -> list[int]:
    count = min(math.ceil((length - side) / (side / 2)) + 1, 8)
    return [round(k * (length - side) / max(count - 1, 1)) for k in range(count)]


def _same(one: FoundFace, other: FoundFace) -> bool:
    apart = math.dist(one.centre_px, other.centre_px)
    return apart < 0.5 * max(one.height_px, other.height_px)
