"""Rigs that Rigify generates, with its present face and its former one: head, jaw and eyes do what the motion says."""

import math

import bpy
from harness import run
from mathutils import Quaternion, Vector
from scenes import bake, motion, turned

TOLERANCE = 0.01
"""Rigify's eyes follow their target by constraints, from where its mesh would have them."""


def generated(*, upgraded):
    """The rig of a human meta-rig, as Rigify's own button makes it."""
    bpy.ops.object.armature_human_metarig_add()
    metarig = bpy.context.active_object
    if upgraded:
        bpy.ops.object.mode_set(mode="POSE")
        bpy.ops.pose.rigify_upgrade_face()
        bpy.ops.object.mode_set(mode="OBJECT")
    bpy.ops.pose.rigify_generate()
    rig = next(obj for obj in bpy.data.objects if obj.type == "ARMATURE" and obj != metarig)
    bpy.data.objects.remove(metarig)
    for obj in bpy.context.scene.objects:
        obj.select_set(obj == rig)
    bpy.context.view_layer.objects.active = rig
    return rig


def in_head_frame(rotation):
    """A rotation of Blender's axes (Z up, -Y forward) in those of the head frame (Y up, Z forward)."""
    return Quaternion((rotation.w, rotation.x, rotation.z, -rotation.y))


def moves_as_it_should(rig, jaw, eye, head):
    assert bpy.ops.mien.find_character() == {"FINISHED"}
    assert not any(row.bone.startswith(("MCH-", "ORG-", "DEF-")) for row in rig.mien.bones)
    bake()
    found = motion(24)
    names = list(found["expression_names"])
    opening = found["expression"][:, names.index("jawOpen")]
    for frame in (int(opening.argmax()), 40, 80):
        bpy.context.scene.frame_set(1 + frame)
        whole = Quaternion(found["head_wxyz"][frame])
        assert in_head_frame(turned(rig, head)).rotation_difference(whole).angle < TOLERANCE, frame
        gaze = in_head_frame(turned(rig, head).inverted() @ turned(rig, eye)) @ Vector((0, 0, 1))
        yaw, pitch = math.atan2(gaze.x, gaze.z), math.asin(gaze.y)
        assert abs(yaw - found["gaze_rad"][frame, 0]) < TOLERANCE, (frame, yaw, found["gaze_rad"][frame])
        assert abs(pitch - found["gaze_rad"][frame, 1]) < TOLERANCE, (frame, pitch, found["gaze_rad"][frame])
    bpy.context.scene.frame_set(1 + int(opening.argmax()))
    assert in_head_frame(turned(rig, head).inverted() @ turned(rig, jaw)).x > 0.1 * opening.max()


def check_the_former_face():
    moves_as_it_should(generated(upgraded=False), "DEF-jaw", "ORG-eye.L", "DEF-spine.006")


def check_the_present_face():
    moves_as_it_should(generated(upgraded=True), "DEF-jaw_master", "MCH-eye.L", "DEF-spine.006")


run(globals(), beside=("rigify",))
