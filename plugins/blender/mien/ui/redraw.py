# SPDX-License-Identifier: GPL-3.0-or-later
"""Views that have to be drawn again."""

from typing import Final

import bpy

__all__ = ["Redrawer", "redraw_panels"]

_PANELS_NS: Final = 200_000_000
"""Numbers that change faster cannot be read; panels cost more to draw than a face to move."""


class Redrawer:
    """Draws views again as often as is of use."""

    def __init__(self) -> None:
        """Has drawn nothing yet."""
        self._panels_ns = 0

    def redraw(self, now_ns: int, *, moved: bool) -> None:
        """Lets 3D views be drawn again.

        Args:
            now_ns: By `time.monotonic_ns`.
            moved: Whether anything has moved; their panels are drawn a few times a second in any case.
        """
        if moved:
            _tag("WINDOW")
        if now_ns - self._panels_ns >= _PANELS_NS:
            self._panels_ns = now_ns
            redraw_panels()


def redraw_panels() -> None:
    """Lets the sidebars of all 3D views be drawn again."""
    _tag("UI")


def _tag(kind: str) -> None:
    for window in bpy.context.window_manager.windows:
        for area in window.screen.areas:
            if area.type == "VIEW_3D":
                for region in area.regions:
                    if region.type == kind:
                        region.tag_redraw()
