# SPDX-License-Identifier: GPL-3.0-or-later
"""The panels in the sidebar of the 3D view."""

import textwrap

import bpy

from ..scene.character import character_of
from ..scene.link import LINK

__all__ = ["CLASSES", "columns_of"]

_LETTER_PX = 7.0
"""Width of a letter in Blender's own font, on average, a little more."""

_FEWEST = 16


class MienPanel:
    """Tab of all panels."""

    bl_space_type = "VIEW_3D"
    bl_region_type = "UI"
    bl_category = "Mien"


def columns_of(context: bpy.types.Context) -> int:
    """Letters that fit into a line of the panel, about."""
    letters = float(context.region.width) / (_LETTER_PX * float(context.preferences.system.ui_scale))
    return max(round(letters), _FEWEST)


class VIEW3D_PT_mien_character(MienPanel, bpy.types.Panel):  # noqa: N801 - Blender's rule for names
    """The character, and what of it moves."""

    bl_label = "Character"

    def draw(self, context: bpy.types.Context) -> None:
        """Draws it."""
        layout = self.layout
        row = layout.row(align=True)
        row.operator("mien.find_character", icon="VIEWZOOM")
        row.operator("mien.add_stock_head", icon="USER")
        keeper = character_of(context)
        if keeper is None or not keeper.mien.is_character:
            return
        column = layout.column(align=True)
        for line in keeper.mien.found.splitlines():
            for row in textwrap.wrap(line, columns_of(context)):
                column.label(text=row)


class VIEW3D_PT_mien_bake(MienPanel, bpy.types.Panel):  # noqa: N801 - Blender's rule for names
    """Speech to keyframes."""

    bl_label = "Bake"

    def draw(self, context: bpy.types.Context) -> None:
        """Draws it."""
        layout = self.layout
        settings = context.scene.mien
        layout.prop(settings, "source", expand=True)
        if settings.source == "FILE":
            layout.prop(settings, "audio")
        column = layout.column()
        for name in ("seed", "tolerance", "place", "strip", "markers"):
            column.prop(settings, name)
        row = layout.row(align=True)
        row.operator("mien.bake", icon="REC")
        row.operator("mien.check", icon="QUESTION")
        layout.operator("mien.bake_files", icon="FILE_FOLDER")
        layout.operator("mien.remove_take", icon="TRASH")
        state = "connected" if LINK.is_connected else "busy" if LINK.is_waiting else "not connected"
        layout.label(text=f"Daemon: {state}")


CLASSES = (VIEW3D_PT_mien_character, VIEW3D_PT_mien_bake)
