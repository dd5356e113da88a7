"""Scenes of the samples, in which the stock head stands before a camera."""

from mien_bridge.unity import guids
from mien_bridge.unity.character import add_character, add_voice
from mien_bridge.unity.hierarchy import Hierarchy, Node
from mien_bridge.unity.serialized import Document, Flow, own, vector
from mien_inference.stock_head.model import StockHead

__all__ = ["SCENES", "prefab", "scene"]

SCENES = ("NPC Dialogue", "Streaming NPC", "VTuber")

_CAMERA, _LISTENER, _LIGHT, _RENDER_SETTINGS = 20, 81, 108, 104
_LIVE = 1
_CAMERA_PLACE = (0.0, 1.55, 0.75)
_TO_THE_HEAD = (0.0, 1.0, 0.0, 0.0)
# Turned by 160 degrees about Y, then 40 down: from before the head and above.
_FROM_ABOVE = (0.059391, 0.925417, -0.336824, 0.163176)


def prefab(head: StockHead) -> list[Document]:
    """The head with a face and a voice, to be dragged into any scene."""
    hierarchy = Hierarchy()
    add_voice(hierarchy, add_character(hierarchy, head))
    return hierarchy.documents()


def scene(name: str, head: StockHead) -> list[Document]:
    """The scene of a sample, which wants the sample's scripts in the project.

    Raises:
        KeyError: If there is no such sample.
    """
    hierarchy = Hierarchy()
    camera = _add_camera(hierarchy)
    _add_light(hierarchy)
    if name == "VTuber":
        character = add_character(hierarchy, head, _LIVE)
        hierarchy.script(character.root, guids.MICROPHONE)
        hierarchy.script(character.root, guids.VTUBER)
    else:
        character = add_character(hierarchy, head)
        add_voice(hierarchy, character)
        script, fields = {
            "NPC Dialogue": (guids.NPC, {"_listener": own(camera.transform)}),
            "Streaming NPC": (guids.STREAMING_NPC, {}),
        }[name]
        hierarchy.script(character.root, script, fields)
    return [_render_settings(), *hierarchy.documents()]


def _add_camera(hierarchy: Hierarchy) -> Node:
    node = hierarchy.add("Main Camera", None, _CAMERA_PLACE, _TO_THE_HEAD)
    fields = {
        "serializedVersion": 2,
        "m_ClearFlags": 2,
        "m_BackGroundColor": vector((0.19, 0.21, 0.24, 1), "rgba"),
        "near clip plane": 0.05,
        "far clip plane": 50,
        "field of view": 30,
    }
    hierarchy.component(node, _CAMERA, "Camera", fields)
    hierarchy.component(node, _LISTENER, "AudioListener", {})
    return node


def _add_light(hierarchy: Hierarchy) -> None:
    node = hierarchy.add("Directional Light", None, (0, 3, 2), _FROM_ABOVE)
    fields = {
        "serializedVersion": 10,
        "m_Type": 1,
        "m_Color": vector((1, 0.96, 0.9, 1), "rgba"),
        "m_Intensity": 1.1,
        "m_Shadows": {"m_Type": 2},
    }
    hierarchy.component(node, _LIGHT, "Light", fields)


def _render_settings() -> Document:
    grey = vector((0.45, 0.46, 0.48, 1), "rgba")
    fields = {"serializedVersion": 9, "m_AmbientMode": 3, "m_AmbientSkyColor": grey, "m_SkyboxMaterial": Flow(fileID=0)}
    return Document(_RENDER_SETTINGS, 2, "RenderSettings", fields)
