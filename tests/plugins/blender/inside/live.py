"""A character that is live shows what the daemon sends, is recorded, and is as it was when that ends."""

import shutil
import time

import bpy
import numpy as np
from harness import run
from live_scene import PATIENCE_S, face, go_live, live, part_of, speaks, status, tick_until
from scenes import GIVEN, MODULE, set_fps, settings, stock_head


def check_it_moves_and_is_as_it_was():
    settings()
    armature = stock_head()
    before, turn = face(), armature.pose.bones["head"].rotation_quaternion.copy()
    character = go_live(armature)
    assert bpy.ops.mien.live_speak() == {"FINISHED"}
    tick_until(speaks, "the mouth does not open")
    assert armature.pose.bones["head"].rotation_quaternion != turn
    assert status(character).words == "connected"
    tick_until(lambda: status(character).fps > 20, status(character))
    assert bpy.ops.mien.live_hush() == {"FINISHED"}
    tick_until(lambda: not speaks(), "the mouth does not close")
    assert bpy.ops.mien.live_stop() == {"FINISHED"}
    assert face() == before
    assert armature.pose.bones["head"].rotation_quaternion == turn


def curves(armature):
    """The keys of the live take: frames and values by what they move."""
    found = {}
    for track in armature.mien.takes["live"].tracks:
        for curve in part_of("scene.compat").curves_of(track.action, track.target, track.slot)[0]:
            points = np.empty(2 * len(curve.keyframe_points), np.float32)
            curve.keyframe_points.foreach_get("co", points)
            found[curve.data_path, curve.array_index] = points.reshape(-1, 2)
    return found


def check_what_is_recorded_is_where_it_was_seen():
    settings()
    set_fps(29.97)
    scene, armature = bpy.context.scene, stock_head()
    character = go_live(armature)
    bpy.ops.mien.live_speak()
    tick_until(speaks, "the mouth does not open")
    scene.frame_set(40)
    assert bpy.ops.mien.live_record() == {"FINISHED"}
    recording = character._recording
    sent = {}
    end = recording._begin_ns + 1.5e9
    tick_until(lambda: remember(character, sent) and character.shown_ns(time.monotonic_ns()) > end, "no motion")
    assert bpy.ops.mien.live_record() == {"FINISHED"}
    keys = curves(armature)
    jaw = keys['key_blocks["jawOpen"].value', 0]
    assert jaw[0, 0] == 40
    assert 44 <= len(jaw) < 60
    times = np.array(sorted(sent))
    expected = [
        np.interp(recording._begin_ns + (frame - 40) / (30 / 1.001) * 1e9, times, [sent[t] for t in times])
        for frame in jaw[5:-5, 0]
    ]
    assert np.abs(jaw[5:-5, 1] - expected).max() < 1e-4
    bpy.ops.mien.live_stop()
    scene.frame_set(47)
    assert abs(face()["jawOpen"] - jaw[7, 1]) < 1e-6
    assert all(len(points) == len(jaw) for points in keys.values())


def remember(character, sent):
    for frame in character._motion.lately:
        sent[frame.time_ns] = float(frame.expression[part_of("core.mapping").EXPRESSION_INDEX["jawOpen"]])
    return len(sent)


def check_a_punch_changes_its_own_frames_alone():
    settings()
    scene, armature = bpy.context.scene, stock_head()
    character = go_live(armature)
    for first, frames in ((10, 30), (20, 8)):
        scene.frame_set(first)
        before = curves(armature) if "live" in armature.mien.takes else {}
        bpy.ops.mien.live_record()
        end = character.shown_ns(time.monotonic_ns()) + frames / 24 * 1e9
        tick_until(lambda end=end: character.shown_ns(time.monotonic_ns()) > end, "too slow")
        bpy.ops.mien.live_record()
    after = curves(armature)
    for path, keys in after.items():
        frames = keys[:, 0]
        assert np.array_equal(frames, np.arange(10, 10 + len(frames))), path
        outside = (frames < 20) | (frames > 30)
        former = before[path]
        assert np.array_equal(keys[outside], former[(former[:, 0] < 20) | (former[:, 0] > 30)]), path
    changed = sum(not np.array_equal(keys, before[path]) for path, keys in after.items())
    assert changed > 5
    assert len(armature.mien.takes) == 1
    bpy.ops.mien.live_stop()
    assert bpy.ops.mien.remove_take() == {"FINISHED"}
    assert not bpy.data.actions
    assert max(face().values()) <= 1.0


