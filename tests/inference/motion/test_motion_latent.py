"""What a latent decodes to, whatever is in it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from mien_inference.motion import LATENT_SIZE, LatentDecoder, encode_latent
from mien_inference.motion import latent as z
from mien_inference.motion.lip_lengths import lip_gap, lip_width
from mien_inference.motion.mouth_shapes import columns, lip_gap_cm
from mien_protocol.rig import EXPRESSION_INDEX, EYE_PITCH_FULL_RAD, EYE_YAW_FULL_RAD

pytestmark = pytest.mark.prop

DECODER = LatentDecoder()
LATENTS = hnp.arrays(np.float16, (3, LATENT_SIZE), elements=st.floats(-4.0, 4.0, width=16))


def decode(latent):
    latent = np.asarray(latent, np.float16)
    return DECODER.decode(np.arange(len(latent), dtype=np.int64), latent)


def assert_closed_on_any_rig(expression):
    """ARKit's closed lips, whatever a rig makes of rolling and pressing them: nothing parts what the jaw may open."""
    jaw, close = (expression[:, EXPRESSION_INDEX[name]] for name in ("jawOpen", "mouthClose"))
    np.testing.assert_allclose(close, jaw, atol=1e-6)
    parting = [f"mouth{shape}{side}" for shape in ("UpperUp", "LowerDown") for side in ("Left", "Right")]
    assert expression[:, [EXPRESSION_INDEX[name] for name in (*parting, "mouthFunnel")]].max() < 1e-6


def test_the_origin_is_the_face_at_rest():
    motion = decode(np.zeros((1, LATENT_SIZE)))
    assert not motion.expression.any()
    np.testing.assert_array_equal(motion.head_wxyz, [[1, 0, 0, 0]])


@settings(max_examples=200, deadline=None)
@given(LATENTS)
def test_any_latent_is_a_face(latent):
    motion = decode(latent)
    assert motion.expression.min() >= 0.0
    assert motion.expression.max() <= 1.0
    np.testing.assert_allclose(np.linalg.norm(motion.head_wxyz, axis=1), 1.0, atol=1e-5)
    jaw, close = (motion.expression[:, EXPRESSION_INDEX[name]] for name in ("jawOpen", "mouthClose"))
    assert np.all(close <= jaw + 1e-5)


@settings(max_examples=200, deadline=None)
@given(LATENTS)
def test_a_seal_is_a_seal_whatever_the_vowel(latent):
    latent[:, z.SEAL] = 1.0
    assert_closed_on_any_rig(decode(latent).expression)
    latent[:, z.MOOD] = 0.0
    assert lip_gap_cm(decode(latent).expression).max() < 0.03
    assert lip_gap(decode(latent).expression).max() < 0.002


@settings(max_examples=200, deadline=None)
@given(
    LATENTS,
    hnp.arrays(np.float16, (4,), elements=st.floats(0.0, 1.0, width=16)),
    hnp.arrays(np.float16, (2,), elements=st.floats(-1.0, 1.0, width=16)),
)
def test_neither_a_mood_nor_a_posture_moves_the_lips_apart_or_together(latent, mood, corners):
    latent[:, z.SEAL] = 0.0  # in a seal they are together, whatever the mood: the test above
    latent[:, z.MOOD] = 0.0
    calm = np.maximum(lip_gap(decode(latent).expression), 0.0)
    latent[:, z.MOOD], latent[:, z.CORNERS] = mood, corners
    moved = np.maximum(lip_gap(decode(latent).expression), 0.0)
    # The jaw cannot open beyond its end to make up for a smile.
    reached = decode(latent).expression[:, EXPRESSION_INDEX["jawOpen"]] < 0.999
    np.testing.assert_allclose(moved[reached], calm[reached], atol=0.002)


