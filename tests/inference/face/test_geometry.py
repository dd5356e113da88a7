"""Subdivision and inpainting keep what they must."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mien_inference.face.photo.inpaint import continue_into, extend, extend_flat, fill
from mien_inference.face.shape.subdivision import subdivide
from mien_inference.face.shape.topology import MESH_LANDMARKS, PATHS, crease_edges, hole_triangles, skin_triangles

pytestmark = pytest.mark.prop

BORDERS = st.tuples(*[st.integers(0, 90)] * 4)


def test_the_face_is_one_skin_with_three_holes():
    triangles = np.concatenate([skin_triangles(), hole_triangles()])
    directed = [edge for a, b, c in triangles.tolist() for edge in ((a, b), (b, c), (c, a))]
    assert len(set(directed)) == len(directed), "every edge is walked once in each direction: one winding throughout"
    boundary = set(directed) - {(b, a) for a, b in directed}
    assert len(boundary) == 36


def test_subdivision_averages_and_keeps_numbers():
    triangles = np.concatenate([skin_triangles(), hole_triangles()])
    fine = subdivide(MESH_LANDMARKS, triangles, crease_edges())
    np.testing.assert_allclose(np.asarray(fine.matrix.sum(1)).ravel(), 1.0)
    assert fine.matrix.min() >= 0
    assert len(fine.triangles) == 4 * len(triangles)
    for path in PATHS.values():
        refined = fine.along(path)
        assert refined[::2] == path


def test_a_crease_does_not_feel_its_sides():
    triangles = np.array([[0, 1, 2], [0, 2, 3]], np.int32)
    flat = np.array([[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0]], float)
    fine = subdivide(4, triangles, {(0, 2)})
    raised = fine.matrix @ (flat + np.outer([0, 1, 0, 1], [0, 0, 1]))
    assert raised[fine.midpoints[0, 2], 2] == 0


@given(st.integers(5, 40), st.integers(5, 40), st.integers(0, 2**31))
@settings(deadline=None, max_examples=25)
def test_filling_keeps_what_is_known_and_stays_in_range(height, width, seed):
    rng = np.random.default_rng(seed)
    picture = rng.uniform(0, 255, (height, width, 3)).astype(np.float32)
    known = (rng.uniform(size=(height, width)) > 0.5).astype(np.float32)
    known[0, 0] = 1
    filled = fill(picture, known)
    np.testing.assert_array_equal(filled[known == 1], picture[known == 1])
    assert filled.min() >= 0
    assert filled.max() <= 255.01


@given(BORDERS)
@settings(deadline=None, max_examples=20)
def test_extending_adds_borders_and_changes_nothing_inside(border):
    top, bottom, left, right = border
    picture = np.random.default_rng(1).uniform(0, 255, (40, 30, 3)).astype(np.float32)
    for source, grown in ((picture, extend(picture, border)), (picture[..., 0], extend_flat(picture[..., 0], border))):
        assert grown.shape[:2] == (40 + top + bottom, 30 + left + right)
        np.testing.assert_allclose(grown[top : top + 40, left : left + 30], source, atol=1e-3)
        assert grown.min() >= source.min() - 1e-3
        assert grown.max() <= source.max() + 1e-3


def test_a_horizon_goes_on_behind_the_person():
    picture = np.zeros((80, 80, 3), np.float32)
    picture[40:] = 200
    hole = np.zeros((80, 80), np.uint8)
    hole[:, 30:50] = 1
    continued = continue_into(picture, hole, reach_px=20)
    np.testing.assert_array_equal(continued[:, :30], picture[:, :30])
    assert continued[20, 32:36].max() < 40
    assert continued[60, 32:36].min() > 160
