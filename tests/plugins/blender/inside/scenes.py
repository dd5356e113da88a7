"""Characters and settings for the checks."""

import sys
from pathlib import Path

import bpy
import numpy as np

GIVEN = Path(sys.argv[1])
MODULE = "bl_ext.user_default.mien"
FPS = {24: (24, 1.0), 25: (25, 1.0), 29.97: (30, 1.001), 30: (30, 1.0), 60: (60, 1.0)}


def stock_head():
    """The stock head, found as a character; returns the object that keeps it."""
    bpy.ops.import_scene.gltf(filepath=str(GIVEN / "head.glb"))
    armature = next(obj for obj in bpy.context.scene.objects if obj.type == "ARMATURE")
    bpy.context.view_layer.objects.active = armature
    assert bpy.ops.mien.find_character() == {"FINISHED"}
    return armature


def settings(**changed):
    """The settings of the next bake: the speech, by the daemon that runs, from frame 1, no sound strip."""
    preferences = bpy.context.preferences.addons[MODULE].preferences
    preferences.connection_file = str(GIVEN / "daemon.json")
    preferences.may_start = False
    scene = bpy.context.scene
    scene.frame_set(1)
    kept = scene.mien
    for name, value in ({"audio": str(GIVEN / "speech.wav"), "tolerance": 0.0, "strip": False} | changed).items():
        setattr(kept, name, value)
    return kept


def set_fps(fps):
    render = bpy.context.scene.render
    render.fps, render.fps_base = FPS[fps]


def bake(**changed):
    """Bakes as the button does, but waits for it."""
    settings(**changed)
    assert bpy.ops.mien.bake() == {"FINISHED"}


def refusal(operator, **options):
    """What an operator says when it refuses, in one line."""
    try:
        operator(**options)
    except RuntimeError as error:
        said = str(error).strip().removeprefix("Error: ")
        assert "Traceback" not in said, said
        return said
    raise AssertionError("it did not refuse")


def motion(rate_hz):
    """The motion of the speech, made without the daemon: arrays by name."""
    return np.load(GIVEN / f"motion-{rate_hz}.npz")


def shape_values(obj):
    """The values of an object's shape keys as Blender evaluates them, by name."""
    keys = obj.data.shape_keys.evaluated_get(bpy.context.evaluated_depsgraph_get())
    return {key.name: key.value for key in keys.key_blocks}


def turned(armature, bone):
    """How far a bone is turned from rest, in the armature's space, as a quaternion."""
    pose = armature.evaluated_get(bpy.context.evaluated_depsgraph_get()).pose.bones[bone]
    return (pose.matrix @ armature.data.bones[bone].matrix_local.inverted()).to_quaternion()
