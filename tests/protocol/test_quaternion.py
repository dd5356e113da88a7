import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy.spatial.transform import Rotation

from mien_protocol.quaternion import (
    from_rotation_vector,
    identity,
    multiply,
    slerp,
    to_matrix,
    to_rotation_vector,
    to_yaw_pitch_roll,
)

pytestmark = pytest.mark.prop

DTYPES = st.sampled_from([np.float32, np.float64])


@st.composite
def rotations(draw, count: int):
    """`count` arrays of unit quaternions of one drawn shape (..., 4) and precision."""
    batch = draw(st.sampled_from([(), (1,), (5,), (2, 3)]))
    dtype = draw(DTYPES)
    part = st.floats(-2, 2, width=32)
    return [from_rotation_vector(draw(hnp.arrays(dtype, (*batch, 3), elements=part))) for _ in range(count)]


def same_rotation(one, other, atol=2e-6):
    """Equal as rotations: q and -q turn alike."""
    np.testing.assert_allclose(np.abs(np.sum(one * other, axis=-1)), 1.0, atol=atol)


@given(rotations(3))
def test_multiplication_is_associative(qs):
    a, b, c = qs
    np.testing.assert_allclose(multiply(multiply(a, b), c), multiply(a, multiply(b, c)), atol=1e-6)


@given(rotations(1))
def test_identity_is_neutral(qs):
    (q,) = qs
    one = identity(1)[0]
    np.testing.assert_array_equal(multiply(q, one), q)
    np.testing.assert_array_equal(multiply(one, q), q)


@given(rotations(1))
def test_the_conjugate_is_the_inverse(qs):
    (q,) = qs
    conjugate = q * np.array([1, -1, -1, -1], q.dtype)
    np.testing.assert_allclose(multiply(q, conjugate), np.broadcast_to(identity(1)[0], q.shape), atol=1e-6)


@given(rotations(2))
def test_the_matrix_of_a_product_is_the_product_of_the_matrices(qs):
    a, b = qs
    np.testing.assert_allclose(to_matrix(multiply(a, b)), to_matrix(a) @ to_matrix(b), atol=2e-6)


@given(rotations(1))
def test_matrices_are_rotations(qs):
    matrices = to_matrix(qs[0]).astype(np.float64)
    transposed = np.swapaxes(matrices, -1, -2)
    np.testing.assert_allclose(matrices @ transposed, np.broadcast_to(np.eye(3), matrices.shape), atol=2e-6)
    np.testing.assert_allclose(np.linalg.det(matrices), 1.0, atol=2e-6)


@given(hnp.arrays(np.float64, (4, 3), elements=st.floats(-3, 3)))
def test_the_exponential_map_agrees_with_scipy(vectors):
    expected = Rotation.from_rotvec(vectors).as_matrix()
    np.testing.assert_allclose(to_matrix(from_rotation_vector(vectors)), expected, atol=2e-6)


@given(rotations(1))
def test_the_logarithm_undoes_the_exponential_map(qs):
    (q,) = qs
    same_rotation(from_rotation_vector(to_rotation_vector(q)), q, atol=4e-6)
    same_rotation(from_rotation_vector(to_rotation_vector(-q)), q, atol=4e-6)


@given(rotations(1))
def test_output_is_single_precision_whatever_came_in(qs):
    q = qs[0].astype(np.float64)
    assert {multiply(q, q).dtype, to_matrix(q).dtype, to_yaw_pitch_roll(q).dtype} == {np.dtype(np.float32)}


@given(rotations(2))
def test_slerp_begins_and_ends_where_it_should(qs):
    a, b = qs
    zeros, ones = np.zeros(a.shape[:-1]), np.ones(a.shape[:-1])
    same_rotation(slerp(a, b, zeros), a)
    same_rotation(slerp(a, b, ones), b)


@given(rotations(2), st.floats(0, 1))
def test_slerp_is_unit_and_symmetric(qs, t):
    a, b = qs
    assume(np.all(np.abs(np.sum(a * b, axis=-1)) > 1e-3))  # opposite rotations have no shortest way
    fraction = np.full(a.shape[:-1], t)
    there = slerp(a, b, fraction)
    np.testing.assert_allclose(np.linalg.norm(there, axis=-1), 1.0, atol=1e-6)
    same_rotation(there, slerp(b, a, 1 - fraction))


@given(rotations(2), st.floats(0, 1))
def test_slerp_turns_at_constant_speed(qs, t):
    a, b = (q.astype(np.float64) for q in qs)
    whole = np.arccos(np.clip(np.abs(np.sum(a * b, axis=-1)), 0, 1))
    assume(np.all(whole < 1.55))
    part = slerp(a, b, np.full(whole.shape, t)).astype(np.float64)
    done = np.arccos(np.clip(np.abs(np.sum(a * part, axis=-1)), 0, 1))
    # Near zero the arc cosine of a single-precision dot product is good to its square root only.
    np.testing.assert_allclose(done, t * whole, atol=2e-3)


@given(rotations(2), st.floats(0, 1))
def test_slerp_takes_q_and_minus_q_for_the_same_rotation(qs, t):
    a, b = qs
    assume(np.all(np.abs(np.sum(a * b, axis=-1)) > 1e-3))
    fraction = np.full(a.shape[:-1], t)
    np.testing.assert_allclose(slerp(a, -b, fraction), slerp(a, b, fraction), atol=1e-6)


@given(st.floats(-3.1, 3.1), st.floats(-1.5, 1.5), st.floats(-3.1, 3.1))
def test_yaw_pitch_roll_are_the_angles_of_a_head(yaw, pitch, roll):
    q = multiply(
        multiply(from_rotation_vector(np.array([0, yaw, 0])), from_rotation_vector(np.array([pitch, 0, 0]))),
        from_rotation_vector(np.array([0, 0, roll])),
    )
    np.testing.assert_allclose(to_yaw_pitch_roll(q), [yaw, pitch, roll], atol=2e-4)


def test_a_left_turn_moves_the_nose_to_the_characters_left():
    nose = to_matrix(from_rotation_vector(np.array([0.0, 0.3, 0.0]))) @ [0.0, 0.0, 1.0]
    assert nose[0] > 0.29
