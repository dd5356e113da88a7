"""A mesh of the stock head as Unity serializes it: vertices, submeshes, shapes, weights of bones."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mien_bridge.unity.serialized import Document, Flow, vector
from mien_inference.stock_head.model import Primitive, StockHead
from mien_protocol.rig import EXPRESSION_COUNT, EXPRESSION_NAMES

__all__ = ["MESH_FILE_ID", "Bounds", "bounds_of", "mesh_document", "mirrored"]

MESH_FILE_ID = 4300000

_BONES = 4
_LEAST_MOVE_M = 1e-6
_LEAST_TURN = 0.01
_CHANNELS = 14
_FLOAT, _UINT32 = 0, 10
_ALIGNMENT = 16


@dataclass(frozen=True, slots=True)
class Bounds:
    """A box along the axes; both of shape (3,), metres."""

    center: NDArray[np.float32]
    extent: NDArray[np.float32]

    def fields(self) -> dict[str, Any]:
        """As it is serialized."""
        return {"m_Center": vector(self.center), "m_Extent": vector(self.extent)}


def mirrored(vectors: NDArray[Any]) -> NDArray[Any]:
    """Vectors, shape (..., 3), from right-handed axes into Unity's: +X is the character's right there."""
    signs: NDArray[Any] = np.array([-1, 1, 1], vectors.dtype)
    return np.asarray(vectors * signs)


def bounds_of(primitives: Sequence[Primitive]) -> Bounds:
    """The box around all vertices at rest."""
    positions = mirrored(np.concatenate([each.positions for each in primitives]))
    low, high = positions.min(axis=0), positions.max(axis=0)
    return Bounds((low + high) / 2, (high - low) / 2)


def mesh_document(name: str, primitives: Sequence[Primitive], head: StockHead) -> Document:
    """The mesh of one name of the head, with a submesh for each primitive."""
    two_sided = {material.name for material in head.materials if material.two_sided}
    firsts = np.cumsum([0, *(len(each.positions) for each in primitives)])
    corners = [first + _corners(each, two_sided) for first, each in zip(firsts[:-1], primitives, strict=True)]
    bounds = bounds_of(primitives).fields()
    fields: dict[str, Any] = {
        "m_Name": name,
        "serializedVersion": 10,
        "m_SubMeshes": _submeshes(primitives, corners),
        "m_Shapes": _shapes(primitives),
        "m_BindPose": [_bind_pose(mirrored(position)) for position in head.joint_positions],
        "m_BoneNameHashes": _path_hashes(head),
        "m_RootBoneNameHash": zlib.crc32(head.joint_names[0].encode()),
        "m_MeshCompression": 0,
        "m_IsReadable": True,
        "m_KeepVertices": True,
        "m_KeepIndices": True,
        "m_IndexFormat": 0,
        "m_IndexBuffer": np.concatenate(corners).astype("<u2").tobytes().hex(),
        "m_VertexData": _vertex_data(primitives),
        "m_LocalAABB": bounds,
        "m_MeshUsageFlags": 0,
        "m_StreamData": {"serializedVersion": 2, "offset": 0, "size": 0, "path": ""},
    }
    return Document(43, MESH_FILE_ID, "Mesh", fields)


def _corners(primitive: Primitive, two_sided: set[str]) -> NDArray[np.int64]:
    # Other axes do not turn what is seen: Unity wants the corners clockwise.
    triangles = primitive.triangles.astype(np.int64)[:, ::-1]
    if primitive.material in two_sided:
        triangles = np.concatenate([triangles, triangles[:, ::-1]])
    return triangles.ravel()


def _submeshes(primitives: Sequence[Primitive], corners: list[NDArray[np.int64]]) -> list[dict[str, Any]]:
    submeshes, first_index, first_vertex = [], 0, 0
    for primitive, own in zip(primitives, corners, strict=True):
        submeshes.append(
            {
                "serializedVersion": 2,
                "firstByte": 2 * first_index,
                "indexCount": len(own),
                "topology": 0,
                "baseVertex": 0,
                "firstVertex": first_vertex,
                "vertexCount": len(primitive.positions),
                "localAABB": bounds_of([primitive]).fields(),
            }
        )
        first_index += len(own)
        first_vertex += len(primitive.positions)
    return submeshes


def _shapes(primitives: Sequence[Primitive]) -> dict[str, Any]:
    """Every shape by those of its vertices that it moves."""
    moves = mirrored(np.concatenate([each.position_deltas for each in primitives], axis=1))
    turns = mirrored(np.concatenate([each.normal_deltas for each in primitives], axis=1))
    vertices: list[dict[str, Any]] = []
    shapes, channels = [], []
    for number, name in enumerate(EXPRESSION_NAMES):
        is_far = np.linalg.norm(moves[number], axis=1) > _LEAST_MOVE_M
        is_far |= np.linalg.norm(turns[number], axis=1) > _LEAST_TURN
        moved = np.flatnonzero(is_far)
        shapes.append(
            {"firstVertex": len(vertices), "vertexCount": len(moved), "hasNormals": True, "hasTangents": False}
        )
        channels.append({"name": name, "nameHash": zlib.crc32(name.encode()), "frameIndex": number, "frameCount": 1})
        vertices += [
            {
                "vertex": vector(moves[number, at]),
                "normal": vector(turns[number, at]),
                "tangent": vector((0, 0, 0)),
                "index": int(at),
            }
            for at in moved
        ]
    return {"vertices": vertices, "shapes": shapes, "channels": channels, "fullWeights": [100] * EXPRESSION_COUNT}


def _bind_pose(position: NDArray[np.float64]) -> dict[str, float]:
    """The matrix that takes the head's axes into an unrotated joint's."""
    matrix = np.eye(4)
    matrix[:3, 3] = -position
    return {f"e{row}{column}": float(matrix[row, column]) for row in range(4) for column in range(4)}


def _path_hashes(head: StockHead) -> str:
    paths: list[str] = []
    for name, parent in zip(head.joint_names, head.joint_parents, strict=True):
        paths.append(name if parent is None else f"{paths[parent]}/{name}")
    return np.array([zlib.crc32(path.encode()) for path in paths], "<u4").tobytes().hex()


def _vertex_data(primitives: Sequence[Primitive]) -> dict[str, Any]:
    """Three streams, as Unity keeps a skinned mesh: what is deformed, what is not, and the bones."""
    weights = np.concatenate([each.skin_weights for each in primitives])
    bones = np.argsort(-weights, axis=1, kind="stable")[:, :_BONES]
    strongest = np.take_along_axis(weights, bones, axis=1)
    deformed = np.hstack(
        [mirrored(np.concatenate([getattr(each, part) for each in primitives])) for part in ("positions", "normals")]
    )
    uv = np.concatenate([each.uv for each in primitives])
    shares = (strongest / strongest.sum(axis=1, keepdims=True)).astype("<f4")
    streams = [deformed.astype("<f4"), uv.astype("<f4"), np.hstack([shares.view("<u4"), bones.astype("<u4")])]
    data = b"".join(stream.tobytes() + bytes(-stream.nbytes % _ALIGNMENT) for stream in streams)
    channels = [Flow(stream=0, offset=0, format=0, dimension=0) for _ in range(_CHANNELS)]
    for number, stream, offset, form, dimension in (
        (0, 0, 0, _FLOAT, 3),
        (1, 0, 12, _FLOAT, 3),
        (4, 1, 0, _FLOAT, 2),
        (12, 2, 0, _FLOAT, 4),
        (13, 2, 16, _UINT32, 4),
    ):
        channels[number] = Flow(stream=stream, offset=offset, format=form, dimension=dimension)
    return {
        "serializedVersion": 3,
        "m_VertexCount": len(uv),
        "m_Channels": [dict(channel) for channel in channels],
        "m_DataSize": len(data),
        "_typelessdata": data.hex(),
    }
