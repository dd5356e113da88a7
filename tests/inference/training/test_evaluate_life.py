"""The evaluation tells living heads from dead ones."""

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter1d

from mien_inference.motion import LATENT_SIZE
from mien_inference.training.life_plot import draw_life
from mien_inference.training.life_statistics import between_films, life_statistics
from mien_inference.training.window_test import told_apart, window_features
from mien_protocol.motion import Motion
from mien_protocol.quaternion import from_rotation_vector
from mien_protocol.rig import EXPRESSION_COUNT, EXPRESSION_INDEX

pytestmark = pytest.mark.unit

ROWS = 12_000


def course(seed, width=25, channels=3):
    noise = gaussian_filter1d(np.random.default_rng(seed).normal(size=(ROWS, channels)), width, axis=0)
    return noise / noise.std(axis=0)


def film(seed, *, blink_every=200, raise_every=600):
    """A head of 4, 3 and 2 degrees under eyes that hold, blinks and raises like clockwork."""
    turned = np.radians(course(seed) * (4.0, 3.0, 2.0))
    expression = np.zeros((ROWS, EXPRESSION_COUNT), np.float32)
    row = np.arange(ROWS)
    for side in ("Left", "Right"):
        expression[:, EXPRESSION_INDEX["eyeBlink" + side]] = row % blink_every < 20
    expression[:, EXPRESSION_INDEX["browInnerUp"]] = 0.4 * (row % raise_every > raise_every - 70)
    return Motion(
        row.astype(np.int64) * 10_000_000,
        np.zeros((ROWS, LATENT_SIZE), np.float16),
        expression,
        from_rotation_vector(turned[:, [1, 0, 2]].astype(np.float32)),
        (0.01 * course(seed + 100)).astype(np.float32),
        (turned[:, :2] * (-1.0, 1.0)).astype(np.float32),
    )


def test_what_was_put_in_is_found():
    found = life_statistics([film(0), film(1)])
    assert found.head_sd_deg == pytest.approx((4.0, 3.0, 2.0), rel=0.1)
    assert found.kurtosis == pytest.approx((3.0, 3.0, 3.0), abs=0.5)
    assert found.travel_cm == pytest.approx((1.0, 1.0, 1.0), rel=0.05)
    assert found.raises == pytest.approx((10, 0.69), abs=1.0)
    assert found.raises[1] == pytest.approx(0.69, abs=0.03)
    assert found.blinks[0] == pytest.approx(30, abs=1.5)
    assert found.blinks[1] == 0.0
    assert found.bands.sum(axis=1) == pytest.approx(np.ones(3), abs=0.02)
    assert found.shifts_per_min == 0.0


def test_films_that_are_alike_are_found_out():
    assert between_films([film(0), film(0)]) == pytest.approx(np.ones(3))
    assert np.abs(between_films([film(0), film(1), film(2)])).max() < 0.4


def test_windows_of_one_sort_cannot_be_told_apart_and_those_of_two_can():
    same = [window_features([course(seed, 5) for seed in seeds]) for seeds in (range(3), range(3, 6))]
    other = window_features([course(seed, 8) for seed in range(3)])
    assert told_apart(*same) < 0.62
    assert told_apart(same[0], other) > 0.9


def test_the_drawing_has_a_row_a_film():
    assert draw_life([film(0), film(1)]).count("<polyline") == 8
