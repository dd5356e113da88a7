# SPDX-License-Identifier: GPL-3.0-or-later
"""Characters that show live sessions. Blender calls `LIVE.tick` sixty times a second; nothing in it waits."""

import logging
from pathlib import Path
from typing import Final

import bpy

from ..core.live_link import LiveLink
from ..core.live_wish import Wish
from .character import mapping_of
from .checks import check_character
from .live_character import LiveCharacter

__all__ = ["LIVE", "Live"]

_log = logging.getLogger(__name__)

_EVERY_S: Final = 1.0 / 60.0

_FAREWELL_S: Final = 5.0


class Live:
    """All characters that are live.

    Attributes:
        is_rendering: Whether Blender renders: what it renders must not move meanwhile.
        has_moved: Whether any character was moved at the last tick.
    """

    def __init__(self) -> None:
        """None is."""
        self.is_rendering = self.has_moved = False
        self._characters: list[LiveCharacter] = []
        self._leaving: list[LiveLink] = []

    def __len__(self) -> int:
        return len(self._characters)

    def character(self, keeper_name: str) -> LiveCharacter | None:
        """The live character that an object keeps."""
        return next((character for character in self._characters if character.name == keeper_name), None)

    def lost(self) -> list[LiveCharacter]:
        """Live characters that are not in the scene any more."""
        return [character for character in self._characters if character.is_lost]

    def start(self, keeper: bpy.types.Object, wish: Wish, connection_file: Path | None) -> LiveCharacter:
        """Makes a character live; one that was live shows another session from now on.

        Raises:
            MienError: If it has nothing that could move, or must not be changed.
        """
        self.stop(keeper.name)
        check_character(mapping_of(keeper))
        character = LiveCharacter(keeper, LiveLink(wish, connection_file))
        self._characters.append(character)
        return character

    def stop(self, keeper_name: str) -> None:
        """Ends it, if it is live; the character is as before."""
        character = self.character(keeper_name)
        if character is not None:
            self._stop(character)

    def stop_lost(self) -> None:
        """Ends those that are not in the scene any more."""
        for character in self.lost():
            self._stop(character)

    def stop_all(self) -> None:
        """Ends all."""
        for character in list(self._characters):
            self._stop(character)

    def close(self) -> None:
        """Ends all, and waits until their threads have ended."""
        self.stop_all()
        for link in self._leaving:
            if not link.join(_FAREWELL_S):
                _log.warning("live.stays")
        self._leaving.clear()

    def rest(self) -> None:
        """Makes all characters as they were, until the next tick: what is saved has no face of the moment."""
        for character in self._characters:
            character.rest()

    def tick(self, now_ns: int) -> float | None:
        """Shows what is to be seen now.

        Args:
            now_ns: By `time.monotonic_ns`.

        Returns:
            After how many seconds to call it again; None if nothing is live any more.
        """
        self._leaving = [link for link in self._leaving if not link.join(0.0)]
        playing = _is_playing()
        self.has_moved = False
        for character in self._characters:
            pause = self.is_rendering or (playing and not character.is_recording)
            character.tick(now_ns, pause=pause)
            self.has_moved |= character.is_moving and not pause and not character.trouble
        return _EVERY_S if self._characters else None

    def keep_recorded(self, now_ns: int) -> None:
        """Shows again what is being recorded, where keys of another take were just shown in its place."""
        for character in self._characters:
            if character.is_recording:
                character.tick(now_ns, pause=self.is_rendering)

    def _stop(self, character: LiveCharacter) -> None:
        self._characters.remove(character)
        character.stop()
        self._leaving.append(character.link)


def _is_playing() -> bool:
    """True if the scene is played in some window: what its keys say is to be seen then."""
    return any(window.screen.is_animation_playing for window in bpy.context.window_manager.windows)


LIVE: Final = Live()
"""Blender's own; closed when the extension is disabled."""
