"""What a bake leaves behind, and that it can be repeated and taken back."""

import importlib
from pathlib import Path

import bpy
import numpy as np
from harness import run
from scenes import GIVEN, MODULE, bake, motion, refusal, settings, shape_values, stock_head, turned

SPEECH = "speech"


def curves_of(action):
    """All curves of an action, whichever way this Blender keeps them."""
    if hasattr(action, "layers"):
        return [
            c for layer in action.layers for strip in layer.strips for bag in strip.channelbags for c in bag.fcurves
        ]
    return list(action.fcurves)


def keys_of(actions):
    return sum(len(curve.keyframe_points) for action in actions for curve in curves_of(action))


def moved():
    """The data-blocks of the stock head that move."""
    return [
        bpy.data.objects["Face"].data.shape_keys,
        bpy.data.objects["Eyes"].data.shape_keys,
        bpy.data.objects["Skeleton"],
    ]


def state():
    """Everything that a take may change."""
    scene = bpy.context.scene
    strips = scene.sequence_editor.strips_all if scene.sequence_editor else ()
    return {
        "actions": sorted(action.name for action in bpy.data.actions),
        "assigned": [
            d.animation_data.action.name if d.animation_data and d.animation_data.action else "" for d in moved()
        ],
        "tracks": [
            (d.name, track.name, [strip.name for strip in track.strips])
            for d in moved()
            if d.animation_data
            for track in d.animation_data.nla_tracks
        ],
        "strips": sorted((strip.name, strip.channel, strip.frame_start) for strip in strips),
        "markers": sorted((marker.name, marker.frame) for marker in scene.timeline_markers),
        "values": [round(key.value, 6) for d in moved()[:2] for key in d.key_blocks],
        "pose": [tuple(round(x, 6) for x in bone.rotation_quaternion) for bone in moved()[2].pose.bones],
    }


def check_one_action_moves_face_and_rig():
    keeper = stock_head()
    bake()
    assert [action.name for action in bpy.data.actions] == [f"{keeper.name}_{SPEECH}"]
    (action,) = bpy.data.actions
    assert action.use_fake_user
    assert [d.animation_data.action for d in moved()] == [action] * 3
    assert len({d.animation_data.action_slot.identifier for d in moved()}) == 3
    assert len(curves_of(action)) == 52 + 8 + 2 * 4
    assert {curve.group.name for curve in curves_of(action)} == {"Mien", "head", "neck"}


def check_a_take_begins_at_the_current_frame():
    stock_head()
    settings()
    bpy.context.scene.frame_set(101)
    bpy.ops.mien.bake()
    (action,) = bpy.data.actions
    fps = bpy.context.scene.render.fps
    assert tuple(action.frame_range) == (101.0, 100.0 + 4 * fps)
    jaw = list(motion(24)["expression_names"]).index("jawOpen")
    bpy.context.scene.frame_set(101 + 30)
    assert abs(shape_values(bpy.data.objects["Face"])["jawOpen"] - motion(24)["expression"][30, jaw]) < 1e-4


def check_fewer_keys_stay_within_the_tolerance():
    stock_head()
    bake()
    every = keys_of(bpy.data.actions)
    tolerance = 0.005
    bake(tolerance=tolerance)
    assert keys_of(bpy.data.actions) < every / 2
    found = motion(24)
    for frame in range(0, 96, 5):
        bpy.context.scene.frame_set(1 + frame)
        values = shape_values(bpy.data.objects["Face"])
        for index, name in enumerate(found["expression_names"]):
            assert abs(values[name] - found["expression"][frame, index]) <= tolerance + 1e-5, (frame, name)


def check_baking_again_changes_nothing():
    stock_head()
    wanted = {"strip": True, "place": "NLA", "markers": True}
    bake(**wanted)
    before, keys = state(), keys_of(bpy.data.actions)
    bake(**wanted)
    assert state() == before
    assert keys_of(bpy.data.actions) == keys
    assert len(bpy.data.objects["Skeleton"].mien.takes) == 1


