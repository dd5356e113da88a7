# SPDX-License-Identifier: GPL-3.0-or-later
"""Buttons that list the daemon's sessions and pick one."""

import bpy
from bpy.props import StringProperty

from ..scene.sessions import SESSIONS
from .operator import Acting
from .preferences import link_options
from .reasons import keeper_of, no_character
from .redraw import redraw_panels

__all__ = ["CLASSES", "end_listing"]

_EVERY_S = 0.1


class MienListSessions(Acting, bpy.types.Operator):
    """Asks the daemon which sessions there are."""

    bl_idname = "mien.list_sessions"
    bl_label = "List Sessions"

    def act(self, context: bpy.types.Context) -> None:
        """Asks."""
        SESSIONS.ask(link_options(context).connection_file)
        if not bpy.app.timers.is_registered(_show_when_come):
            bpy.app.timers.register(_show_when_come, first_interval=_EVERY_S)


class MienPickSession(Acting, bpy.types.Operator):
    """Picks a session to look on at."""

    bl_idname = "mien.pick_session"
    bl_label = "Pick"
    bl_options = {"UNDO"}

    session: StringProperty()

    @classmethod
    def disabled_reason(cls, context: bpy.types.Context) -> str:
        """Reason why it cannot be used."""
        return no_character(context)

    def act(self, context: bpy.types.Context) -> None:
        """Picks it."""
        kept = keeper_of(context).mien_live
        kept.source, kept.session = "WATCH", self.session


def _show_when_come() -> float | None:
    if SESSIONS.is_asking:
        return _EVERY_S
    redraw_panels()
    return None


def end_listing() -> None:
    """Asks no more."""
    if bpy.app.timers.is_registered(_show_when_come):
        bpy.app.timers.unregister(_show_when_come)
    SESSIONS.join(_EVERY_S)


CLASSES = (MienListSessions, MienPickSession)
