# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes as strips of the NLA, on tracks of our own."""

from typing import Final

import bpy

from . import compat

__all__ = ["push", "remove"]

TRACK: Final = "Mien"
"""Name of the tracks that takes are pushed to."""


def push(datablock: bpy.types.ID, action: bpy.types.Action, slot: str, start: int) -> None:
    """Makes an action a strip, on a track of ours that has room.

    Args:
        datablock: What it moves.
        action: The action.
        slot: Identifier of its slot for the data-block.
        start: Frame at which the strip begins.
    """
    data = datablock.animation_data or datablock.animation_data_create()
    end = action.frame_range[1]
    track = next((each for each in _ours(data) if _has_room(each, start, end)), None)
    if track is None:
        track = data.nla_tracks.new()
        track.name = TRACK
    strip = track.strips.new(action.name, start, action)
    compat.set_strip_slot(strip, slot)
    _hold(data)


def remove(datablock: bpy.types.ID, action: bpy.types.Action) -> None:
    """Removes the strips by which an action moves a data-block, and tracks of ours that become empty."""
    data = datablock.animation_data
    for track, strip in compat.pushed_strips(datablock, action):
        track.strips.remove(strip)
        if not track.strips and track.name == TRACK:
            data.nla_tracks.remove(track)
    if data:
        _hold(data)


def _ours(data: bpy.types.AnimData) -> list[bpy.types.NlaTrack]:
    return [track for track in data.nla_tracks if track.name == TRACK and not track.mute]


def _has_room(track: bpy.types.NlaTrack, start: int, end: float) -> bool:
    return all(strip.frame_end <= start or strip.frame_start >= end for strip in track.strips)


def _hold(data: bpy.types.AnimData) -> None:
    """Lets the takes of the lowest track of ours hold before and after.

    Where no strip says anything, Blender shows a property's default, which is 1 for shape keys since 5.0. Where strips
    of somebody else move bones, these are to show through instead.
    """
    others = any(track.strips for track in data.nla_tracks if track.name != TRACK)
    for number, track in enumerate(_ours(data)):
        holds = number == 0 and (not others or isinstance(data.id_data, bpy.types.Key))
        for place, strip in enumerate(sorted(track.strips, key=lambda strip: float(strip.frame_start))):
            strip.extrapolation = ("HOLD_FORWARD" if place else "HOLD") if holds else "NOTHING"