@settings(max_examples=100, deadline=None)
@given(st.floats(0.0, 0.2), st.floats(0.0, 1.0), st.floats(0.0, 1.0), st.floats(0.0, 0.6), st.floats(0.0, 0.5))
def test_lips_are_as_far_apart_as_is_said_whatever_parts_them(aperture, jaw, upper, lower, flare):
    latent = np.zeros((1, LATENT_SIZE))
    latent[0, [z.APERTURE, z.JAW, z.UPPER, z.LOWER, z.FLARE]] = aperture, jaw, upper, lower, flare
    assert lip_gap(decode(latent).expression)[0] == pytest.approx(aperture, abs=1e-3)


@settings(max_examples=100, deadline=None)
@given(st.floats(-0.08, 0.05), st.floats(0.0, 0.2), st.floats(0.0, 0.35))
def test_the_mouth_is_as_wide_as_is_said(width, aperture, rounding):
    latent = np.zeros((1, LATENT_SIZE))
    latent[0, [z.WIDTH, z.APERTURE, z.ROUNDING]] = width, aperture, rounding
    assert lip_width(decode(latent).expression)[0] == pytest.approx(width, abs=1e-3)


@settings(max_examples=200, deadline=None)
@given(hnp.arrays(np.float16, (3, LATENT_SIZE), elements=st.floats(0.0, 0.25, width=16)), st.booleans())
def test_what_was_decoded_is_encoded_as_it_was(latent, sealed):
    latent[:, z.MOOD] = latent[:, z.BITE] = 0.0
    # Only what a face can reach comes back: spread and rounded at once, and more to one side, it would be clipped.
    latent[:, z.WIDTH] *= 0.1
    latent[:, [z.ROUNDING, z.ASYMMETRY]] *= 0.3
    latent[:, z.SEAL] = sealed
    # Lips nearer than a touch come back as sealed in part: the same mouth, told otherwise.
    latent[:, z.APERTURE] = 0.0 if sealed else np.maximum(latent[:, z.APERTURE], 0.006)
    made = decode(latent)
    again = decode(encode_latent(made.expression, made.head_wxyz, made.head_m, made.gaze_rad, made.tongue))
    for name in ("head_wxyz", "head_m", "gaze_rad", "tongue"):
        np.testing.assert_allclose(getattr(again, name), getattr(made, name), atol=2e-3)
    kept = [name for name in EXPRESSION_INDEX if not any(part in name for part in ("Press", "Roll"))]
    places = [EXPRESSION_INDEX[name] for name in kept]
    np.testing.assert_allclose(again.expression[:, places], made.expression[:, places], atol=0.03)


def test_halves_of_a_mouth_may_differ():
    latent = np.zeros((1, LATENT_SIZE))
    latent[0, [z.APERTURE, z.UPPER, z.ASYMMETRY]] = 0.08, 0.5, 0.2
    left, right = decode(latent).expression[0, list(columns("mouthUpperUp"))]
    assert left / right == pytest.approx(1.5, abs=0.01)


@pytest.mark.parametrize(("index", "sign", "names"), [
    (0, 1, ("eyeLookOutLeft", "eyeLookInRight")),
    (0, -1, ("eyeLookInLeft", "eyeLookOutRight")),
    (1, 1, ("eyeLookUpLeft", "eyeLookUpRight")),
    (1, -1, ("eyeLookDownLeft", "eyeLookDownRight")),
])  # fmt: skip
def test_eyes_look_where_the_gaze_says(index, sign, names):
    full = (EYE_YAW_FULL_RAD, EYE_PITCH_FULL_RAD)[index]
    latent = np.zeros((1, LATENT_SIZE))
    latent[0, z.GAZE.start + index] = sign * 0.5 * full
    expression = decode(latent).expression[0]
    looking = {name for name, column in EXPRESSION_INDEX.items() if "Look" in name and expression[column] > 0}
    assert looking == set(names)
    assert expression[EXPRESSION_INDEX[names[0]]] == pytest.approx(0.5, abs=2e-3)


def test_another_size_is_refused():
    with pytest.raises(ValueError, match=r"must have shape \(frames, 46\), got \(2, 45\)"):
        decode(np.zeros((2, LATENT_SIZE - 1)))
