"""Heads sway as far and as fast as heads do."""

import numpy as np
import pytest
from scipy.signal import welch

from mien_inference.motion.sway import Sway, load_process

pytestmark = pytest.mark.unit


def course(talking, minutes=10, seed=0):
    sway = Sway(load_process(), np.random.default_rng(seed))
    return np.array([sway.step(talking) for _ in range(minutes * 6000)])


def test_a_talking_head_moves_as_far_as_real_ones():
    yaw, pitch, roll = np.degrees(course(1.0)[:, :3].std(axis=0))
    assert 2.5 < yaw < 5.5
    assert 1.5 < pitch < 4.0
    assert 1.2 < roll < 3.6


def test_a_listening_head_moves_less():
    assert course(0.0).std(axis=0) == pytest.approx(0.38 * course(1.0).std(axis=0), rel=0.15)


def test_the_motion_is_slow_and_smooth():
    frequency, power = welch(course(1.0)[:, :3], 100, nperseg=2048, axis=0)
    assert np.all(power[frequency < 2].sum(axis=0) / power.sum(axis=0) > 0.95)
    jump = np.abs(np.diff(course(1.0), n=2, axis=0)).max(axis=0)
    assert np.all(np.degrees(jump[:3]) < 0.25)
