"""The part of benchmarks/blender.py that runs in Blender: the last line on stdout is JSON."""

import importlib
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bpy

MODULE = "bl_ext.user_default.mien"
FOLDER = Path(sys.argv[1])
BAKES = 5


def main() -> None:
    """Installs the extension, bakes, and prints what it took."""
    (extension,) = FOLDER.glob("mien-*.zip")
    bpy.ops.extensions.package_install_files(filepath=str(extension), repo="user_default", enable_on_install=True)
    preferences = bpy.context.preferences.addons[MODULE].preferences
    preferences.connection_file, preferences.may_start = str(FOLDER / "daemon.json"), False
    rows = [
        ("30 fps, every frame", *baked(30, 0.0)),
        ("30 fps, tolerance 0.001", *baked(30, 0.001)),
        ("60 fps, every frame", *baked(60, 0.0)),
        ("29.97 fps, tolerance 0.001", *baked(30, 0.001, fps_base=1.001)),
    ]
    sys.stdout.write(f"\n{json.dumps(rows)}\n")
    sys.stdout.flush()
    # Without waiting for what Blender does at its end.
    os._exit(0)


def baked(fps: int, tolerance: float, fps_base: float = 1.0) -> tuple[int, float, float]:
    """Keys, and the medians of seconds for the whole and for writing."""
    bpy.ops.wm.read_homefile(use_empty=True)
    scene = bpy.context.scene
    scene.render.fps, scene.render.fps_base = fps, fps_base
    bpy.ops.import_scene.gltf(filepath=str(FOLDER / "head.glb"))
    bpy.context.view_layer.objects.active = next(obj for obj in scene.objects if obj.type == "ARMATURE")
    bpy.ops.mien.find_character()
    scene.mien.audio, scene.mien.tolerance, scene.mien.strip = str(FOLDER / "speech.wav"), tolerance, False
    bake: Any = importlib.import_module(f"{MODULE}.scene.bake")
    writing: list[tuple[float, int]] = []
    original = bake.write_take
    bake.write_take = timed(original, writing)
    whole = []
    for _ in range(BAKES):
        start = time.perf_counter()
        bpy.ops.mien.bake()
        whole.append(time.perf_counter() - start)
        bpy.ops.mien.remove_take()
    bake.write_take = original
    # The first one warms the daemon.
    return writing[0][1], statistics.median(whole[1:]), statistics.median(seconds for seconds, _ in writing[1:])


def timed(call: Callable[..., Any], taken: list[tuple[float, int]]) -> Callable[..., Any]:
    """The same call, whose seconds and keys are noted."""

    def measured(*args: object) -> object:
        start = time.perf_counter()
        written = call(*args)
        taken.append((time.perf_counter() - start, written.keys))
        return written

    return measured


main()