def check_another_performance_replaces_the_keys():
    stock_head()
    bake()
    (action,) = bpy.data.actions
    curve = next(c for c in curves_of(action) if "eyeBlinkLeft" in c.data_path)
    first = [point.co[1] for point in curve.keyframe_points]
    bake(seed=7)
    assert list(bpy.data.actions) == [action]
    curve = next(c for c in curves_of(action) if "eyeBlinkLeft" in c.data_path)
    assert [point.co[1] for point in curve.keyframe_points] != first


def check_removing_brings_back_what_was():
    armature = stock_head()
    armature.pose.bones["head"].rotation_quaternion = (0.9, 0.1, 0.2, 0.3)
    armature.pose.bones["head"].keyframe_insert("rotation_quaternion", frame=1)
    walk = armature.animation_data.action
    bpy.data.objects["Face"].data.shape_keys.key_blocks["jawOpen"].value = 0.25
    before = state()
    for wanted in ({}, {"place": "NLA"}, {"strip": True, "markers": True}, {"place": "NLA", "strip": True}):
        bake(**wanted)
        assert state() != before
        bpy.context.scene.frame_set(40)
        assert bpy.ops.mien.remove_take() == {"FINISHED"}
        bpy.context.scene.frame_set(1)
        differs = {name: (value, before[name]) for name, value in state().items() if value != before[name]}
        assert not differs, (wanted, differs)
        assert armature.animation_data.action == walk
    assert not bpy.ops.mien.remove_take.poll()


def check_takes_are_removed_one_after_the_other():
    stock_head()
    before = state()
    bake()
    bpy.context.scene.frame_set(1)
    first = state()
    settings()
    bpy.context.scene.frame_set(200)
    bpy.ops.mien.bake()
    assert len(bpy.data.actions) == 2
    bpy.ops.mien.remove_take()
    bpy.context.scene.frame_set(1)
    assert state() == first
    bpy.ops.mien.remove_take()
    assert state() == before


def check_the_nla_plays_what_was_pushed():
    armature = stock_head()
    bake(place="NLA")
    for datablock in moved():
        assert datablock.animation_data.action is None
        ((track, strips),) = [(t.name, list(t.strips)) for t in datablock.animation_data.nla_tracks]
        assert track == "Mien"
        assert (strips[0].frame_start, strips[0].frame_end) == (1.0, 96.0)
    found = motion(24)
    names = list(found["expression_names"])
    for frame in range(0, 95, 11):
        bpy.context.scene.frame_set(1 + frame)
        values = shape_values(bpy.data.objects["Face"])
        assert max(abs(values[n] - found["expression"][frame, i]) for i, n in enumerate(names)) < 1e-4
    assert turned(armature, "head").angle > 0.0


def seen_at(frame):
    bpy.context.scene.frame_set(frame)
    turn = tuple(round(x, 5) for x in turned(bpy.data.objects["Skeleton"], "head"))
    return {name: round(value, 5) for name, value in shape_values(bpy.data.objects["Face"]).items()} | {"turn": turn}


def check_the_nla_holds_the_face_before_between_and_after_takes():
    stock_head()
    bake(place="NLA")
    settings(place="NLA")
    bpy.context.scene.frame_set(300)
    assert bpy.ops.mien.bake() == {"FINISHED"}
    for middle, outside, held in ((40, -50, 1), (40, 200, 96), (340, 200, 96), (340, 900, 395)):
        expected = seen_at(held)
        seen_at(middle)
        assert seen_at(outside) == expected, (middle, outside)
    assert bpy.ops.mien.remove_take() == {"FINISHED"}
    expected = seen_at(96)
    seen_at(40)
    assert seen_at(300) == expected


def check_strips_of_others_show_through_where_no_take_is():
    armature = stock_head()
    armature.pose.bones["head"].rotation_quaternion = (0.9, 0.1, 0.2, 0.3)
    armature.pose.bones["head"].keyframe_insert("rotation_quaternion", frame=1)
    walk = armature.animation_data.action
    armature.animation_data.nla_tracks.new().strips.new("walk", 1, walk)
    armature.animation_data.action = None
    expected = seen_at(200)["turn"]
    bake(place="NLA")
    assert seen_at(40)["turn"] != expected
    assert seen_at(200)["turn"] == expected


