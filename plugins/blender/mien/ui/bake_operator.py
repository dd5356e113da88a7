# SPDX-License-Identifier: GPL-3.0-or-later
"""Base of the buttons that bake."""

from functools import partial

import bpy

from ..scene.bake import Bake, BakeOptions
from ..scene.baking import BAKING, Baking
from ..scene.character import character_of
from ..scene.compat import sequencer_scene
from ..scene.controls import controls_of
from ..scene.lines import Line, line_of_file, lines_of_strips
from ..scene.link import LINK
from ..scene.placement import Place
from .operator import Explained, told
from .preferences import link_options
from .reasons import no_character

__all__ = ["BakeOperator", "bake_options", "lines_of"]

_WAIT_S = 0.02
_EVERY_S = 0.03


class BakeOperator(Explained, bpy.types.Operator):
    """Waits for a bake where a script asks for it, and lets Blender stay usable where a person does."""

    @classmethod
    def disabled_reason(cls, context: bpy.types.Context) -> str:
        """Reason why it cannot be used."""
        return "Something is being baked; ESC ends it" if BAKING.is_busy else no_character(context)

    def execute(self, context: bpy.types.Context) -> set[str]:
        """Bakes, and waits for it: for scripts."""
        with told(self):
            bake = self.begin(context)
            try:
                while not bake.is_done:
                    bake.step(_WAIT_S)
            finally:
                bake.cancel()
            return self._finished(bake)
        return {"CANCELLED"}

    def invoke(self, context: bpy.types.Context, event: bpy.types.Event) -> set[str]:
        """Bakes while Blender stays usable."""
        return self.begin_modal(context)

    def modal(self, context: bpy.types.Context, event: bpy.types.Event) -> set[str]:
        """Goes on; ESC ends it and leaves everything as it was."""
        if event.type == "ESC":
            BAKING.end()
            self.report({"INFO"}, "The bake was cancelled; nothing was changed")
            return {"CANCELLED"}
        if event.type != "TIMER":
            return {"PASS_THROUGH"}
        try:
            going_on = self._go_on(context)
        except BaseException:
            BAKING.end()
            raise
        if going_on != {"RUNNING_MODAL"}:
            BAKING.end()
        return going_on

    def cancel(self, context: bpy.types.Context) -> None:
        """Ends it when Blender does."""
        BAKING.end()

    def lines(self, context: bpy.types.Context) -> list[Line]:
        """Sound to be baked."""
        return lines_of(context)

    def begin(self, context: bpy.types.Context) -> Baking:
        """Begins what is to be waited for.

        Raises:
            MienError: If it cannot be baked.
        """
        return Bake(character_of(context), self.lines(context), bake_options(context), LINK)

    def begin_modal(self, context: bpy.types.Context) -> set[str]:
        """Begins to bake while Blender stays usable."""
        with told(self):
            self._bake = self.begin(context)
            timer = context.window_manager.event_timer_add(_EVERY_S, window=context.window)
            BAKING.begin(self._bake, partial(_put_away, timer))
            context.window_manager.modal_handler_add(self)
            return {"RUNNING_MODAL"}
        return {"CANCELLED"}

    def _go_on(self, context: bpy.types.Context) -> set[str]:
        with told(self):
            self._bake.step()
            doing = "waits for the daemon, which is busy" if LINK.is_waiting else f"bakes: {self._bake.progress:.0%}"
            context.workspace.status_text_set(f"Mien {doing}. ESC cancels")
            return self._finished(self._bake) if self._bake.is_done else {"RUNNING_MODAL"}
        return {"CANCELLED"}

    def _finished(self, bake: Baking) -> set[str]:
        for note in bake.notes:
            self.report({"WARNING"}, note)
        keys = sum(written.keys for written in bake.written)
        names = ", ".join(name for written in bake.written for name in written.actions)
        last = max(written.last_frame for written in bake.written)
        self.report({"INFO"}, f"{names}: {keys} keys, until frame {last}")
        return {"FINISHED"}


def bake_options(context: bpy.types.Context) -> BakeOptions:
    """Bake settings of the active character.

    Raises:
        MienError: If what it looks at cannot be told, for a part of it is gone.
    """
    settings = context.scene.mien
    return BakeOptions(
        link=link_options(context),
        seed=settings.seed,
        controls=controls_of(character_of(context)),
        tolerance=settings.tolerance,
        place=Place(settings.place),
        strip=settings.strip,
        markers=settings.markers,
    )


def lines_of(context: bpy.types.Context) -> list[Line]:
    """Sound to be baked: the file from the current frame on, or the selected strips.

    Raises:
        MienError: If there is nothing, or it cannot be used.
    """
    if context.scene.mien.source == "FILE":
        return [line_of_file(context.scene.mien.audio, context.scene)]
    return lines_of_strips(sequencer_scene(context), context.scene)


def _put_away(timer: bpy.types.Timer) -> None:
    """Takes away what shows that something is baked."""
    bpy.context.window_manager.event_timer_remove(timer)
    if bpy.context.workspace is not None:
        bpy.context.workspace.status_text_set(None)
