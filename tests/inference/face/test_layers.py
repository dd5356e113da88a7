"""Person and background: close to the photo together, and each good to look at alone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mien_inference.face.photo.layers import matched_at_rest

pytestmark = pytest.mark.prop

SEEDS = st.integers(0, 2**32 - 1)


def layers_of(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Photo, person and background of noise: as badly as they can go together."""
    rng = np.random.default_rng(seed)
    photo, own, behind = rng.integers(0, 256, (3, 16, 16, 3), dtype=np.uint8)
    alpha = rng.integers(0, 256, (16, 16, 1), dtype=np.uint8)
    person = np.concatenate([(own * (alpha / 255)).astype(np.uint8), alpha], axis=2)
    return photo, person, behind


def together(person: np.ndarray, behind: np.ndarray) -> np.ndarray:
    return person[..., :3] + (1 - person[..., 3:] / 255) * behind


@given(SEEDS)
def test_the_person_takes_no_slivers_along(seed):
    photo, person, behind = layers_of(seed)
    moving, _ = matched_at_rest(photo, person, behind)
    np.testing.assert_array_equal(moving[..., 3], person[..., 3])
    assert (moving[..., :3] <= moving[..., 3:]).all()
    doubtful = person[..., 3:] <= 0.95 * 255
    change = np.abs(moving[..., :3].astype(int) - person[..., :3])
    assert (change * doubtful <= 60 * (person[..., 3:] / 255) + 1).all()
    assert (change * (person[..., 3:] <= 25) <= 1).all()


@given(SEEDS)
def test_what_stays_behind_has_the_colours_of_photo_and_fill(seed):
    photo, person, behind = layers_of(seed)
    _, left = matched_at_rest(photo, person, behind)
    both = np.stack([photo, behind]).astype(int)
    assert (left >= both.min(0) - 7).all()
    assert (left <= both.max(0) + 7).all()


@given(SEEDS)
def test_at_rest_they_come_closer_to_the_photo(seed):
    photo, person, behind = layers_of(seed)
    before = np.abs(together(person, behind) - photo).mean()
    after = np.abs(together(*matched_at_rest(photo, person, behind)) - photo).mean()
    assert after < 0.4 * before


def test_where_nobody_is_the_photo_stays():
    photo, person, behind = layers_of(0)
    _, left = matched_at_rest(photo, np.zeros_like(person), behind)
    np.testing.assert_array_equal(left, photo)
