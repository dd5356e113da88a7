"""The model files that reading a photo needs."""

from pathlib import Path
from typing import TYPE_CHECKING

from mien_bridge.model_files import FACE_FILES, ModelFile
from mien_bridge.model_store import Say, find_files, located_files

if TYPE_CHECKING:
    from mien_inference.face import FaceModels

__all__ = ["find_models", "located"]


def find_models(folder: Path | None, say: Say) -> "FaceModels":
    """The two model files, fetched into the cache if they are nowhere else; see `find_files`."""
    # Here, because `mien doctor` must be able to look for models where the face's own imports fail.
    from mien_inference.face import FaceModels

    return FaceModels(*find_files(FACE_FILES, folder, say).values())


def located(folder: Path | None) -> dict[ModelFile, Path | None]:
    """Where each model file lies with the right content, None where it does not; fetches nothing."""
    return located_files(FACE_FILES, folder)