def of_scene(name):
    return importlib.import_module(f"{MODULE}.scene.{name}")


def check_a_character_that_is_animated_already_gets_its_takes_in_the_nla():
    armature = stock_head()
    assert bpy.context.scene.mien.place == "AUTO"
    armature.pose.bones["jaw"].keyframe_insert("rotation_quaternion", frame=1)
    walk = armature.animation_data.action
    bake()
    assert armature.animation_data.action == walk
    assert all(d.animation_data.nla_tracks["Mien"].strips for d in moved())
    assert of_scene("placement").winning_actions(of_scene("character").mapping_of(armature)) == []
    assert turned(armature, "head").angle > 0.0
    settings()
    bpy.context.scene.frame_set(200)
    walk_away = armature.animation_data
    walk_away.action = None
    assert bpy.ops.mien.bake() == {"FINISHED"}
    assert [len(track.strips) for track in armature.animation_data.nla_tracks] == [2], "takes stay together"


def check_an_action_that_is_seen_instead_of_a_take_is_named():
    armature = stock_head()
    armature.pose.bones["head"].keyframe_insert("rotation_quaternion", frame=1)
    armature.animation_data.action.name = "walk"
    keys = bpy.data.objects["Face"].data.shape_keys
    keys.key_blocks["jawOpen"].keyframe_insert("value", frame=1)
    keys.animation_data.action.name = "yawn"
    mapping = of_scene("character").mapping_of(armature)
    placement = of_scene("placement")
    own = of_scene("take").own_actions(armature)
    assert placement.notes_before(placement.Place.AUTO, mapping, own) == [
        "animated already, so the take goes to the NLA: Face, Skeleton"
    ]
    bake()
    end = "which is seen instead of the take; push it down in the NLA below the take, or delete those keys"
    assert placement.winning_actions(mapping) == [
        f"the active action 'yawn' of Face keys jawOpen, {end}",
        f"the active action 'walk' of Skeleton keys head, {end}",
    ]
    armature.animation_data.action_influence = 0.0
    assert len(placement.winning_actions(mapping)) == 1
    assert bpy.ops.mien.remove_take() == {"FINISHED"}
    bake(place="ACTIVE")
    assert armature.animation_data.action.name == "Skeleton_speech"


def check_takes_that_overlap_get_tracks_of_their_own():
    stock_head()
    bake(place="NLA")
    settings(place="NLA")
    bpy.context.scene.frame_set(50)
    bpy.ops.mien.bake()
    tracks = bpy.data.objects["Skeleton"].animation_data.nla_tracks
    assert [(track.name, len(track.strips)) for track in tracks] == [("Mien", 1), ("Mien", 1)]


def check_the_recording_is_added_to_the_sequencer_once():
    stock_head()
    bake(strip=True)
    bake(strip=True, seed=1)
    (strip,) = bpy.context.scene.sequence_editor.strips_all
    assert (strip.type, strip.frame_start, strip.channel) == ("SOUND", 1.0, 1)
    assert Path(bpy.path.abspath(strip.sound.filepath)) == GIVEN / "speech.wav"


def check_many_files_share_a_channel_and_none_is_moved():
    stock_head()
    editor = bpy.context.scene.sequence_editor_create()
    copies = [Path(bpy.app.tempdir) / f"many-{number}.wav" for number in range(4)]
    for copy in copies:
        copy.write_bytes((GIVEN / "speech.wav").read_bytes())
    settings(strip=True)
    strips = editor.strips if hasattr(editor, "strips") else editor.sequences
    strips.new_sound(name="mine", filepath=str(GIVEN / "speech.wav"), channel=1, frame_start=150)
    bpy.ops.mien.bake_files(directory=bpy.app.tempdir, files=[{"name": copy.name} for copy in copies], pause=0.5)
    found = sorted((strip.frame_start, strip.channel) for strip in editor.strips_all)
    assert found == [(1.0, 1), (109.0, 2), (150.0, 1), (217.0, 2), (325.0, 1)]
    for copy in copies:
        copy.unlink()


