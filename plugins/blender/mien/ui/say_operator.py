# SPDX-License-Identifier: GPL-3.0-or-later
"""The button that speaks a text."""

import bpy

from ..scene.character import character_of
from ..scene.link import LINK
from ..scene.say import Say
from .bake_operator import BakeOperator, bake_options
from .reasons import keeper_of

__all__ = ["CLASSES"]


class MienSay(BakeOperator):
    """Speaks the text from the current frame on: a recording, a sound strip, and keyframes."""

    bl_idname = "mien.say"
    bl_label = "Say"
    bl_options = {"REGISTER", "UNDO"}

    @classmethod
    def disabled_reason(cls, context: bpy.types.Context) -> str:
        """Reason why it cannot be used."""
        reason = super().disabled_reason(context)
        keeper = character_of(context)
        return reason or ("" if keeper and keeper.mien_live.text.strip() else "Type a text")

    def begin(self, context: bpy.types.Context) -> Say:
        """Begins to speak."""
        keeper = keeper_of(context)
        kept = keeper.mien_live
        return Say(keeper, kept.text, kept.voice.strip() or None, bake_options(context), LINK)


CLASSES = (MienSay,)
