from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mien.core.frame_times import FrameSampler, motion_rate_hz
from mien_protocol.motion import Motion
from mien_protocol.quaternion import from_rotation_vector, slerp
from mien_protocol.resampling import frame_time_ns

pytestmark = pytest.mark.prop

BROADCAST = 30 / 1.001


def motion(frames, rate_hz):
    rng = np.random.default_rng(frames)
    return Motion(
        frame_time_ns(np.arange(frames), rate_hz),
        np.zeros((frames, 3), np.float16),
        rng.random((frames, 52), np.float32),
        from_rotation_vector(rng.normal(0.0, 0.3, (frames, 3))),
        rng.random((frames, 3), np.float32),
        rng.random((frames, 2), np.float32),
    )


def sampled(given_motion, rate_hz, fps, cuts=()):
    sampler = FrameSampler(rate_hz, fps)
    edges = [0, *sorted(cuts), len(given_motion)]
    parts = [sampler.push(given_motion[start:end]) for start, end in pairwise(edges)]
    return Motion.concatenate([*parts, sampler.flush()])


@pytest.mark.parametrize(
    ("fps", "rate_hz"),
    [(24, 24), (25, 25), (30, 30), (60, 60), (120, 120), (12, 24), (1, 24), (15, 30), (240, 120), (0.5, 120)],
)
def test_whole_rates_are_asked_for_as_they_are(fps, rate_hz):
    assert motion_rate_hz(float(fps)) == rate_hz


@pytest.mark.parametrize("fps", [BROADCAST, 24 / 1.001, 60 / 1.001, 30 / np.float32(1.001), 12.5])
def test_other_rates_are_sampled_from_the_highest(fps):
    assert motion_rate_hz(float(fps)) == 120


def test_a_rate_that_blender_rounds_is_whole():
    assert motion_rate_hz(25 / float(np.float32(1.0))) == 25
    assert motion_rate_hz(100 / float(np.float32(4.0))) == 25


def test_frames_at_the_motions_own_rate_are_its_frames():
    whole = motion(50, 30)
    got = sampled(whole, 30, 30.0)
    assert len(got) == 50
    assert np.array_equal(got.expression, whole.expression)
    assert np.allclose(got.head_wxyz, whole.head_wxyz, atol=1e-6)


@given(st.integers(1, 80), st.sampled_from([12.0, 23.976, 24.0, 29.97, BROADCAST, 59.94, 240.0]))
def test_frames_lie_where_their_times_say(frames, fps):
    whole = motion(frames, 60)
    got = sampled(whole, 60, fps)
    assert len(got) == int(np.ceil(frames * fps / 60 - 1e-6))
    place = np.minimum(np.arange(len(got)) * 60 / fps, frames - 1)
    lower = np.floor(place + 1e-6).astype(int)
    upper = np.minimum(lower + 1, frames - 1)
    share = np.clip(place - lower, 0.0, 1.0)
    expected = (1 - share)[:, None] * whole.expression[lower] + share[:, None] * whole.expression[upper]
    assert np.allclose(got.expression, expected, atol=1e-5)
    assert np.allclose(got.head_wxyz, slerp(whole.head_wxyz[lower], whole.head_wxyz[upper], share), atol=1e-5)


@given(st.lists(st.integers(0, 60), max_size=6), st.sampled_from([24.0, BROADCAST, 90.0]))
def test_pieces_make_no_difference(cuts, fps):
    whole = motion(60, 120)
    one, other = sampled(whole, 120, fps), sampled(whole, 120, fps, cuts)
    assert np.array_equal(one.expression, other.expression)
    assert np.array_equal(one.head_wxyz, other.head_wxyz)
    assert np.array_equal(one.time_ns, other.time_ns)


def test_no_motion_is_no_frames():
    assert len(FrameSampler(60, 24.0).flush()) == 0


def test_impossible_rates_are_refused():
    with pytest.raises(ValueError, match="positive"):
        FrameSampler(60, 0.0)
