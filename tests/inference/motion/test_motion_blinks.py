"""Blinks come and go as people's do."""

import numpy as np
import pytest

from mien_inference.controls import Controls
from mien_inference.motion import StreamingGenerator
from mien_inference.motion import latent as z
from mien_inference.motion.blinks import Blinks
from tests.inference.motion.hearing import perform, phones

pytestmark = pytest.mark.unit

ROWS_PER_MIN = 6000


def course(rate, minutes=40, talking=1.0, seed=0):
    blinks = Blinks(np.random.default_rng(seed))
    return np.array([blinks.step(talking, 30.0, rate, prompted=False) for _ in range(int(minutes * ROWS_PER_MIN))])


def spans(lids):
    edges = np.flatnonzero(np.diff((lids > 0).astype(int), prepend=0, append=0))
    return list(zip(edges[::2], edges[1::2], strict=True))


@pytest.mark.parametrize(("talking", "per_min"), [(1.0, 30), (0.0, 17)])
def test_natural_rates(talking, per_min):
    assert len(spans(course(None, talking=talking))) / 40 == pytest.approx(per_min, rel=0.12)


@pytest.mark.parametrize("rate", [5.0, 20.0, 60.0])
def test_the_rate_asked_for(rate):
    assert len(spans(course(rate))) / 40 == pytest.approx(rate, rel=0.15)


def test_never():
    assert not course(0.0).any()


def test_a_fifth_follow_soon_after_another():
    starts = np.array([start for start, _ in spans(course(None, minutes=120))])
    assert 0.1 < np.mean(np.diff(starts) < 60) < 0.25


def test_a_blink_closes_faster_than_it_opens():
    lids = course(None)
    for start, end in spans(lids):
        blink = lids[start:end]
        deepest = np.flatnonzero(blink > blink.max() - 1e-3)
        assert 24 <= end - start <= 34
        assert 8 <= deepest[0] + 1 <= 12
        assert end - start - deepest[-1] > 1.2 * deepest[0]
    depths = [lids[start:end].max() for start, end in spans(lids)]
    assert 0.1 < np.mean(np.array(depths) < 0.95) < 0.3


def test_a_jump_of_the_eyes_can_prompt_one():
    blinks = Blinks(np.random.default_rng(0))
    blinks.step(0.0, 30.0, None, prompted=True)
    assert max(blinks.step(0.0, 30.0, None, prompted=False) for _ in range(15)) > 0.5


def test_more_blinks_move_nothing_else():
    features = phones(("aa", 4.0))
    few, many = (
        perform(features, StreamingGenerator(1, Controls(blink_rate_per_min=rate))).latent for rate in (0.0, 60.0)
    )
    assert np.any(few[:, z.LIDS] != many[:, z.LIDS])
    np.testing.assert_array_equal(np.delete(few, z.LIDS, axis=1), np.delete(many, z.LIDS, axis=1))
