"""What Unity's package knows besides the wire is what the rest of the project knows."""

import json

import pytest

from mien_protocol.rig import EXPRESSION_NAMES
from tests.hygiene.sources import ROOT

pytestmark = pytest.mark.unity

PRESETS = ROOT / "protocol" / "presets"


def test_presets_move_the_same_shapes_by_the_same_weights_everywhere(play, tmp_path):
    presets = play(tmp_path / "none.json").tell("presets")
    assert presets
    for name, shapes in presets.items():
        known = json.loads((PRESETS / f"{name}.json").read_text(encoding="utf-8"))["shapes"]
        assert shapes == known, name


def test_the_coefficients_are_those_of_the_rig(play, tmp_path):
    arkit = play(tmp_path / "none.json").tell("presets")["arkit"]
    assert tuple(arkit) == EXPRESSION_NAMES
