"""Characters of all kinds: what is found of them, and that it moves as it should."""

import importlib
import json
import math
from pathlib import Path

import bpy
import numpy as np
from harness import run
from mathutils import Quaternion, Vector
from scenes import GIVEN, MODULE, bake, motion, refusal, shape_values, stock_head, turned

TOLERANCE = 1e-4


def names():
    return list(motion(24)["expression_names"])


def mesh(name, keys):
    """A cube with shape keys that move one vertex each."""
    bpy.ops.mesh.primitive_cube_add()
    cube = bpy.context.active_object
    cube.name = name
    cube.shape_key_add(name="Basis")
    for key in keys:
        block = cube.shape_key_add(name=key, from_mix=False)
        block.value = 0.0
        block.data[0].co.z += 1.0
    return cube


def rig(bones, roll=0.0):
    """An armature whose bones stand upright one on the other, turned about themselves by `roll`."""
    bpy.ops.object.armature_add()
    armature = bpy.context.active_object
    bpy.ops.object.mode_set(mode="EDIT")
    edited = armature.data.edit_bones
    edited.remove(edited[0])
    parent = None
    for number, name in enumerate(bones):
        bone = edited.new(name)
        bone.head, bone.tail, bone.roll = (0, 0, number), (0, 0.2, number + 0.9), roll
        bone.parent, parent = parent, bone
    bpy.ops.object.mode_set(mode="OBJECT")
    return armature


def find(*objects, **options):
    for obj in bpy.context.scene.objects:
        obj.select_set(obj in objects)
    bpy.context.view_layer.objects.active = objects[0]
    assert bpy.ops.mien.find_character(**options) == {"FINISHED"}
    return next(obj for obj in bpy.context.scene.objects if obj.mien.is_character)


def in_head_frame(rotation, facing):
    """A rotation of an armature's space told in the head frame: +X the character's left, +Y up, +Z out of the face."""
    out = Vector(facing)
    up = Vector((0, 0, 1))
    left = up.cross(out)
    axis = Vector(rotation[1:])
    return Quaternion((rotation.w, axis.dot(left), axis.dot(up), axis.dot(out)))


def same(one, other):
    sign = 1.0 if one.dot(other) >= 0.0 else -1.0
    return max(abs(a - sign * b) for a, b in zip(one, other, strict=True)) < TOLERANCE


def check_any_part_finds_the_whole():
    for start in ("Face", "Eyes", "Skeleton"):
        bpy.ops.wm.read_homefile(use_empty=True)
        stock_head()
        keeper = bpy.data.objects["Skeleton"]
        keeper.mien.is_character = False
        assert find(bpy.data.objects[start]) == keeper
        assert len(keeper.mien.shapes) == 60
        assert [row.bone for row in keeper.mien.bones] == ["neck", "head"]


def check_a_character_of_meshes_alone_is_kept_by_its_face():
    empty = bpy.data.objects.new("Character", None)
    bpy.context.scene.collection.objects.link(empty)
    face, lashes = mesh("Face", names()), mesh("Lashes", ["EyeBlink_L", "eye_blink_right", "Fat"])
    for part in (face, lashes):
        part.parent = empty
    assert find(lashes) == face
    assert "not moved: Lashes Fat" in face.mien.found
    bpy.context.view_layer.objects.active = face
    bake()
    bpy.context.scene.frame_set(30)
    expected = dict(zip(names(), motion(24)["expression"][29], strict=True))
    for name, value in shape_values(lashes).items():
        wanted = {"EyeBlink_L": expected["eyeBlinkLeft"], "eye_blink_right": expected["eyeBlinkRight"]}.get(name, value)
        assert abs(value - wanted) < TOLERANCE
    assert abs(shape_values(face)["jawOpen"] - expected["jawOpen"]) < TOLERANCE


def check_characters_under_one_parent_are_told_apart():
    cast = bpy.data.objects.new("Cast", None)
    bpy.context.scene.collection.objects.link(cast)
    for _ in range(2):
        bpy.ops.import_scene.gltf(filepath=str(GIVEN / "head.glb"))
    for name in ("Skeleton", "Skeleton.001"):
        bpy.data.objects[name].parent = cast
    assert find(bpy.data.objects["Face.001"]) == bpy.data.objects["Skeleton.001"]
    kept = bpy.data.objects["Skeleton.001"].mien
    assert {row.target.name for row in (*kept.shapes, *kept.bones)} == {"Face.001", "Eyes.001", "Skeleton.001"}


