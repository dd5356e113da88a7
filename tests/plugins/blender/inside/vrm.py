"""A VRM as its add-on exports and imports it is found by its expressions and humanoid, and baked."""

import json
from pathlib import Path

import bpy
import numpy as np
from harness import run
from mathutils import Quaternion
from scenes import bake, motion, shape_values, turned

PRESETS = json.loads(
    (Path(bpy.utils.user_resource("EXTENSIONS")) / "user_default/mien/core/presets/vrm.json").read_text()
)["shapes"]
KEYS = {"aa": "Mund.auf", "ih": "Mund.breit", "ou": "Mund.rund", "ee": "Mund.halb", "oh": "Mund.oval"}
VRM0 = {"aa": "a", "ih": "i", "ou": "u", "ee": "e", "oh": "o"}


def humanoid():
    """An armature of the bones that VRM requires, and a neck."""
    chain = {"hips": 0.9, "spine": 1.1, "neck": 1.4, "head": 1.5}
    sides = ("upper_arm", "lower_arm", "hand"), ("upper_leg", "lower_leg", "foot")
    data = bpy.data.armatures.new("Armature")
    armature = bpy.data.objects.new("Armature", data)
    bpy.context.scene.collection.objects.link(armature)
    bpy.context.view_layer.objects.active = armature
    bpy.ops.object.mode_set(mode="EDIT")

    def add(name, parent, head, tail):
        bone = data.edit_bones.new(name)
        bone.head, bone.tail, bone.parent = head, tail, data.edit_bones.get(parent)
        return name

    parent = ""
    for name, height in chain.items():
        parent = add(name, parent, (0, 0, height), (0, 0, height + 0.09))
    for side, x in (("left", 1), ("right", -1)):
        parent = "spine"
        for number, name in enumerate(sides[0]):
            parent = add(
                f"{side}_{name}", parent, (x * (0.2 + 0.2 * number), 0, 1.35), (x * (0.35 + 0.2 * number), 0, 1.35)
            )
        parent = "hips"
        for number, name in enumerate(sides[1]):
            parent = add(
                f"{side}_{name}", parent, (x * 0.1, 0, 0.8 - 0.3 * number), (x * 0.1, -0.01, 0.6 - 0.3 * number)
            )
    bpy.ops.object.mode_set(mode="OBJECT")
    extension = data.vrm_addon_extension
    extension.vrm1.humanoid.human_bones.initial_automatic_bone_assignment = False
    for bone in data.bones:
        getattr(extension.vrm1.humanoid.human_bones, bone.name).node.bone_name = bone.name
    return armature


def character(*keys):
    """A humanoid with a face of some shape keys; the armature and the face."""
    armature = humanoid()
    bpy.ops.mesh.primitive_cube_add(size=0.2, location=(0.0, 0.0, 1.6))
    face = bpy.context.active_object
    face.name = "Face"
    bpy.ops.object.mode_set(mode="EDIT")
    bpy.ops.mesh.subdivide(number_cuts=4)
    bpy.ops.object.mode_set(mode="OBJECT")
    face.shape_key_add(name="Basis")
    for number, key in enumerate(keys):
        block = face.shape_key_add(name=key, from_mix=False)
        block.value = 0.0
        block.data[number].co.z += 0.05
    face.vertex_groups.new(name="head").add(range(len(face.data.vertices)), 1.0, "ADD")
    face.modifiers.new("Armature", "ARMATURE").object = armature
    face.parent = armature
    return armature, face


def found(face):
    """The character that a face belongs to, found."""
    bpy.context.view_layer.objects.active = face
    assert bpy.ops.mien.find_character() == {"FINISHED"}
    return next(obj for obj in bpy.context.scene.objects if obj.mien.is_character)


def bind(expression, face, key, weight=1.0):
    bound = expression.morph_target_binds.add()
    bound.node.mesh_object_name, bound.index, bound.weight = face.name, key, weight


