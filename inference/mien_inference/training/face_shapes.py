"""Derives how faces move: `python -m mien_inference.training.face_shapes --scans PACK --models DIR --out FILE`.

Each ARKit coefficient but the eyes' becomes a displacement of the 468 landmarks of the scans' mean face, in the axes of
the avatars' head frame, made symmetric. What a person's face makes of it is up to `face.shape.measured`.
"""

import argparse
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

from mien_inference.face.arrays import Floats, Ints
from mien_inference.face.photo.models import FaceModels
from mien_inference.face.shape.topology import SYMMETRIC_PAIRS
from mien_inference.training.scan_creases import mirrored_vertices, refined_places, surface_at
from mien_inference.training.scan_landmarks import Places, find_places, mirror_images
from mien_inference.training.scans import Scans, read_scans
from mien_protocol.rig import EXPRESSION_NAMES, MIRRORED_INDEX

__all__ = ["MEASURED", "creases", "displacements", "head_axes", "main"]

MEASURED = tuple(name for name in EXPRESSION_NAMES if not name.startswith(("eye", "tongue")))
"""Lids are moved by the height of the eye's own opening (`face.shape.shapes_eyes`), the tongue is no skin."""

_MIRROR = np.array([-1.0, 1.0, 1.0])
_EARS = [234, 454]


def head_axes(rest: Floats) -> Floats:
    """Axes of the head frame as columns, shape (3, 3), fitted to landmarks as in `HeadFrame.of_landmarks`."""
    right, left = np.array(SYMMETRIC_PAIRS).T
    x = np.mean(rest[left] - rest[right], axis=0)
    x /= np.linalg.norm(x)
    y = rest[10] - rest[152]
    y -= x * (x @ y)
    y /= np.linalg.norm(y)
    return np.stack([x, y, np.cross(x, y)], axis=1)


def displacements(scans: Scans, places: Places) -> dict[str, Floats]:
    """Landmarks at rest (`rest`) and their displacement by each coefficient, cm, each of shape (468, 3)."""
    mirrored = mirror_images()
    rest = places.of(scans.neutral)
    axes = head_axes(rest)
    plain = {name: places.of(scans.displacement(name)) @ axes for name in MEASURED}
    fields = {}
    for name, field in plain.items():
        fields[name] = _symmetric(field, plain[_other_side(name)], mirrored)
    rest = (rest - rest[_EARS].mean(0)) @ axes
    return {"rest": _symmetric(rest, rest, mirrored), **fields}


def creases(scans: Scans, places: Places) -> dict[str, Floats]:
    """Turns and folds of the surface at the vertices of the refined mesh.

    Returns:
        `rest.normal`, shape (n, 3); and by coefficient the change of it, `<name>.normal`, and of the slope up to the
        vertex's neighbours, `<name>.hollow`, shape (n,).
    """
    mirrored = mirrored_vertices()
    axes = head_axes(places.of(scans.neutral))
    vertices = refined_places(scans, places)
    rest = surface_at(scans, scans.neutral, vertices)
    moved = {name: surface_at(scans, scans.neutral + scans.displacement(name), vertices) for name in MEASURED}
    result = {"rest.normal": _symmetric(rest.normal @ axes, rest.normal @ axes, mirrored)}
    for name, surface in moved.items():
        other = moved[_other_side(name)]
        own, opposite = (surface.normal - rest.normal) @ axes, (other.normal - rest.normal) @ axes
        result[f"{name}.normal"] = _symmetric(own, opposite, mirrored)
        result[f"{name}.hollow"] = (surface.hollow + other.hollow[mirrored] - rest.hollow - rest.hollow[mirrored]) / 2
    return result


def main() -> None:
    """Writes the displacements."""
    parser = argparse.ArgumentParser(description="derive how faces move from ICT-FaceKit's scans")
    parser.add_argument("--scans", type=Path, required=True, help="pack of ICT-FaceKit's light model, .npz")
    parser.add_argument(
        "--models", type=Path, required=True, help="folder of face_landmarker.task and selfie_segmenter.tflite"
    )
    parser.add_argument("--out", type=Path, required=True, help="the safetensors file to write")
    options = parser.parse_args()
    scans = read_scans(options.scans)
    models = FaceModels(options.models / "face_landmarker.task", options.models / "selfie_segmenter.tflite")
    places = find_places(scans, models)
    fields = displacements(scans, places) | creases(scans, places)
    save_file({name: field.astype(np.float16) for name, field in fields.items()}, options.out)


def _other_side(name: str) -> str:
    return EXPRESSION_NAMES[MIRRORED_INDEX[EXPRESSION_NAMES.index(name)]]


def _symmetric(field: Floats, opposite: Floats, mirrored: Ints) -> Floats:
    """The mean of a field of vectors and the mirror image of the opposite coefficient's."""
    return np.asarray((field + opposite[mirrored] * _MIRROR) / 2)


if __name__ == "__main__":
    main()
