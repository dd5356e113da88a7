"""What panels draw, on a layout that writes it down: each property and each button that they name is there."""

import importlib
from types import SimpleNamespace

import bpy
from harness import run
from live_scene import go_live, live
from scenes import MODULE, bake, settings, stock_head

ICONS = {item.identifier for item in bpy.types.UILayout.bl_rna.functions["label"].parameters["icon"].enum_items}


class Layout:
    """Takes down what is drawn."""

    def __init__(self, said=None):
        self.said = [] if said is None else said

    def row(self, **_):
        return Layout(self.said)

    column = row

    def label(self, *, text, icon="NONE"):
        assert icon in ICONS, icon
        self.said.append(text)

    def prop(self, data, name, **_):
        assert name in data.bl_rna.properties, (data, name)
        self.said.append(data.bl_rna.properties[name].name)

    def operator(self, name, *, text=None, icon="NONE", **_):
        assert icon in ICONS, icon
        area, _, button = name.partition(".")
        kind = getattr(bpy.types, f"{area.upper()}_OT_{button}")
        self.said.append(kind.bl_label if text is None else text)
        return SimpleNamespace()

    def template_list(self, kind, _, data, name, active, active_row, **__):
        drawn = getattr(importlib.import_module(f"{MODULE}.ui.mapping_list"), kind)
        assert active_row in active.bl_rna.properties
        for item in getattr(data, name):
            drawn.draw_item(None, bpy.context, self, data, item, 0, active, active_row)


def drawn(width=300):
    """All that the panels show, by their labels; those that are not shown are left out."""
    context = SimpleNamespace(
        active_object=bpy.context.active_object, scene=bpy.context.scene, region=SimpleNamespace(width=width),
        preferences=SimpleNamespace(system=SimpleNamespace(ui_scale=1.0)),
    )  # fmt: skip
    found = {}
    for name in ("panels", "mapping_list", "live_panels"):
        for kind in importlib.import_module(f"{MODULE}.ui.{name}").CLASSES:
            if issubclass(kind, bpy.types.Panel) and (not hasattr(kind, "poll") or kind.poll(context)):
                layout = Layout()
                kind.draw(SimpleNamespace(layout=layout), context)
                found[kind.bl_label] = layout.said
    return found


def check_an_empty_file_has_what_begins():
    found = drawn()
    assert set(found) == {"Character", "Bake"}
    assert found["Character"] == ["Find Character", "Add Stock Head"]


def check_a_character_has_everything():
    armature = stock_head()
    found = drawn()
    assert set(found) == {"Character", "Bake", "Mapping", "Live", "Text", "Performance", "Pictures"}
    assert "jawOpen" in found["Mapping"]
    assert "neck" in found["Mapping"]
    assert "Go Live" in found["Live"]
    armature.mien_live.source = "WATCH"
    assert "List Sessions" not in found["Live"]
    assert "Name" in drawn()["Live"]
    bpy.context.scene.mien.source = "STRIPS"
    assert "Recording" in found["Bake"]
    assert "Recording" not in drawn()["Bake"]
    settings(source="FILE")
    bake()
    assert "Daemon: connected" in drawn()["Bake"]


def check_what_was_found_is_read_whole_in_a_narrow_sidebar():
    armature = stock_head()
    armature.mien.found = "summary\nnot moved: " + ", ".join(f"Face Fat.{number:03}" for number in range(100))
    lines = drawn(width=200)["Character"][2:]
    assert max(map(len, lines)) <= 29
    assert " ".join(lines).count("Fat.") == 100


def check_a_live_character_tells_how_it_stands():
    settings()
    armature = stock_head()
    go_live(armature)
    found = drawn()["Live"]
    assert "connected" in found
    assert {"End", "Speak", "Hush", "Record"} <= set(found)
    live().stop_all()


run(globals())
