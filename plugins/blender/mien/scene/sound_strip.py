# SPDX-License-Identifier: GPL-3.0-or-later
"""Recordings as strips of the sequencer."""

from pathlib import Path
from typing import Final

import bpy

from . import compat
from .properties import MienTake

__all__ = ["add", "path_of", "remove"]

_CHANNELS: Final = 128
"""As many as Blender's sequencer has."""


def add(take: MienTake, scene: bpy.types.Scene, frames: int) -> bool:
    """Adds a take's recording to the sequencer at the take's start, unless it is there.

    Args:
        take: The take.
        scene: The one whose sequencer is on screen.
        frames: How long the recording is.

    Returns:
        Whether it is there now; not if no channel has room for it.
    """
    path, start = Path(take.audio), take.start
    strips = compat.sequencer_strips(scene)
    there = (strip for strip in scene.sequence_editor.strips_all if strip.type == "SOUND")
    if any(path_of(strip) == path and strip.frame_start == start for strip in there):
        return True
    # Blender rounds lengths in its own way.
    channel = _free_channel(strips, start, start + frames + 1)
    if channel is None:
        return False
    strip = strips.new_sound(name=path.stem, filepath=str(path), channel=channel, frame_start=start)
    take.sequencer, take.strip = scene, strip.name
    return True


def remove(take: MienTake) -> None:
    """Removes the strip that was added for a take, if it is still there."""
    # Files of former versions name one scene for markers and strip.
    scene = take.sequencer or take.scene
    if scene and take.strip:
        strips = compat.sequencer_strips(scene)
        strip = strips.get(take.strip)
        if strip is not None and strip.type == "SOUND" and path_of(strip) == Path(take.audio):
            strips.remove(strip)


def path_of(strip: bpy.types.bpy_struct) -> Path:
    """The recording of a sound strip."""
    return Path(bpy.path.abspath(strip.sound.filepath, library=strip.sound.library)).resolve()


def _free_channel(strips: bpy.types.bpy_prop_collection, start: int, end: int) -> int | None:
    """The lowest channel that has room, so that nothing is ever moved; None if there is none."""
    used = {strip.channel for strip in strips if strip.frame_final_start < end and strip.frame_final_end > start}
    return next((channel for channel in range(1, _CHANNELS + 1) if channel not in used), None)