def check_a_sequencer_without_room_is_told_and_the_take_is_kept():
    keeper = stock_head()
    editor = bpy.context.scene.sequence_editor_create()
    strips = editor.strips if hasattr(editor, "strips") else editor.sequences
    for channel in range(1, 129):
        strips.new_effect(name="full", type="TEXT", channel=channel, frame_start=1, **ending(50))
    bake(strip=True)
    assert len(keeper.mien.takes) == 1
    assert not [strip for strip in editor.strips_all if strip.type == "SOUND"]


def ending(frame):
    """How long an effect is, as this Blender wants to be told."""
    return {"length": frame} if bpy.app.version >= (5, 0) else {"frame_end": frame}


def check_a_strip_of_somebody_else_stays():
    stock_head()
    editor = bpy.context.scene.sequence_editor_create()
    strips = editor.strips if hasattr(editor, "strips") else editor.sequences
    strips.new_sound(name="mine", filepath=str(GIVEN / "speech.wav"), channel=3, frame_start=1)
    bake(strip=True)
    bpy.ops.mien.remove_take()
    assert [strip.name for strip in editor.strips_all] == ["mine"]


def check_strips_are_baked_at_their_places():
    armature = stock_head()
    editor = bpy.context.scene.sequence_editor_create()
    strips = editor.strips if hasattr(editor, "strips") else editor.sequences
    for channel, start in ((1, 11), (2, 211)):
        strips.new_sound(name=f"at {start}", filepath=str(GIVEN / "speech.wav"), channel=channel, frame_start=start)
    cut = editor.strips_all["at 211"]
    cut.frame_offset_start, cut.frame_offset_end = 24, 12
    for strip in editor.strips_all:
        strip.select = True
    settings(source="STRIPS", place="NLA", strip=True)
    assert bpy.ops.mien.bake() == {"FINISHED"}
    assert len(editor.strips_all) == 2
    (track,) = armature.animation_data.nla_tracks
    assert [(strip.frame_start, strip.frame_end) for strip in track.strips] == [(11, 106), (235, 294)]
    jaw = list(motion(24)["expression_names"]).index("jawOpen")
    bpy.context.scene.frame_set(211 + 40)
    assert abs(shape_values(bpy.data.objects["Face"])["jawOpen"] - motion(24)["expression"][40, jaw]) < 1e-4


def meta_of(editor, strips, channel):
    """A meta strip around some strips."""
    made = (editor.strips if hasattr(editor, "strips") else editor.sequences).new_meta("meta", channel, 1)
    for strip in strips:
        strip.move_to_meta(made)
    return made


def check_sounds_inside_meta_strips_are_spoken_where_they_are_heard():
    armature = stock_head()
    editor = bpy.context.scene.sequence_editor_create()
    strips = editor.strips if hasattr(editor, "strips") else editor.sequences
    made = [
        strips.new_sound(name=name, filepath=str(GIVEN / "speech.wav"), channel=channel, frame_start=start)
        for name, channel, start in (("first", 1, 11), ("second", 2, 211), ("mute", 3, 411))
    ]
    made[2].mute = True
    meta = meta_of(editor, made, 5)
    inner = meta_of(editor, [], 6)
    inner.move_to_meta(meta)
    made[1].move_to_meta(inner)
    inner.frame_final_end, meta.frame_final_end = 400, 211 + 48
    for strip in editor.strips_all:
        strip.select = strip == meta
    lines = of_scene("lines").lines_of_strips(bpy.context.scene, bpy.context.scene)
    assert [(line.start, line.first, line.last) for line in lines] == [(11, 11, 106), (211, 211, 258)]
    settings(source="STRIPS", place="NLA", strip=True)
    assert bpy.ops.mien.bake() == {"FINISHED"}
    (track,) = armature.animation_data.nla_tracks
    assert [(strip.frame_start, strip.frame_end) for strip in track.strips] == [(11, 106), (211, 258)]
    assert len(editor.strips_all) == 5, "a recording in a meta strip is in the sequencer already"
    for strip in editor.strips_all:
        strip.select = strip == made[0]
    assert "no sound strip is selected" in refusal(bpy.ops.mien.bake), "what is inside is not on screen"


