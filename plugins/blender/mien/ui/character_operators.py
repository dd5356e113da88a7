# SPDX-License-Identifier: GPL-3.0-or-later
"""Buttons that find a character and keep, load and save its mapping."""

from pathlib import Path

import bpy
from bpy.props import EnumProperty, StringProperty
from bpy_extras.io_utils import ExportHelper, ImportHelper

from mien_protocol.errors import MienError

from ..core.mapping_file import mapping_from_json, mapping_to_json
from ..core.matching import By, Wish
from ..core.presets import read_presets
from ..scene.character import character_of, find_character, mapping_of, set_mapping
from ..scene.report import describe
from ..scene.resolving import resolved
from .operator import Acting
from .reasons import no_character

__all__ = ["CLASSES"]

_BY = [(by.value, by.value.title(), "") for by in By]

_AUTO = "auto"

_PREFER = [
    (_AUTO, "Auto", "The kind of which most is there and moves something"),
    *((preset.name, preset.title, "") for preset in read_presets() if preset.shapes),
]


class MienFindCharacter(Acting, bpy.types.Operator):
    """Recognises the shape keys and bones of the selected character, by their names."""

    bl_idname = "mien.find_character"
    bl_label = "Find Character"
    bl_options = {"REGISTER", "UNDO"}

    jaw: EnumProperty(name="Jaw", description="By what the jaw moves", items=_BY)
    eyes: EnumProperty(name="Eyes", description="By what the eyes move", items=_BY)
    prefer: EnumProperty(
        name="Prefer", description="The kind whose shape keys move whatever part of the face they can", items=_PREFER
    )

    @classmethod
    def disabled_reason(cls, context: bpy.types.Context) -> str:
        """Reason why it cannot be used."""
        return "" if context.active_object else "Select a part of a character: its face or its armature"

    def act(self, context: bpy.types.Context) -> None:
        """Finds it."""
        wish = Wish(By(self.jaw), By(self.eyes), prefer="" if self.prefer == _AUTO else self.prefer)
        keeper, matched = find_character({context.active_object, *context.selected_objects}, read_presets(), wish)
        keeper.mien.found = describe(matched)
        self.report({"INFO"}, keeper.mien.found.splitlines()[0])


class MienSaveMapping(Acting, bpy.types.Operator, ExportHelper):
    """Writes the mapping of the character as JSON."""

    bl_idname = "mien.save_mapping"
    bl_label = "Save Mapping"
    filename_ext = ".json"
    filter_glob: StringProperty(default="*.json", options={"HIDDEN"})

    @classmethod
    def disabled_reason(cls, context: bpy.types.Context) -> str:
        """Reason why it cannot be used."""
        return no_character(context)

    def act(self, context: bpy.types.Context) -> None:
        """Saves it."""
        text = mapping_to_json(mapping_of(character_of(context)))
        try:
            Path(self.filepath).write_text(text, encoding="utf-8")
        except OSError as error:
            raise MienError(f"cannot write {self.filepath}: {(error.strerror or str(error)).lower()}") from error


class MienLoadMapping(Acting, bpy.types.Operator, ImportHelper):
    """Gives the active object a mapping from a JSON file."""

    bl_idname = "mien.load_mapping"
    bl_label = "Load Mapping"
    bl_options = {"REGISTER", "UNDO"}
    filename_ext = ".json"
    filter_glob: StringProperty(default="*.json", options={"HIDDEN"})

    @classmethod
    def disabled_reason(cls, context: bpy.types.Context) -> str:
        """Reason why it cannot be used."""
        return "" if context.active_object else "Select the character's face or armature, which will keep the mapping"

    def act(self, context: bpy.types.Context) -> None:
        """Loads it."""
        try:
            text = Path(self.filepath).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise MienError(f"cannot read {self.filepath}: {error}") from error
        keeper = character_of(context) or context.active_object
        mapping = resolved(mapping_from_json(text), {keeper, context.active_object})
        set_mapping(keeper, mapping)
        keeper.mien.found = f"{len(mapping.shapes)} shape keys and {len(mapping.bones)} bones, from a file"


CLASSES = (MienFindCharacter, MienSaveMapping, MienLoadMapping)
