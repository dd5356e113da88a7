# SPDX-License-Identifier: GPL-3.0-or-later
"""Obstacles to a bake, told before anything is done."""

from collections.abc import Collection

import bpy

from mien_protocol.errors import MienError

from ..core.mapping import FaceMapping
from .channels import found_parts
from .unseen import unseen_in

__all__ = ["check_actions", "check_character", "check_editable", "moved_datablocks"]


def check_character(mapping: FaceMapping) -> list[str]:
    """Checks that a character can be given keys.

    Returns:
        What does not stand in the way, but should be known, in sentences.

    Raises:
        MienError: If it cannot.
    """
    if not mapping.shapes and not mapping.bones:
        raise MienError("the character has no shape keys and no bones to move; find it again, or load a mapping")
    parts = found_parts(mapping)
    notes = []
    for name, part in parts.items():
        for datablock in moved_datablocks(part):
            check_editable(datablock, f"{name} is" if datablock == part else f"the mesh of {name} is")
            if datablock.animation_data and datablock.animation_data.use_tweak_mode:
                raise MienError(f"a strip of {name} is being edited in the NLA; leave its tweak mode (Tab) first")
            notes += unseen_in(datablock, part, mapping)
    return notes


def check_actions(mapping: FaceMapping, own: Collection[bpy.types.Action]) -> list[str]:
    """Actions that a take puts aside when it becomes the active one, in sentences.

    Args:
        mapping: The character; every part of it is there.
        own: Actions of its takes.
    """
    notes = []
    for name, part in found_parts(mapping).items():
        for datablock in moved_datablocks(part):
            action = datablock.animation_data.action if datablock.animation_data else None
            if action is not None and action not in own:
                notes.append(f"the action {action.name!r} of {name} gives way to the take; bake to the NLA to see both")
    return notes


def check_editable(datablock: bpy.types.ID, what: str) -> None:
    """Checks that a data-block belongs to this file, or is an override.

    Args:
        datablock: It.
        what: Its name and a verb, for the message.

    Raises:
        MienError: If it is linked.
    """
    if datablock.library:
        raise MienError(
            f"{what} linked from {datablock.library.filepath} and can be given neither keys nor a mapping; make a "
            "library override of it (in the outliner: Library Override > Make)"
        )


def moved_datablocks(part: bpy.types.Object) -> list[bpy.types.ID]:
    """The data-blocks of a part that can be moved."""
    if part.type == "ARMATURE":
        return [part]
    return [part.data.shape_keys] if part.type == "MESH" and part.data.shape_keys else []
