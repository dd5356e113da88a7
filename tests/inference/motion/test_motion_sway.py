"""Heads sway as far, as fast and as unevenly as a real one, for hours."""

import numpy as np
import pytest
from scipy.signal import welch
from scipy.stats import kurtosis

from mien_inference.motion.sway import Sway
from mien_inference.motion.sway_network import load_sway_weights

pytestmark = pytest.mark.unit


def course(tempo=1.0, minutes=10, seed=0, *, settled=True):
    sway = Sway(load_sway_weights(), np.random.default_rng(seed), settled=settled)
    return np.array([sway.step(tempo) for _ in range(round(minutes * 6000))])


def test_every_channel_has_its_standard_deviation():
    assert course(minutes=20).std(axis=0) == pytest.approx(np.ones(7), abs=0.2)


def test_a_slow_head_goes_as_far():
    assert course(0.5, minutes=20).std(axis=0)[:3] == pytest.approx(np.ones(3), abs=0.3)
    assert np.abs(np.diff(course(0.5)[:, :3], axis=0)).mean() == pytest.approx(
        0.5 * np.abs(np.diff(course()[:, :3], axis=0)).mean(), rel=0.15
    )


def test_people_hold_still_and_move():
    speeds = np.diff(course()[::4, :3], axis=0)
    assert np.all(kurtosis(speeds, fisher=False) > 4.0)


def test_the_motion_is_slow_and_smooth():
    angles = course()[:, :3]
    frequency, power = welch(angles, 100, nperseg=2048, axis=0)
    assert np.all(power[frequency < 2].sum(axis=0) / power.sum(axis=0) > 0.95)
    assert np.abs(np.diff(angles, n=2, axis=0)).max() < 0.12


def test_a_stream_can_begin_at_rest():
    assert np.abs(course(minutes=0.001, settled=False)).max() < 0.01
    assert np.abs(course(minutes=0.001)).max() > 0.1


def test_it_never_strays():
    assert np.abs(course(4.0, minutes=15, seed=5)).max() < 4.0
