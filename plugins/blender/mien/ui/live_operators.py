# SPDX-License-Identifier: GPL-3.0-or-later
"""Buttons that make a character live, let it speak, and record what it does."""

import time
from pathlib import Path

import bpy

from mien_protocol.errors import MienError
from mien_protocol.messages.sessions import FaceRequest

from ..core.live_wish import OwnSession, WatchedSession, Wish
from ..core.trimming import trimmed
from ..scene.controls import controls_of
from ..scene.link import LINK
from ..scene.live import LIVE
from ..scene.live_sound import Utterance
from ..scene.sound import open_recording
from .bake_operator import lines_of
from .live_timer import keep_ticking
from .operator import Acting
from .preferences import link_options
from .reasons import keeper_of, live_of, no_character, no_live, no_own

__all__ = ["CLASSES"]


class MienLiveStart(Acting, bpy.types.Operator):
    """Shows a live session on the character, until it is ended."""

    bl_idname = "mien.live_start"
    bl_label = "Go Live"

    @classmethod
    def disabled_reason(cls, context: bpy.types.Context) -> str:
        """Reason why it cannot be used."""
        return no_character(context)

    def act(self, context: bpy.types.Context) -> None:
        """Begins."""
        options = link_options(context)
        if options.command:
            # Starts a daemon where there is none; the session's own thread waits for it.
            LINK.client(options)
        keeper = keeper_of(context)
        LIVE.start(keeper, wish_of(context, keeper), options.connection_file)
        keep_ticking()


class MienLiveStop(Acting, bpy.types.Operator):
    """Ends the live session; the character is as it was before. What is being recorded is kept."""

    bl_idname = "mien.live_stop"
    bl_label = "End"
    bl_options = {"UNDO"}

    @classmethod
    def disabled_reason(cls, context: bpy.types.Context) -> str:
        """Reason why it cannot be used."""
        return no_live(context)

    def act(self, context: bpy.types.Context) -> None:
        """Ends it."""
        character = live_of(context)
        try:
            if character.is_recording:
                character.punch_out(time.monotonic_ns())
        finally:
            LIVE.stop(character.name)
            # What was recorded is seen in the place of the live face.
            context.scene.frame_set(context.scene.frame_current, subframe=context.scene.frame_subframe)


class MienLiveStopLost(Acting, bpy.types.Operator):
    """Ends the live sessions of characters that are not in the scene any more."""

    bl_idname = "mien.live_stop_lost"
    bl_label = "End Them"

    @classmethod
    def disabled_reason(cls, context: bpy.types.Context) -> str:
        """Reason why it cannot be used."""
        return "" if LIVE.lost() else "No live character was deleted"

    def act(self, context: bpy.types.Context) -> None:
        """Ends them."""
        LIVE.stop_lost()


class MienLiveSpeak(Acting, bpy.types.Operator):
    """Speaks the recording, or the selected sound strip, at the pace of speech, and plays it."""

    bl_idname = "mien.live_speak"
    bl_label = "Speak"

    @classmethod
    def disabled_reason(cls, context: bpy.types.Context) -> str:
        """Reason why it cannot be used."""
        reason = no_own(context)
        settings = context.scene.mien
        return reason or ("" if settings.source != "FILE" or settings.audio else "Choose a recording")

    def act(self, context: bpy.types.Context) -> None:
        """Begins to speak."""
        line = lines_of(context)[0]
        fps = context.scene.render.fps / context.scene.render.fps_base
        start_s = 0.0 if line.first is None else (line.first - line.start) / fps
        end_s = None if line.last is None else (line.last + 1 - line.start) / fps
        recording = trimmed(open_recording(line.audio), start_s, end_s)
        live_of(context).speak(recording, Utterance(line.audio, start_s, end_s))


class MienLiveHush(Acting, bpy.types.Operator):
    """Stops speaking at once."""

    bl_idname = "mien.live_hush"
    bl_label = "Hush"

    @classmethod
    def disabled_reason(cls, context: bpy.types.Context) -> str:
        """Reason why it cannot be used."""
        return no_own(context)

    def act(self, context: bpy.types.Context) -> None:
        """Stops."""
        live_of(context).hush()


class MienLiveRecord(Acting, bpy.types.Operator):
    """Records what is seen, from the current frame on, until it is pressed again; other frames keep their keys."""

    bl_idname = "mien.live_record"
    bl_label = "Record"
    bl_options = {"UNDO"}

    @classmethod
    def disabled_reason(cls, context: bpy.types.Context) -> str:
        """Reason why it cannot be used."""
        reason = no_live(context)
        return reason or ("" if live_of(context).is_moving else "Nothing has come of the session yet")

    def act(self, context: bpy.types.Context) -> None:
        """Begins, or ends."""
        character = live_of(context)
        if not character.is_recording:
            character.punch_in(context.scene, time.monotonic_ns())
            return
        written = character.punch_out(time.monotonic_ns())
        self.report({"INFO"}, f"{', '.join(written.actions)}: recorded until frame {written.last_frame}")


def wish_of(context: bpy.types.Context, keeper: bpy.types.Object) -> Wish:
    """Session that a character's panel asks for.

    Raises:
        MienError: If the photo cannot be read.
    """
    kept = keeper.mien_live
    if kept.source == "WATCH":
        return WatchedSession(kept.session.strip(), face=True)
    face = FaceRequest(layout=kept.photo.layout, size=kept.photo.size, rate_hz=kept.photo.rate)
    return OwnSession(context.scene.mien.seed, controls_of(keeper), _photo(kept.photo.photo), face)


def _photo(name: str) -> bytes | None:
    if not name:
        return None
    path = Path(bpy.path.abspath(name))
    try:
        return path.read_bytes()
    except OSError as error:
        raise MienError(f"cannot read the photo {path}: {(error.strerror or str(error)).lower()}") from error


CLASSES = (MienLiveStart, MienLiveStop, MienLiveStopLost, MienLiveSpeak, MienLiveHush, MienLiveRecord)
