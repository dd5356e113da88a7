# SPDX-License-Identifier: GPL-3.0-or-later
"""The daemon's sessions, as the panel lists them."""

from typing import Final

from ..core.session_list import SessionList

__all__ = ["SESSIONS"]

SESSIONS: Final = SessionList()
"""Blender's own."""
