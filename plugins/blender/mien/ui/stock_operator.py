# SPDX-License-Identifier: GPL-3.0-or-later
"""The button that adds the stock head."""

import bpy

from ..scene.report import describe
from ..scene.stock_head import add_stock_head
from .operator import Acting

__all__ = ["CLASSES"]


class MienAddStockHead(Acting, bpy.types.Operator):
    """Adds a character at the 3D cursor that is ready to speak."""

    bl_idname = "mien.add_stock_head"
    bl_label = "Add Stock Head"
    bl_options = {"REGISTER", "UNDO"}

    @classmethod
    def disabled_reason(cls, context: bpy.types.Context) -> str:
        """Reason why it cannot be used."""
        return "" if context.mode == "OBJECT" else "Go to Object Mode"

    def act(self, context: bpy.types.Context) -> None:
        """Adds it."""
        keeper, matched = add_stock_head(context)
        keeper.mien.found = describe(matched)


CLASSES = (MienAddStockHead,)
