"""What is filled in behind a person goes on from what is beside it."""

import numpy as np
import pytest

from mien_inference.face.photo.completion import complete
from mien_inference.face.photo.rim import person_and_rim

pytestmark = pytest.mark.unit

SIDE = 160


def hole_of(left: int, right: int) -> np.ndarray:
    hole = np.zeros((SIDE, SIDE), np.uint8)
    hole[40:, left:right] = 1
    return hole


def filled(picture: np.ndarray, hole: np.ndarray, seed: int = 1) -> np.ndarray:
    return complete(picture.astype(np.float32), hole, np.random.default_rng(seed))


def grainy(levels: float, sigma: float) -> np.ndarray:
    return levels + np.random.default_rng(0).normal(0, sigma, (SIDE, SIDE, 3))


def test_stripes_go_on_behind_the_person():
    rows = np.where(np.arange(SIDE) // 16 % 2, 200.0, 40.0)
    picture = np.broadcast_to(rows[:, None, None], (SIDE, SIDE, 3))
    hole = hole_of(60, 110)
    assert np.abs(filled(picture, hole) - picture).mean() < 12


def test_a_gradient_meets_the_rim_without_a_step():
    picture = np.broadcast_to(np.linspace(60, 190, SIDE)[None, :, None], (SIDE, SIDE, 3))
    result = filled(picture, hole_of(60, 110))
    across_rim = np.abs(result[60:150, 60] - result[60:150, 59])
    assert across_rim.mean() < 4


def test_the_fill_has_the_grain_of_its_surroundings():
    picture = grainy(120, 8)
    hole = hole_of(60, 100)
    inside = filled(picture, hole)[hole > 0]
    assert 0.6 * 8 < inside.std() < 1.3 * 8


def test_what_is_known_stays():
    picture, hole = grainy(120, 8).astype(np.float32), hole_of(60, 110)
    np.testing.assert_array_equal(filled(picture, hole)[hole == 0], picture[hole == 0])


def test_the_same_numbers_make_the_same_fill():
    picture, hole = grainy(120, 8), hole_of(60, 110)
    np.testing.assert_array_equal(filled(picture, hole), filled(picture, hole))


@pytest.mark.parametrize("shape", [(9, 40), (40, 9), (64, 64)])
def test_hardly_anything_known_still_makes_a_picture(shape):
    hole = np.ones(shape, np.uint8)
    hole[:, :2] = 0
    result = complete(np.full((*shape, 3), 90, np.float32), hole, np.random.default_rng(1))
    np.testing.assert_allclose(result, 90, atol=3)


def test_a_strand_before_a_plain_wall_goes_with_the_person():
    picture, matte = grainy(200, 2).astype(np.float32), np.zeros((SIDE, SIDE), np.float32)
    matte[50:, 60:100] = 1
    picture[50:, 60:100] = 40
    picture[80, 100:110] = 60
    marked = person_and_rim(picture, matte, 100.0)
    assert marked[80, 100:109].all()
    assert not marked[20:30, 20:140].any()
    assert not marked[:, 130:].any()


def test_before_a_busy_wall_only_the_edge_goes_with_the_person():
    picture, matte = grainy(128, 50).astype(np.float32), np.zeros((SIDE, SIDE), np.float32)
    matte[50:, 60:100] = 1
    marked = person_and_rim(picture, matte, 100.0)
    assert marked[60:, 60:100].all()
    assert marked[60:, 106:].mean() < 0.05