def check_the_sequencer_on_screen_is_another_scenes():
    if bpy.app.version < (5, 0):
        return
    stock_head()
    scene, edit = bpy.context.scene, bpy.data.scenes.new("Edit")
    bpy.context.workspace.sequencer_scene = edit
    try:
        sound = edit.sequence_editor_create().strips.new_sound("said", str(GIVEN / "speech.wav"), 1, 31)
        sound.select = True
        settings(source="STRIPS", strip=True)
        assert bpy.ops.mien.bake() == {"FINISHED"}
        assert bpy.data.objects["Skeleton"].mien.takes[0].start == 31
        bake(source="FILE", strip=True)
        assert sorted(strip.frame_start for strip in edit.sequence_editor.strips_all) == [1.0, 31.0]
        assert scene.sequence_editor is None or not scene.sequence_editor.strips_all
        assert bpy.ops.mien.remove_take() == {"FINISHED"}
        assert [strip.frame_start for strip in edit.sequence_editor.strips_all] == [31.0]
        edit.render.fps = 50
        settings(source="STRIPS")
        assert "give both the same frame rate" in refusal(bpy.ops.mien.bake)
    finally:
        bpy.context.workspace.sequencer_scene = None


def check_the_offset_of_a_strip_is_in_seconds():
    stock_head()
    editor = bpy.context.scene.sequence_editor_create()
    strips = editor.strips if hasattr(editor, "strips") else editor.sequences
    strip = strips.new_sound(name="late", filepath=str(GIVEN / "speech.wav"), channel=1, frame_start=11)
    strip.sound_offset, strip.select = 0.5, True
    settings(source="STRIPS")
    assert bpy.ops.mien.bake() == {"FINISHED"}
    assert bpy.data.objects["Skeleton"].mien.takes[0].start == 11 + 12


def check_files_are_baked_one_after_the_other():
    stock_head()
    copies = []
    for name in ("b.wav", "a.wav"):
        copies.append(Path(bpy.app.tempdir) / name)
        copies[-1].write_bytes((GIVEN / "speech.wav").read_bytes())
    settings(place="NLA")
    files = [{"name": copy.name} for copy in copies]
    assert bpy.ops.mien.bake_files(directory=bpy.app.tempdir, files=files, pause=0.5) == {"FINISHED"}
    (track,) = bpy.data.objects["Skeleton"].animation_data.nla_tracks
    assert [(strip.name, strip.frame_start) for strip in track.strips] == [("Skeleton_a", 1.0), ("Skeleton_b", 109.0)]
    for copy in copies:
        copy.unlink()


def check_phrases_are_marked():
    stock_head()
    bake(markers=True)
    markers = bpy.context.scene.timeline_markers
    assert markers
    assert [marker.name for marker in markers] == [f"{SPEECH} {number}" for number in range(1, len(markers) + 1)]
    found = motion(24)
    gap = found["expression"][:, list(found["expression_names"]).index("jawOpen")]
    first = markers[0].frame - 1
    assert gap[first : first + 12].max() > gap[: max(first - 3, 1)].max()


def check_rotation_modes_are_respected():
    armature = stock_head()
    armature.pose.bones["head"].rotation_mode = "ZXY"
    armature.pose.bones["neck"].rotation_mode = "AXIS_ANGLE"
    bake()
    (action,) = bpy.data.actions
    paths = {curve.data_path.rpartition(".")[2] for curve in curves_of(action) if "bones" in curve.data_path}
    assert paths == {"rotation_euler", "rotation_axis_angle"}
    found = motion(24)
    for frame in range(0, 96, 9):
        bpy.context.scene.frame_set(1 + frame)
        w, x, y, z = found["head_wxyz"][frame]
        got = np.array(turned(armature, "head"))
        expected = np.array([w, x, -z, y])
        assert np.abs(got * np.sign(got @ expected) - expected).max() < 1e-4


run(globals())
