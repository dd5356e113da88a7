"""Light on a person who lies over a background or over nothing."""

import numpy as np
import pytest

from mien_inference.face.paint.composite import lay_opaque, lay_transparent

pytestmark = pytest.mark.unit

LIGHT, CORNER = np.full((2, 2), 0.8, np.float32), (1, 1)
STRENGTH = np.array([0.5, 1.0, 1.5], np.float32)


def laid(alpha: int, *, opaque: bool) -> np.ndarray:
    person = np.full((4, 4, 4), 100, np.uint8)
    person[..., 3] = alpha
    picture = np.empty_like(person)
    if opaque:
        lay_opaque(person, LIGHT, STRENGTH, CORNER, np.full((4, 4, 3), 200, np.uint8), picture)
    else:
        lay_transparent(person, LIGHT, STRENGTH, CORNER, picture)
    return picture


@pytest.mark.parametrize("opaque", [True, False])
def test_each_colour_takes_its_share_of_a_shadow(opaque):
    picture = laid(255, opaque=opaque)
    np.testing.assert_array_equal(picture[1, 1], [90, 80, 70, 255])
    np.testing.assert_array_equal(picture[0, 0], [100, 100, 100, 255])


def test_a_background_is_not_shaded():
    # Half of 200 shines through, and only the person's own 100 is darkened.
    np.testing.assert_allclose(laid(128, opaque=True)[1, 1, :3].astype(int), [190, 180, 170], atol=1)


def test_a_person_over_nothing_keeps_straight_alpha():
    np.testing.assert_allclose(laid(200, opaque=False)[1, 1].astype(int), [115, 102, 89, 200], atol=1)
