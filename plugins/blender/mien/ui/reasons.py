# SPDX-License-Identifier: GPL-3.0-or-later
"""Availability of a button, and what it is used on."""

import bpy

from mien_protocol.errors import MienError

from ..scene.character import character_of
from ..scene.live import LIVE
from ..scene.live_character import LiveCharacter

__all__ = ["keeper_of", "live_of", "no_character", "no_live", "no_own"]


def no_character(context: bpy.types.Context) -> str:
    """Reason why there is no character; empty if there is one."""
    keeper = character_of(context)
    return "" if keeper and keeper.mien.is_character else "Find the character first"


def no_live(context: bpy.types.Context) -> str:
    """Reason why there is no live character to do something with; empty if there is one."""
    keeper = character_of(context)
    return "" if keeper and LIVE.character(keeper.name) else "The character is not live"


def no_own(context: bpy.types.Context) -> str:
    """Reason why there is no live session that takes sound from here; empty if there is one."""
    reason = no_live(context)
    if reason or live_of(context).link.is_own:
        return reason
    return "The session is somebody else's; go live with one of your own"


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
