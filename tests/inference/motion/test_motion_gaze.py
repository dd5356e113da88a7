"""Eyes look at someone most of the time, jump when they move, and hold when the head turns."""

import math

import numpy as np
import pytest

from mien_inference.motion.gaze import Gaze

pytestmark = pytest.mark.unit


def course(talking, target=(0.0, 0.0), minutes=20, seed=0):
    gaze = Gaze(np.random.default_rng(seed))
    return np.array([gaze.step(talking, *target)[:2] for _ in range(minutes * 6000)])


@pytest.mark.parametrize(("talking", "share"), [(0.0, 7.9 / 8.3), (1.0, 3.1 / 4.0)])
def test_time_on_the_partner(talking, share):
    away = np.hypot(*course(talking).T) > math.radians(3.9)
    assert 1.0 - away.mean() == pytest.approx(share, abs=0.1)


def test_nine_jumps_in_ten_are_under_15_degrees():
    speed = np.abs(np.diff(course(1.0)[:, 0])) > 0
    moving = np.diff(speed.astype(int), prepend=0, append=0)
    starts, ends = np.flatnonzero(moving == 1), np.flatnonzero(moving == -1)
    places = course(1.0)
    sizes = np.degrees(np.linalg.norm(places[ends] - places[starts], axis=1))
    assert np.mean(sizes < 15.0) > 0.85
    durations_s = (ends - starts) / 100
    expected_s = 0.025 + 0.0024 * sizes
    assert np.abs(durations_s - expected_s).max() < 0.03


def test_eyes_arrive_at_a_new_target_at_once():
    gaze = Gaze(np.random.default_rng(1))
    for _ in range(20):
        gaze.step(0.0, 0.0, 0.0)
    course_after = [gaze.step(0.0, 0.3, 0.1)[:2] for _ in range(10)]
    assert course_after[-1] == pytest.approx((0.3, 0.1), abs=0.08)


def test_large_jumps_carry_blinks():
    prompted = []
    for seed in range(40):
        gaze = Gaze(np.random.default_rng(seed))
        gaze.step(0.0, 0.0, 0.0)
        prompted.append(gaze.step(0.0, 0.6, 0.0)[2])
    assert np.mean(prompted) > 0.9
