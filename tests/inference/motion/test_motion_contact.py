"""Lips that must touch, touch; lips that need not, do not."""

import numpy as np
import pytest

from mien_inference.motion import latent as z
from mien_inference.motion.contact import Stroke
from mien_inference.motion.mouth_shapes import lip_gap_cm
from mien_protocol.motion import Motion
from mien_protocol.resampling import MotionResampler
from mien_protocol.rig import EXPRESSION_INDEX
from tests.inference.motion.hearing import perform, phones

pytestmark = pytest.mark.unit


@pytest.mark.parametrize("consonant", ["p", "b", "m"])
@pytest.mark.parametrize("vowel", ["aa", "iy", "uw"])
def test_a_bilabial_between_vowels_seals(consonant, vowel):
    motion = perform(phones(("sil", 0.3), (vowel, 0.4), (consonant, 0.09), (vowel, 0.4), ("sil", 0.3)))
    gap = lip_gap_cm(motion.expression)
    assert gap[70:80].min() < 0.03
    assert gap[40:66].min() > 0.1
    assert gap[88:105].min() > 0.1


def test_a_bilabial_that_begins_the_stream_seals():
    gap = lip_gap_cm(perform(phones(("p", 0.09), ("aa", 0.4))).expression)
    assert gap[:5].max() < 0.03
    assert gap[15:30].min() > 0.1


def test_the_lower_lip_meets_the_teeth_for_f():
    motion = perform(phones(("aa", 0.4), ("f", 0.12), ("aa", 0.4)))
    during, around = motion.expression[46:50], motion.expression[25:30]
    roll = EXPRESSION_INDEX["mouthRollLower"]
    assert during[:, roll].max() > around[:, roll].max() + 0.15
    assert 0.0 < lip_gap_cm(during).max() < 0.3


@pytest.mark.parametrize("phone", ["t", "k", "n", "l", "s"])
def test_sounds_of_the_tongue_leave_the_lips_apart(phone):
    motion = perform(phones(("aa", 0.4), (phone, 0.08), ("aa", 0.4)))
    assert lip_gap_cm(motion.expression)[38:52].min() > 0.15


def test_a_doubtful_bilabial_does_not_flutter():
    features = phones(("aa", 1.0))
    # Belief that hovers about the point of decision.
    doubt = 0.5 + 0.08 * np.sin(np.arange(60))
    features.posteriors[20:80] *= (1.0 - doubt)[:, None].astype(np.float32)
    features.posteriors[20:80, 2] += doubt.astype(np.float32)
    seal = perform(features).latent[:, z.SEAL].astype(np.float32)
    turns = np.count_nonzero(np.diff(np.sign(np.diff(seal)[np.diff(seal) != 0])))
    assert turns <= 1


def test_a_stroke_takes_its_time_both_ways():
    stroke = Stroke(close_s=0.05, open_s=0.1)
    closing = [stroke.step(1.0) for _ in range(8)]
    opening = [stroke.step(0.0) for _ in range(14)]
    assert [value >= 1.0 for value in closing].index(True) == 4
    assert [value <= 0.0 for value in opening].index(True) in (9, 10)
    assert closing == sorted(closing)
    assert opening == sorted(opening, reverse=True)


@pytest.mark.parametrize("rate_hz", [24, 30, 40, 60])
def test_every_seal_is_seen_at_every_frame_rate(sentence_features, rate_hz):
    motion = perform(sentence_features)
    resampler = MotionResampler(100, rate_hz)
    frames = Motion.concatenate([resampler.push(motion), resampler.flush()])
    full = motion.latent[:, z.SEAL] == 1.0
    edges = np.flatnonzero(np.diff(full.astype(int), prepend=0, append=0))
    seals = list(zip(edges[::2], edges[1::2] - 1, strict=True))
    assert len(seals) > 8
    gap_cm = lip_gap_cm(frames.expression)
    for first, last in seals:
        during = (frames.time_ns >= first * 10_000_000) & (frames.time_ns <= last * 10_000_000)
        assert gap_cm[during].size > 0
        assert gap_cm[during].max() < 0.03
