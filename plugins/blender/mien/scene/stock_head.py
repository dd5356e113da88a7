# SPDX-License-Identifier: GPL-3.0-or-later
"""The stock head, which comes with the extension: a character that is ready to speak."""

from pathlib import Path
from typing import Final

import bpy

from mien_protocol.errors import MienError

from ..core.matching import Matched
from ..core.presets import read_presets
from .character import find_character

__all__ = ["add_stock_head"]

_FILE: Final = Path(__file__).parents[1] / "assets" / "head.glb"

_NAME: Final = "Mien Head"


def add_stock_head(context: bpy.types.Context) -> tuple[bpy.types.Object, Matched]:
    """Adds the stock head at the 3D cursor, found as a character.

    Returns:
        The object that keeps the character, and what was recognised.

    Raises:
        MienError: If the extension was built without it, or Blender's importer of glTF is disabled.
    """
    if not _FILE.is_file():
        raise MienError(f"the extension was built without {_FILE.name}; make one with `mien head` and import it")
    if "io_scene_gltf2" not in context.preferences.addons:
        raise MienError("Blender's add-on for glTF 2.0 is disabled; enable it in the preferences")
    objects, collections = set(bpy.data.objects), set(bpy.data.collections)
    bpy.ops.import_scene.gltf(filepath=str(_FILE))
    _drop_bone_shapes([each for each in bpy.data.collections if each not in collections])
    parts = [obj for obj in bpy.data.objects if obj not in objects]
    armature = next(obj for obj in parts if obj.type == "ARMATURE")
    armature.name = armature.data.name = _NAME
    armature.location = context.scene.cursor.location
    armature.data.display_type = "STICK"
    for obj in parts:
        for key in obj.data.shape_keys.key_blocks if obj.type == "MESH" else ():
            key.value = 0.0
    for obj in context.selected_objects:
        obj.select_set(False)
    armature.select_set(True)
    context.view_layer.objects.active = armature
    return find_character([armature], read_presets())


def _drop_bone_shapes(collections: list[bpy.types.Collection]) -> None:
    """Takes away what the importer has made for bones to look like."""
    for collection in collections:
        for obj in list(collection.objects):
            bpy.data.meshes.remove(obj.data)
        bpy.data.collections.remove(collection)
