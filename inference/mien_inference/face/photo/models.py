"""The two model files that reading a photo needs."""

from dataclasses import dataclass
from pathlib import Path

from mien_protocol.errors import MienError

__all__ = ["FaceModels"]


@dataclass(frozen=True, slots=True)
class FaceModels:
    """Paths of the MediaPipe Tasks models.

    Attributes:
        landmarker: `face_landmarker.task`, which finds 478 points on each face.
        segmenter: `selfie_segmenter.tflite`, which tells person from background.

    Raises:
        MienError: If one of the files does not exist.
    """

    landmarker: Path
    segmenter: Path

    def __post_init__(self) -> None:
        for path in (self.landmarker, self.segmenter):
            if not path.is_file():
                raise MienError(f"no model file at {path}; `mien doctor` says where models are looked for")
