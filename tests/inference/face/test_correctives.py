"""Coefficients that cannot hold together give way to one another."""

import numpy as np
import pytest

from mien_inference.face.shape.correctives import LIP_PRESSURE, corrected
from mien_protocol.rig import EXPRESSION_INDEX
from tests.inference.face.frames import expression_of

pytestmark = pytest.mark.unit


def value(name: str, **asked: float) -> float:
    return float(corrected(expression_of(**asked))[EXPRESSION_INDEX[name]])


@pytest.mark.parametrize("rounding", ["mouthPucker", "mouthFunnel"])
def test_rounded_lips_are_raised_and_lowered_less(rounding):
    raised = {"mouthUpperUpLeft": 1.0, "mouthLowerDownRight": 1.0}
    assert value("mouthUpperUpLeft", **raised) == 1.0
    assert value("mouthUpperUpLeft", **raised, **{rounding: 1.0}) == pytest.approx(0.2)
    assert value("mouthLowerDownRight", **raised, **{rounding: 1.0}) == pytest.approx(0.5)
    assert value("mouthUpperUpLeft", **raised, **{rounding: 0.5}) == pytest.approx(0.6)


def test_rounding_twice_takes_no_more_than_all():
    both = {"mouthPucker": 1.0, "mouthFunnel": 1.0}
    assert value("mouthUpperUpRight", mouthUpperUpRight=1.0, **both) == pytest.approx(0.2)


def test_brows_that_go_up_as_a_whole_go_less_far_than_each_end_alone():
    whole = {"browInnerUp": 1.0, "browOuterUpLeft": 1.0, "browOuterUpRight": 1.0}
    for name in whole:
        assert value(name, **{name: 1.0}) == 1.0
        assert value(name, **whole) == pytest.approx(0.7)
    assert value("browOuterUpRight", browOuterUpLeft=1.0, browOuterUpRight=0.5) == pytest.approx(0.5)


def test_a_smile_has_raised_its_own_cheek():
    assert value("cheekSquintLeft", cheekSquintLeft=1.0, mouthSmileRight=1.0) == 1.0
    assert value("cheekSquintLeft", cheekSquintLeft=1.0, mouthSmileLeft=0.5) == pytest.approx(0.75)


def test_lips_close_no_more_than_the_jaw_opened():
    assert value("mouthClose", mouthClose=0.8, jawOpen=0.3) == pytest.approx(0.3 + LIP_PRESSURE)


@pytest.mark.parametrize("name", ["eyeLookDownLeft", "eyeSquintLeft", "eyeWideLeft"])
def test_a_closed_lid_does_nothing_else(name):
    assert value(name, **{name: 0.7, "eyeBlinkLeft": 1.0}) == 0.0


def test_values_out_of_range_are_held_and_no_numbers_count_as_none():
    given = expression_of(jawOpen=1.5, mouthPucker=-1.0, browInnerUp=np.nan)
    assert corrected(given).max() == 1.0
    assert corrected(given).min() == 0.0
    assert np.isfinite(corrected(given)).all()
