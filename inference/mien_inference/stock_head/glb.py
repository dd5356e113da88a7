"""glTF 2.0 in one binary file: https://registry.khronos.org/glTF/specs/2.0/glTF-2.0.html."""

import json
import struct
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mien_inference.stock_head.model import Material, Primitive, StockHead
from mien_protocol.rig import EXPRESSION_COUNT, EXPRESSION_NAMES

__all__ = ["encode_glb"]

_FLOAT: Final[int] = 5126
_COMPONENTS: Final[dict[str, int]] = {"float32": _FLOAT, "uint16": 5123, "uint8": 5121}
_SHAPES: Final[dict[tuple[int, ...], str]] = {(): "SCALAR", (2,): "VEC2", (3,): "VEC3", (4,): "VEC4", (4, 4): "MAT4"}
_VERTICES: Final[int] = 34962
_INDICES: Final[int] = 34963
# Displacements under a micrometre and turns under half a degree are not worth their 14 bytes.
_LEAST_MOVE_M: Final[float] = 1e-6
_LEAST_TURN: Final[float] = 0.01


def encode_glb(head: StockHead) -> bytes:
    """The head as the bytes of a `.glb` file; the same head gives the same bytes."""
    store = _Store()
    joints = range(len(head.joint_names))
    meshes = [_mesh(name, primitives, head, store) for name, primitives in head.meshes.items()]
    skinned = [{"name": name, "mesh": index, "skin": 0} for index, name in enumerate(head.meshes)]
    first_joint = len(skinned)
    skin = {
        "name": "Skeleton",
        "skeleton": first_joint,
        "joints": [first_joint + joint for joint in joints],
        "inverseBindMatrices": store.accessor(_inverse_binds(head), None),
    }
    roots = [first_joint + joint for joint in joints if head.joint_parents[joint] is None]
    materials = [_material(material, store) for material in head.materials]
    document = {
        "asset": {"version": "2.0", "generator": "Mien", "copyright": "CC0 1.0; shapes by the MakeHuman community"},
        "scene": 0,
        "scenes": [{"name": "StockHead", "nodes": [*range(first_joint), *roots]}],
        "nodes": skinned + [_joint(head, joint, first_joint) for joint in joints],
        "meshes": meshes,
        "skins": [skin],
        "materials": materials,
        "textures": [{"sampler": 0, "source": index} for index in range(len(store.images))],
        "samplers": [{"magFilter": 9729, "minFilter": 9987, "wrapS": 33071, "wrapT": 33071}],
        "images": store.images,
        "accessors": store.accessors,
        "bufferViews": store.views,
        "buffers": [{"byteLength": len(store.data)}],
    }
    return _container(document, bytes(store.data))


@dataclass(slots=True)
class _Store:
    """The binary chunk as it grows, and the JSON that describes it."""

    data: bytearray = field(default_factory=bytearray)
    views: list[dict[str, Any]] = field(default_factory=list)
    accessors: list[dict[str, Any]] = field(default_factory=list)
    images: list[dict[str, Any]] = field(default_factory=list)

    def view(self, data: bytes, target: int | None) -> int:
        self.data.extend(b"\0" * (-len(self.data) % 4))
        view = {"buffer": 0, "byteOffset": len(self.data), "byteLength": len(data)}
        self.views.append(view if target is None else view | {"target": target})
        self.data.extend(data)
        return len(self.views) - 1

    def accessor(self, array: NDArray[Any], target: int | None, *, bounds: bool = False) -> int:
        """Rows of `array`, whose bytes per row must be a multiple of 4 for vertices."""
        return self._add({"bufferView": self.view(array.tobytes(), target)}, array, bounds=bounds)

    def sparse_accessor(self, array: NDArray[np.float32], least: float, *, bounds: bool) -> int:
        """Rows of `array` longer than `least`, the others being zero."""
        rows = np.flatnonzero(np.linalg.norm(array, axis=1) > least)
        # A sparse accessor needs at least one row.
        rows = rows if len(rows) else np.zeros(1, np.int64)
        kept = np.zeros_like(array)
        kept[rows] = array[rows]
        sparse = {
            "count": len(rows),
            "indices": {"bufferView": self.view(rows.astype("<u2").tobytes(), None), "componentType": 5123},
            "values": {"bufferView": self.view(kept[rows].tobytes(), None)},
        }
        return self._add({"sparse": sparse}, kept, bounds=bounds)

    def _add(self, where: dict[str, Any], array: NDArray[Any], *, bounds: bool) -> int:
        what = {"componentType": _COMPONENTS[array.dtype.name], "count": len(array), "type": _SHAPES[array.shape[1:]]}
        if bounds:
            what |= {"min": array.min(axis=0).tolist(), "max": array.max(axis=0).tolist()}
        self.accessors.append(where | what)
        return len(self.accessors) - 1


