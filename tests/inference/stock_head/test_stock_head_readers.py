"""The file, as readers see it that know nothing of us."""

import json
import subprocess

import numpy as np
import pygltflib
import pytest
import trimesh

from mien_protocol.rig import EXPRESSION_INDEX, EXPRESSION_NAMES

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def gltf(glb_path):
    return pygltflib.GLTF2().load(str(glb_path))


@pytest.fixture(scope="module")
def seen(node_readers, glb_path):
    command = ["node", "read_head.mjs", str(glb_path)]
    return json.loads(subprocess.run(command, cwd=node_readers, check=True, capture_output=True).stdout)


def sparse_rows(gltf, accessor):
    def read(place, dtype, width):
        view = gltf.bufferViews[place.bufferView]
        start = view.byteOffset + (place.byteOffset or 0)
        data = gltf.binary_blob()[start : start + accessor.sparse.count * width * np.dtype(dtype).itemsize]
        return np.frombuffer(data, dtype).reshape(-1, width)

    dense = np.zeros((accessor.count, 3), np.float32)
    dense[read(accessor.sparse.indices, "<u2", 1)[:, 0]] = read(accessor.sparse.values, "<f4", 3)
    return dense


def test_the_validator_of_khronos_finds_nothing(seen):
    assert seen["issues"]["messages"] == []


def test_pygltflib_finds_52_named_shapes_on_both_meshes(gltf):
    assert [mesh.name for mesh in gltf.meshes] == ["Face", "Eyes"]
    for mesh in gltf.meshes:
        assert mesh.extras["targetNames"] == list(EXPRESSION_NAMES)
        assert all(len(primitive.targets) == 52 for primitive in mesh.primitives)
        assert mesh.weights == [0.0] * 52


def test_pygltflib_reads_the_shapes_that_were_written(gltf, parts):
    for mesh in gltf.meshes:
        for primitive in mesh.primitives:
            part = parts[primitive.extras["name"]]
            for name in ("eyeBlinkLeft", "eyeLookUpRight", "jawOpen", "mouthSmileRight", "tongueOut"):
                index = EXPRESSION_INDEX[name]
                target = primitive.targets[index]
                positions = sparse_rows(gltf, gltf.accessors[target["POSITION"]])
                assert np.abs(positions - part.position_deltas[index]).max() < 2e-6
                normals = sparse_rows(gltf, gltf.accessors[target["NORMAL"]])
                assert np.abs(normals - part.normal_deltas[index]).max() < 0.011


def test_trimesh_reads_the_rest_pose(glb_path, parts):
    scene = trimesh.load(glb_path)
    assert sum(len(mesh.faces) for mesh in scene.geometry.values()) == sum(len(p.triangles) for p in parts.values())
    low, high = scene.bounds
    assert low[0] == pytest.approx(-high[0], abs=0.002)
    assert high[1] == pytest.approx(1.68, abs=0.03)
    assert 1.1 < low[1] < 1.3


def test_three_finds_bones_where_the_head_has_them(seen, head):
    assert set(seen["bones"]) == set(head.joint_names)
    for name, position in zip(head.joint_names, head.joint_positions, strict=True):
        assert seen["bones"][name] == pytest.approx(position, abs=1e-6)


def test_three_finds_the_shapes_by_name_on_every_mesh(seen, parts):
    assert len(seen["meshes"]) == len(parts)
    for mesh in seen["meshes"]:
        assert mesh["shapes"] == list(EXPRESSION_NAMES)


def test_three_moves_the_lower_teeth_and_not_the_upper(seen, posed):
    teeth = [mesh for mesh in seen["meshes"] if mesh["material"] == "teeth"]
    upper, lower = teeth
    assert upper["jawOpen"] == upper["rest"]
    opened = posed("teethLower", jawOpen=1.0)
    assert lower["jawOpen"][0] == pytest.approx(opened.min(axis=0), abs=1e-5)
    assert lower["jawOpen"][1] == pytest.approx(opened.max(axis=0), abs=1e-5)


def test_three_turns_the_eyes_with_the_head(seen, head):
    eyes = [mesh for mesh in seen["meshes"] if mesh["material"] == "eyes"]
    joint = head.joint_positions[head.joint_names.index("head")]
    for mesh in eyes:
        at_rest, turned = (np.mean(mesh[key], axis=0) - joint for key in ("rest", "turned"))
        # A quarter turn to the left takes what was in front to the left.
        assert turned == pytest.approx([at_rest[2], at_rest[1], -at_rest[0]], abs=1e-4)


def test_three_loads_every_texture(seen):
    plain = {mesh["material"] for mesh in seen["meshes"] if not mesh["textured"]}
    assert plain == {"lashes", "shirt"}
