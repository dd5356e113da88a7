"""The stock head for Unity, as far as it can be told without an editor: numbers, references, axes."""

import re
import zlib
from itertools import pairwise

import numpy as np
import pytest

from mien_bridge.unity import guids, write_project
from mien_inference.stock_head.model import Material, Primitive, StockHead
from mien_protocol.rig import EXPRESSION_COUNT, EXPRESSION_INDEX, EXPRESSION_NAMES
from tests.hygiene.sources import ROOT

pytestmark = pytest.mark.unit

PACKAGE = ROOT / "plugins" / "unity"
SCRIPTS = {
    guids.PERFORMER: "Runtime/Unity/Character/MienCharacter.cs",
    guids.FACE: "Runtime/Unity/Face/MienFace.cs",
    guids.VOICE: "Runtime/Unity/Voice/MienVoice.cs",
    guids.MICROPHONE: "Runtime/Unity/Microphone/MienMicrophone.cs",
    guids.NPC: "Samples~/NpcDialogue/NpcDialogue.cs",
    guids.STREAMING_NPC: "Samples~/StreamingNpc/StreamingNpc.cs",
    guids.VTUBER: "Samples~/VTuber/VTuberPanel.cs",
    guids.SKIN_SHADER: "Runtime/Unity/Shaders/MienSkin.shader",
}


def tetrahedron(name: str, material: str, at: float) -> Primitive:
    """Four corners around a point above the floor; the shape jawOpen moves one of them."""
    corners = np.float32([(1, 1, 1), (-1, -1, 1), (-1, 1, -1), (1, -1, -1)])
    deltas = np.zeros((EXPRESSION_COUNT, 4, 3), np.float32)
    deltas[EXPRESSION_INDEX["jawOpen"], 2] = (0.5, -1, 0.25)
    weights = np.float32([[0, 0.75, 0.25, 0, 0]] * 4)
    triangles = np.uint16([(0, 2, 1), (0, 1, 3), (0, 3, 2), (1, 2, 3)])
    uv = np.float32([(0, 0), (1, 0), (0, 1), (1, 1)])
    return Primitive(
        name,
        material,
        corners + np.float32([0, at, 0]),
        corners / np.float32(3**0.5),
        uv,
        triangles,
        weights,
        deltas,
        deltas,
    )


@pytest.fixture(scope="module")
def head() -> StockHead:
    materials = (
        Material("skin", 0.6, (0.5, 0.25, 0.125), b"\x89PNG picture"),
        Material("hair", 0.9, two_sided=True),
    )
    return StockHead(
        {
            "Face": (tetrahedron("skin", "skin", 5), tetrahedron("hair", "hair", 9)),
            "Eyes": (tetrahedron("eye", "skin", 5),),
        },
        materials,
        ("chest", "neck", "head", "eyeLeft", "eyeRight"),
        (None, 0, 1, 2, 2),
        np.array([(0, 1, 0), (0, 2, 0), (0, 3, 0.5), (0.3, 4, 1), (-0.3, 4, 1)], float),
    )


@pytest.fixture(scope="module")
def folder(head, tmp_path_factory):
    place = tmp_path_factory.mktemp("assets")
    write_project(head, place)
    return place


def numbers(text: str, key: str) -> list[int]:
    return [int(each) for each in re.findall(rf"{key}: (\d+)", text)]


def test_a_scene_refers_to_what_is_in_it_and_in_the_project(folder):
    made = {path.name.removesuffix(".meta") for path in folder.glob("*.meta")}
    assert made == {path.name for path in folder.iterdir() if path.suffix != ".meta"}
    known = {guids.guid_of(name) for name in made} | set(SCRIPTS)
    for path in (*folder.glob("*.unity"), *folder.glob("*.prefab"), *folder.glob("*.mat"), *folder.glob("*.asset")):
        text = path.read_text(encoding="utf-8")
        own = re.findall(r"^--- !u!\d+ &(\d+)$", text, re.MULTILINE)
        assert len(own) == len(set(own)) > 0
        assert set(re.findall(r"\{fileID: (\d+)\}", text)) <= {*own, "0"}
        assert set(re.findall(r"guid: (\w+)", text)) <= known
    metas = [re.search(r"guid: (\w+)", path.read_text(encoding="utf-8"))[1] for path in folder.glob("*.meta")]
    assert len(metas) == len(set(metas))


