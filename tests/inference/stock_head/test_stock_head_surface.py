"""Cutting surfaces: what holds for any function that decides where."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from mien_inference.stock_head.surface import Surface, clipped, joined, split, subdivided

pytestmark = pytest.mark.prop

SIDE = 5
heights = st.lists(
    st.one_of(st.floats(-1, 1, allow_nan=False), st.sampled_from([0.0, 0.5, -0.5])), min_size=SIDE**2, max_size=SIDE**2
).map(np.array)


def sheet():
    """A unit square of 4 x 4 quads in the xy plane, seen from +Z; its base vertices are its own."""
    y, x = np.mgrid[0:SIDE, 0:SIDE]
    points = np.stack([x.ravel(), y.ravel(), np.zeros(SIDE**2)], axis=1) / (SIDE - 1)
    corner = (y[:-1, :-1] * SIDE + x[:-1, :-1]).ravel()
    triangles = np.concatenate(
        [
            np.stack([corner, corner + 1, corner + SIDE + 1], axis=1),
            np.stack([corner, corner + SIDE + 1, corner + SIDE], axis=1),
        ]
    )
    return points, Surface(sparse.csr_array(sparse.eye_array(SIDE**2)), points[:, :2].copy(), triangles)


def signed_areas(surface, points):
    a, b, c = (surface.blend @ points)[surface.triangles].transpose(1, 0, 2)
    return 0.5 * np.cross(b - a, c - a)[:, 2]


@given(heights)
def test_splitting_keeps_the_surface(height):
    points, surface = sheet()
    finer, heights_after = split(surface, height)
    areas = signed_areas(finer, points)
    assert areas.sum() == pytest.approx(1)
    assert areas.min() > -1e-12
    assert finer.uv == pytest.approx((finer.blend @ points)[:, :2])
    assert finer.blend.sum(axis=1) == pytest.approx(1)
    corners = heights_after[finer.triangles]
    assert not ((corners.max(axis=1) > 0) & (corners.min(axis=1) < 0)).any()


@given(heights)
def test_what_is_clipped_from_both_sides_makes_the_whole(height):
    points, surface = sheet()
    flat = np.abs(np.where(np.abs(height) < 1e-9, 0, height)[surface.triangles]).max(axis=1) == 0
    left_over = signed_areas(surface.select(flat), points).sum() if flat.any() else 0.0
    halves = [clipped(surface, height), clipped(surface, -height)]
    whole = joined(halves)
    assert signed_areas(whole, points).sum() + left_over == pytest.approx(1)
    assert len(whole.uv) == sum(len(half.uv) for half in halves)


@given(st.floats(0.01, 0.99))
def test_the_border_of_a_cut_is_straight(place):
    points, surface = sheet()
    kept = clipped(surface, points[:, 0] - place)
    x = (kept.blend @ points)[:, 0]
    assert x.min() == pytest.approx(place)
    assert signed_areas(kept, points).sum() == pytest.approx(1 - place)


def test_subdividing_makes_four_of_one():
    points, surface = sheet()
    finer = subdivided(surface)
    assert len(finer.triangles) == 4 * len(surface.triangles)
    assert signed_areas(finer, points) == pytest.approx(1 / 128)
