"""A text becomes a recording, a strip and keys; the stock head comes with the extension."""

import wave
from pathlib import Path

import bpy
from harness import run
from live_scene import refusal
from scenes import GIVEN, settings, shape_values

TEXT = "Hello there, how are you?"


def added():
    """The stock head that comes with the extension."""
    assert bpy.ops.mien.add_stock_head() == {"FINISHED"}
    return bpy.context.active_object


def check_the_stock_head_is_ready():
    bpy.context.scene.cursor.location = (1.0, 0.0, 0.0)
    armature = added()
    assert armature.mien.is_character
    assert armature.location.x == 1.0
    assert {obj.type for obj in bpy.data.objects} == {"ARMATURE", "MESH"}
    assert len(bpy.data.objects) == 3
    assert [collection.name for collection in bpy.data.collections if collection.users] == []
    assert not any(bone.custom_shape for bone in armature.pose.bones)
    for name in ("Face", "Eyes"):
        assert set(shape_values(bpy.data.objects[name]).values()) == {0.0}
    settings()
    assert bpy.ops.mien.bake() == {"FINISHED"}


def check_two_heads_are_two_characters():
    first, second = added(), added()
    assert first != second
    parts = [{row.target.name for row in keeper.mien.shapes} for keeper in (first, second)]
    assert not parts[0] & parts[1]


def check_a_text_is_spoken_and_baked():
    settings(strip=True)
    armature = added()
    bpy.ops.wm.save_as_mainfile(filepath=str(GIVEN / f"text-{bpy.app.version_string}.blend"))
    armature.mien_live.text = TEXT
    bpy.context.scene.frame_set(12)
    assert bpy.ops.mien.say() == {"FINISHED"}
    take = armature.mien.takes[0]
    path = Path(take.audio)
    assert path.parent.name == "voice"
    assert path.name.startswith("hello_there_how_are_you")
    with wave.open(str(path)) as file:
        duration_s = file.getnframes() / file.getframerate()
    assert 0.8 < duration_s < 4.0
    strip = bpy.context.scene.sequence_editor.strips_all[0]
    assert strip.frame_final_start == take.start == 12
    jaw = []
    for frame in range(12, 12 + int(24 * duration_s)):
        bpy.context.scene.frame_set(frame)
        jaw.append(shape_values(bpy.data.objects["Face"])["jawOpen"])
    assert max(jaw) > 0.1
    bpy.context.scene.frame_set(12)
    assert bpy.ops.mien.say() == {"FINISHED"}
    assert len(armature.mien.takes) == len(bpy.context.scene.sequence_editor.strips_all) == 1


def check_a_folder_that_cannot_be_written_is_told():
    folder = Path(bpy.app.tempdir) / "full"
    folder.mkdir()
    (folder / "voice").write_text("in the way")
    settings()
    armature = added()
    bpy.ops.wm.save_as_mainfile(filepath=str(folder / "text.blend"))
    armature.mien_live.text = TEXT
    assert "voice" in refusal(bpy.ops.mien.say)
    assert not armature.mien.takes


def check_a_voice_that_is_not_there_is_told():
    settings()
    armature = added()
    assert not bpy.ops.mien.say.poll()
    armature.mien_live.text = TEXT
    armature.mien_live.voice = "nobody"
    assert "nobody" in refusal(bpy.ops.mien.say)
    assert not armature.mien.takes


run(globals())
