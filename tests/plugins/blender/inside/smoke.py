"""The essentials, in every Blender: found, baked, pushed, baked again, taken back."""

import bpy
from harness import run
from scenes import bake, motion, settings, shape_values, stock_head

DATABLOCKS = 3


def datablocks():
    keys = [bpy.data.objects[name].data.shape_keys for name in ("Face", "Eyes")]
    return [*keys, bpy.data.objects["Skeleton"]]


def values_are_the_daemons():
    found = motion(24)
    names = list(found["expression_names"])
    moving = bpy.data.objects["Skeleton"].mien.shapes
    assert len(moving) == 52 + 8
    for frame in range(0, 90, 13):
        bpy.context.scene.frame_set(1 + frame)
        for row in moving:
            value = shape_values(row.target)[row.key]
            assert abs(value - found["expression"][frame, names.index(row.key)]) < 1e-4, (frame, row.name)
    return True


def actions_expected():
    return 1 if "slots" in bpy.types.Action.bl_rna.properties else DATABLOCKS


def check_a_bake_moves_everything():
    stock_head()
    bake()
    assert len(bpy.data.actions) == actions_expected()
    assert all(datablock.animation_data.action for datablock in datablocks())
    assert values_are_the_daemons()


def check_a_take_in_the_nla_moves_everything():
    stock_head()
    bake(place="NLA")
    for datablock in datablocks():
        assert datablock.animation_data.action is None
        ((strip,),) = [track.strips for track in datablock.animation_data.nla_tracks]
        assert (strip.frame_start, strip.frame_end) == (1.0, 96.0)
    assert values_are_the_daemons()


def check_baking_again_and_taking_back():
    stock_head()
    for place in ("ACTIVE", "NLA"):
        bake(place=place, strip=True)
        bake(place=place, strip=True)
        assert len(bpy.data.actions) == actions_expected()
        assert bpy.ops.mien.remove_take() == {"FINISHED"}
        assert not bpy.data.actions
        assert not any(d.animation_data.action or d.animation_data.nla_tracks for d in datablocks())


def check_without_a_sound_library_the_strip_is_left_out_and_told():
    stock_head()
    settings(strip=True)
    assert bpy.ops.mien.bake() == {"FINISHED"}
    editor = bpy.context.scene.sequence_editor
    strips = list(editor.strips_all if hasattr(editor, "strips_all") else editor.sequences_all) if editor else []
    assert len(strips) == bpy.app.build_options.audaspace


run(globals())
