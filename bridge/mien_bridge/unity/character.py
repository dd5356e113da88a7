"""The stock head as objects of Unity: skeleton, skinned meshes, a face that moves and what else its scene wants."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from mien_bridge.unity import guids
from mien_bridge.unity.hierarchy import Hierarchy, Node
from mien_bridge.unity.mesh import MESH_FILE_ID, Bounds, bounds_of, mirrored
from mien_bridge.unity.serialized import Document, Flow, own
from mien_inference.stock_head.model import StockHead

__all__ = ["Character", "add_character", "add_voice"]

_SKINNED, _AUDIO_SOURCE = 137, 82


@dataclass(frozen=True, slots=True)
class Character:
    """A character in a hierarchy.

    Attributes:
        root: The object that has the scripts.
        face: The script that moves the shapes.
    """

    root: Node
    face: Document


def add_character(hierarchy: Hierarchy, head: StockHead, pace: int = 0) -> Character:
    """Adds the head, with a performer and a face; `pace` is that of the performer: 0 speak, 1 live."""
    root = hierarchy.add("Stock Head")
    joints = _add_joints(hierarchy, root, head)
    renderers = [_add_mesh(hierarchy, root, name, joints, head) for name in head.meshes]
    bones = {name: own(joint.transform) for name, joint in zip(head.joint_names, joints, strict=True)}
    hierarchy.script(root, guids.PERFORMER, {"_pace": pace})
    face = hierarchy.script(
        root,
        guids.FACE,
        {
            "_renderers": [own(each) for each in renderers],
            "_headBones": {"_head": bones["head"], "_neck": bones["neck"]},
            "_eyes": {"_left": bones["eyeLeft"], "_right": bones["eyeRight"]},
        },
    )
    return Character(root, face)


def add_voice(hierarchy: Hierarchy, character: Character) -> None:
    """Adds a voice and the source that it is heard from."""
    hierarchy.component(
        character.root, _AUDIO_SOURCE, "AudioSource", {"serializedVersion": 4, "m_PlayOnAwake": False, "m_Volume": 1}
    )
    hierarchy.script(character.root, guids.VOICE)


def _add_joints(hierarchy: Hierarchy, root: Node, head: StockHead) -> list[Node]:
    joints: list[Node] = []
    for number, (name, parent) in enumerate(zip(head.joint_names, head.joint_parents, strict=True)):
        origin = head.joint_positions[parent] if parent is not None else 0
        x, y, z = mirrored(head.joint_positions[number] - origin)
        above = root if parent is None else joints[parent]
        joints.append(hierarchy.add(name, above, (float(x), float(y), float(z))))
    return joints


def _add_mesh(hierarchy: Hierarchy, root: Node, name: str, joints: list[Node], head: StockHead) -> Document:
    primitives = head.meshes[name]
    fields: dict[str, Any] = {
        "m_CastShadows": 1,
        "m_ReceiveShadows": 1,
        "m_Materials": [
            Flow(fileID=2100000, guid=guids.guid_of(f"{each.material}.mat"), type=2) for each in primitives
        ],
        "serializedVersion": 2,
        "m_UpdateWhenOffscreen": False,
        "m_Mesh": Flow(fileID=MESH_FILE_ID, guid=guids.guid_of(f"{name}.asset"), type=2),
        "m_Bones": [own(joint.transform) for joint in joints],
        "m_RootBone": own(joints[0].transform),
        "m_AABB": _seen_from(joints[0], head, name),
    }
    return hierarchy.component(hierarchy.add(name, root), _SKINNED, "SkinnedMeshRenderer", fields)


def _seen_from(joint: Node, head: StockHead, name: str) -> dict[str, Any]:
    """The box around a mesh, in the axes of its root bone, where the engine wants it."""
    bounds = bounds_of(head.meshes[name])
    return Bounds(bounds.center - np.array(joint.position, np.float32), bounds.extent).fields()
