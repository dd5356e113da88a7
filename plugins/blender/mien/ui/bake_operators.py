# SPDX-License-Identifier: GPL-3.0-or-later
"""Buttons that bake, and take back what was baked."""

from pathlib import Path

import bpy

from mien_protocol.errors import MienError

from ..scene.bake import Bake, BakeOptions, Line
from ..scene.character import character_of
from ..scene.link import LINK
from ..scene.take import remove_last_take
from .operator import Explained, told
from .preferences import link_options

__all__ = ["CLASSES"]

_WAIT_S = 0.02
_EVERY_S = 0.03


class MienBake(Explained, bpy.types.Operator):
    """Turns speech into keyframes of the character."""

    bl_idname = "mien.bake"
    bl_label = "Bake"
    bl_description = "Turns speech into keyframes of the character"
    bl_options = {"REGISTER", "UNDO"}

    @classmethod
    def disabled_reason(cls, context: bpy.types.Context) -> str:
        """Why it cannot be used."""
        keeper = character_of(context)
        if keeper is None or not keeper.mien.is_character:
            return "Find the character first"
        settings = context.scene.mien
        if settings.source == "FILE" and not settings.audio:
            return "Choose a recording"
        return ""

    def execute(self, context: bpy.types.Context) -> set[str]:
        """Bakes, and waits for it: for scripts."""
        with told(self):
            bake = self._begin(context)
            while not bake.is_done:
                bake.step(_WAIT_S)
            return self._finished(bake)
        return {"CANCELLED"}

    def invoke(self, context: bpy.types.Context, event: bpy.types.Event) -> set[str]:
        """Bakes while Blender stays usable."""
        with told(self):
            self._bake = self._begin(context)
            self._timer = context.window_manager.event_timer_add(_EVERY_S, window=context.window)
            context.window_manager.progress_begin(0.0, 1.0)
            context.window_manager.modal_handler_add(self)
            return {"RUNNING_MODAL"}
        return {"CANCELLED"}

    def modal(self, context: bpy.types.Context, event: bpy.types.Event) -> set[str]:
        """Goes on; ESC ends it and leaves everything as it was."""
        if event.type == "ESC":
            self._bake.cancel()
            self._end(context)
            self.report({"INFO"}, "The bake was cancelled; nothing was changed")
            return {"CANCELLED"}
        if event.type != "TIMER":
            return {"PASS_THROUGH"}
        with told(self):
            self._bake.step()
            context.window_manager.progress_update(self._bake.progress)
            if not self._bake.is_done:
                return {"RUNNING_MODAL"}
            self._end(context)
            return self._finished(self._bake)
        self._bake.cancel()
        self._end(context)
        return {"CANCELLED"}

    def _begin(self, context: bpy.types.Context) -> Bake:
        settings = context.scene.mien
        options = BakeOptions(
            link=link_options(context),
            seed=settings.seed,
            tolerance=settings.tolerance,
            push=settings.push,
            strip=settings.strip,
        )
        return Bake(character_of(context), lines_of(context), options, LINK)

    def _end(self, context: bpy.types.Context) -> None:
        context.window_manager.event_timer_remove(self._timer)
        context.window_manager.progress_end()

    def _finished(self, bake: Bake) -> set[str]:
        for note in bake.notes:
            self.report({"WARNING"}, note)
        keys = sum(written.keys for written in bake.written)
        names = ", ".join(name for written in bake.written for name in written.actions)
        self.report({"INFO"}, f"{names}: {keys} keys, until frame {bake.written[-1].last_frame}")
        return {"FINISHED"}


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


def lines_of(context: bpy.types.Context) -> list[Line]:
    """What is to be baked: the file from the current frame on, or the selected strips."""
    settings = context.scene.mien
    if settings.source == "FILE":
        return [Line(Path(bpy.path.abspath(settings.audio)).resolve(), context.scene.frame_current)]
    raise MienError("select sound strips in the sequencer")


CLASSES = (MienBake, MienRemoveTake)