def _mesh(name: str, primitives: tuple[Primitive, ...], head: StockHead, store: _Store) -> dict[str, Any]:
    materials = {material.name: index for index, material in enumerate(head.materials)}
    textured = {material.name for material in head.materials if material.texture is not None}
    return {
        "name": name,
        "primitives": [
            _primitive(part, materials[part.material], store, with_uv=part.material in textured) for part in primitives
        ],
        "weights": [0.0] * EXPRESSION_COUNT,
        "extras": {"targetNames": list(EXPRESSION_NAMES)},
    }


def _primitive(part: Primitive, material: int, store: _Store, *, with_uv: bool) -> dict[str, Any]:
    joints, weights = _strongest_four(part.skin_weights)
    attributes = {
        "POSITION": store.accessor(part.positions, _VERTICES, bounds=True),
        "NORMAL": store.accessor(part.normals, _VERTICES),
        "JOINTS_0": store.accessor(joints, _VERTICES),
        "WEIGHTS_0": store.accessor(weights, _VERTICES),
    }
    if with_uv:
        # glTF's v runs downwards.
        flipped = np.stack([part.uv[:, 0], 1.0 - part.uv[:, 1]], axis=1).astype(np.float32)
        attributes["TEXCOORD_0"] = store.accessor(flipped, _VERTICES)
    return {
        "attributes": attributes,
        "indices": store.accessor(part.triangles.ravel(), _INDICES),
        "material": material,
        "targets": _targets(part, store),
        "extras": {"name": part.name},
    }


def _targets(part: Primitive, store: _Store) -> list[dict[str, int]]:
    still: dict[str, int] | None = None
    targets = []
    for positions, normals in zip(part.position_deltas, part.normal_deltas, strict=True):
        moves = np.linalg.norm(positions, axis=1).max() > _LEAST_MOVE_M
        if moves or still is None:
            target = {
                "POSITION": store.sparse_accessor(positions, _LEAST_MOVE_M, bounds=True),
                "NORMAL": store.sparse_accessor(normals, _LEAST_TURN, bounds=False),
            }
            still = still if moves else target
        else:
            target = still
        targets.append(target)
    return targets


def _strongest_four(weights: NDArray[np.float32]) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """A vertex is bound to four joints at most; places not used name joint 0, as the specification asks."""
    order = np.argsort(-weights, axis=1, kind="stable")[:, :4]
    kept = np.take_along_axis(weights, order, axis=1)
    kept = (kept / kept.sum(axis=1, keepdims=True)).astype(np.float32)
    return np.where(kept > 0, order, 0).astype(np.uint8), kept


def _inverse_binds(head: StockHead) -> NDArray[np.float32]:
    matrices = np.tile(np.eye(4, dtype=np.float32), (len(head.joint_names), 1, 1))
    # Column-major: the translation is the last row of each array.
    matrices[:, 3, :3] = -head.joint_positions
    return matrices


def _joint(head: StockHead, joint: int, first_joint: int) -> dict[str, Any]:
    parent = head.joint_parents[joint]
    origin = np.zeros(3) if parent is None else head.joint_positions[parent]
    node = {"name": head.joint_names[joint], "translation": (head.joint_positions[joint] - origin).tolist()}
    children = [first_joint + child for child, of in enumerate(head.joint_parents) if of == joint]
    return node | {"children": children} if children else node


def _material(material: Material, store: _Store) -> dict[str, Any]:
    surface: dict[str, Any] = {
        "baseColorFactor": [*material.color, 1.0],
        "metallicFactor": 0.0,
        "roughnessFactor": material.roughness,
    }
    if material.texture is not None:
        kind = "image/png" if material.texture.startswith(b"\x89PNG") else "image/jpeg"
        store.images.append({"name": material.name, "mimeType": kind, "bufferView": store.view(material.texture, None)})
        surface["baseColorTexture"] = {"index": len(store.images) - 1}
    described = {"name": material.name, "pbrMetallicRoughness": surface}
    return described | {"doubleSided": True} if material.two_sided else described


def _container(document: dict[str, Any], binary: bytes) -> bytes:
    text = json.dumps(document, separators=(",", ":"), ensure_ascii=False).encode()
    text += b" " * (-len(text) % 4)
    binary += b"\0" * (-len(binary) % 4)
    length = 12 + 8 + len(text) + 8 + len(binary)
    header = struct.pack("<4sII", b"glTF", 2, length)
    return header + struct.pack("<I4s", len(text), b"JSON") + text + struct.pack("<I4s", len(binary), b"BIN\0") + binary
