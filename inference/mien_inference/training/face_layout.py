"""Derives the layout of face textures: `python -m mien_inference.training.face_layout --models DIR --out FILE`.

The face is that of the stock head, which is of no person: drawn from in front, its landmarks found as in any photo,
made symmetric, its mouth and eyes opened so that what lies between lips and lids gets room, and laid flat as if rolled
off a cylinder that stands in the head. A roll keeps the sides of the face, which a projection from in front would
squeeze, and still looks like a face to whoever paints over it.
"""

import argparse
import io
from pathlib import Path

import cv2
import numpy as np
from PIL import Image
from safetensors.numpy import save_file
from scipy.optimize import linear_sum_assignment

from mien_inference.face.arrays import Floats, Pixels
from mien_inference.face.paint.raster import draw_triangles
from mien_inference.face.photo.landmarks import find_faces
from mien_inference.face.photo.models import FaceModels
from mien_inference.face.shape.basis import expression_basis
from mien_inference.face.shape.headframe import HeadFrame
from mien_inference.face.shape.sculptor import Sculptor
from mien_inference.face.shape.topology import MESH_LANDMARKS
from mien_inference.stock_head import Primitive, StockHead, build_stock_head
from mien_protocol.rig import EXPRESSION_INDEX, SIDES

__all__ = ["draw_from_front", "main", "mirrored_numbers", "unrolled"]

_PICTURE_PX = 1024
_CAMERA_M, _VIEW_M = 0.9, 0.36
"""Distance of the camera, and the share of the head's height that it sees there."""

_LIGHT = np.array([0.2, 0.4, 0.9]) / np.linalg.norm([0.2, 0.4, 0.9])
_AMBIENT, _DIFFUSE = 0.45, 0.6

_OPENED = {"jawOpen": 0.45, "mouthFunnel": 0.25, "eyeWideLeft": 0.6, "eyeWideRight": 0.6}
"""Opening of mouth and eyes in the layout, as coefficients."""

_AXIS_CM = -3.0
"""The cylinder's axis stands behind the ears: the middle of the face, which a photo shows best, gets more room."""

_BORDER = 0.03
"""Room round the face, as a share of the texture, for filters that mix neighbouring texels."""


def draw_from_front(head: StockHead, size: int) -> Pixels:
    """The head before a grey wall, RGB, shape (size, size, 3)."""
    eyes = [head.joint_positions[head.joint_names.index(f"eye{side}")] for side in SIDES]
    aim = np.mean(eyes, axis=0) * [0, 1, 0] - [0, 0.02, 0]
    picture = np.full((size, size, 3), 150, np.uint8)
    nearest = np.full((size, size), -1e9, np.float32)
    textures = {material.name: _surface(material.texture, material.color) for material in head.materials}
    for primitives in head.meshes.values():
        for part in primitives:
            _draw(part, textures[part.material], aim, picture, nearest)
    return picture


def mirrored_numbers(points: Floats) -> list[int]:
    """Of each landmark the number of the one on the other side, itself where it lies in the middle.

    Args:
        points: A face whose lips and lids are open, x to its left, shape (n, 3).
    """
    distance = np.linalg.norm(points[:, None] - points[None] * [-1, 1, 1], axis=2)
    return [int(number) for number in linear_sum_assignment(distance)[1]]


def unrolled(points: Floats) -> Floats:
    """Landmarks in the head frame, shape (n, 3), as places in a texture, origin at the top left, shape (n, 2)."""
    flat = np.column_stack([np.arctan2(points[:, 0], points[:, 2] - _AXIS_CM), -points[:, 1]])
    low, high = flat.min(0), flat.max(0)
    return np.asarray(_BORDER + (flat - low) / (high - low) * (1 - 2 * _BORDER))


def main() -> None:
    """Writes the layout."""
    parser = argparse.ArgumentParser(description="derive the layout of face textures from the stock head")
    parser.add_argument(
        "--models", type=Path, required=True, help="folder of face_landmarker.task and selfie_segmenter.tflite"
    )
    parser.add_argument("--out", type=Path, required=True, help="the safetensors file to write")
    options = parser.parse_args()
    picture = draw_from_front(build_stock_head(), _PICTURE_PX)
    models = FaceModels(options.models / "face_landmarker.task", options.models / "selfie_segmenter.tflite")
    (face,) = find_faces(picture, models)
    landmarks = HeadFrame.of_landmarks(face.points)[1][:MESH_LANDMARKS]
    pairs = mirrored_numbers(_opened(landmarks))
    symmetric = (landmarks + landmarks[pairs] * [-1, 1, 1]) / 2
    save_file({"uv": unrolled(_opened(symmetric)).astype(np.float32)}, options.out)


def _opened(landmarks: Floats) -> Floats:
    basis = expression_basis(Sculptor(landmarks))
    fields = basis[[EXPRESSION_INDEX[name] for name in _OPENED]]
    return np.asarray(landmarks + np.tensordot(list(_OPENED.values()), fields, 1))


def _surface(texture: bytes | None, colour: tuple[float, float, float]) -> Pixels:
    """A material's colours, sRGB."""
    if texture is None:
        return np.full((1, 1, 3), np.power(colour, 1 / 2.2) * 255, np.uint8)
    return np.asarray(Image.open(io.BytesIO(texture)).convert("RGB"))


def _draw(part: Primitive, surface: Pixels, aim: Floats, picture: Pixels, nearest: np.ndarray) -> None:
    """Draws one part of the head where it is nearest, in place."""
    size, (rows, columns) = len(picture), surface.shape[:2]
    points = part.positions - aim
    depth = np.ascontiguousarray(points[:, 2], np.float32)
    scale = size * _CAMERA_M / _VIEW_M / (_CAMERA_M - depth)
    pixels = (size / 2 + points[:, :2] * [1, -1] * scale[:, None]).astype(np.float32)
    light = _AMBIENT + _DIFFUSE * np.clip(part.normals @ _LIGHT, 0, 1)
    place = np.column_stack([part.uv[:, 0] * columns - 0.5, (1 - part.uv[:, 1]) * rows - 0.5, light])
    maps = np.full((3, size, size), -1, np.float32)
    triangles = part.triangles.astype(np.int32)
    flat = np.zeros(len(triangles), np.float32)
    draw_triangles(pixels, depth, place.astype(np.float32), triangles, flat, maps, nearest)
    colours = cv2.remap(surface, maps[0], maps[1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    seen = maps[2] > 0
    picture[seen] = np.clip(colours[seen] * maps[2][seen][:, None], 0, 255).astype(np.uint8)


if __name__ == "__main__":
    main()
