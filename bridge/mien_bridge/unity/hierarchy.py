"""Objects of a scene or a prefab, each with its transform and its components."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mien_bridge.unity.serialized import Document, Flow, own, vector

__all__ = ["Hierarchy", "Node"]

_GAME_OBJECT, _TRANSFORM, _SCRIPT = 1, 4, 114


@dataclass(slots=True)
class Node:
    """An object: its numbers in the file, its components, what is below it."""

    name: str
    game_object: int
    transform: int
    position: tuple[float, float, float]
    rotation: tuple[float, float, float, float]
    parent: "Node | None" = None
    children: list["Node"] = field(default_factory=list)
    components: list[Document] = field(default_factory=list)


class Hierarchy:
    """Builds the objects of one file, and numbers them."""

    def __init__(self) -> None:
        """Begins without objects."""
        self._nodes: list[Node] = []
        self._last = 100

    def add(
        self,
        name: str,
        parent: Node | None = None,
        position: tuple[float, float, float] = (0, 0, 0),
        rotation: tuple[float, float, float, float] = (0, 0, 0, 1),
    ) -> Node:
        """Adds an object; position in metres and rotation (x, y, z, w) are seen from its parent."""
        node = Node(name, self._number(), self._number(), position, rotation, parent)
        if parent is not None:
            parent.children.append(node)
        self._nodes.append(node)
        return node

    def component(self, node: Node, class_id: int, class_name: str, fields: Mapping[str, Any]) -> Document:
        """Adds a component of the engine to an object."""
        whole = {"m_GameObject": own(node.game_object), "m_Enabled": True, **fields}
        document = Document(class_id, self._number(), class_name, whole)
        node.components.append(document)
        return document

    def script(self, node: Node, guid: str, fields: Mapping[str, Any] | None = None) -> Document:
        """Adds a script to an object, by the GUID of its file."""
        reference = Flow(fileID=11500000, guid=guid, type=3)
        return self.component(node, _SCRIPT, "MonoBehaviour", {"m_Script": reference, **(fields or {})})

    def documents(self) -> list[Document]:
        """All objects, transforms and components."""
        made = []
        for order, node in enumerate(self._nodes):
            made += [_game_object(node), _transform(node, order), *node.components]
        return made

    def _number(self) -> int:
        self._last += 1
        return self._last


def _game_object(node: Node) -> Document:
    components = [node.transform, *(each.file_id for each in node.components)]
    fields = {
        "serializedVersion": 6,
        "m_Component": [{"component": own(each)} for each in components],
        "m_Layer": 0,
        "m_Name": node.name,
        "m_TagString": "MainCamera" if node.name == "Main Camera" else "Untagged",
        "m_IsActive": True,
    }
    return Document(_GAME_OBJECT, node.game_object, "GameObject", fields)


def _transform(node: Node, order: int) -> Document:
    fields = {
        "m_GameObject": own(node.game_object),
        "m_LocalRotation": vector(node.rotation),
        "m_LocalPosition": vector(node.position),
        "m_LocalScale": vector((1, 1, 1)),
        "m_Children": [own(child.transform) for child in node.children],
        "m_Father": own(0 if node.parent is None else node.parent.transform),
        "m_RootOrder": node.parent.children.index(node) if node.parent is not None else order,
    }
    return Document(_TRANSFORM, node.transform, "Transform", fields)
