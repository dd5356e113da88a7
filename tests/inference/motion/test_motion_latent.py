"""What a latent decodes to, whatever is in it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from mien_inference.motion import LATENT_SIZE, LatentDecoder
from mien_inference.motion import latent as z
from mien_inference.motion.mouth_shapes import lip_gap_cm
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


@settings(max_examples=200, deadline=None)
@given(LATENTS, hnp.arrays(np.float16, (4,), elements=st.floats(0.0, 1.0, width=16)))
def test_a_mood_does_not_move_the_lips_apart_or_together(latent, mood):
    latent[:, z.SEAL] = 0.0  # in a seal they are together, whatever the mood: the test above
    latent[:, z.MOOD] = 0.0
    calm = np.maximum(lip_gap_cm(decode(latent).expression), 0.0)
    latent[:, z.MOOD] = mood
    moved = np.maximum(lip_gap_cm(decode(latent).expression), 0.0)
    # The jaw cannot open beyond its end to make up for a smile.
    reached = decode(latent).expression[:, EXPRESSION_INDEX["jawOpen"]] < 0.999
    np.testing.assert_allclose(moved[reached], calm[reached], atol=0.03)


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
    with pytest.raises(ValueError, match=r"must have shape \(frames, 27\), got \(2, 26\)"):
        decode(np.zeros((2, LATENT_SIZE - 1)))
