# SPDX-License-Identifier: GPL-3.0-or-later
"""Places of takes: the active action, or the NLA, beside what the character does already."""

import re
from collections.abc import Collection, Iterator
from enum import StrEnum

import bpy

from ..core.choice_text import listed
from ..core.mapping import FaceMapping
from . import compat
from .channels import found_parts
from .checks import check_actions, moved_datablocks
from .unseen import moved_paths

__all__ = ["Place", "goes_to_nla", "notes_before", "winning_actions"]

_NAMED = 4


class Place(StrEnum):
    """Place of a take."""

    AUTO = "AUTO"
    ACTIVE = "ACTIVE"
    NLA = "NLA"


def goes_to_nla(place: Place, mapping: FaceMapping, own: Collection[bpy.types.Action]) -> bool:
    """True if a take becomes a strip of the NLA: of itself where the character is animated already.

    Args:
        place: What the user wants.
        mapping: The character; every part of it is there.
        own: Actions of its takes.
    """
    return place is Place.NLA or (place is Place.AUTO and bool(_animated(mapping, own)))


def notes_before(place: Place, mapping: FaceMapping, own: Collection[bpy.types.Action]) -> list[str]:
    """Notes on where a take goes, in sentences; arguments as `goes_to_nla` has them."""
    if not goes_to_nla(place, mapping, own):
        return check_actions(mapping, own)
    if place is Place.NLA:
        return []
    names = listed(_animated(mapping, own), _NAMED)
    return [f"animated already, so the take goes to the NLA: {names}"]


def winning_actions(mapping: FaceMapping) -> list[str]:
    """Active actions that key what takes in the NLA move, and so are seen instead of them, in sentences."""
    notes = []
    for part, datablock in _datablocks(mapping):
        data = datablock.animation_data
        if data is None or data.action is None or data.action_influence == 0.0 or data.action_blend_type != "REPLACE":
            continue
        keyed = compat.keyed_paths(datablock) & moved_paths(part, mapping)
        if keyed:
            names = sorted({found[1] for path in keyed if (found := re.search(r'\["(.*)"\]', path))})
            notes.append(
                f"the active action {data.action.name!r} of {part.name} keys {listed(names, _NAMED)}, which is seen "
                "instead of the take; push it down in the NLA below the take, or delete those keys"
            )
    return notes


def _animated(mapping: FaceMapping, own: Collection[bpy.types.Action]) -> list[str]:
    """Names of the parts that an action of somebody else moves, or that have strips in the NLA."""
    names = []
    for part, datablock in _datablocks(mapping):
        data = datablock.animation_data
        if data and ((data.action and data.action not in own) or any(track.strips for track in data.nla_tracks)):
            names.append(str(part.name))
    return names


def _datablocks(mapping: FaceMapping) -> Iterator[tuple[bpy.types.Object, bpy.types.ID]]:
    for part in found_parts(mapping).values():
        for datablock in moved_datablocks(part):
            yield part, datablock
