"""What Unity's package knows besides the wire is what the rest of the project knows."""

import json

import pytest

from mien_protocol.rig import EXPRESSION_NAMES
from tests.hygiene.sources import ROOT

pytestmark = pytest.mark.unity

PRESETS = ROOT / "plugins" / "blender" / "mien" / "core" / "presets"


def test_presets_move_the_same_shapes_by_the_same_weights_as_blenders(play, tmp_path):
    presets = play(tmp_path / "none.json").tell("presets")
    assert presets
    for name, shapes in presets.items():
        # Made anew: python -m tests.plugins.unity.toolchain.presets
        known = json.loads((PRESETS / f"{name}.json").read_text(encoding="utf-8"))["shapes"]
        assert shapes == known, name


def test_the_coefficients_are_those_of_the_rig(play, tmp_path):
    arkit = play(tmp_path / "none.json").tell("presets")["arkit"]
    assert tuple(arkit) == EXPRESSION_NAMES
