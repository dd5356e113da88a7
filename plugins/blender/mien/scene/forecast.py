# SPDX-License-Identifier: GPL-3.0-or-later
"""Preview of a bake, in words."""

import math

import bpy

from .character import mapping_of
from .lines import Line
from .sound import open_recording

__all__ = ["forecast"]


def forecast(keeper: bpy.types.Object, lines: list[Line], scene: bpy.types.Scene) -> list[str]:
    """Preview of a bake, a sentence for each line.

    Raises:
        MienError: If a recording cannot be read.
    """
    mapping = mapping_of(keeper)
    fps = scene.render.fps / scene.render.fps_base
    told = [f"{keeper.name}: {len(mapping.shapes)} shape keys and {len(mapping.bones)} bones move"]
    for line in lines:
        recording = open_recording(line.audio)
        last = line.start + math.ceil(recording.duration_s * fps) - 1
        first = line.start if line.first is None else line.first
        told.append(
            f"{line.audio.name}: {recording.duration_s:.1f} s, frames {first} to "
            f"{last if line.last is None else min(last, line.last)} at {fps:.3f} a second"
        )
        if last > scene.frame_end:
            told.append(f"the scene ends at frame {scene.frame_end}, before {line.audio.name} does")
    return told
