"""The layout of face textures, its texels, and what they are filled with."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mien_inference.face.shape.topology import SYMMETRIC_PAIRS
from mien_inference.face.unwrap.layout import LANDMARKS, texture_layout
from mien_inference.face.unwrap.sampling import copy_texels, locate_planes, sample_spans
from mien_inference.face.unwrap.texels import find_texels
from mien_inference.training.face_layout import mirrored_numbers, unrolled
from tests.inference.face.reprojection import bilinear

pytestmark = pytest.mark.prop

SIZES = st.sampled_from([64, 129, 256, 512])


def areas(layout):
    corners = layout.uv[layout.triangles]
    right, down = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    return right[:, 1] * down[:, 0] - right[:, 0] * down[:, 1]


def test_no_triangle_of_the_layout_is_folded_over_or_a_sliver():
    layout = texture_layout()
    assert areas(layout).min() * 512**2 > 1
    assert layout.uv.min() > 0.02
    assert layout.uv.max() < 0.98


def test_the_layout_is_symmetric():
    uv = texture_layout().uv
    for right, left in SYMMETRIC_PAIRS:
        assert uv[right] * [-1, 1] + [1, 0] == pytest.approx(uv[left], abs=1e-4)
    sides = {name.removesuffix("Left"): at for name, at in LANDMARKS.items() if name.endswith("Left")}
    assert all(uv[at, 0] - 0.5 == pytest.approx(0.5 - uv[LANDMARKS[name + "Right"], 0]) for name, at in sides.items())
    middle = [at for name, at in LANDMARKS.items() if not name.endswith(("Left", "Right"))]
    assert uv[middle, 0] == pytest.approx(0.5, abs=1e-4)
    assert (np.diff(uv[[LANDMARKS[name] for name in TOP_TO_BOTTOM], 1]) > 0.02).all()


TOP_TO_BOTTOM = ("forehead", "noseRoot", "noseTip", "noseBase", "lipUpper", "lipUpperInner", "lipLowerInner", "chin")


def test_the_openings_are_open():
    """The share of the texture that shows the inside of the mouth and the eyes."""
    layout = texture_layout()
    openings = areas(layout)[-layout.openings :].reshape(-1, 4).sum(1) / 2
    mouth, eyes = openings[:18].sum(), openings[18:].sum() / 2
    assert mouth > 0.01
    assert eyes > 0.004


@given(SIZES)
@settings(deadline=None, max_examples=8)
def test_every_texel_belongs_to_one_triangle_or_lies_beside(size):
    layout = texture_layout()
    texels = find_texels(layout.uv, layout.triangles, size)
    counted = np.zeros((size, size), int)
    for row, first, end, triangle in texels.spans:
        counted[row, first:end] += 1
        assert (texels.owner[row, first:end] == triangle).all()
    np.testing.assert_array_equal(counted == 1, texels.owner >= 0)
    np.testing.assert_array_equal(np.flatnonzero(counted == 0), texels.outside)
    assert counted.max() == 1
    distance = np.abs(
        np.stack([texels.outside // size, texels.outside % size])
        - np.stack([texels.nearest // size, texels.nearest % size])
    )
    assert (texels.owner.ravel()[texels.nearest] >= 0).all()
    assert distance.max() < size / 2


@given(SIZES, st.integers(0, 2**31))
@settings(deadline=None, max_examples=10)
def test_what_is_spread_passes_through_the_vertices(size, seed):
    layout = texture_layout()
    texels = find_texels(layout.uv, layout.triangles, size)
    slope = np.random.default_rng(seed).normal(size=3)
    plane = lambda places: places @ slope[:2] + slope[2]  # noqa: E731
    spread = texels.spread(plane(layout.uv.astype(float))[layout.triangles])
    rows, columns = np.nonzero(texels.owner >= 0)
    centres = (np.column_stack([columns, rows]) + 0.5) / size
    np.testing.assert_allclose(spread[rows, columns], plane(centres), atol=1e-6)
    assert np.abs(spread[texels.owner < 0]).max() == 0


@given(st.integers(0, 2**31))
@settings(deadline=None, max_examples=10)
def test_texels_are_mixed_of_four_pixels(seed):
    rng = np.random.default_rng(seed)
    layout, size = texture_layout(), 64
    texels = find_texels(layout.uv, layout.triangles, size)
    picture = rng.integers(0, 256, (70, 50, 4), np.uint8)
    points = (layout.uv * rng.uniform(20, 60, 2) + rng.uniform(-15, 15, 2)).astype(np.float32)
    located = np.empty((len(layout.triangles), 6), np.float32)
    locate_planes(points, layout.triangles, texels.planes, located)
    alpha = rng.integers(0, 256, (size, size), np.uint8)
    texture = np.zeros((size, size), np.uint32)
    sample_spans(picture.view(np.uint32)[..., 0], located, texels.spans, alpha, texture)
    rgba = texture.view(np.uint8).reshape(size, size, 4)
    places = np.stack([texels.spread(points[layout.triangles, axis].astype(float)) for axis in (0, 1)], axis=-1)
    inside = texels.owner >= 0
    expected = bilinear(picture[..., :3].astype(float), places[inside])
    # Places and shares are rounded to 256ths, and pixels here differ by up to 255.
    np.testing.assert_allclose(rgba[inside, :3], expected, atol=5)
    np.testing.assert_array_equal(rgba[inside, 3], alpha[inside])
    assert not rgba[~inside].any()


def test_texels_are_copied_whole():
    texture = np.arange(9, dtype=np.uint32).reshape(3, 3) << np.uint32(20)
    copy_texels(texture, np.array([0, 8], np.int32), np.array([4, 5], np.int32))
    assert (texture.ravel() >> np.uint32(20)).tolist() == [4, 1, 2, 3, 4, 5, 6, 7, 5]


def test_mirroring_finds_pairs_and_the_middle():
    rng = np.random.default_rng(3)
    left = rng.uniform([1, -5, 0], [8, 5, 9], (20, 3))
    middle = rng.uniform([0, -5, 0], [0, 5, 9], (4, 3))
    face = np.concatenate([left, middle, left * [-1, 1, 1]]) + rng.normal(0, 0.01, (44, 3))
    assert mirrored_numbers(face) == [*range(24, 44), *range(20, 24), *range(20)]


def test_unrolling_keeps_sides_and_heights():
    face = np.array([[0, 8, 9], [7, 0, 2], [-7, 0, 2], [0, -8, 9], [4, 0, 8]], float)
    flat = unrolled(face)
    assert flat[0] == pytest.approx([0.5, 0.03])
    assert flat[3] == pytest.approx([0.5, 0.97])
    assert flat[1] == pytest.approx([0.97, 0.5])
    assert flat[2] == pytest.approx([0.03, 0.5])
    assert 0.5 < flat[4, 0] < flat[1, 0]