def through_a_file(armature):
    """The character as it is after it was exported and imported."""
    extension = armature.data.vrm_addon_extension
    extension.vrm1.meta.vrm_name = "Probe"
    extension.vrm1.meta.authors.add().value = "Probe"
    path = str(Path(bpy.app.tempdir) / "probe.vrm")
    assert bpy.ops.export_scene.vrm(filepath=path) == {"FINISHED"}
    bpy.ops.wm.read_homefile(use_empty=True)
    assert bpy.ops.import_scene.vrm(filepath=path) == {"FINISHED"}
    face = next(obj for obj in bpy.context.scene.objects if obj.type == "MESH" and obj.data.shape_keys)
    armature = found(face)
    assert armature.type == "ARMATURE"
    return armature, face


def expected(weights, frame):
    arrays = motion(24)
    names = list(arrays["expression_names"])
    total = sum(weight * arrays["expression"][frame, names.index(name)] for name, weight in weights.items())
    return float(np.clip(total, 0.0, 1.0))


def moves_by_its_vowels(face):
    for frame in (10, 30, 50, 70):
        bpy.context.scene.frame_set(1 + frame)
        values = shape_values(face)
        for vowel, key in KEYS.items():
            assert abs(values[key] - expected(PRESETS[vowel], frame)) < 1e-4, (frame, vowel)
    return True


def check_vowels_of_vrm_1():
    armature, face = character(*KEYS.values(), "Augen.zu")
    armature.data.vrm_addon_extension.spec_version = "1.0"
    expressions = armature.data.vrm_addon_extension.vrm1.expressions.preset
    for vowel, key in KEYS.items():
        bind(getattr(expressions, vowel), face, key)
    bind(expressions.blink, face, "Augen.zu", 0.5)
    armature, face = through_a_file(armature)
    bones = armature.data.vrm_addon_extension.vrm1.humanoid.human_bones
    rows = {(row.bone, row.role) for row in armature.mien.bones}
    assert (bones.head.node.bone_name, "head") in rows
    assert (bones.neck.node.bone_name, "neck") in rows
    bake()
    assert moves_by_its_vowels(face)
    bpy.context.scene.frame_set(41)
    head = Quaternion(motion(24)["head_wxyz"][40])
    wanted = Quaternion((head.w, head.x, -head.z, head.y))
    assert turned(armature, bones.head.node.bone_name).rotation_difference(wanted).angle < 1e-3
    both = {"eyeBlinkLeft": 0.25, "eyeBlinkRight": 0.25}
    (blink,) = [row for row in armature.mien.shapes if row.key == "Augen.zu"]
    assert json.loads(blink.weights) == both


def check_vowels_of_vrm_0():
    armature, face = character(*KEYS.values())
    extension = armature.data.vrm_addon_extension
    extension.spec_version = "0.0"
    for vowel, key in KEYS.items():
        group = extension.vrm0.blend_shape_master.blend_shape_groups.add()
        group.name, group.preset_name = vowel.upper(), VRM0[vowel]
        bound = group.binds.add()
        bound.mesh.mesh_object_name, bound.index, bound.weight = face.name, key, 1.0
    assert len(found(face).mien.shapes) == len(KEYS)
    bake()
    assert moves_by_its_vowels(face)


def check_perfect_sync():
    names = list(motion(24)["expression_names"])
    armature, face = character(*(f"ps {number}" for number in range(len(names))))
    armature.data.vrm_addon_extension.spec_version = "1.0"
    for number, name in enumerate(names):
        custom = armature.data.vrm_addon_extension.vrm1.expressions.custom.add()
        custom.custom_name = name[0].upper() + name[1:]
        bind(custom, face, f"ps {number}")
    assert len(found(face).mien.shapes) == len(names)
    bake()
    bpy.context.scene.frame_set(31)
    values = shape_values(face)
    for number, name in enumerate(names):
        assert abs(values[f"ps {number}"] - expected({name: 1.0}, 30)) < 1e-4


run(globals(), beside=["io_scene_vrm"])