@pytest.mark.parametrize("guid", SCRIPTS, ids=SCRIPTS.get)
def test_scripts_are_those_of_the_package(guid):
    assert f"guid: {guid}\n" in (PACKAGE / f"{SCRIPTS[guid]}.meta").read_text(encoding="utf-8")


def test_the_scripts_have_the_fields_that_are_filled_in(folder):
    sources = "".join((PACKAGE / name).read_text(encoding="utf-8") for name in SCRIPTS.values() if name.endswith(".cs"))
    for name in ("Character/MienCharacter.Settings", "Face/HeadBones", "Face/EyeBones"):
        sources += (PACKAGE / "Runtime" / "Unity" / f"{name}.cs").read_text(encoding="utf-8")
    scenes = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.unity"))
    fields = set(re.findall(r"^ +(_\w+):", scenes, re.MULTILINE))
    assert {"_renderers", "_head", "_left", "_listener", "_pace"} <= fields
    assert {name for name in fields if not re.search(rf"private [\w<>?]+ {name}\b", sources)} == set()


def test_a_mesh_is_the_heads_in_unitys_axes(folder, head):
    text = (folder / "Face.asset").read_text(encoding="utf-8")
    data = bytes.fromhex(re.search(r"_typelessdata: (\w+)", text)[1])
    assert numbers(text, "m_DataSize") == [len(data)]
    assert numbers(text, "m_VertexCount") == [8]
    deformed = np.frombuffer(data[: 8 * 24], "<f4").reshape(8, 6)
    whole = [np.concatenate([getattr(each, part) for each in head.meshes["Face"]]) for part in ("positions", "normals")]
    np.testing.assert_array_equal(deformed, np.hstack(whole) * np.float32([-1, 1, 1, -1, 1, 1]))
    skin = np.frombuffer(data[8 * 24 + 8 * 8 :], "<u4").reshape(8, 8)
    np.testing.assert_array_equal(skin[0, :4].view("<f4"), np.float32([0.75, 0.25, 0, 0]))
    assert skin[0, 4:6].tolist() == [1, 2]
    triangles = np.frombuffer(bytes.fromhex(re.search(r"m_IndexBuffer: (\w+)", text)[1]), "<u2").reshape(-1, 3)
    assert numbers(text, "indexCount") == [12, 24], "hair has two sides"
    positions, normals = deformed[:, :3], deformed[:, 3:]
    for corners in triangles[:4]:
        a, b, c = positions[corners]
        # Clockwise seen from outside, in left-handed axes.
        assert np.dot(np.cross(b - a, c - a), normals[corners].sum(axis=0)) > 0


def test_shapes_move_what_they_move_in_the_head(folder):
    text = (folder / "Face.asset").read_text(encoding="utf-8")
    assert re.findall(r"- name: (\w+)", text) == list(EXPRESSION_NAMES)
    assert numbers(text, "nameHash") == [zlib.crc32(name.encode()) for name in EXPRESSION_NAMES]
    assert re.findall(r"- vertex: (\{.*\})", text) == ["{x: -0.5, y: -1, z: 0.25}"] * 2
    assert numbers(text, "index") == [2, 6]
    shapes = text.partition("shapes:")[2].partition("channels:")[0]
    counts = numbers(shapes, "vertexCount")
    assert (sum(counts), counts[EXPRESSION_INDEX["jawOpen"]]) == (2, 2)
    firsts = numbers(shapes, "firstVertex")
    assert all(after - before == count for (before, after), count in zip(pairwise(firsts), counts, strict=False))


def test_bones_are_where_the_skin_wants_them(folder):
    text = (folder / "Stock Head.prefab").read_text(encoding="utf-8")
    places = re.findall(r"m_LocalPosition: \{x: (\S+), y: (\S+), z: (\S+)\}", text)
    assert ("-0.3", "1", "0.5") in places, "the left eye, seen from the head: the character's left is at -X"
    mesh = (folder / "Face.asset").read_text(encoding="utf-8")
    assert re.findall(r"e03: (\S+)", mesh)[3:] == ["0.3", "-0.3"]
    assert len(re.search(r"m_BoneNameHashes: (\w+)", mesh)[1]) == 8 * 5


def test_it_is_the_same_when_it_is_made_again(folder, head, tmp_path):
    write_project(head, tmp_path)
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (folder / path.name).read_bytes()
