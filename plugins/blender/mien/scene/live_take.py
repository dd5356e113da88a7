# SPDX-License-Identifier: GPL-3.0-or-later
"""The take that live recordings go to: each puts its own frames in the place of what was there."""

from dataclasses import fields
from typing import Final

import bpy
import numpy as np
from numpy.typing import NDArray

from mien_protocol.errors import MienError
from mien_protocol.motion import Motion

from ..core.punching import Keys, punched
from . import compat
from .channels import Channels, channels_of
from .character import mapping_of
from .properties import MienTake, MienTrack
from .take import Written, remembered

__all__ = ["LIVE_TAKE", "punch"]

LIVE_TAKE: Final = "live"
"""Placeholder for the recording in a take that has none."""


def punch(keeper: bpy.types.Object, motion: Motion, first: int) -> Written:
    """Writes motion into a character's live take, which is made if need be; keys of other frames stay.

    Args:
        keeper: The object that keeps the character; it is as it is without the take.
        motion: At the scene's frames.
        first: The first of them.

    Raises:
        MienError: If a part of the character is gone, or there is no motion.
    """
    if not len(motion):
        raise MienError("the recording is shorter than a frame; let it run a little before you end it")
    take = _take(keeper)
    frames = first + np.arange(len(motion), dtype=np.float64)
    name = f"{keeper.name}_{LIVE_TAKE}"
    curves, actions = 0, []
    for moved in channels_of(mapping_of(keeper), motion, keeper.mien.facing):
        track = _track(take, moved, name)
        found, track.slot = compat.curves_of(track.action, moved.datablock, track.slot)
        for channel in moved.channels:
            for index in range(channel.values.shape[1]):
                curve = found.find(channel.path, index=index)
                if curve is None:
                    curve = compat.new_curve(found, channel.path, index, channel.group)
                _punch_curve(curve, Keys.lines(frames, channel.values[:, index]))
                curves += 1
        compat.assign_action(moved.datablock, track.action, track.slot)
        actions.append(track.action.name)
    return Written(tuple(dict.fromkeys(actions)), curves, curves * len(frames), int(frames[-1]))


def _take(keeper: bpy.types.Object) -> MienTake:
    """The character's live take."""
    takes = keeper.mien.takes
    take: MienTake = next((take for take in takes if take.audio == LIVE_TAKE), None) or takes.add()
    take.name = take.audio = LIVE_TAKE
    return take


def _track(take: MienTake, moved: Channels, name: str) -> MienTrack:
    """Change of a data-block by the take; its action is there."""
    track = next((each for each in take.tracks if each.target == moved.datablock), None) or remembered(take, moved)
    if track.action is None:
        others = [each.action for each in take.tracks if each.action]
        track.action = others[0] if others and compat.has_slots else _new_action(name, moved)
    return track


def _new_action(name: str, moved: Channels) -> bpy.types.Action:
    action = bpy.data.actions.new(name if compat.has_slots else f"{name} {moved.datablock.name}")
    action.use_fake_user = True
    return action


def _punch_curve(curve: bpy.types.FCurve, new: Keys) -> None:
    points = curve.keyframe_points
    keys = punched(_keys(points), new)
    points.clear()
    points.add(len(keys))
    for field in fields(Keys):
        points.foreach_set(field.name, getattr(keys, field.name).ravel())
    curve.update()


def _keys(points: bpy.types.bpy_prop_collection) -> Keys:
    def places(name: str) -> NDArray[np.float32]:
        values = np.empty(2 * len(points), np.float32)
        points.foreach_get(name, values)
        return values.reshape(-1, 2)

    def numbers(name: str) -> NDArray[np.int32]:
        values = np.empty(len(points), np.int32)
        points.foreach_get(name, values)
        return values

    handles = (places("handle_left"), places("handle_right"))
    kinds = (numbers("interpolation"), numbers("handle_left_type"), numbers("handle_right_type"))
    return Keys(places("co"), *handles, *kinds)
