"""The part of `sample.py` that runs in Blender."""

import argparse
import math
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import bpy
from mathutils import Vector

MODULE: Final = "bl_ext.user_default.mien"

FIRST: Final = 1
EYES: Final = (0.0, -0.12, 1.545)
"""Point at which the camera looks, metres: between the stock head's eyes."""

FPS: Final = 24

LIMIT_S: Final = 60.0

MOMENTS_S: Final = (1.12, 2.08, 2.25, 3.5, 4.42, 5.0, 6.12, 7.96)
"""Of the demo's sentence: lips that are round, raised, bitten, closed; open mouths, and a blink."""

FACE_MOMENTS_S: Final = (2.08, 4.42, 5.0, 6.12)
"""Of the same sentence, spoken live."""


def main() -> None:
    """Makes what is asked for."""
    parser = argparse.ArgumentParser()
    for name in ("extension", "connection_file", "speech", "photo"):
        parser.add_argument(name, type=Path)
    for name in ("--blend", "--movie", "--pictures"):
        parser.add_argument(name, type=Path)
    given = parser.parse_args()
    install(given.extension, given.connection_file)
    try:
        armature = set_up()
        speak(given.speech, given.blend)
        if given.blend:
            bpy.ops.wm.save_as_mainfile(filepath=str(given.blend), compress=True, relative_remap=True)
        if given.pictures:
            render_moments(given.pictures)
        if given.movie:
            render_movie(given.movie)
        if given.pictures:
            render_face(armature, given.photo, given.pictures)
    finally:
        # Found only once `bpy` is imported. Blender's module hangs at exit while an extension is enabled.
        import addon_utils

        addon_utils.disable(MODULE)


def install(extension: Path, connection_file: Path) -> None:
    """Installs the extension as a user does."""
    bpy.ops.extensions.package_install_files(filepath=str(extension), repo="user_default", enable_on_install=True)
    preferences = bpy.context.preferences.addons[MODULE].preferences
    preferences.connection_file, preferences.may_start = str(connection_file), False


def set_up() -> bpy.types.Object:
    """The stock head in a studio; returns its armature."""
    bpy.ops.wm.read_homefile(use_empty=True)
    scene = bpy.context.scene
    scene.render.fps, scene.render.fps_base = FPS, 1.0
    scene.render.resolution_x, scene.render.resolution_y = 360, 400
    scene.view_settings.view_transform = "Standard"
    camera = placed("Camera", bpy.data.cameras.new("Camera"), (0.12, -0.98, 1.57))
    camera.data.lens = 110
    scene.camera = camera
    for name, power, size, place in (
        ("Key", 16, 0.9, (0.9, -1.2, 2.1)),
        ("Fill", 8, 1.4, (-1.3, -1.0, 1.6)),
        ("Rim", 14, 0.6, (0.4, 1.2, 2.2)),
    ):
        light = bpy.data.lights.new(name, "AREA")
        light.energy, light.size = power, size
        placed(name, light, place)
    scene.world = bpy.data.worlds.new("World")
    scene.world.color = (0.16, 0.19, 0.24)
    bpy.ops.mien.add_stock_head()
    return bpy.context.active_object


def placed(name: str, data: bpy.types.ID, place: tuple[float, float, float]) -> bpy.types.Object:
    """An object that looks at the face."""
    found = bpy.data.objects.new(name, data)
    bpy.context.scene.collection.objects.link(found)
    found.location = place
    found.rotation_euler = (Vector(EYES) - found.location).to_track_quat("-Z", "Y").to_euler()
    return found


def speak(speech: Path, blend: Path | None) -> None:
    """Bakes the sentence, with its sound beside the file that will be saved."""
    if blend:
        speech = Path(shutil.copy(speech, blend.with_suffix(speech.suffix)))
    scene = bpy.context.scene
    scene.frame_set(FIRST)
    scene.mien.audio = str(speech)
    bpy.ops.mien.bake()
    scene.frame_start = FIRST
    scene.frame_end = math.ceil(max(strip.frame_final_end for strip in scene.sequence_editor.sequences_all))
    scene.sync_mode = "AUDIO_SYNC"
    scene.render.use_sequencer = False


def render_moments(folder: Path) -> None:
    """Pictures of the sentence."""
    with_cycles()
    for number, moment_s in enumerate(MOMENTS_S):
        bpy.context.scene.frame_set(FIRST + round(FPS * moment_s))
        render(folder / f"speech-{number}.png")


def render_movie(path: Path) -> None:
    """The whole sentence, with its sound."""
    scene = bpy.context.scene
    scene.render.engine = "BLENDER_WORKBENCH"
    shading = scene.display.shading
    shading.light, shading.color_type, shading.show_cavity = "STUDIO", "TEXTURE", False
    settings = scene.render.image_settings
    settings.file_format = "FFMPEG"
    scene.render.ffmpeg.format, scene.render.ffmpeg.codec = "MPEG4", "H264"
    scene.render.ffmpeg.audio_codec = "AAC"
    scene.render.filepath = str(path)
    bpy.ops.render.render(animation=True)
    settings.file_format = "PNG"


def render_face(armature: bpy.types.Object, photo: Path, folder: Path) -> None:
    """Pictures of a photo's face on the head, while it speaks live."""
    with_cycles()
    kept = armature.mien_live.photo
    kept.photo, kept.layout, kept.size = str(photo), "texture", 512
    bpy.ops.mien.live_start()
    character = live_character(armature.name)
    tick_until(lambda: character.screen.picture is not None)
    bpy.ops.mien.show_face()
    for number, moment_s in enumerate(FACE_MOMENTS_S):
        say_until(armature.name, moment_s)
        render(folder / f"face-{number}.png")
    bpy.ops.mien.live_stop()


def say_until(keeper_name: str, moment_s: float) -> None:
    """Speaks live until a moment of the sentence is seen."""
    character = live_character(keeper_name)
    former = character.utterance_ns
    bpy.ops.mien.live_speak()
    tick_until(lambda: character.utterance_ns not in {None, former})
    end_ns = character.utterance_ns + moment_s * 1e9
    tick_until(lambda: character.shown_ns(time.monotonic_ns()) >= end_ns)
    bpy.ops.mien.live_hush()


def live_character(keeper_name: str) -> Any:  # noqa: ANN401 - a class of the extension, whose name differs when installed
    """Live sessions of the installed extension."""
    return sys.modules[f"{MODULE}.scene.live"].LIVE.character(keeper_name)


def tick() -> None:
    """Work of Blender's timer, which never fires without a window."""
    sys.modules[f"{MODULE}.scene.live"].LIVE.tick(time.monotonic_ns())


def tick_until(done: Callable[[], bool]) -> None:
    """Ticks until something is so."""
    deadline = time.monotonic() + LIMIT_S
    while not done():
        if time.monotonic() > deadline:
            raise TimeoutError(f"nothing comes for {LIMIT_S:.0f} s")
        tick()
        time.sleep(1 / 60)


def with_cycles() -> None:
    """Renders with light."""
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    scene.cycles.samples, scene.cycles.use_denoising = 16, True


def render(path: Path) -> None:
    """A picture of the scene as it is."""
    bpy.context.scene.render.filepath = str(path)
    bpy.ops.render.render(write_still=True)


if __name__ == "__main__":
    main()
