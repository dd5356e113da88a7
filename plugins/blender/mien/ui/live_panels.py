# SPDX-License-Identifier: GPL-3.0-or-later
"""Panels of what is live: the session, the controls, the pictures."""

import bpy

from ..core.link_status import LinkState
from ..scene.character import character_of
from ..scene.live import LIVE
from ..scene.sessions import SESSIONS
from .panels import MienPanel
from .reasons import keeper_of

__all__ = ["CLASSES"]

_ICONS = {
    LinkState.LIVE: "LINKED",
    LinkState.CONNECTING: "SORTTIME",
    LinkState.WAITING: "SORTTIME",
    LinkState.REFUSED: "ERROR",
    LinkState.OFF: "UNLINKED",
}


class CharacterPanel(MienPanel):
    """A panel that is there for characters alone."""

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        """True if there is one."""
        keeper = character_of(context)
        return keeper is not None and keeper.mien.is_character


class VIEW3D_PT_mien_live(CharacterPanel, bpy.types.Panel):  # noqa: N801 - Blender's rule for names
    """The session."""

    bl_label = "Live"
    bl_options = {"DEFAULT_CLOSED"}

    def draw(self, context: bpy.types.Context) -> None:
        """Draws it."""
        layout = self.layout
        keeper = keeper_of(context)
        character = LIVE.character(keeper.name)
        column = layout.column()
        column.active = character is None
        column.prop(keeper.mien_live, "source", expand=True)
        if keeper.mien_live.source == "WATCH":
            row = column.row(align=True)
            row.prop(keeper.mien_live, "session")
            row.operator("mien.list_sessions", text="", icon="FILE_REFRESH")
            _list_sessions(column)
        if character is None:
            layout.operator("mien.live_start", icon="PLAY")
            return
        layout.operator("mien.live_stop", icon="CANCEL")
        row = layout.row()
        row.operator("mien.live_speak", icon="PLAY_SOUND")
        row.operator("mien.live_hush", icon="MUTE_IPO_ON")
        recording = character.is_recording
        text = "End Recording" if recording else "Record"
        layout.operator("mien.live_record", text=text, icon="REC", depress=recording)
        status = character.link.outbox.status
        for line in status.lines():
            layout.label(text=line, icon=_ICONS[status.state] if line == status.words else "NONE")
        if character.trouble:
            layout.label(text=character.trouble, icon="ERROR")


def _list_sessions(layout: bpy.types.UILayout) -> None:
    for session in SESSIONS.sessions:
        layout.operator("mien.pick_session", text=session.words).session = session.name
    if SESSIONS.trouble:
        layout.label(text=SESSIONS.trouble, icon="INFO")


class VIEW3D_PT_mien_lost(MienPanel, bpy.types.Panel):  # noqa: N801 - Blender's rule for names
    """Live characters that were deleted; there is nothing left that could be selected to end them."""

    bl_label = "Live, but Deleted"

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        """True if there are any."""
        return bool(LIVE.lost())

    def draw(self, context: bpy.types.Context) -> None:
        """Draws it."""
        for character in LIVE.lost():
            self.layout.label(text=character.name, icon="ERROR")
        self.layout.operator("mien.live_stop_lost", icon="CANCEL")


class VIEW3D_PT_mien_text(CharacterPanel, bpy.types.Panel):  # noqa: N801 - Blender's rule for names
    """A text that becomes speech and keyframes."""

    bl_label = "Text"
    bl_options = {"DEFAULT_CLOSED"}

    def draw(self, context: bpy.types.Context) -> None:
        """Draws it."""
        layout = self.layout
        kept = keeper_of(context).mien_live
        layout.prop(kept, "text", text="")
        layout.prop(kept, "voice")
        layout.operator("mien.say", icon="OUTLINER_DATA_SPEAKER")


class VIEW3D_PT_mien_controls(CharacterPanel, bpy.types.Panel):  # noqa: N801 - Blender's rule for names
    """Performance of the character."""

    bl_label = "Performance"
    bl_options = {"DEFAULT_CLOSED"}

    def draw(self, context: bpy.types.Context) -> None:
        """Draws it."""
        layout = self.layout
        layout.use_property_split = True
        kept = keeper_of(context).mien_live.controls
        layout.prop(kept, "gaze_target")
        angles = layout.column(align=True)
        angles.active = kept.gaze_target is None
        angles.prop(kept, "gaze_yaw")
        angles.prop(kept, "gaze_pitch")
        layout.prop(kept, "emotion")
        for name in ("emotion_strength", "head_gain", "lips_gain", "distance", "natural_blinks"):
            layout.prop(kept, name)
        rate = layout.row()
        rate.active = not kept.natural_blinks
        rate.prop(kept, "blink_rate")


class VIEW3D_PT_mien_pictures(CharacterPanel, bpy.types.Panel):  # noqa: N801 - Blender's rule for names
    """The pictures of a live session."""

    bl_label = "Pictures"
    bl_options = {"DEFAULT_CLOSED"}

    def draw(self, context: bpy.types.Context) -> None:
        """Draws it."""
        layout = self.layout
        layout.use_property_split = True
        keeper = keeper_of(context)
        column = layout.column()
        column.active = LIVE.character(keeper.name) is None
        for name in ("photo", "layout", "size"):
            column.prop(keeper.mien_live.photo, name)
        layout.prop(keeper.mien_live.photo, "rate")
        layout.operator("mien.show_face", icon="OUTLINER_OB_IMAGE")
        layout.operator("mien.remove_mask", icon="X")


CLASSES = (
    VIEW3D_PT_mien_lost,
    VIEW3D_PT_mien_text,
    VIEW3D_PT_mien_live,
    VIEW3D_PT_mien_controls,
    VIEW3D_PT_mien_pictures,
)