def check_a_part_that_kept_the_character_before_keeps_it_no_more():
    face = mesh("Face", names())
    assert find(face) == face
    armature = rig(["neck", "head"])
    face.parent = armature
    assert find(face) == armature
    assert not face.mien.is_character
    bpy.context.view_layer.objects.active = face
    bake()
    assert armature.animation_data.action


def check_of_meshes_alone_the_face_keeps_the_character():
    face, eyes = mesh("Face", names()), mesh("Eyes", names())
    bpy.context.view_layer.objects.active = face
    eyes.select_set(False)
    bpy.ops.object.mode_set(mode="EDIT")
    bpy.ops.mesh.subdivide()
    bpy.ops.object.mode_set(mode="OBJECT")
    eyes.parent = face
    assert find(eyes) == face


def check_what_would_not_be_seen_is_told():
    armature = stock_head()
    keys = bpy.data.objects["Face"].data.shape_keys
    keys.key_blocks["jawOpen"].mute = True
    keys.key_blocks["mouthSmileLeft"].slider_max = 0.5
    keys.use_relative = False
    armature.keyframe_insert("location", frame=1)
    armature.animation_data.action.name = "walk"
    checks = importlib.import_module(f"{MODULE}.scene.checks")
    mapping = importlib.import_module(f"{MODULE}.scene.character").mapping_of(armature)
    said = "\n".join(checks.check_character(mapping))
    assert "Face are muted: jawOpen" in said
    assert "limits: mouthSmileLeft" in said
    assert "Face are absolute" in said
    assert checks.check_actions(mapping, ()) == [
        "the action 'walk' of Skeleton gives way to the take; bake to the NLA to see both"
    ]
    bake(place="ACTIVE")
    takes = importlib.import_module(f"{MODULE}.scene.take")
    assert checks.check_actions(mapping, takes.own_actions(armature)) == []


def check_objects_that_share_a_mesh_move_together():
    face = mesh("Face", ["jawOpen", "mouthClose"])
    twin = face.copy()
    bpy.context.scene.collection.objects.link(twin)
    find(face, twin)
    assert len(face.mien.shapes) == 4
    bpy.context.view_layer.objects.active = face
    bake()
    bpy.context.scene.frame_set(30)
    expected = motion(24)["expression"][29, names().index("jawOpen")]
    assert abs(shape_values(twin)["jawOpen"] - expected) < TOLERANCE


def check_gain_offset_and_limits_hold():
    face = mesh("Face", ["jawOpen", "mouthClose", "eyeBlinkLeft"])
    find(face)
    rows = {row.key: row for row in face.mien.shapes}
    rows["jawOpen"].gain, rows["jawOpen"].offset = 2.0, -0.1
    rows["jawOpen"].low, rows["jawOpen"].high = 0.05, 0.4
    rows["eyeBlinkLeft"].weights = json.dumps({"eyeBlinkLeft": 0.5, "jawOpen": 0.5})
    bake()
    found = motion(24)["expression"]
    jaw, blink = found[:, names().index("jawOpen")], found[:, names().index("eyeBlinkLeft")]
    for frame in range(0, 96, 4):
        bpy.context.scene.frame_set(1 + frame)
        values = shape_values(face)
        assert abs(values["jawOpen"] - np.clip(2.0 * jaw[frame] - 0.1, 0.05, 0.4)) < TOLERANCE
        assert abs(values["eyeBlinkLeft"] - (0.5 * blink[frame] + 0.5 * jaw[frame])) < TOLERANCE


def check_bones_turn_in_their_own_axes_whichever_way_the_character_looks():
    for roll in (0.0, 1.1):
        for facing, out in (("-Y", (0, -1, 0)), ("+X", (1, 0, 0))):
            bpy.ops.wm.read_homefile(use_empty=True)
            armature = rig(["spine", "neck", "head"], roll)
            keeper = find(armature)
            keeper.mien.facing = facing
            bake()
            for frame in (10, 40, 80):
                bpy.context.scene.frame_set(1 + frame)
                wanted = Quaternion(motion(24)["head_wxyz"][frame])
                assert same(in_head_frame(turned(armature, "head"), out), wanted), (roll, facing, frame)
                assert same(in_head_frame(turned(armature, "neck"), out), Quaternion().slerp(wanted, 0.5))