def check_what_is_recorded_is_seen_while_another_take_is_played():
    settings()
    armature = stock_head()
    assert bpy.ops.mien.bake() == {"FINISHED"}
    character = go_live(armature)
    bpy.context.scene.frame_set(5)
    bpy.ops.mien.live_record()
    tick_until(lambda: character.shown_ns(time.monotonic_ns()) > 5e8, "no motion")
    taken = face()
    bpy.context.scene.frame_set(60)
    turn = armature.pose.bones["head"].rotation_quaternion.copy()
    live().tick(time.monotonic_ns())
    assert turn.rotation_difference(armature.pose.bones["head"].rotation_quaternion).angle < 0.01
    assert face().keys() == taken.keys()
    bpy.ops.mien.live_stop()


def check_controls_are_baked_too():
    settings()
    armature = stock_head()
    smiles = []
    for emotion in ("neutral", "happy"):
        armature.mien_live.controls.emotion = emotion
        assert bpy.ops.mien.bake() == {"FINISHED"}
        bpy.context.scene.frame_set(50)
        smiles.append(face()["mouthSmileLeft"])
    assert smiles[1] > smiles[0] + 0.1, smiles


def check_it_looks_at_an_object():
    settings()
    armature = stock_head()
    target = bpy.data.objects.new("target", None)
    bpy.context.scene.collection.objects.link(target)
    armature.mien_live.controls.gaze_target = target
    go_live(armature)
    for x, wanted in ((2.0, "eyeLookOutLeft"), (-2.0, "eyeLookOutRight")):
        target.location = (x, -2.0, 1.55)
        bpy.context.view_layer.update()
        tick_until(lambda name=wanted: face()[name] > 0.2, wanted)
    bpy.ops.mien.live_stop()


def check_it_survives_what_happens_to_the_scene():
    settings()
    armature = stock_head()
    before = face()
    bpy.context.preferences.edit.use_global_undo = True
    bpy.ops.ed.undo_push(message="before")
    character = go_live(armature)
    bpy.data.objects.remove(bpy.data.objects["Eyes"])
    tick_until(lambda: "Eyes" in character.trouble, "no word of the loss")
    bpy.ops.ed.undo_push(message="lost")
    bpy.ops.ed.undo()
    tick_until(lambda: not character.trouble, character.trouble)
    path = str(GIVEN / f"saved-{bpy.app.version_string}.blend")
    bpy.ops.wm.save_as_mainfile(filepath=path)
    assert face() == before, "what is saved has the face of the moment"
    tick_until(lambda: face() != before, "it does not go on after saving")
    bpy.ops.wm.open_mainfile(filepath=path)
    assert len(live()) == 0
    assert face() == before
    assert bpy.data.objects[armature_name()].mien_live.source == "OWN"


def armature_name():
    return next(obj.name for obj in bpy.data.objects if obj.type == "ARMATURE")


def check_views_are_drawn_again_only_while_something_moves():
    settings()
    armature = stock_head()
    go_live(armature)
    live().tick(time.monotonic_ns())
    assert live().has_moved
    live().is_rendering = True
    live().tick(time.monotonic_ns())
    assert not live().has_moved
    live().is_rendering = False
    bpy.ops.mien.live_stop()
    live().tick(time.monotonic_ns())
    assert not live().has_moved


def check_a_live_character_may_be_renamed():
    settings()
    armature = stock_head()
    before, rest = face(), armature.pose.bones["head"].rotation_quaternion.copy()
    character = go_live(armature)
    turn = armature.pose.bones["head"].rotation_quaternion.copy()
    armature.name = "Hero"
    tick_until(lambda: character.name == "Hero", character.trouble)
    assert not character.trouble
    tick_until(lambda: armature.pose.bones["head"].rotation_quaternion != turn, "it does not go on")
    bpy.context.view_layer.objects.active = armature
    assert bpy.ops.mien.live_stop() == {"FINISHED"}
    assert len(live()) == 0
    assert face() == before
    assert armature.pose.bones["head"].rotation_quaternion == rest


def check_the_session_of_a_character_that_was_deleted_can_be_ended():
    settings()
    character = go_live(stock_head())
    assert not bpy.ops.mien.live_stop_lost.poll()
    for obj in bpy.context.scene.objects:
        obj.select_set(True)
    bpy.ops.object.delete()
    tick_until(lambda: "not in this scene" in character.trouble, "no word of the loss")
    assert not bpy.ops.mien.live_stop.poll()
    assert part_of("ui.live_panels").VIEW3D_PT_mien_lost.poll(bpy.context)
    assert bpy.ops.mien.live_stop_lost() == {"FINISHED"}
    assert len(live()) == 0
    assert character.link.join(PATIENCE_S)


