import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mien.core.rotation import (
    EULER_ORDERS,
    axis_angle,
    continuous,
    euler,
    from_matrix,
    in_axes,
    rotation_about,
    share_of,
)
from mien_protocol.quaternion import from_rotation_vector, multiply, to_matrix

pytestmark = pytest.mark.prop

vectors = st.integers(1, 8).flatmap(
    lambda frames: arrays(np.float64, (frames, 3), elements=st.floats(-3.0, 3.0, allow_subnormal=False))
)
paths = vectors.map(lambda steps: np.cumsum(steps * 0.2, axis=0))


def same(one, other):
    return np.allclose(to_matrix(one), to_matrix(other), atol=2e-5)


@given(vectors)
def test_shares_of_a_turn_add_up(vector):
    turn = from_rotation_vector(vector)
    assert same(multiply(share_of(turn, 0.3), share_of(turn, 0.7)), turn)


@given(vectors)
def test_a_share_is_of_the_shorter_way_round(vector):
    turn = from_rotation_vector(vector)
    assert same(share_of(-turn, 0.4), share_of(turn, 0.4)) or np.abs(turn[:, 0]).min() < 1e-6
    assert (share_of(turn, 0.5)[:, 0] >= np.cos(np.pi / 4) - 1e-5).all()


@given(vectors, arrays(np.float64, 3, elements=st.floats(-3.0, 3.0)))
def test_other_axes_tell_the_same_turn(vector, axes):
    turn, frame = from_rotation_vector(vector), to_matrix(from_rotation_vector(axes))
    assert np.allclose(frame @ to_matrix(in_axes(turn, frame)) @ frame.T, to_matrix(turn), atol=2e-5)


@given(vectors)
def test_a_matrix_is_its_quaternion(vector):
    for wxyz in from_rotation_vector(vector):
        assert same(from_matrix(to_matrix(wxyz)), wxyz)


@given(paths)
def test_continuous_quaternions_tell_the_same_without_jumps(path):
    turn = from_rotation_vector(path)
    rng = np.random.default_rng(0)
    flipped = turn * rng.choice([-1.0, 1.0], (len(turn), 1))
    smooth = continuous(flipped)
    assert same(smooth, turn)
    assert smooth[0, 0] >= 0.0
    assert (np.sum(smooth[1:] * smooth[:-1], axis=1) >= 0.0).all()


@given(vectors, st.sampled_from(EULER_ORDERS))
def test_angles_tell_the_same(vector, order):
    turn = from_rotation_vector(vector)
    angles = euler(turn, order).astype(np.float64)
    built = np.broadcast_to([1.0, 0.0, 0.0, 0.0], turn.shape)
    for letter in order:
        axis = "XYZ".index(letter)
        built = multiply(rotation_about(axis, angles[:, axis]), built)
    # Near the poles of an order a rounding error of the quaternion is a large one of the angles, not of the rotation.
    assert np.allclose(to_matrix(built), to_matrix(turn), atol=2e-3)


@pytest.mark.parametrize("order", EULER_ORDERS)
def test_a_turn_of_many_rounds_has_no_jump(order):
    for axis in range(3):
        angles = euler(rotation_about(axis, np.linspace(0.0, 25.0, 500)), order)
        assert np.abs(np.diff(angles, axis=0)).max() < 0.06


@given(paths)
def test_axis_and_angle_tell_the_same_without_turning_over(path):
    turn = from_rotation_vector(path)
    found = axis_angle(turn).astype(np.float64)
    assert same(from_rotation_vector(found[:, :1] * found[:, 1:]), turn)
    assert (np.sum(found[1:, 1:] * found[:-1, 1:], axis=1) >= -1e-6).all()


def test_an_unknown_order_is_refused():
    with pytest.raises(ValueError, match="XYZ"):
        euler(np.array([[1.0, 0.0, 0.0, 0.0]]), "XYX")