def check_eyes_and_jaw_of_bones():
    stock_head()
    keeper = find(bpy.data.objects["Face"], jaw="bones", eyes="bones")
    moving = {(row.target.name, row.key) for row in keeper.mien.shapes}
    assert ("Face", "jawOpen") not in moving
    assert ("Eyes", "eyeLookUpLeft") not in moving
    assert ("Face", "eyeLookUpLeft") in moving
    bake()
    found = motion(24)
    for frame in (5, 35, 77):
        bpy.context.scene.frame_set(1 + frame)
        head = turned(keeper, "head")
        for bone in ("eyeLeft", "eyeRight"):
            look = in_head_frame(head.inverted() @ turned(keeper, bone), (0, -1, 0))
            forward = look @ Vector((0, 0, 1))
            yaw, pitch = math.atan2(forward.x, forward.z), math.asin(forward.y)
            assert abs(yaw - found["gaze_rad"][frame, 0]) < TOLERANCE
            assert abs(pitch - found["gaze_rad"][frame, 1]) < TOLERANCE
        jaw = in_head_frame(head.inverted() @ turned(keeper, "jaw"), (0, -1, 0))
        opening = found["expression"][frame, names().index("jawOpen")]
        chin = jaw @ Vector((0, 0, 1))
        assert abs(math.asin(-chin.y) - 0.43 * opening) < TOLERANCE


def check_a_mapping_can_be_given_to_another_file():
    armature = stock_head()
    armature.mien.shapes[5].gain = 0.25
    path = str(Path(bpy.app.tempdir) / "mapping.json")
    assert bpy.ops.mien.save_mapping(filepath=path) == {"FINISHED"}
    bpy.ops.wm.read_homefile(use_empty=True)
    armature = stock_head()
    assert bpy.ops.mien.load_mapping(filepath=path) == {"FINISHED"}
    assert armature.mien.shapes[5].gain == 0.25
    assert len(armature.mien.shapes) == 60
    bake()
    whole = Path(path).read_text()
    for text, said in (
        ("{", "no mapping"),
        (whole.replace('"Eyes"', '"Hat"').replace('"key": "', '"key": "hat '), "'Hat'"),
        (whole.replace('"gain": 0.25', '"gain": NaN'), "gain"),
        (whole.replace('"role": "head"', '"role": "foot"'), "no mapping"),
    ):
        Path(path).write_text(text)
        assert said in refusal(bpy.ops.mien.load_mapping, filepath=path)
    assert len(armature.mien.shapes) == 60


def check_a_mapping_fits_a_character_whose_objects_have_other_names():
    armature = stock_head()
    armature.mien.shapes[5].gain = 0.25
    path = str(Path(bpy.app.tempdir) / "other.json")
    assert bpy.ops.mien.save_mapping(filepath=path) == {"FINISHED"}
    for obj in bpy.context.scene.objects:
        obj.select_set(False)
    bpy.ops.import_scene.gltf(filepath=str(GIVEN / "head.glb"))
    other = bpy.data.objects["Skeleton.001"]
    bpy.data.objects["Eyes.001"].name = "Augen"
    bpy.context.view_layer.objects.active = other
    assert bpy.ops.mien.load_mapping(filepath=path) == {"FINISHED"}
    assert {row.target.name for row in other.mien.shapes} == {"Face.001", "Augen"}
    assert {row.target for row in other.mien.bones} == {other}
    assert other.mien.shapes[5].gain == 0.25
    assert "60 shape keys and 2 bones" in other.mien.found


def check_properties_with_drivers_are_told():
    armature = stock_head()
    bpy.data.objects["Face"].data.shape_keys.key_blocks["jawOpen"].driver_add("value")
    armature.pose.bones["jaw"].driver_add("rotation_quaternion", 0)
    checks = importlib.import_module(f"{MODULE}.scene.checks")
    character = importlib.import_module(f"{MODULE}.scene.character")
    assert checks.check_character(character.mapping_of(armature)) == [
        "Face has 1 properties with drivers, which win over keys"
    ]