def check_what_is_typed_into_a_mapping_is_told_and_the_face_goes_on_when_it_is_mended():
    settings()
    armature = stock_head()
    character = go_live(armature)
    row, good = armature.mien.shapes[0], armature.mien.shapes[0].weights
    row.weights = "{"
    tick_until(lambda: "mend the mapping" in character.trouble, "no word of it")
    row.weights = good
    tick_until(lambda: not character.trouble, character.trouble)
    bpy.ops.mien.live_stop()


def check_a_defect_ends_one_character_and_not_the_timer():
    settings()
    character = go_live(stock_head())
    character._show = lambda *_: 1 / 0
    tick_until(lambda: "defect" in character.trouble, "no word of it")
    assert live().tick(time.monotonic_ns())
    assert bpy.ops.mien.live_stop() == {"FINISHED"}


def check_a_recording_goes_on_when_its_session_is_replaced():
    settings()
    scene, armature = bpy.context.scene, stock_head()
    character = go_live(armature)
    # A session has one rate of sound: for this recording another one is opened.
    scene.mien.audio = str(GIVEN / "speech-48k.wav")
    bpy.ops.mien.live_record()
    session = character._motion.session
    bpy.ops.mien.live_speak()
    tick_until(speaks, "the mouth does not open")
    end = character.shown_ns(time.monotonic_ns()) + 1e9
    tick_until(lambda: character.shown_ns(time.monotonic_ns()) > end, "too slow")
    assert bpy.ops.mien.live_record() == {"FINISHED"}
    assert character._motion.session > session
    jaw = curves(armature)['key_blocks["jawOpen"].value', 0][:, 1]
    assert len(jaw) > 24
    assert jaw.max() > 0.1
    assert jaw[-12:].std() > 0.0
    bpy.ops.mien.live_stop()


def check_nothing_moves_while_blender_renders():
    settings()
    scene, armature = bpy.context.scene, stock_head()
    camera = bpy.data.objects.new("camera", bpy.data.cameras.new("camera"))
    scene.collection.objects.link(camera)
    scene.camera = camera
    scene.render.engine = "CYCLES"
    scene.cycles.samples = 1
    scene.render.resolution_x = scene.render.resolution_y = 8
    go_live(armature)
    seen = []

    def during(*_):
        for _ in range(12):
            live().tick(time.monotonic_ns())
            seen.append(armature.pose.bones["head"].rotation_quaternion.copy())
            time.sleep(1 / 60)

    bpy.app.handlers.render_pre.append(during)
    bpy.ops.render.render()
    bpy.app.handlers.render_pre.remove(during)
    assert len(seen) == 12
    assert len({tuple(turn) for turn in seen}) == 1
    tick_until(lambda: armature.pose.bones["head"].rotation_quaternion != seen[0], "it does not go on")
    bpy.ops.mien.live_stop()


def check_a_session_of_others_is_looked_on_at():
    settings()
    armature = stock_head()
    from mien_protocol.client import Client

    with Client(GIVEN / "daemon.json") as client, client.open_session(pace="live") as session:
        session.end_audio()
        character = go_live(armature, source="WATCH")
        assert status(character).session == session.name
        assert not bpy.ops.mien.live_speak.poll()
        bpy.ops.mien.live_stop()
        sessions = part_of("scene.sessions").SESSIONS
        assert bpy.ops.mien.list_sessions() == {"FINISHED"}
        assert sessions.join(PATIENCE_S)
        assert session.name in [each.name for each in sessions.sessions]
        assert bpy.ops.mien.pick_session(session=session.name) == {"FINISHED"}
        assert status(go_live(armature)).session == session.name
        bpy.ops.mien.live_stop()


def check_a_daemon_that_is_not_there_is_told_and_waited_for():
    kept = bpy.context.preferences.addons[MODULE].preferences
    settings()
    armature = stock_head()
    file = GIVEN / f"later-{bpy.app.version_string}.json"
    kept.connection_file = str(file)
    bpy.ops.mien.live_start()
    character = live().character(armature.name)
    tick_until(lambda: "no daemon has written" in status(character).words, status(character))
    shutil.copy(GIVEN / "daemon.json", file)
    tick_until(lambda: status(character).words == "connected", status(character))
    bpy.ops.mien.live_stop()
    file.unlink()


def check_buttons_say_why_they_are_grey():
    stock_head()
    assert not bpy.ops.mien.live_stop.poll()
    assert not bpy.ops.mien.live_record.poll()
    assert part_of("ui.live_operators").MienLiveRecord.disabled_reason(bpy.context) == "The character is not live"


run(globals())
