# SPDX-License-Identifier: GPL-3.0-or-later
"""The panels in the sidebar of the 3D view."""

import bpy

from ..scene.character import character_of
from ..scene.link import LINK

__all__ = ["CLASSES"]


class MienPanel:
    """Where all panels are."""

    bl_space_type = "VIEW_3D"
    bl_region_type = "UI"
    bl_category = "Mien"


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
        for line in keeper.mien.found.splitlines():
            layout.label(text=line)


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
        for name in ("seed", "tolerance", "push", "strip", "markers"):
            column.prop(settings, name)
        row = layout.row(align=True)
        row.operator("mien.bake", icon="REC")
        row.operator("mien.check", icon="QUESTION")
        layout.operator("mien.bake_files", icon="FILE_FOLDER")
        layout.operator("mien.remove_take", icon="TRASH")
        layout.label(text="Daemon: connected" if LINK.is_connected else "Daemon: not connected")


CLASSES = (VIEW3D_PT_mien_character, VIEW3D_PT_mien_bake)
