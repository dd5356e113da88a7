# SPDX-License-Identifier: GPL-3.0-or-later
"""Buttons that make a character live, let it speak, and record what it does."""

import time
from pathlib import Path

import bpy

from mien_protocol.errors import MienError
from mien_protocol.messages.sessions import FaceRequest

from ..core.live_wish import OwnSession, WatchedSession, Wish
from ..core.trimming import trimmed
from ..scene.character import character_of
from ..scene.controls import controls_of
from ..scene.link import LINK
from ..scene.live import LIVE
from ..scene.live_character import LiveCharacter
from ..scene.live_sound import Utterance
from ..scene.sound import open_recording
from .bake_operators import lines_of
from .live_timer import keep_ticking
from .operator import Explained, told
from .preferences import link_options

__all__ = ["CLASSES"]


def keeper_of(context: bpy.types.Context) -> bpy.types.Object:
    """The object that keeps the active character.

    Raises:
        MienError: If there is none.
    """
    keeper = character_of(context)
    if keeper is None or not keeper.mien.is_character:
        raise MienError("find the character first")
    return keeper


def live_of(context: bpy.types.Context) -> LiveCharacter:
    """The active character, which is live.

    Raises:
        MienError: If it is not.
    """
    character = LIVE.character(keeper_of(context).name)
    if character is None:
        raise MienError("the character is not live")
    return character


def no_live(context: bpy.types.Context) -> str:
    """Why there is no live character to do something with; empty if there is one."""
    keeper = character_of(context)
    return "" if keeper and LIVE.character(keeper.name) else "The character is not live"


def no_own(context: bpy.types.Context) -> str:
    """Why there is no live session that takes sound from here; empty if there is one."""
    reason = no_live(context)
    if reason or live_of(context).link.is_own:
        return reason
    return "The session is somebody else's; go live with one of your own"


class MienLiveStart(Explained, bpy.types.Operator):
    """Shows a live session on the character, until it is ended."""

    bl_idname = "mien.live_start"
    bl_label = "Go Live"
    bl_description = "Shows a live session on the character, until it is ended"

    @classmethod
    def disabled_reason(cls, context: bpy.types.Context) -> str:
        """Why it cannot be used."""
        keeper = character_of(context)
        return "" if keeper and keeper.mien.is_character else "Find the character first"

    def execute(self, context: bpy.types.Context) -> set[str]:
        """Begins."""
        with told(self):
            options = link_options(context)
            if options.command:
                # Starts a daemon where there is none; the session's own thread waits for it.
                LINK.client(options)
            keeper = keeper_of(context)
            LIVE.start(keeper, wish_of(context, keeper), options.connection_file)
            keep_ticking()
            return {"FINISHED"}
        return {"CANCELLED"}


class MienLiveStop(Explained, bpy.types.Operator):
    """Ends the live session; the character is as it was before. What is being recorded is kept."""

    bl_idname = "mien.live_stop"
    bl_label = "End"
    bl_description = "Ends the live session; the character is as it was before. What is being recorded is kept"
    bl_options = {"UNDO"}

    @classmethod
    def disabled_reason(cls, context: bpy.types.Context) -> str:
        """Why it cannot be used."""
        return no_live(context)

    def execute(self, context: bpy.types.Context) -> set[str]:
        """Ends it."""
        name = keeper_of(context).name
        with told(self):
            if live_of(context).is_recording:
                live_of(context).punch_out(time.monotonic_ns())
        LIVE.stop(name)
        # What was recorded is seen in the place of the live face.
        context.scene.frame_set(context.scene.frame_current, subframe=context.scene.frame_subframe)
        return {"FINISHED"}


class MienLiveSpeak(Explained, bpy.types.Operator):
    """Speaks the recording, or the selected sound strip, at the pace of speech, and plays it."""

    bl_idname = "mien.live_speak"
    bl_label = "Speak"
    bl_description = "Speaks the recording, or the selected sound strip, at the pace of speech, and plays it"

    @classmethod
    def disabled_reason(cls, context: bpy.types.Context) -> str:
        """Why it cannot be used."""
        reason = no_own(context)
        settings = context.scene.mien
        return reason or ("" if settings.source != "FILE" or settings.audio else "Choose a recording")

    def execute(self, context: bpy.types.Context) -> set[str]:
        """Begins to speak."""
        with told(self):
            line = lines_of(context)[0]
            fps = context.scene.render.fps / context.scene.render.fps_base
            start_s = 0.0 if line.first is None else (line.first - line.start) / fps
            end_s = None if line.last is None else (line.last + 1 - line.start) / fps
            recording = trimmed(open_recording(line.audio), start_s, end_s)
            live_of(context).speak(recording, Utterance(line.audio, start_s, end_s))
            return {"FINISHED"}
        return {"CANCELLED"}


class MienLiveHush(Explained, bpy.types.Operator):
    """Stops speaking at once."""

    bl_idname = "mien.live_hush"
    bl_label = "Hush"
    bl_description = "Stops speaking at once"

    @classmethod
    def disabled_reason(cls, context: bpy.types.Context) -> str:
        """Why it cannot be used."""
        return no_own(context)

    def execute(self, context: bpy.types.Context) -> set[str]:
        """Stops."""
        live_of(context).hush()
        return {"FINISHED"}


class MienLiveRecord(Explained, bpy.types.Operator):
    """Records what is seen, from the current frame on, until it is pressed again; other frames keep their keys."""

    bl_idname = "mien.live_record"
    bl_label = "Record"
    bl_description = "Records from the current frame on, until it is pressed again; other frames keep their keys"
    bl_options = {"UNDO"}

    @classmethod
    def disabled_reason(cls, context: bpy.types.Context) -> str:
        """Why it cannot be used."""
        reason = no_live(context)
        return reason or ("" if live_of(context).is_moving else "Nothing has come of the session yet")

    def execute(self, context: bpy.types.Context) -> set[str]:
        """Begins, or ends."""
        with told(self):
            character = live_of(context)
            if not character.is_recording:
                character.punch_in(context.scene, time.monotonic_ns())
                return {"FINISHED"}
            written = character.punch_out(time.monotonic_ns())
            self.report({"INFO"}, f"{', '.join(written.actions)}: recorded until frame {written.last_frame}")
            return {"FINISHED"}
        return {"CANCELLED"}


def wish_of(context: bpy.types.Context, keeper: bpy.types.Object) -> Wish:
    """Which session a character's panel asks for.

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


CLASSES = (MienLiveStart, MienLiveStop, MienLiveSpeak, MienLiveHush, MienLiveRecord)
