# SPDX-License-Identifier: GPL-3.0-or-later
"""A take: the action that a recording became, and how to undo it."""

import json
import logging
from dataclasses import dataclass
from pathlib import Path

import bpy
import numpy as np
from numpy.typing import NDArray

from mien_protocol.errors import MienError
from mien_protocol.motion import Motion

from . import compat, markers, nla, sound_strip
from .channels import Channels, channels_of
from .character import mapping_of
from .curves import write_curves
from .properties import MienTake, MienTrack

__all__ = ["TakeOptions", "Written", "own_actions", "remembered", "remove_last_take", "write_take"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TakeOptions:
    """Options for writing a take.

    Attributes:
        audio: The recording.
        start: Frame at which it begins.
        last: Last frame that gets keys; None for the recording's own end.
        first: First frame that gets keys; None for `start`.
        tolerance: See `write_curves`.
        push: Whether it becomes a strip of the NLA instead of the active action.
    """

    audio: Path
    start: int
    first: int | None = None
    last: int | None = None
    tolerance: float = 0.0
    push: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """Summary of what was written: names of the actions, how many curves and keys, the last frame."""

    actions: tuple[str, ...]
    curves: int
    keys: int
    last_frame: int


def write_take(keeper: bpy.types.Object, motion: Motion, options: TakeOptions) -> Written:
    """Writes a take of a character; one of the same recording at the same frame is replaced.

    Args:
        keeper: The object that keeps the character.
        motion: At the scene's frames, the first at `options.start`.
        options: How.

    Raises:
        MienError: If a part of the character is gone, or there is nothing to write.
    """
    frames = options.start + np.arange(len(motion), dtype=np.float64)
    kept = _asked_for(frames, options)
    moved = channels_of(mapping_of(keeper), motion[kept], keeper.mien.facing)
    frames = frames[kept]
    pool = _Actions(f"{keeper.name}_{options.audio.stem}", _withdrawn(keeper, options))
    take = keeper.mien.takes.add()
    take.name, take.audio, take.start = options.audio.stem, str(options.audio), options.start
    keys = 0
    for each in moved:
        track = remembered(take, each)
        track.action = pool.action_for(each.datablock)
        track.slot, count = write_curves(track.action, each, frames, options.tolerance)
        keys += count
        if options.push:
            nla.push(each.datablock, track.action, track.slot, int(frames[0]))
        else:
            compat.assign_action(each.datablock, track.action, track.slot)
    pool.drop_unused()
    curves = sum(channel.values.shape[1] for each in moved for channel in each.channels)
    return Written(tuple(dict.fromkeys(track.action.name for track in take.tracks)), curves, keys, int(frames[-1]))


def remove_last_take(keeper: bpy.types.Object) -> str:
    """Takes back what the last bake of a character did; returns the recording's name.

    Raises:
        MienError: If there is none.
    """
    takes = keeper.mien.takes
    if not takes:
        raise MienError(f"{keeper.name} has no take to remove; bake one first")
    name = Path(takes[-1].audio).name
    for action in _take_back(keeper, len(takes) - 1):
        bpy.data.actions.remove(action)
    return name


def own_actions(keeper: bpy.types.Object) -> list[bpy.types.Action]:
    """The actions of a character's takes."""
    return [track.action for take in keeper.mien.takes for track in take.tracks if track.action]


class _Actions:
    """Actions for the data-blocks of a take: one for all where Blender can do that, otherwise one for each."""

    def __init__(self, name: str, former: list[bpy.types.Action]) -> None:
        """Takes the former ones again, emptied, so that whoever uses them has the new take."""
        self._name = name
        self._former = former
        self._shared: bpy.types.Action | None = None
        for action in former:
            compat.clear_curves(action)

    def action_for(self, datablock: bpy.types.ID) -> bpy.types.Action:
        if self._shared is not None:
            return self._shared
        name = self._name if compat.has_slots else f"{self._name} {datablock.name}"
        action = self._former.pop(0) if self._former else bpy.data.actions.new(name)
        action.use_fake_user = True
        if compat.has_slots:
            self._shared = action
        return action

    def drop_unused(self) -> None:
        for action in self._former:
            bpy.data.actions.remove(action)


def _asked_for(frames: NDArray[np.float64], options: TakeOptions) -> slice:
    first = frames[0] if options.first is None and len(frames) else options.first or 0
    last = np.inf if options.last is None else options.last
    chosen = np.flatnonzero((frames >= first) & (frames <= last))
    if not len(chosen):
        raise MienError(f"{options.audio.name} has no sound in the frames that were asked for; nothing was baked")
    return slice(int(chosen[0]), int(chosen[-1]) + 1)


def _withdrawn(keeper: bpy.types.Object, options: TakeOptions) -> list[bpy.types.Action]:
    """Takes back a former take of the same recording at the same frame; returns its actions."""
    for number, take in enumerate(keeper.mien.takes):
        if (take.audio, take.start) == (str(options.audio), options.start):
            return _take_back(keeper, number)
    return []


def remembered(take: MienTake, moved: Channels) -> MienTrack:
    """A track that knows how a data-block was."""
    track: MienTrack = take.tracks.add()
    datablock = moved.datablock
    track.target = datablock
    data = datablock.animation_data
    track.former_action = data.action if data else None
    track.former_slot = compat.assigned_slot(datablock)
    values = {channel.path: datablock.path_resolve(channel.path) for channel in moved.channels}
    track.former_values = json.dumps(
        {path: value if isinstance(value, float) else list(value) for path, value in values.items()}
    )
    return track


def _take_back(keeper: bpy.types.Object, number: int) -> list[bpy.types.Action]:
    """Makes everything as it was before a take, and forgets the take; returns its actions, which stay."""
    take = keeper.mien.takes[number]
    actions = []
    for track in take.tracks:
        if track.action and track.action not in actions:
            actions.append(track.action)
        if track.target and track.action:
            _restore(track)
    sound_strip.remove(take)
    markers.remove(take)
    keeper.mien.takes.remove(number)
    return actions


def _restore(track: MienTrack) -> None:
    datablock = track.target
    nla.remove(datablock, track.action)
    data = datablock.animation_data
    if data and data.action == track.action:
        if track.former_action:
            compat.assign_action(datablock, track.former_action, track.former_slot)
        else:
            compat.unassign_action(datablock)
    for path, value in json.loads(track.former_values).items():
        owner, _, name = path.rpartition(".")
        try:
            setattr(datablock.path_resolve(owner), name, value)
        except ValueError:
            _log.info("take.part_gone", extra={"path": path})
