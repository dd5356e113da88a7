# SPDX-License-Identifier: GPL-3.0-or-later
"""Data kept in the .blend file: the mapping of a character, its takes, and how the next one is to be baked."""

import bpy
from bpy.props import (
    BoolProperty,
    CollectionProperty,
    EnumProperty,
    FloatProperty,
    IntProperty,
    PointerProperty,
    StringProperty,
)

from ..core.mapping import BoneRole
from ..core.pose import FACINGS

__all__ = ["CLASSES", "MienBone", "MienCharacter", "MienSettings", "MienShape", "MienTake", "MienTrack"]


_KEPT = {"LIBRARY_OVERRIDABLE"}
"""For what a library override is to keep; Blender 5.0 loses it when it reads the file again."""

_ROWS = {*_KEPT, "USE_INSERTION"}


class MienShape(bpy.types.PropertyGroup):
    """A shape key that moves."""

    target: PointerProperty(name="Object", type=bpy.types.Object, override=_KEPT)
    key: StringProperty(name="Shape Key", override=_KEPT)
    weights: StringProperty(
        name="Weights", description="Weights of the 52 coefficients, as JSON", default="{}", override=_KEPT
    )
    gain: FloatProperty(
        name="Gain", description="Factor; 1 is natural", default=1.0, soft_min=0.0, soft_max=2.0, override=_KEPT
    )
    offset: FloatProperty(
        name="Offset", description="What is added", default=0.0, soft_min=-1.0, soft_max=1.0, override=_KEPT
    )
    low: FloatProperty(name="Least", default=0.0, soft_min=-1.0, soft_max=1.0, override=_KEPT)
    high: FloatProperty(name="Greatest", default=1.0, soft_min=0.0, soft_max=2.0, override=_KEPT)


class MienBone(bpy.types.PropertyGroup):
    """A bone that moves."""

    target: PointerProperty(name="Armature", type=bpy.types.Object, override=_KEPT)
    bone: StringProperty(name="Bone", override=_KEPT)
    role: EnumProperty(
        name="Role",
        items=[(role.value, role.value.replace("_", " ").title(), "") for role in BoneRole],
        override=_KEPT,
    )
    share: FloatProperty(
        name="Share",
        description="Part of the head's rotation; of a jaw or an eye, a gain",
        default=1.0,
        soft_min=0.0,
        soft_max=2.0,
        override=_KEPT,
    )


class MienTrack(bpy.types.PropertyGroup):
    """Change of one data-block by a take, and its former state."""

    target: PointerProperty(type=bpy.types.ID, override=_KEPT)
    action: PointerProperty(type=bpy.types.Action, override=_KEPT)
    slot: StringProperty(override=_KEPT)
    former_action: PointerProperty(type=bpy.types.Action, override=_KEPT)
    former_slot: StringProperty(override=_KEPT)
    former_values: StringProperty(description="Values by data path and index, as JSON", override=_KEPT)


class MienTake(bpy.types.PropertyGroup):
    """One recording that was baked."""

    audio: StringProperty(name="Recording", override=_KEPT)
    start: IntProperty(name="Start", override=_KEPT)
    tracks: CollectionProperty(type=MienTrack, override=_ROWS)
    scene: PointerProperty(description="Where the markers are", type=bpy.types.Scene, override=_KEPT)
    sequencer: PointerProperty(description="Where the sound strip is", type=bpy.types.Scene, override=_KEPT)
    strip: StringProperty(name="Sound Strip", description="Name of the strip that was added", override=_KEPT)
    markers: StringProperty(
        description="Names and frames of the markers that were added, as JSON", default="[]", override=_KEPT
    )


class MienCharacter(bpy.types.PropertyGroup):
    """A character, kept with its armature, or with its face where it has none."""

    is_character: BoolProperty(default=False, override=_KEPT)
    shapes: CollectionProperty(type=MienShape, override=_ROWS)
    bones: CollectionProperty(type=MienBone, override=_ROWS)
    active_shape: IntProperty(override=_KEPT)
    jaw: StringProperty(default='{"jawOpen": 1.0}', override=_KEPT)
    facing: EnumProperty(
        name="Looks Along",
        description="Where the character looks, in its armature's space",
        items=[(facing, facing, "") for facing in FACINGS],
        default="-Y",
        override=_KEPT,
    )
    found: StringProperty(name="Found", description="What was recognised when the character was found", override=_KEPT)
    takes: CollectionProperty(type=MienTake, override=_ROWS)


class MienSettings(bpy.types.PropertyGroup):
    """Bake settings of the next take."""

    source: EnumProperty(
        name="Sound",
        items=[
            ("FILE", "File", "A recording, from the current frame on"),
            ("STRIPS", "Strips", "The selected sound strips of the sequencer, each at its place"),
        ],
        default="FILE",
    )
    audio: StringProperty(name="Recording", description="Speech; any format that Blender reads", subtype="FILE_PATH")
    seed: IntProperty(
        name="Performance",
        description="Another number, another performance; -1 lets the sound choose",
        default=-1,
        min=-1,
    )
    tolerance: FloatProperty(
        name="Tolerance",
        description="Leaves out keys without which no value differs by more; 0 keeps a key on each frame",
        default=0.001,
        min=0.0,
        max=0.1,
        precision=4,
    )
    place: EnumProperty(
        name="To",
        description="Where the take goes",
        items=[
            ("AUTO", "Auto", "To the NLA where the character has an action or strips already, otherwise the action"),
            ("ACTIVE", "Action", "The take becomes the active action"),
            ("NLA", "NLA", "The take becomes a strip of the NLA"),
        ],
        default="AUTO",
    )
    strip: BoolProperty(name="Sound Strip", description="Adds the recording to the sequencer, once", default=True)
    markers: BoolProperty(name="Markers", description="Adds a marker where each phrase begins", default=False)


CLASSES = (MienShape, MienBone, MienTrack, MienTake, MienCharacter, MienSettings)
"""In the order in which they need one another."""
