# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings kept with a character for its live performance; controls can be animated."""

import bpy
from bpy.props import BoolProperty, EnumProperty, FloatProperty, IntProperty, PointerProperty, StringProperty

from mien_protocol.messages.controls import EMOTIONS

from ..core.gaze import MAX_PITCH_RAD, MAX_YAW_RAD

__all__ = ["CLASSES", "MienControls", "MienLive", "MienPhoto"]

_KEPT = {"LIBRARY_OVERRIDABLE"}
"""For what a library override is to keep, of a character that is linked."""


class MienControls(bpy.types.PropertyGroup):
    """Performance of a character, live and baked."""

    gaze_yaw: FloatProperty(
        name="Look Left",
        description="Where the character attends, to its left",
        subtype="ANGLE",
        min=-MAX_YAW_RAD,
        max=MAX_YAW_RAD,
        override=_KEPT,
    )
    gaze_pitch: FloatProperty(
        name="Look Up",
        description="Where the character attends, upwards",
        subtype="ANGLE",
        min=-MAX_PITCH_RAD,
        max=MAX_PITCH_RAD,
        override=_KEPT,
    )
    gaze_target: PointerProperty(
        name="Look At",
        description="An object that the character attends to, in place of the angles",
        type=bpy.types.Object,
        override=_KEPT,
    )
    distance: FloatProperty(
        name="Distance",
        description="From the viewer, relative to the photo's; seen in pictures alone",
        default=1.0,
        min=0.7,
        max=1.5,
        override=_KEPT,
    )
    head_gain: FloatProperty(
        name="Head", description="How much the head moves; 1 is natural", default=1.0, min=0.0, max=2.0, override=_KEPT
    )
    lips_gain: FloatProperty(
        name="Lips",
        description="How clearly the character articulates; 1 is natural",
        default=1.0,
        min=0.0,
        max=2.0,
        override=_KEPT,
    )
    emotion: EnumProperty(
        name="Emotion", items=[(name, name.title(), "") for name in EMOTIONS], default="neutral", override=_KEPT
    )
    emotion_strength: FloatProperty(
        name="Strength",
        description="How much of the emotion shows",
        default=1.0,
        min=0.0,
        max=1.0,
        subtype="FACTOR",
        override=_KEPT,
    )
    natural_blinks: BoolProperty(
        name="Natural Blinks", description="Blinks as often as people do", default=True, override=_KEPT
    )
    blink_rate: FloatProperty(name="Blinks a Minute", default=15.0, min=0.0, max=60.0, override=_KEPT)


class MienPhoto(bpy.types.PropertyGroup):
    """The pictures of a live session."""

    photo: StringProperty(
        name="Photo", description="A portrait; the daemon makes the pictures of it", subtype="FILE_PATH", override=_KEPT
    )
    layout: EnumProperty(
        name="Show",
        items=[
            ("portrait", "Portrait", "The photo's frame, on a plane of its own"),
            ("cutout", "Cutout", "The person without what is behind, on a plane of its own"),
            ("texture", "On the Head", "The face as a texture on the character's own head"),
        ],
        default="portrait",
        override=_KEPT,
    )
    size: IntProperty(name="Size", description="Longer side in pixels", default=512, min=64, max=2048, override=_KEPT)
    rate: IntProperty(name="Pictures a Second", description="At most", default=25, min=1, max=60, override=_KEPT)


class MienLive(bpy.types.PropertyGroup):
    """Live performance of a character."""

    source: EnumProperty(
        name="Session",
        items=[
            ("OWN", "Own", "A session for what is spoken from here"),
            ("WATCH", "Look On", "A session that another program has opened"),
        ],
        default="OWN",
        override=_KEPT,
    )
    session: StringProperty(name="Name", description="Of the session; empty for the newest", override=_KEPT)
    text: StringProperty(name="Text", description="A line to speak", override=_KEPT)
    voice: StringProperty(
        name="Voice", description="One of the daemon's voices; empty for its own choice", override=_KEPT
    )
    controls: PointerProperty(type=MienControls, override=_KEPT)
    photo: PointerProperty(type=MienPhoto, override=_KEPT)


CLASSES = (MienControls, MienPhoto, MienLive)
"""In the order in which they need one another."""