def check_the_forecast_tells_what_a_bake_would_do():
    armature = stock_head()
    forecast = importlib.import_module(f"{MODULE}.scene.forecast")
    lines = importlib.import_module(f"{MODULE}.scene.lines")
    scene = bpy.context.scene
    scene.frame_set(11)
    scene.frame_end = 50
    told = forecast.forecast(armature, [lines.line_of_file(str(GIVEN / "speech.wav"), scene)], scene)
    assert told == [
        "Skeleton: 60 shape keys and 2 bones move",
        "speech.wav: 4.0 s, frames 11 to 106 at 24.000 a second",
        "the scene ends at frame 50, before speech.wav does",
    ]
    scene.mien.audio = str(GIVEN / "speech.wav")
    assert bpy.ops.mien.check() == {"FINISHED"}
    assert not bpy.data.actions


def face(name, keys, moving):
    """A cube with shape keys of which some move nothing."""
    made = mesh(name, keys)
    blocks = made.data.shape_keys.key_blocks
    for block in blocks[1:]:
        if block.name not in moving:
            block.data[0].co = blocks[0].data[0].co
    return made


def animated(made):
    return {path.split('"')[1] for path in curves_of(made.data.shape_keys)}


def curves_of(datablock):
    action = datablock.animation_data.action
    bags = [bag for layer in action.layers for strip in layer.strips for bag in strip.channelbags]
    handle = datablock.animation_data.action_slot.handle
    return {curve.data_path for bag in bags if bag.slot_handle == handle for curve in bag.fcurves}


VROID = ("Fcl_MTH_A", "Fcl_MTH_I", "Fcl_MTH_U", "Fcl_MTH_E", "Fcl_MTH_O", "Fcl_EYE_Close_L", "Fcl_EYE_Close_R")


def check_a_mouth_of_an_empty_jaw_opens_by_what_moves():
    made = face("Face", ["jawOpen", *VROID, "Fcl_ALL_Joy"], {*VROID, "Fcl_ALL_Joy"})
    keeper = find(made)
    assert "mouth by VRoid (5 of 5 shapes), not by ARKit (0 of 28; moves nothing: jawOpen)" in keeper.mien.found
    assert "empty, so left out: 1 shape keys" in keeper.mien.found
    bpy.context.view_layer.objects.active = keeper
    bake()
    assert animated(made) == set(VROID)
    jaw = motion(24)["expression"][:, list(names()).index("jawOpen")]
    assert jaw.max() > 0.1
    bpy.context.scene.frame_set(1 + int(jaw.argmax()))
    assert shape_values(made)["Fcl_MTH_A"] > 0.05


VISEMES = [
    "viseme_" + name for name in ("sil", "PP", "FF", "TH", "DD", "kk", "CH", "SS", "nn", "RR", "aa", "E", "I", "O", "U")
]


def check_of_three_meshes_with_all_keys_those_get_curves_that_move():
    keys = [*names(), *VISEMES, "mouthOpen", "mouthSmile", "eyesClosed", "eyesLookUp", "eyesLookDown"]
    moving = {
        "Wolf3D_Head": set(keys),
        "Wolf3D_Teeth": {"jawOpen", "mouthClose", "jawForward", "jawLeft", "jawRight", "mouthOpen", "viseme_aa"},
        "EyeLeft": {"eyeLookUpLeft", "eyeLookDownLeft", "eyeLookInLeft", "eyeLookOutLeft", "eyesLookUp"},
    }
    empty = bpy.data.objects.new("Avatar", None)
    bpy.context.scene.collection.objects.link(empty)
    made = {name: face(name, keys, shapes) for name, shapes in moving.items()}
    for part in made.values():
        part.parent = empty
    keeper = find(made["Wolf3D_Head"])
    assert len(keeper.mien.shapes) == 52 + 5 + 4
    assert f"empty, so left out: {2 * len(keys) - 12} shape keys" in keeper.mien.found
    assert max(map(len, keeper.mien.found.splitlines())) < 220
    bpy.context.view_layer.objects.active = keeper
    bake()
    assert animated(made["Wolf3D_Teeth"]) == {"jawOpen", "mouthClose", "jawForward", "jawLeft", "jawRight"}
    assert len(animated(made["EyeLeft"])) == 4


def check_a_kind_may_be_preferred():
    made = mesh("Face", [*names(), *VISEMES])
    keeper = find(made, prefer="oculus")
    assert {row.key for row in keeper.mien.shapes if row.key.startswith("viseme")}
    assert "jawOpen" not in {row.key for row in keeper.mien.shapes}
    assert "as preferred" in keeper.mien.found


run(globals())
