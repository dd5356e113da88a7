# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of a character's shape keys, each with its gain, offset and limits."""

import bpy

from ..scene.character import character_of
from ..scene.properties import MienCharacter, MienShape
from .panels import MienPanel

__all__ = ["CLASSES"]


class MIEN_UL_shapes(bpy.types.UIList):  # noqa: N801 - Blender's rule for names
    """A row for each shape key."""

    def draw_item(  # noqa: PLR0917 - Blender calls it so
        self,
        context: bpy.types.Context,
        layout: bpy.types.UILayout,
        data: MienCharacter,
        item: MienShape,
        icon: int,
        active_data: MienCharacter,
        active_property: str,
    ) -> None:
        """Draws one."""
        row = layout.row()
        row.alert = item.target is None
        row.label(text=item.key, icon="SHAPEKEY_DATA")
        row.label(text=item.target.name if item.target else "object deleted")
        row.prop(item, "gain", text="")


class VIEW3D_PT_mien_mapping(MienPanel, bpy.types.Panel):  # noqa: N801 - Blender's rule for names
    """Movements and their amounts."""

    bl_label = "Mapping"
    bl_parent_id = "VIEW3D_PT_mien_character"
    bl_options = {"DEFAULT_CLOSED"}

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        """True if there is one."""
        keeper = character_of(context)
        return bool(keeper and keeper.mien.is_character)

    def draw(self, context: bpy.types.Context) -> None:
        """Draws it."""
        keeper = character_of(context)
        if keeper is None:
            return
        layout = self.layout
        kept = keeper.mien
        layout.prop(kept, "facing")
        layout.template_list("MIEN_UL_shapes", "", kept, "shapes", kept, "active_shape", rows=6)
        if 0 <= kept.active_shape < len(kept.shapes):
            shape = kept.shapes[kept.active_shape]
            column = layout.column(align=True)
            for name in ("weights", "offset", "low", "high"):
                column.prop(shape, name)
        for bone in kept.bones:
            row = layout.row()
            row.alert = bone.target is None
            row.label(text=bone.bone, icon="BONE_DATA")
            row.label(text=bone.role.replace("_", " "))
            row.prop(bone, "share", text="")
        row = layout.row()
        row.operator("mien.load_mapping", icon="IMPORT")
        row.operator("mien.save_mapping", icon="EXPORT")


CLASSES = (MIEN_UL_shapes, VIEW3D_PT_mien_mapping)
