# SPDX-License-Identifier: GPL-3.0-or-later
"""Preferences: the search for the daemon, and its start."""

from pathlib import Path

import bpy
from bpy.props import BoolProperty, StringProperty

from ..core.daemon_process import DEFAULT_COMMAND
from ..scene.link import LinkOptions

__all__ = ["MienPreferences", "link_options"]

_PACKAGE = __package__.rpartition(".")[0]


class MienPreferences(bpy.types.AddonPreferences):
    """Preferences of the extension."""

    bl_idname = _PACKAGE

    connection_file: StringProperty(
        name="Connection File",
        description="Where the daemon says how it is reached; empty for where `mien serve` writes it",
        subtype="FILE_PATH",
    )
    may_start: BoolProperty(
        name="Start the Daemon",
        description="Starts a daemon where there is none, and ends it with Blender",
        default=True,
    )
    command: StringProperty(
        name="Command",
        description="What starts the daemon: a program on PATH, or named with its folder, and its options",
        default=DEFAULT_COMMAND,
    )

    def draw(self, context: bpy.types.Context) -> None:
        """Draws them."""
        column = self.layout.column()
        column.prop(self, "connection_file")
        column.prop(self, "may_start")
        row = column.row()
        row.active = self.may_start
        row.prop(self, "command")


def link_options(context: bpy.types.Context) -> LinkOptions:
    """Search for the daemon."""
    preferences = context.preferences.addons[_PACKAGE].preferences
    file = bpy.path.abspath(preferences.connection_file)
    return LinkOptions(Path(file) if file else None, preferences.command if preferences.may_start else "")
