# SPDX-License-Identifier: GPL-3.0-or-later
"""Buttons that bake, and take back what was baked."""

from pathlib import Path

import bpy
from bpy.props import CollectionProperty, FloatProperty, StringProperty
from bpy_extras.io_utils import ImportHelper

from ..scene.character import character_of, mapping_of
from ..scene.checks import check_character
from ..scene.forecast import forecast
from ..scene.lines import Line, lines_of_files
from ..scene.placement import Place, goes_to_nla, notes_before, winning_actions
from ..scene.take import own_actions, remove_last_take
from .bake_operator import BakeOperator, lines_of
from .operator import Acting

__all__ = ["CLASSES"]


class MienBake(BakeOperator):
    """Turns speech into keyframes of the character."""

    bl_idname = "mien.bake"
    bl_label = "Bake"
    bl_options = {"REGISTER", "UNDO"}

    @classmethod
    def disabled_reason(cls, context: bpy.types.Context) -> str:
        """Reason why it cannot be used."""
        settings = context.scene.mien
        reason = super().disabled_reason(context)
        return reason or ("Choose a recording" if settings.source == "FILE" and not settings.audio else "")


class MienBakeFiles(BakeOperator, ImportHelper):
    """Turns many recordings into takes, one after the other from the current frame on."""

    bl_idname = "mien.bake_files"
    bl_label = "Bake Files"
    bl_options = {"REGISTER", "UNDO"}

    files: CollectionProperty(type=bpy.types.OperatorFileListElement, options={"HIDDEN", "SKIP_SAVE"})
    directory: StringProperty(subtype="DIR_PATH")
    pause: FloatProperty(name="Pause", description="Between two recordings, seconds", default=0.5, min=0.0)

    def invoke(self, context: bpy.types.Context, event: bpy.types.Event) -> set[str]:
        """Asks for the files."""
        chosen: set[str] = ImportHelper.invoke(self, context, event)
        return chosen

    def execute(self, context: bpy.types.Context) -> set[str]:
        """Bakes the files that were chosen, while Blender stays usable where somebody uses it."""
        return super().execute(context) if bpy.app.background else self.begin_modal(context)

    def lines(self, context: bpy.types.Context) -> list[Line]:
        """The files that were chosen."""
        names = sorted(file.name for file in self.files if file.name)
        return lines_of_files([Path(self.directory) / name for name in names], context.scene, self.pause)


class MienCheck(Acting, bpy.types.Operator):
    """Tells what a bake would do, and what stands in its way, without doing it."""

    bl_idname = "mien.check"
    bl_label = "Check"

    @classmethod
    def disabled_reason(cls, context: bpy.types.Context) -> str:
        """Reason why it cannot be used."""
        return MienBake.disabled_reason(context)

    def act(self, context: bpy.types.Context) -> None:
        """Checks."""
        keeper = character_of(context)
        for line in forecast(keeper, lines_of(context), context.scene):
            self.report({"INFO"}, line)
        mapping = mapping_of(keeper)
        place, own = Place(context.scene.mien.place), own_actions(keeper)
        won = winning_actions(mapping) if goes_to_nla(place, mapping, own) else []
        for note in (*check_character(mapping), *notes_before(place, mapping, own), *won):
            self.report({"WARNING"}, note)


class MienRemoveTake(Acting, bpy.types.Operator):
    """Takes back the last bake: its action and its strips; what was there before comes back."""

    bl_idname = "mien.remove_take"
    bl_label = "Remove Last Take"
    bl_options = {"REGISTER", "UNDO"}

    @classmethod
    def disabled_reason(cls, context: bpy.types.Context) -> str:
        """Reason why it cannot be used."""
        keeper = character_of(context)
        return "" if keeper and keeper.mien.takes else "There is no take of this character"

    def act(self, context: bpy.types.Context) -> None:
        """Removes it."""
        self.report({"INFO"}, f"Removed the take of {remove_last_take(character_of(context))}")


CLASSES = (MienBake, MienBakeFiles, MienCheck, MienRemoveTake)
