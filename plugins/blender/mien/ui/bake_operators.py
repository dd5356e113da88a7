# SPDX-License-Identifier: GPL-3.0-or-later
"""Buttons that bake, and take back what was baked."""

from pathlib import Path
from typing import Protocol

import bpy
from bpy.props import CollectionProperty, FloatProperty, StringProperty
from bpy_extras.io_utils import ImportHelper

from ..scene.bake import Bake, BakeOptions
from ..scene.character import character_of, mapping_of
from ..scene.checks import check_character
from ..scene.controls import controls_of
from ..scene.forecast import forecast
from ..scene.lines import Line, line_of_file, lines_of_files, lines_of_strips
from ..scene.link import LINK
from ..scene.take import Written, remove_last_take
from .operator import Explained, told
from .preferences import link_options

__all__ = ["CLASSES", "BakeOperator", "Baking", "bake_options", "lines_of"]

_WAIT_S = 0.02
_EVERY_S = 0.03


class Baking(Protocol):
    """What goes on step by step and ends with takes."""

    @property
    def notes(self) -> list[str]:
        """What the user should know, in sentences."""

    @property
    def written(self) -> list[Written]:
        """What was written, once it is done."""

    @property
    def is_done(self) -> bool:
        """Whether the takes were written."""

    @property
    def progress(self) -> float:
        """How much is over, 0..1."""

    def step(self, timeout_s: float = 0.0) -> None:
        """Goes on a little."""

    def cancel(self) -> None:
        """Ends it."""


class BakeOperator(Explained, bpy.types.Operator):
    """What buttons that bake share: waiting for it from scripts, or letting Blender stay usable meanwhile."""

    @classmethod
    def disabled_reason(cls, context: bpy.types.Context) -> str:
        """Why it cannot be used."""
        keeper = character_of(context)
        return "" if keeper and keeper.mien.is_character else "Find the character first"

    def execute(self, context: bpy.types.Context) -> set[str]:
        """Bakes, and waits for it: for scripts."""
        with told(self):
            bake = self._begin(context)
            try:
                while not bake.is_done:
                    bake.step(_WAIT_S)
            finally:
                bake.cancel()
            return self._finished(bake)
        return {"CANCELLED"}

    def invoke(self, context: bpy.types.Context, event: bpy.types.Event) -> set[str]:
        """Bakes while Blender stays usable."""
        return self._begin_modal(context)

    def modal(self, context: bpy.types.Context, event: bpy.types.Event) -> set[str]:
        """Goes on; ESC ends it and leaves everything as it was."""
        if event.type == "ESC":
            self._end(context)
            self.report({"INFO"}, "The bake was cancelled; nothing was changed")
            return {"CANCELLED"}
        if event.type != "TIMER":
            return {"PASS_THROUGH"}
        with told(self):
            self._bake.step()
            context.workspace.status_text_set(f"Mien bakes: {self._bake.progress:.0%}. ESC cancels")
            if not self._bake.is_done:
                return {"RUNNING_MODAL"}
            self._end(context)
            return self._finished(self._bake)
        self._end(context)
        return {"CANCELLED"}

    def cancel(self, context: bpy.types.Context) -> None:
        """Ends it when Blender does."""
        self._end(context)

    def lines(self, context: bpy.types.Context) -> list[Line]:
        """What is to be baked."""
        return lines_of(context)

    def _begin_modal(self, context: bpy.types.Context) -> set[str]:
        with told(self):
            self._bake = self._begin(context)
            self._timer = context.window_manager.event_timer_add(_EVERY_S, window=context.window)
            context.window_manager.modal_handler_add(self)
            return {"RUNNING_MODAL"}
        return {"CANCELLED"}

    def _begin(self, context: bpy.types.Context) -> Baking:
        return Bake(character_of(context), self.lines(context), bake_options(context), LINK)

    def _end(self, context: bpy.types.Context) -> None:
        self._bake.cancel()
        context.window_manager.event_timer_remove(self._timer)
        context.workspace.status_text_set(None)

    def _finished(self, bake: Baking) -> set[str]:
        for note in bake.notes:
            self.report({"WARNING"}, note)
        keys = sum(written.keys for written in bake.written)
        names = ", ".join(name for written in bake.written for name in written.actions)
        last = max(written.last_frame for written in bake.written)
        self.report({"INFO"}, f"{names}: {keys} keys, until frame {last}")
        return {"FINISHED"}


