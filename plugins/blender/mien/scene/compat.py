# SPDX-License-Identifier: GPL-3.0-or-later
"""The one place that knows how versions of Blender differ."""

from collections.abc import Iterator
from typing import Final

import bpy

__all__ = [
    "assign_action",
    "assigned_slot",
    "clear_curves",
    "curves_of",
    "has_slots",
    "has_sound",
    "inside_meta",
    "is_retimed",
    "keyed_paths",
    "new_curve",
    "node_tree_of",
    "pushed_strips",
    "sequencer_scene",
    "sequencer_strips",
    "set_strip_slot",
    "unassign_action",
]

has_slots: Final = "slots" in bpy.types.Action.bl_rna.properties
"""True if one action can move several data-blocks: since 4.4."""

has_sound: Final = bool(bpy.app.build_options.audaspace)
"""True if this Blender can read and play sound; some builds cannot."""


def assign_action(datablock: bpy.types.ID, action: bpy.types.Action, slot: str | None) -> None:
    """Makes an action the one that moves a data-block.

    Args:
        datablock: An object or a set of shape keys.
        action: The action.
        slot: Identifier of its slot; None for the one that the data-block had or that fits.
    """
    data = datablock.animation_data or datablock.animation_data_create()
    data.action = action
    if has_slots and action is not None and slot is not None and slot in action.slots:
        data.action_slot = action.slots[slot]


def unassign_action(datablock: bpy.types.ID) -> None:
    """Leaves a data-block without an action."""
    if datablock.animation_data:
        datablock.animation_data.action = None


def assigned_slot(datablock: bpy.types.ID) -> str:
    """Identifier of the slot that a data-block uses; empty where there is none."""
    data = datablock.animation_data
    slot = data.action_slot if has_slots and data and data.action else None
    return slot.identifier if slot else ""


def curves_of(
    action: bpy.types.Action, datablock: bpy.types.ID, slot: str = ""
) -> tuple[bpy.types.bpy_prop_collection, str]:
    """The collection of an action's curves for a data-block, and the identifier of its slot.

    Args:
        action: The action.
        datablock: An object or a set of shape keys.
        slot: Identifier of the slot that it has there; if there is none of it, it gets a new one.
    """
    if not has_slots:
        action.id_root = datablock.id_type
        return action.fcurves, ""
    used = action.slots[slot] if slot in action.slots else action.slots.new(datablock.id_type, datablock.name)
    layer = action.layers[0] if action.layers else action.layers.new("Layer")
    strip = layer.strips[0] if layer.strips else layer.strips.new(type="KEYFRAME")
    return strip.channelbag(used, ensure=True).fcurves, used.identifier


def keyed_paths(datablock: bpy.types.ID) -> set[str]:
    """The data paths that the active action of a data-block keys."""
    data = datablock.animation_data
    if data is None or data.action is None:
        return set()
    if not has_slots:
        return {curve.data_path for curve in data.action.fcurves}
    slot = data.action_slot
    bags = [bag for bag in _bags(data.action) if slot is not None and bag.slot_handle == slot.handle]
    return {curve.data_path for bag in bags for curve in bag.fcurves}


def clear_curves(action: bpy.types.Action) -> None:
    """Takes all curves out of an action."""
    if not has_slots:
        action.fcurves.clear()
        return
    for bag in _bags(action):
        bag.fcurves.clear()
    for slot in list(action.slots):
        action.slots.remove(slot)


def new_curve(curves: bpy.types.bpy_prop_collection, path: str, index: int, group: str) -> bpy.types.FCurve:
    """A curve in a group; `curves` as `curves_of` gives them."""
    if not has_slots:
        return curves.new(path, index=index, action_group=group)
    curve = curves.new(path, index=index)
    groups = curves.data.groups
    curve.group = groups.get(group) or groups.new(group)
    return curve


def set_strip_slot(strip: bpy.types.bpy_struct, slot: str) -> None:
    """Tells a strip of the NLA which slot of its action it plays."""
    if has_slots and slot in strip.action.slots:
        strip.action_slot = strip.action.slots[slot]


def pushed_strips(
    datablock: bpy.types.ID, action: bpy.types.Action
) -> Iterator[tuple[bpy.types.NlaTrack, bpy.types.NlaStrip]]:
    """The tracks and strips of the NLA by which an action moves a data-block."""
    data = datablock.animation_data
    for track in list(data.nla_tracks) if data else ():
        for strip in list(track.strips):
            if strip.action == action:
                yield track, strip


def node_tree_of(material: bpy.types.Material) -> bpy.types.NodeTree:
    """The nodes of a material, which before 5.0 has to be told that it has some."""
    if material.node_tree is None:
        material.use_nodes = True
    return material.node_tree


def sequencer_scene(context: bpy.types.Context) -> bpy.types.Scene:
    """The scene whose sequencer is on screen: since 5.0 a workspace has one of its own choice."""
    return getattr(context.workspace, "sequencer_scene", None) or context.scene


def inside_meta(strip: bpy.types.bpy_struct) -> bpy.types.bpy_prop_collection:
    """The strips inside a meta strip."""
    return strip.strips if hasattr(strip, "strips") else strip.sequences


def sequencer_strips(scene: bpy.types.Scene) -> bpy.types.bpy_prop_collection:
    """The strips of a scene's sequencer, which is made if need be."""
    editor = scene.sequence_editor or scene.sequence_editor_create()
    return editor.strips if hasattr(editor, "strips") else editor.sequences


def is_retimed(strip: bpy.types.bpy_struct) -> bool:
    """True if a sound strip plays at another speed than its recording."""
    keys = len(getattr(strip, "retiming_keys", ()))
    stretched = strip.frame_offset_start + strip.frame_final_duration + strip.frame_offset_end != strip.frame_duration
    # Two keys are its ends; with more between them the length may be the same although the speed is not.
    return keys > 2 or (keys > 0 and stretched)


def _bags(action: bpy.types.Action) -> Iterator[bpy.types.bpy_struct]:
    for layer in action.layers:
        for strip in layer.strips:
            yield from strip.channelbags
