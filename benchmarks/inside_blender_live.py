"""The part of benchmarks/blender_live.py that runs in Blender: the last line on stdout is JSON."""

import importlib
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bpy
import numpy as np

MODULE = "bl_ext.user_default.mien"
FOLDER = Path(sys.argv[1])
TICKS, PICTURES = 600, 100
SIZES = (256, 512, 1024)


def main() -> None:
    """Installs the extension, goes live, and prints what it took."""
    (extension,) = FOLDER.glob("mien-*.zip")
    bpy.ops.extensions.package_install_files(filepath=str(extension), repo="user_default", enable_on_install=True)
    preferences = bpy.context.preferences.addons[MODULE].preferences
    preferences.connection_file, preferences.may_start = str(FOLDER / "daemon.json"), False
    rows = [*ticks(), *(picture(size) for size in SIZES)]
    sys.stdout.write(f"\n{json.dumps(rows)}\n")
    sys.stdout.flush()
    # Without waiting for what Blender does at its end.
    os._exit(0)


def ticks() -> list[tuple[str, float, float]]:
    """Each tick while the head speaks, and what Blender does after it."""
    bpy.ops.wm.read_homefile(use_empty=True)
    scene = bpy.context.scene
    bpy.ops.import_scene.gltf(filepath=str(FOLDER / "head.glb"))
    bpy.context.view_layer.objects.active = next(obj for obj in scene.objects if obj.type == "ARMATURE")
    bpy.ops.mien.find_character()
    scene.mien.audio = str(FOLDER / "speech.wav")
    bpy.ops.mien.live_start()
    live: Any = importlib.import_module(f"{MODULE}.scene.live").LIVE
    character = live.character(bpy.context.active_object.name)
    while not character.is_moving:
        live.tick(time.monotonic_ns())
    bpy.ops.mien.live_speak()
    tick, blender = [], []
    for _ in range(TICKS):
        time.sleep(1 / 60)
        tick.append(taken(lambda: live.tick(time.monotonic_ns())))
        blender.append(taken(bpy.context.view_layer.update))
    bpy.ops.mien.live_stop()
    return [percentiles("tick", tick), percentiles("Blender's evaluation", blender)]


def picture(size: int) -> tuple[str, float, float]:
    """Writing a picture."""
    pixels = importlib.import_module(f"{MODULE}.core.picture_pixels").PicturePixels(size, size)
    image = importlib.import_module(f"{MODULE}.scene.face_image").face_image(f"face {size}", size, size)
    rgba = np.random.default_rng(0).integers(0, 256, (size, size, 4), dtype=np.uint8)

    def write() -> None:
        image.pixels.foreach_set(pixels.convert(rgba))
        image.update()

    return percentiles(f"picture, {size} x {size}", [taken(write) for _ in range(PICTURES)])


def taken(call: Callable[[], object]) -> float:
    """Milliseconds of a call."""
    start = time.perf_counter()
    call()
    return 1e3 * (time.perf_counter() - start)


def percentiles(what: str, taken_ms: list[float]) -> tuple[str, float, float]:
    """Half of them take less than the first number, 95 % less than the second."""
    half, most = np.percentile(taken_ms, [50, 95]).round(2).tolist()
    return what, half, most


main()
