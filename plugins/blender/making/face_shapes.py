"""Derives how a face texture's mesh moves: `python plugins/blender/making/face_shapes.py --models DIR`.

The daemon sends where the skin of a face lies, and a picture of it; what each of the 52 coefficients does to that skin
it does not send. Meshes of one layout have the same vertices, whoever the face is of, and faces move much alike: so the
movements of one face, which is of no person, are kept with the extension and made to the measure of each.
"""

import argparse
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from environments import ROOT
from mien_inference.face.photo.landmarks import find_faces
from mien_inference.face.photo.models import FaceModels
from mien_inference.face.shape.basis import expression_basis
from mien_inference.face.shape.headframe import HeadFrame
from mien_inference.face.shape.sculptor import Sculptor
from mien_inference.face.shape.subdivision import subdivide
from mien_inference.face.shape.topology import MESH_LANDMARKS, crease_edges, hole_triangles, skin_triangles
from mien_inference.face.unwrap.layout import texture_layout
from mien_inference.stock_head import build_stock_head
from mien_inference.training.face_layout import draw_from_front

__all__ = ["FACES", "main"]

FACES: Final = ROOT / "plugins" / "blender" / "mien" / "core" / "faces"

STEP_M: Final = 1e-5
"""Unit of the file: a hundredth of a millimetre."""

_PICTURE_PX: Final = 1024


def main() -> None:
    """Writes the movements of the present layout."""
    parser = argparse.ArgumentParser(description="derive how the mesh of face textures moves from the stock head")
    parser.add_argument(
        "--models", type=Path, required=True, help="folder of face_landmarker.task and selfie_segmenter.tflite"
    )
    models = parser.parse_args().models
    picture = draw_from_front(build_stock_head(), _PICTURE_PX)
    (face,) = find_faces(picture, FaceModels(models / "face_landmarker.task", models / "selfie_segmenter.tflite"))
    landmarks = HeadFrame.of_landmarks(face.points)[1][:MESH_LANDMARKS]
    fine = subdivide(MESH_LANDMARKS, np.concatenate([skin_triangles(), hole_triangles()]), crease_edges())
    symmetric = (landmarks + landmarks[_mirrored()] * [-1, 1, 1]) / 2
    basis = expression_basis(Sculptor(symmetric))
    centimetres = np.stack([fine.matrix @ field for field in [symmetric, *basis]])
    steps = np.round(centimetres / 100 / STEP_M).astype(np.int16)
    np.savez_compressed(FACES / f"{texture_layout().name}.npz", neutral=steps[0], expression=steps[1:])


def _mirrored() -> NDArray[np.intp]:
    """Of each landmark the number of the one on the other side: the layout is symmetric."""
    uv = texture_layout().uv[:MESH_LANDMARKS]
    across = uv * [-1, 1] + [1, 0]
    return np.asarray(np.linalg.norm(uv[:, None] - across[None], axis=2).argmin(0))


if __name__ == "__main__":
    main()
