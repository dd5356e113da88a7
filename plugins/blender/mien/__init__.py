# SPDX-License-Identifier: GPL-3.0-or-later
"""Mien in Blender: speech becomes a face that moves, baked for good or live."""

__all__ = ["register", "unregister"]


def register() -> None:
    """Called by Blender when the extension is enabled."""
    # Imported here and not above: `core` is used without Blender, where there is no `bpy`.
    from .ui.registration import register_all

    register_all()


def unregister() -> None:
    """Called by Blender when the extension is disabled."""
    from .ui.registration import unregister_all

    unregister_all()
