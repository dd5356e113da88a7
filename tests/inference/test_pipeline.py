from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mien_inference.pipeline import SpeechToMotion
from mien_protocol.motion import Motion
from tests.bridge.parts import JawGenerator, LevelEncoder

pytestmark = pytest.mark.prop

RATES = st.integers(1, 120) | st.sampled_from([Fraction(24000, 1001), Fraction(60000, 1001), Fraction(25, 2)])


def performed(samples: int, rate_hz: int | Fraction, cuts: list[int]) -> Motion:
    pcm = np.random.default_rng(0).uniform(-0.5, 0.5, samples).astype(np.float32)
    stream = SpeechToMotion(LevelEncoder(), JawGenerator(), rate_hz)
    edges = [0, *sorted(cut for cut in cuts if cut < samples), samples]
    return Motion.concatenate([*(stream.push(pcm[a:b]) for a, b in pairwise(edges)), stream.flush()])


@given(st.integers(0, 20000), RATES)
def test_motion_is_as_long_as_the_sound_to_a_frame(samples, rate_hz):
    motion = performed(samples, rate_hz, [])
    assert len(motion) == -(-samples * rate_hz // 16000)
    np.testing.assert_array_equal(motion.time_ns, np.arange(len(motion)) * 10**9 // rate_hz)


@given(st.integers(0, 20000), RATES, st.lists(st.integers(0, 20000), max_size=8))
def test_any_chunking_gives_the_same_motion(samples, rate_hz, cuts):
    one, many = performed(samples, rate_hz, []), performed(samples, rate_hz, cuts)
    for name in ("time_ns", "latent", "expression", "head_wxyz", "head_m", "gaze_rad"):
        np.testing.assert_array_equal(getattr(one, name), getattr(many, name))


@given(st.integers(0, 5000), st.integers(0, 5000), RATES)
def test_a_flush_ends_one_stream_and_the_next_push_begins_another(first, second, rate_hz):
    stream = SpeechToMotion(LevelEncoder(), JawGenerator(), rate_hz)
    for samples in (first, second):
        pcm = np.random.default_rng(0).uniform(-0.5, 0.5, samples).astype(np.float32)
        motion = Motion.concatenate([stream.push(pcm), stream.flush()])
        afresh = performed(samples, rate_hz, [])
        for name in ("time_ns", "latent", "expression", "head_wxyz", "head_m", "gaze_rad"):
            np.testing.assert_array_equal(getattr(motion, name), getattr(afresh, name))


@pytest.mark.parametrize("rate_hz", [0, 121, Fraction(999, 1000)])
def test_rates_that_are_not_offered_are_refused(rate_hz):
    with pytest.raises(ValueError, match="1 to 120"):
        SpeechToMotion(LevelEncoder(), JawGenerator(), rate_hz)
