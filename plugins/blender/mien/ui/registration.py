# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that Blender is told of, in one list."""

import atexit
from typing import Final

import bpy
from bpy.props import PointerProperty

from ..scene import properties
from ..scene.baking import BAKING
from ..scene.link import LINK
from . import bake_operators, character_operators, mapping_list, panels
from .live_registration import LIVE_CLASSES, register_live, unregister_live
from .preferences import MienPreferences

__all__ = ["CLASSES", "register_all", "unregister_all"]

CLASSES: Final[tuple[type, ...]] = (
    *properties.CLASSES,
    MienPreferences,
    *character_operators.CLASSES,
    *bake_operators.CLASSES,
    *panels.CLASSES,
    *mapping_list.CLASSES,
    *LIVE_CLASSES,
)
"""In the order of registration: what others refer to comes first."""


def register_all() -> None:
    """Makes the extension known to Blender."""
    for each in CLASSES:
        bpy.utils.register_class(each)
    bpy.types.Object.mien = PointerProperty(type=properties.MienCharacter, override={"LIBRARY_OVERRIDABLE"})
    bpy.types.Scene.mien = PointerProperty(type=properties.MienSettings)
    register_live()
    # Blender does not disable its extensions when it ends, but a daemon that was started here has to end with it.
    atexit.register(LINK.close)


def unregister_all() -> None:
    """Takes it back, and ends what was started."""
    BAKING.end()
    unregister_live()
    atexit.unregister(LINK.close)
    LINK.close()
    del bpy.types.Scene.mien
    del bpy.types.Object.mien
    for each in reversed(CLASSES):
        bpy.utils.unregister_class(each)
