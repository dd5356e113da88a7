from pathlib import Path

import pytest

from mien_bridge.offline.bake import name_outputs

pytestmark = pytest.mark.unit


def names(*inputs: str) -> list[str]:
    return name_outputs([Path(name) for name in inputs], "csv")


def test_outputs_are_named_like_their_inputs():
    assert names("a/one.wav", "b/two.mp3") == ["one.csv", "two.csv"]


def test_clashing_names_are_numbered():
    assert names("a/take.wav", "b/take.mp3", "take.wav") == ["take.csv", "take-2.csv", "take-3.csv"]


def test_case_alone_makes_no_difference_on_some_systems():
    assert names("Take.wav", "take.wav") == ["Take.csv", "take-2.csv"]


def test_a_number_does_not_clash_with_a_name():
    assert names("take-2.wav", "take.wav", "take.mp3") == ["take-2.csv", "take.csv", "take-3.csv"]
