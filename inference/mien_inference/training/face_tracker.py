"""A face tracker's reading of pictures: MediaPipe's scores of the ARKit coefficients, and how the head is held."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mien_inference.face.arrays import Floats, Pixels
from mien_inference.face.photo.landmarks import open_landmarker
from mien_inference.face.photo.models import FaceModels
from mien_inference.face.shape.headframe import HeadFrame
from mien_protocol.rig import EXPRESSION_COUNT, EXPRESSION_INDEX

if TYPE_CHECKING:
    from mediapipe.tasks.python.vision import FaceLandmarker

__all__ = ["Reading", "Tracker", "open_tracker"]


@dataclass(frozen=True, slots=True)
class Reading:
    """Readings of one picture.

    Attributes:
        scores: Coefficients as the tracker scores them, 0..1, shape (52,); tongueOut, which it does not, stays 0.
        angles_deg: Yaw, pitch and roll of the head, degrees, signs as those of `HeadFrame.angles_deg`.
    """

    scores: Floats
    angles_deg: tuple[float, float, float]


class Tracker:
    """Reads pictures of one face each."""

    def __init__(self, landmarker: "FaceLandmarker") -> None:
        self._landmarker = landmarker

    def read(self, picture: Pixels) -> Reading | None:
        """The foremost face of a picture, RGB of shape (height, width, 3), or None if there is none to be found."""
        from mediapipe import Image, ImageFormat

        height, width = picture.shape[:2]
        result = self._landmarker.detect(Image(image_format=ImageFormat.SRGB, data=np.ascontiguousarray(picture)))
        if not result.face_landmarks:
            return None
        scores = np.zeros(EXPRESSION_COUNT)
        for score in result.face_blendshapes[0]:
            if score.category_name in EXPRESSION_INDEX:
                scores[EXPRESSION_INDEX[score.category_name]] = score.score
        points = np.array([(p.x * width, p.y * height, p.z * width) for p in result.face_landmarks[0]])
        return Reading(scores, HeadFrame.of_landmarks(points)[0].angles_deg)


@contextmanager
def open_tracker(models: FaceModels) -> Iterator[Tracker]:
    """A tracker, for a `with`."""
    with open_landmarker(models) as landmarker:
        yield Tracker(landmarker)
