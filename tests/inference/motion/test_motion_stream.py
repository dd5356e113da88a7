"""A stream's motion does not depend on how it was cut, and never runs out of time."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mien_inference.controls import Controls
from mien_inference.motion import StreamingGenerator
from mien_inference.motion import latent as z
from mien_protocol.motion import Motion
from mien_protocol.quaternion import to_yaw_pitch_roll
from tests.inference.motion.hearing import perform, phones

pytestmark = pytest.mark.prop


@settings(max_examples=30, deadline=None)
@given(
    seed=st.sampled_from((3, None)),
    start=st.integers(0, 900),
    length=st.integers(0, 150),
    cuts=st.lists(st.integers(0, 150), max_size=12),
)
def test_any_cut_gives_the_same_bits(sentence_features, seed, start, length, cuts):
    features = sentence_features[start : start + length]
    generator = StreamingGenerator(seed=seed)
    edges = [0, *sorted(min(cut, len(features)) for cut in cuts), len(features)]
    parts = [generator.push(features[a:b]) for a, b in itertools.pairwise(edges)]
    cut = Motion.concatenate([*parts, generator.flush()])
    # The same generator again: a flush ends one stream, and the next push begins a new one.
    whole = perform(features, generator)
    assert len(cut) == len(features)
    np.testing.assert_array_equal(cut.time_ns, np.arange(len(features)) * 10_000_000)
    for name in ("latent", "expression", "head_wxyz", "head_m", "gaze_rad"):
        np.testing.assert_array_equal(getattr(cut, name), getattr(whole, name), err_msg=name)


def test_seeds_are_performances():
    features = phones(("aa", 3.0))
    first, again, other = (perform(features, StreamingGenerator(seed)) for seed in (1, 1, 2))
    np.testing.assert_array_equal(first.latent, again.latent)
    assert np.abs(first.head_wxyz - other.head_wxyz).max() > 0.005


def test_a_stream_of_silence_is_alive_and_shut():
    motion = perform(phones(("sil", 30.0)))
    mouth = motion.latent[:, : z.ASYMMETRY].astype(np.float32)
    assert np.abs(mouth).max() < 0.02
    assert np.ptp(motion.gaze_rad[:, 0]) > 0.02
    assert motion.latent[:, z.LIDS].max() == 1.0


def test_controls_change_smoothly():
    features = phones(("aa", 1.0))
    generator = StreamingGenerator(seed=0, controls=Controls(head_gain=0.0))
    before = generator.push(features)
    generator.set_controls(Controls(head_gain=0.0, distance=0.8, gaze_yaw_rad=0.4))
    after = generator.push(features)
    depth = np.concatenate([before.head_m[:, 2], after.head_m[:, 2]])
    assert depth[-1] == pytest.approx(0.12, abs=0.01)
    assert np.abs(np.diff(depth)).max() < 0.004


@pytest.mark.parametrize("gains", [{"head_gain": 0.0}, {"head_gain": 2.0}, {"lips_gain": 0.0}, {"lips_gain": 2.0}])
def test_amplitudes_change_smoothly(gains):
    features = phones(("aa", 2.0))
    generator = StreamingGenerator(seed=0)
    before = generator.push(features)
    generator.set_controls(Controls(**gains))
    after = generator.push(features)
    latent = np.concatenate([before.latent, after.latent]).astype(np.float64)
    for part, fastest in ((z.HEAD_ROTATION, 0.012), (z.LIPS, 0.12)):
        steps = np.abs(np.diff(latent[:, part], axis=0)).max(axis=1)
        assert steps[len(before) - 5 : len(before) + 60].max() < fastest


def test_a_stream_begins_as_its_controls_ask():
    controls = Controls(gaze_yaw_rad=0.4, gaze_pitch_rad=-0.2, distance=0.8, head_gain=0.0)
    first = perform(phones(("sil", 0.1)), StreamingGenerator(0, controls))
    yaw_pitch_roll = to_yaw_pitch_roll(first.head_wxyz[:1])[0]
    assert yaw_pitch_roll == pytest.approx((0.14, 0.07, 0.0), abs=5e-3)
    assert first.gaze_rad[0] == pytest.approx((0.4 - 0.14, -0.2 + 0.07), abs=5e-3)
    assert first.head_m[0, 2] == pytest.approx(0.12, abs=1e-3)
