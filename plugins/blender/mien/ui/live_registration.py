# SPDX-License-Identifier: GPL-3.0-or-later
"""Registration of live characters in Blender."""

from typing import Any, Final

import bpy
from bpy.props import PointerProperty

from ..scene import live_properties
from . import face_operators, live_operators, live_panels, live_timer, say_operator, session_operators, stock_operator

__all__ = ["LIVE_CLASSES", "register_live", "unregister_live"]

LIVE_CLASSES: Final[tuple[Any, ...]] = (
    *live_properties.CLASSES,
    *live_operators.CLASSES,
    *session_operators.CLASSES,
    *face_operators.CLASSES,
    *say_operator.CLASSES,
    *stock_operator.CLASSES,
    *live_panels.CLASSES,
)
"""In the order of registration: what others refer to comes first."""


def register_live() -> None:
    """To be called when the classes are registered."""
    bpy.types.Object.mien_live = PointerProperty(type=live_properties.MienLive, override={"LIBRARY_OVERRIDABLE"})
    live_timer.begin()


def unregister_live() -> None:
    """To be called before they are unregistered; ends what is live."""
    live_timer.end()
    session_operators.end_listing()
    del bpy.types.Object.mien_live
