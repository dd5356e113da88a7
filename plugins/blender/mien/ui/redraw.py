# SPDX-License-Identifier: GPL-3.0-or-later
"""Views that have to be drawn again."""

import bpy

__all__ = ["redraw_views"]


def redraw_views() -> None:
    """Lets every 3D view be drawn again, its panels too."""
    for window in bpy.context.window_manager.windows:
        for area in window.screen.areas:
            if area.type == "VIEW_3D":
                area.tag_redraw()
