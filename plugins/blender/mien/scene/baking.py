# SPDX-License-Identifier: GPL-3.0-or-later
"""Bake that runs while Blender stays usable: one at a time, which ends with the extension at the latest."""

from collections.abc import Callable
from typing import Final, Protocol

from .take import Written

__all__ = ["BAKING", "Baking", "Desk"]


class Baking(Protocol):
    """Work that goes on step by step and ends with takes."""

    @property
    def notes(self) -> list[str]:
        """Notes for the user, in sentences."""

    @property
    def written(self) -> list[Written]:
        """Takes that were written, once it is done."""

    @property
    def is_done(self) -> bool:
        """True if the takes were written."""

    @property
    def progress(self) -> float:
        """Progress, 0..1."""

    def step(self, timeout_s: float = 0.0) -> None:
        """Goes on a little."""

    def cancel(self) -> None:
        """Ends it."""


class Desk:
    """Place of one bake, and the way to put away what shows it."""

    def __init__(self) -> None:
        """Nothing is baked."""
        self._bake: Baking | None = None
        self._put_away: Callable[[], None] | None = None

    @property
    def is_busy(self) -> bool:
        """True while something is baked."""
        return self._bake is not None

    def begin(self, bake: Baking, put_away: Callable[[], None]) -> None:
        """Begins a bake; one that was under way ends.

        Args:
            bake: What is to be baked.
            put_away: Called once, when it has ended, however it has.
        """
        self.end()
        self._bake, self._put_away = bake, put_away

    def end(self) -> None:
        """Ends what is baked; nothing is changed unless it is done. More calls do nothing."""
        bake, put_away = self._bake, self._put_away
        self._bake = self._put_away = None
        if bake is not None and put_away is not None:
            put_away()
            bake.cancel()


BAKING: Final = Desk()
"""Blender's own; ended when the extension is disabled."""