class MienBake(BakeOperator):
    """Turns speech into keyframes of the character."""

    bl_idname = "mien.bake"
    bl_label = "Bake"
    bl_description = "Turns speech into keyframes of the character"
    bl_options = {"REGISTER", "UNDO"}

    @classmethod
    def disabled_reason(cls, context: bpy.types.Context) -> str:
        """Why it cannot be used."""
        settings = context.scene.mien
        if settings.source == "FILE" and not settings.audio:
            return super().disabled_reason(context) or "Choose a recording"
        return super().disabled_reason(context)


class MienBakeFiles(BakeOperator, ImportHelper):
    """Turns many recordings into takes, one after the other."""

    bl_idname = "mien.bake_files"
    bl_label = "Bake Files"
    bl_description = "Turns many recordings into takes, one after the other from the current frame on"
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
        return super().execute(context) if bpy.app.background else self._begin_modal(context)

    def lines(self, context: bpy.types.Context) -> list[Line]:
        """The files that were chosen."""
        names = sorted(file.name for file in self.files if file.name)
        return lines_of_files([Path(self.directory) / name for name in names], context.scene, self.pause)


class MienCheck(Explained, bpy.types.Operator):
    """Tells what a bake would do, and what stands in its way, without doing it."""

    bl_idname = "mien.check"
    bl_label = "Check"
    bl_description = "Tells what a bake would do, and what stands in its way, without doing it"

    @classmethod
    def disabled_reason(cls, context: bpy.types.Context) -> str:
        """Why it cannot be used."""
        return MienBake.disabled_reason(context)

    def execute(self, context: bpy.types.Context) -> set[str]:
        """Checks."""
        with told(self):
            keeper = character_of(context)
            for line in forecast(keeper, lines_of(context), context.scene):
                self.report({"INFO"}, line)
            for note in check_character(mapping_of(keeper)):
                self.report({"WARNING"}, note)
            return {"FINISHED"}
        return {"CANCELLED"}


class MienRemoveTake(Explained, bpy.types.Operator):
    """Takes back the last bake: its action and its strips; what was there before comes back."""

    bl_idname = "mien.remove_take"
    bl_label = "Remove Last Take"
    bl_description = "Takes back the last bake: its action and its strips; what was there before comes back"
    bl_options = {"REGISTER", "UNDO"}

    @classmethod
    def disabled_reason(cls, context: bpy.types.Context) -> str:
        """Why it cannot be used."""
        keeper = character_of(context)
        return "" if keeper and keeper.mien.takes else "There is no take of this character"

    def execute(self, context: bpy.types.Context) -> set[str]:
        """Removes it."""
        with told(self):
            self.report({"INFO"}, f"Removed the take of {remove_last_take(character_of(context))}")
            return {"FINISHED"}
        return {"CANCELLED"}


def bake_options(context: bpy.types.Context) -> BakeOptions:
    """How the active character is to be baked."""
    settings = context.scene.mien
    return BakeOptions(
        link=link_options(context),
        seed=settings.seed,
        controls=controls_of(character_of(context)),
        tolerance=settings.tolerance,
        push=settings.push,
        strip=settings.strip,
        markers=settings.markers,
    )


def lines_of(context: bpy.types.Context) -> list[Line]:
    """What is to be baked: the file from the current frame on, or the selected strips.

    Raises:
        MienError: If there is nothing, or it cannot be used.
    """
    if context.scene.mien.source == "FILE":
        return [line_of_file(context.scene.mien.audio, context.scene)]
    return lines_of_strips(context.scene)


CLASSES = (MienBake, MienBakeFiles, MienCheck, MienRemoveTake)
