"""What goes wrong is told in words, and nothing is lost."""

import importlib
import sys
import threading
import wave
from pathlib import Path

import bpy
from harness import run
from scenes import GIVEN, MODULE, bake, refusal, settings, stock_head

LIMIT_S = 120.0


def part(name):
    """A module of the installed extension."""
    return importlib.import_module(f"{MODULE}.{name}")


def reason(operator):
    """Why a button is greyed, as its tooltip says."""
    kind = getattr(bpy.types, operator)
    why = kind.disabled_reason(bpy.context)
    assert kind.poll(bpy.context) == (not why)
    return why


def nothing_was_changed():
    return not bpy.data.actions and not bpy.data.objects["Skeleton"].mien.takes


def scratch(name, content):
    path = Path(bpy.app.tempdir) / name
    path.write_bytes(content)
    return str(path)


def check_greyed_buttons_say_why():
    assert "Find the character" in reason("MIEN_OT_bake")
    assert "Select" in reason("MIEN_OT_find_character")
    stock_head()
    assert "recording" in reason("MIEN_OT_bake")
    assert "no take" in reason("MIEN_OT_remove_take")
    settings()
    assert not reason("MIEN_OT_bake")
    assert not reason("MIEN_OT_check")


def check_wrong_files():
    stock_head()
    settings(audio="/no/such/speech.wav")
    assert "there is no recording" in refusal(bpy.ops.mien.bake)
    settings(audio=scratch("text.mp3", b"this is no sound at all, however long it may be"))
    assert "cannot read text.mp3 as sound" in refusal(bpy.ops.mien.bake)
    settings(audio=bpy.app.tempdir)
    assert "there is no recording" in refusal(bpy.ops.mien.bake)
    empty = scratch("empty.wav", b"")
    with wave.open(empty, "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))
    settings(audio=empty)
    assert "has no sound" in refusal(bpy.ops.mien.bake)
    assert nothing_was_changed()


def check_a_daemon_that_is_not_there():
    stock_head()
    settings()
    preferences = bpy.context.preferences.addons[MODULE].preferences
    preferences.connection_file = str(Path(bpy.app.tempdir) / "none.json")
    assert "mien serve" in refusal(bpy.ops.mien.bake)
    preferences.may_start, preferences.command = True, "no-such-program serve"
    assert "PATH" in refusal(bpy.ops.mien.bake)
    preferences.command = f'"{sys.executable}" -c "import sys; sys.exit(\'the port is taken\')"'
    assert "the port is taken" in refusal(bpy.ops.mien.bake)
    assert nothing_was_changed()


def check_a_daemon_of_another_version():
    import zmq

    from mien_protocol.codec import encode
    from mien_protocol.messages.connection import ErrorReply

    stock_head()
    context = zmq.Context()
    router = context.socket(zmq.ROUTER)
    port = router.bind_to_random_port("tcp://127.0.0.1")

    def answer():
        identity, *_ = router.recv_multipart()
        refused = ErrorReply(
            1, "version", "this daemon speaks 2.0, the client 1.0", "update the extension", False, None
        )
        router.send_multipart([identity, *encode(refused)])

    thread = threading.Thread(target=answer)
    thread.start()
    known = (GIVEN / "daemon.json").read_text()
    endpoint = f"tcp://127.0.0.1:{port}"
    for name in ("control", "motion", "face", "bake"):
        start = known.index(f'"{name}": "') + len(f'"{name}": "')
        known = known[:start] + endpoint + known[known.index('"', start) :]
    settings()
    preferences = bpy.context.preferences.addons[MODULE].preferences
    preferences.connection_file = scratch("daemon.json", known.encode())
    preferences.may_start, preferences.command = True, "no-such-program serve"
    part("scene.link").LINK.disconnect()
    said = refusal(bpy.ops.mien.bake)
    thread.join(LIMIT_S)
    context.destroy(linger=0)
    assert "speaks 2.0" in said, said
    assert "update the extension" in said
    assert nothing_was_changed()


def check_characters_without_anything_to_move():
    bpy.ops.mesh.primitive_cube_add()
    assert "no shape keys and no armature" in refusal(bpy.ops.mien.find_character)
    cube = bpy.context.active_object
    cube.shape_key_add(name="Basis")
    cube.shape_key_add(name="Fat")
    assert "known name" in refusal(bpy.ops.mien.find_character)
    assert not cube.mien.is_character


def check_a_strip_that_is_being_edited_in_the_nla():
    keeper = stock_head()
    bake(place="NLA")
    (track,) = keeper.animation_data.nla_tracks
    track.is_solo = False
    track.select = track.strips[0].select = True
    keeper.animation_data.nla_tracks.active = track
    keeper.animation_data.use_tweak_mode = True
    assert keeper.animation_data.use_tweak_mode
    assert "tweak mode" in refusal(bpy.ops.mien.bake)
    keeper.animation_data.use_tweak_mode = False
    assert bpy.ops.mien.bake() == {"FINISHED"}


def check_what_is_typed_into_a_mapping():
    kept = stock_head().mien
    settings()
    row, good = kept.shapes[0], kept.shapes[0].weights
    for bad in ("{", "5", "[1]", '{"jawOpen": "a"}', '{"jawOpen": [1]}', '{"jawOpen": NaN}', '{"jawOpen": 1e99}'):
        row.weights = bad
        said = refusal(bpy.ops.mien.bake)
        assert row.key in said, said
        assert "mend the mapping" in said, said
    row.weights = good
    row.gain = float("inf")
    assert "gain" in refusal(bpy.ops.mien.bake)
    row.gain = 1.0
    kept.bones[0].target = bpy.data.objects["Face"]
    assert "no bone 'neck' any more" in refusal(bpy.ops.mien.bake)
    assert nothing_was_changed()


def check_a_bone_that_is_gone_while_the_character_looks_at_something():
    armature = stock_head()
    settings()
    armature.mien_live.controls.gaze_target = bpy.data.objects["Eyes"]
    armature.data.bones["head"].name = "Kopf"
    assert "no bone 'head' any more" in refusal(bpy.ops.mien.bake)
    assert nothing_was_changed()


def check_parts_that_are_gone():
    stock_head()
    settings()
    bpy.data.objects["Face"].shape_key_remove(bpy.data.objects["Face"].data.shape_keys.key_blocks["jawOpen"])
    assert "no shape key 'jawOpen' any more" in refusal(bpy.ops.mien.bake)
    assert bpy.ops.mien.find_character() == {"FINISHED"}
    bpy.data.objects["Face"].data.shape_keys.key_blocks["mouthClose"].name = "zu"
    assert "no shape key 'mouthClose' any more" in refusal(bpy.ops.mien.bake)
    bpy.data.objects["Face"].data.shape_keys.key_blocks["zu"].name = "mouthClose"
    bpy.data.objects["Eyes"].name = "Augen"
    assert bpy.ops.mien.bake() == {"FINISHED"}
    bpy.data.objects.remove(bpy.data.objects["Augen"])
    assert bpy.ops.mien.bake() == {"FINISHED"}


def begun(keeper):
    """A bake that was begun, of which some motion has come."""
    settings()
    options = part("scene.bake").BakeOptions(link=part("ui.preferences").link_options(bpy.context), strip=False)
    lines = part("scene.lines")
    line = lines.line_of_file(str(GIVEN / "speech.wav"), bpy.context.scene)
    bake = part("scene.bake").Bake(keeper, [line], options, part("scene.link").LINK)
    while not bake.progress:
        bake.step(0.05)
    return bake


def finish(bake):
    while not bake.is_done:
        bake.step(0.05)


def check_a_cancelled_bake_leaves_the_file_as_it_was():
    keeper = stock_head()
    before = [tuple(key.value for key in bpy.data.objects["Face"].data.shape_keys.key_blocks)]
    bake = begun(keeper)
    bake.cancel()
    bake.cancel()
    assert not bake.is_done
    assert nothing_was_changed()
    assert before == [tuple(key.value for key in bpy.data.objects["Face"].data.shape_keys.key_blocks)]
    again = begun(keeper)
    finish(again)
    assert again.written[0].keys


def check_a_character_that_is_deleted_during_the_bake():
    keeper = stock_head()
    bake = begun(keeper)
    bpy.data.objects.remove(keeper)
    error = None
    try:
        finish(bake)
    except Exception as raised:
        error = raised
    assert type(error).__name__ == "MienError"
    assert "nothing was changed" in str(error)
    assert not bpy.data.actions


def check_a_part_that_is_deleted_during_the_bake():
    keeper = stock_head()
    bake = begun(keeper)
    bpy.data.objects.remove(bpy.data.objects["Eyes"])
    finish(bake)
    assert bpy.data.objects["Face"].data.shape_keys.animation_data.action


def check_undo_takes_back_the_whole_bake():
    stock_head()
    settings()
    bpy.ops.ed.undo_push(message="before")
    assert bpy.ops.mien.bake("EXEC_DEFAULT", True) == {"FINISHED"}
    assert bpy.data.actions
    bpy.ops.ed.undo()
    assert nothing_was_changed()
    assert not bpy.data.objects["Face"].data.shape_keys.animation_data


def check_a_file_keeps_character_and_takes():
    stock_head()
    bake(place="NLA")
    bpy.data.objects["Skeleton"].mien.shapes[3].gain = 0.5
    path = str(Path(bpy.app.tempdir) / "kept.blend")
    bpy.ops.wm.save_as_mainfile(filepath=path)
    bpy.ops.wm.open_mainfile(filepath=path)
    keeper = bpy.data.objects["Skeleton"]
    assert len(keeper.mien.shapes) == 60
    assert keeper.mien.shapes[3].gain == 0.5
    assert {row.target for row in keeper.mien.shapes} == {bpy.data.objects["Face"], bpy.data.objects["Eyes"]}
    bpy.context.view_layer.objects.active = keeper
    bake(place="NLA")
    assert len(bpy.data.actions) == 1
    assert bpy.ops.mien.remove_take() == {"FINISHED"}
    assert nothing_was_changed()


def linked_head(*, mapped):
    """The stock head in another file, linked into this one; the collection that it is in."""
    kept = stock_head().mien
    if not mapped:
        kept.shapes.clear()
        kept.bones.clear()
        kept.is_character = False
    collection = bpy.data.collections.new("Character")
    for obj in bpy.context.scene.objects:
        collection.objects.link(obj)
    path = str(Path(bpy.app.tempdir) / "library.blend")
    bpy.data.libraries.write(path, {collection}, fake_user=True)
    bpy.ops.wm.read_homefile(use_empty=True)
    with bpy.data.libraries.load(path, link=True) as (_, wanted):
        wanted.collections = ["Character"]
    bpy.context.scene.collection.children.link(wanted.collections[0])
    return wanted.collections[0]


def overridden(linked):
    """The keeper in an override of a linked character, meshes included."""
    scene = bpy.context.scene
    linked.override_hierarchy_create(scene, bpy.context.view_layer, do_fully_editable=True)
    scene.collection.children.unlink(linked)
    bpy.context.view_layer.objects.active = scene.objects["Skeleton"]
    return scene.objects["Skeleton"]


def override_meshes():
    for name in ("Face", "Eyes"):
        bpy.context.scene.objects[name].data.override_create(remap_local_usages=True)


def check_linked_characters_ask_for_an_override():
    linked_head(mapped=False)
    bpy.context.view_layer.objects.active = bpy.context.scene.objects["Face"]
    assert "library override" in refusal(bpy.ops.mien.find_character)
    settings()
    assert not bpy.context.scene.objects["Skeleton"].mien.is_character


def check_overridden_characters_can_be_baked():
    keeper = overridden(linked_head(mapped=False))
    settings()
    assert bpy.ops.mien.find_character() == {"FINISHED"}
    assert "the mesh of Face is linked" in refusal(bpy.ops.mien.bake)
    override_meshes()
    assert bpy.ops.mien.bake() == {"FINISHED"}
    assert keeper.animation_data.action
    assert not keeper.mien_live.is_property_readonly("text")
    keeper.mien_live.text = "Hello"
    path = str(Path(bpy.app.tempdir) / "shot.blend")
    bpy.ops.wm.save_as_mainfile(filepath=path)
    bpy.ops.wm.open_mainfile(filepath=path)
    objects = bpy.context.scene.objects
    assert objects["Face"].data.shape_keys.animation_data.action
    assert objects["Skeleton"].animation_data.action
    if bpy.app.version[:2] != (5, 0):
        assert len(objects["Skeleton"].mien.shapes) == 60
        assert objects["Skeleton"].mien_live.text == "Hello"


def check_a_mapping_of_the_library_is_used_as_it_is():
    keeper = overridden(linked_head(mapped=True))
    override_meshes()
    settings()
    assert len(keeper.mien.shapes) == 60
    assert "change it there" in refusal(bpy.ops.mien.find_character)
    assert bpy.ops.mien.bake() == {"FINISHED"}
    assert bpy.context.scene.objects["Face"].data.shape_keys.animation_data.action


run(globals())
