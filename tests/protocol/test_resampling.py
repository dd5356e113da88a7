from dataclasses import fields
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mien_protocol.motion import Motion
from mien_protocol.quaternion import from_rotation_vector
from mien_protocol.resampling import MotionResampler, check_rate, frame_time_ns
from mien_protocol.rig import EXPRESSION_COUNT

pytestmark = pytest.mark.prop

RATES = st.integers(1, 240) | st.sampled_from([Fraction(24000, 1001), Fraction(30000, 1001), Fraction(25, 2)])


def a_motion(frames: int, rate_hz: int, seed: int = 0) -> Motion:
    rng = np.random.default_rng(seed)
    return Motion(
        time_ns=frame_time_ns(np.arange(frames), rate_hz),
        latent=rng.normal(size=(frames, 3)).astype(np.float16),
        expression=rng.uniform(size=(frames, EXPRESSION_COUNT)).astype(np.float32),
        head_wxyz=from_rotation_vector(rng.normal(size=(frames, 3))),
        head_m=rng.normal(size=(frames, 3)).astype(np.float32),
        gaze_rad=rng.normal(size=(frames, 2)).astype(np.float32),
        tongue=rng.uniform(size=(frames, 2)).astype(np.float32),
    )


def resampled(motion: Motion, source_hz: int, target_hz: int, cuts: list[int]) -> Motion:
    resampler = MotionResampler(source_hz, target_hz)
    edges = [0, *sorted(cut for cut in cuts if cut < len(motion)), len(motion)]
    parts = [resampler.push(motion[a:b]) for a, b in pairwise(edges)]
    return Motion.concatenate([*parts, resampler.flush()])


def as_bytes(motion: Motion) -> list[bytes]:
    return [getattr(motion, field.name).tobytes() for field in fields(motion)]


@given(st.integers(0, 60), RATES, RATES, st.lists(st.integers(0, 60), max_size=8))
def test_any_chunking_gives_the_same_bits(frames, source_hz, target_hz, cuts):
    motion = a_motion(frames, source_hz)
    assert as_bytes(resampled(motion, source_hz, target_hz, cuts)) == as_bytes(
        resampled(motion, source_hz, target_hz, [])
    )


@given(st.integers(0, 60), RATES, RATES)
def test_gives_as_many_frames_as_fit_into_the_media(frames, source_hz, target_hz):
    made = resampled(a_motion(frames, source_hz), source_hz, target_hz, [])
    assert len(made) == -(-frames * target_hz // source_hz)


@given(st.integers(1, 60), RATES, RATES)
def test_values_stay_in_range_and_rotations_stay_unit(frames, source_hz, target_hz):
    motion = a_motion(frames, source_hz)
    motion.expression[::2] = 1.0
    made = resampled(motion, source_hz, target_hz, [])
    assert made.expression.min() >= 0.0
    assert made.expression.max() <= 1.0
    np.testing.assert_allclose(np.linalg.norm(made.head_wxyz, axis=1), 1.0, atol=1e-6)


@given(st.integers(1, 60), RATES)
def test_the_same_rate_changes_nothing(frames, rate_hz):
    motion = a_motion(frames, rate_hz)
    made = resampled(motion, rate_hz, rate_hz, [])
    np.testing.assert_array_equal(made.time_ns, motion.time_ns)
    np.testing.assert_array_equal(made.latent, motion.latent)
    np.testing.assert_array_equal(made.expression, motion.expression)
    np.testing.assert_allclose(made.head_wxyz, motion.head_wxyz, atol=1e-6)


@given(st.integers(2, 40), RATES, RATES)
def test_straight_lines_stay_straight(frames, source_hz, target_hz):
    motion = a_motion(frames, source_hz)
    motion.head_m[:] = (np.arange(frames) / float(source_hz))[:, None]
    motion.tongue[:] = (np.arange(frames) / float(source_hz) / 50)[:, None]
    made = resampled(motion, source_hz, target_hz, [])
    last_s = (frames - 1) / float(source_hz)
    expected = np.minimum(np.arange(len(made)) / float(target_hz), last_s)  # after the last source frame it holds
    np.testing.assert_allclose(made.head_m[:, 0], expected, rtol=1e-6, atol=1e-7)
    np.testing.assert_allclose(made.tongue[:, 1], expected / 50, rtol=1e-6, atol=1e-7)


@given(st.integers(0, 2**36), st.integers(24, 1000) | st.fractions(24, 120, max_denominator=8000))
def test_times_are_exact_to_the_nanosecond_however_far(index, rate_hz):
    time_ns = int(frame_time_ns(np.array([index]), rate_hz)[0])
    assert time_ns * rate_hz <= index * 10**9 < (time_ns + 1) * rate_hz


@given(st.integers(0, 30), st.integers(0, 30), RATES, RATES)
def test_a_flush_ends_one_stream_and_the_next_push_begins_another(first, second, source_hz, target_hz):
    resampler = MotionResampler(source_hz, target_hz)
    for frames in (first, second):
        motion = a_motion(frames, source_hz)
        made = Motion.concatenate([resampler.push(motion), resampler.flush()])
        assert as_bytes(made) == as_bytes(resampled(motion, source_hz, target_hz, []))


def test_memory_does_not_grow_with_the_stream():
    resampler = MotionResampler(100, 60)
    second = a_motion(100, 100)
    for _ in range(50):
        resampler.push(second)
        assert len(resampler._kept) <= 2


@settings(max_examples=20)
@given(st.integers(-1000, 1000).filter(lambda rate: not 1 <= rate <= 120))
def test_refuses_rates_that_are_not_offered(rate_hz):
    with pytest.raises(ValueError, match=f"1 to 120 frames a second, got {rate_hz}"):
        check_rate(rate_hz)


def test_refuses_rates_that_mean_nothing():
    with pytest.raises(ValueError, match="rates must be positive, got 0 and 60"):
        MotionResampler(0, 60)


def test_refuses_to_end_a_stream_that_never_began():
    with pytest.raises(ValueError, match=r"flush\(\) before any push\(\)"):
        MotionResampler(100, 60).flush()
