import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mien.core.keys import needed_keys

pytestmark = pytest.mark.prop

CURVES = 5
values = st.integers(1, 60).flatmap(
    lambda frames: arrays(np.float32, (frames, CURVES), elements=st.floats(-1.0, 1.0, width=32))
)
tolerances = st.floats(1e-6, 0.5)


def rebuilt(found, keys):
    frames = np.arange(len(found))
    return np.stack([np.interp(frames, frames[on], column[on]) for column, on in zip(found.T, keys.T, strict=True)], 1)


@given(values, tolerances)
def test_no_value_is_off_by_more_than_the_tolerance(found, tolerance):
    keys = needed_keys(found, np.full(CURVES, tolerance), range(CURVES))
    assert np.abs(rebuilt(found.astype(np.float64), keys) - found).max() <= tolerance * (1 + 1e-6)


@given(values, tolerances)
def test_curves_of_a_group_have_the_same_keys(found, tolerance):
    keys = needed_keys(found, np.full(CURVES, tolerance), [0, 1, 1, 1, 2])
    assert (keys[:, 1] == keys[:, 2]).all()
    assert (keys[:, 2] == keys[:, 3]).all()
    assert np.abs(rebuilt(found.astype(np.float64), keys) - found).max() <= tolerance * (1 + 1e-6)


@given(values)
def test_the_ends_stay(found):
    keys = needed_keys(found, np.full(CURVES, 10.0), range(CURVES))
    assert keys[0].all()
    assert keys[-1].all()
    assert keys.sum() == CURVES * min(len(found), 2)


def test_a_straight_line_needs_its_ends_alone():
    line = np.linspace(0.0, 1.0, 100)[:, None].astype(np.float32)
    assert np.flatnonzero(needed_keys(line, np.array([1e-4]), [0])).tolist() == [0, 99]


def test_a_corner_is_kept():
    corner = np.minimum(np.arange(50), 20).astype(np.float32)[:, None] / 20
    assert np.flatnonzero(needed_keys(corner, np.array([1e-4]), [0])).tolist() == [0, 20, 49]


def test_nothing_needs_no_keys():
    assert needed_keys(np.zeros((0, 3)), np.zeros(3), [0, 1, 2]).shape == (0, 3)
    assert needed_keys(np.zeros((4, 0)), np.zeros(0), []).shape == (4, 0)
