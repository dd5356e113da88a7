"""The tables of characters in Unity and the page are those that their one source generates."""

import json

import pytest

from mien_protocol.rig import EXPRESSION_NAMES
from preset_tables import PRESETS, ROOT, generated_files, read_known_shapes, read_rules

pytestmark = pytest.mark.hygiene

FILES = generated_files(read_known_shapes(), read_rules())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_what_is_committed_is_what_would_be_generated(path):
    assert path.read_text(encoding="utf-8") == FILES[path], f"{path.relative_to(ROOT)}: run `python3 run.py generate`"


def test_every_preset_is_in_the_order_once():
    order = json.loads((PRESETS / "matching.json").read_text(encoding="utf-8"))["order"]
    assert sorted(order) == sorted(path.stem for path in PRESETS.glob("*.json") if path.stem != "matching")


@pytest.mark.parametrize("preset", read_known_shapes(), ids=lambda preset: preset.name)
def test_a_preset_speaks_of_shapes_it_has_and_of_coefficients_that_there_are(preset):
    assert set(preset.also) <= set(preset.shapes)
    assert {name for weights in preset.shapes.values() for name in weights} <= set(EXPRESSION_NAMES)


def test_no_table_of_another_preset_is_left():
    folder = next(path for path in FILES if path.name == "KnownPresets.cs").parent
    marked = {path for path in folder.glob("*.cs") if "// Generated" in path.read_text(encoding="utf-8")}
    assert marked == {path for path in FILES if path.suffix == ".cs"}
