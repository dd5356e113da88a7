# SPDX-License-Identifier: GPL-3.0-or-later
"""Recordings as strips of the sequencer."""

from pathlib import Path

import bpy

from . import compat
from .properties import MienTake

__all__ = ["add", "path_of", "remove"]


def add(take: MienTake, scene: bpy.types.Scene) -> bool:
    """Adds a take's recording to the sequencer at the take's start, unless it is there; whether it was added."""
    path, start = Path(take.audio), take.start
    strips = compat.sequencer_strips(scene)
    if any(strip.type == "SOUND" and path_of(strip) == path and strip.frame_start == start for strip in strips):
        return False
    strip = strips.new_sound(name=path.stem, filepath=str(path), channel=_free_channel(strips), frame_start=start)
    take.scene, take.strip = scene, strip.name
    return True


def remove(take: MienTake) -> None:
    """Removes the strip that was added for a take, if it is still there."""
    if take.scene and take.strip:
        strips = compat.sequencer_strips(take.scene)
        if take.strip in strips:
            strips.remove(strips[take.strip])


def path_of(strip: bpy.types.bpy_struct) -> Path:
    """The recording of a sound strip."""
    return Path(bpy.path.abspath(strip.sound.filepath, library=strip.sound.library)).resolve()


def _free_channel(strips: bpy.types.bpy_prop_collection) -> int:
    """The lowest channel that has no strip at all, so that nothing is ever moved."""
    used = {strip.channel for strip in strips}
    return next(channel for channel in range(1, len(used) + 2) if channel not in used)
