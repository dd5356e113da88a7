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
def test_at_rest_they_are_the_photo(seed):
    photo, person, behind = layers_of(seed)
    np.testing.assert_allclose(together(matched_at_rest(photo, person, behind), behind), photo, atol=1.01)


@given(SEEDS)
def test_the_person_covers_no_less_and_no_more_than_it_must(seed):
    photo, person, behind = layers_of(seed)
    moving = matched_at_rest(photo, person, behind)
    assert (moving[..., 3] >= person[..., 3]).all()
    grown = moving[..., 3] > person[..., 3]
    # A pixel that grew is black where it darkens most, or white but for its glow where it brightens most.
    darkest, brightest = moving[..., :3].min(2).astype(int), (moving[..., :3].astype(int) - moving[..., 3:]).max(2)
    assert ((darkest <= 1) | (brightest >= -1))[grown].all()


def test_where_the_fill_is_the_photo_nobody_is():
    photo, person, _ = layers_of(0)
    nobody = np.zeros_like(person)
    np.testing.assert_array_equal(matched_at_rest(photo, nobody, photo), nobody)


def test_a_glow_hides_nothing():
    behind = np.full((4, 4, 3), 250, np.uint8)
    moving = matched_at_rest(behind + 4, np.zeros((4, 4, 4), np.uint8), behind)
    assert (moving[..., 3] == 0).all()
    assert (moving[..., :3] == 4).all()
