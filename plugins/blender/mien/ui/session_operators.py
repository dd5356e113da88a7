# SPDX-License-Identifier: GPL-3.0-or-later
"""Buttons that list the daemon's sessions and pick one."""

import bpy
from bpy.props import StringProperty

from ..scene.character import character_of
from ..scene.sessions import SESSIONS
from .live_operators import keeper_of
from .operator import Explained, told
from .preferences import link_options
from .redraw import redraw_views

__all__ = ["CLASSES", "end_listing"]

_EVERY_S = 0.1


class MienListSessions(Explained, bpy.types.Operator):
    """Asks the daemon which sessions there are."""

    bl_idname = "mien.list_sessions"
    bl_label = "List Sessions"
    bl_description = "Asks the daemon which sessions there are"

    def execute(self, context: bpy.types.Context) -> set[str]:
        """Asks."""
        SESSIONS.ask(link_options(context).connection_file)
        bpy.app.timers.register(_show_when_come, first_interval=_EVERY_S)
        return {"FINISHED"}


class MienPickSession(Explained, bpy.types.Operator):
    """Picks a session to look on at."""

    bl_idname = "mien.pick_session"
    bl_label = "Pick"
    bl_description = "Picks this session to look on at"
    bl_options = {"UNDO"}

    session: StringProperty()

    @classmethod
    def disabled_reason(cls, context: bpy.types.Context) -> str:
        """Why it cannot be used."""
        keeper = character_of(context)
        return "" if keeper and keeper.mien.is_character else "Find the character first"

    def execute(self, context: bpy.types.Context) -> set[str]:
        """Picks it."""
        with told(self):
            kept = keeper_of(context).mien_live
            kept.source, kept.session = "WATCH", self.session
            return {"FINISHED"}
        return {"CANCELLED"}


def _show_when_come() -> float | None:
    if SESSIONS.is_asking:
        return _EVERY_S
    redraw_views()
    return None


def end_listing() -> None:
    """Asks no more."""
    if bpy.app.timers.is_registered(_show_when_come):
        bpy.app.timers.unregister(_show_when_come)
    SESSIONS.join(_EVERY_S)


CLASSES = (MienListSessions, MienPickSession)
