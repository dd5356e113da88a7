from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mien.core.face_fit import FEATURES, feature_points, placing, share_near, vertex_areas
from mien.core.face_shapes import face_shapes
from mien.core.picture_pixels import PicturePixels
from mien_inference.face.unwrap.layout import LANDMARKS, texture_layout
from mien_protocol.errors import MienError
from mien_protocol.messages.streams import FaceMesh
from mien_protocol.quaternion import from_rotation_vector, to_matrix
from mien_protocol.rig import EXPRESSION_INDEX, EXPRESSION_NAMES

pytestmark = pytest.mark.prop


def mesh(positions=None, **changed):
    """The mesh of a stream, its face as wide as it is in the file unless told otherwise."""
    layout = texture_layout()
    if positions is None:
        positions = general()
    fields = {
        "uv": layout.uv.astype("<f4").tobytes(),
        "triangles": layout.triangles.astype("<u4").tobytes(),
        "placement": (0.0, 0.0, 1.0, 1.0),
        "openings": layout.openings,
        "positions": positions.astype("<f4").tobytes(),
        "uv_layout": layout.name,
    }
    return FaceMesh(**fields | changed)


def general():
    from mien.core.face_shapes import FACES

    with np.load(FACES / f"{texture_layout().name}.npz") as kept:
        return kept["neutral"] * 1e-5


def test_the_movements_are_of_the_present_layout():
    shapes = face_shapes(mesh())
    assert shapes.expression.shape == (52, len(texture_layout().uv), 3)
    np.testing.assert_allclose(shapes.neutral, general(), atol=1e-8)
    eye = [np.linalg.norm(shapes.expression[EXPRESSION_INDEX[f"eyeBlink{side}"]], axis=1) for side in ("Left", "Right")]
    assert eye[0][LANDMARKS["eyeUpperLeft"]] > 0.004
    assert eye[0][LANDMARKS["eyeUpperRight"]] < 0.001
    assert eye[1][LANDMARKS["eyeUpperRight"]] > 0.004
    jaw = shapes.expression[EXPRESSION_INDEX["jawOpen"]]
    assert jaw[LANDMARKS["chin"], 1] < -0.015
    assert abs(jaw[LANDMARKS["noseTip"]]).max() < 0.001


def test_a_wider_face_moves_further_to_the_sides():
    usual, wide = face_shapes(mesh()), face_shapes(mesh(general() * [2.0, 1.0, 1.0]))
    np.testing.assert_allclose(wide.expression, usual.expression * [2.0, 1.0, 1.0], rtol=1e-5)


@pytest.mark.parametrize("name", ["mien-face-9", None])
def test_an_unknown_layout_is_told(name):
    with pytest.raises(MienError, match=r"expected mien-face-1"):
        face_shapes(mesh(uv_layout=name))


def test_a_daemon_that_does_not_tell_where_the_skin_lies_is_told():
    with pytest.raises(MienError, match="does not tell where the skin lies"):
        face_shapes(replace(mesh(), positions=None))


vectors = st.tuples(*[st.floats(-3.0, 3.0)] * 3)


@given(vectors, st.floats(0.2, 5.0), vectors)
def test_a_face_that_was_turned_sized_and_moved_is_found_again(turn, size, place):
    shapes = face_shapes(mesh())
    movements = {name: shapes.expression[EXPRESSION_INDEX[name]] for name in FEATURES}
    axes = to_matrix(from_rotation_vector(np.array(turn))).astype(float)
    other = size * shapes.neutral @ axes.T + place
    found = placing(
        feature_points(shapes.neutral, vertex_areas(shapes.neutral, shapes.triangles), movements),
        feature_points(
            other,
            vertex_areas(other, shapes.triangles),
            {name: size * movement @ axes.T for name, movement in movements.items()},
        ),
    )
    np.testing.assert_allclose(found.points(shapes.neutral), other, atol=1e-5 * size)
    np.testing.assert_allclose(found.directions(shapes.expression), size * shapes.expression @ axes.T, atol=1e-6 * size)


def test_too_few_features_are_told():
    points = {name: np.arange(3.0) for name in FEATURES[:3]}
    with pytest.raises(MienError, match="has 3 of the shapes.*on a plane instead"):
        placing(points, points)


def test_what_moves_nothing_is_no_feature():
    shapes = face_shapes(mesh())
    areas = vertex_areas(shapes.neutral, shapes.triangles)
    movements = dict(zip(EXPRESSION_NAMES, shapes.expression, strict=True))
    found = feature_points(shapes.neutral, areas, movements)
    assert "tongueOut" not in found
    assert set(FEATURES) <= set(found)


def test_areas_are_those_of_the_triangles():
    square = np.array([[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0]], float)
    areas = vertex_areas(square, np.array([[0, 1, 2], [0, 2, 3]]))
    np.testing.assert_allclose(areas, [1 / 3, 1 / 6, 1 / 3, 1 / 6])


@given(st.floats(0.0, 3.0))
def test_nearness_falls_from_one_to_none(distance):
    share = share_near(np.array([[distance, 0.0, 0.0]]), np.zeros((1, 3)), 2.0)[0]
    assert share == pytest.approx(1.0 if distance == 0 else 0.0 if distance >= 2 else share)
    assert 0.0 <= share <= 1.0
    assert share <= share_near(np.array([[0.5 * distance, 0.0, 0.0]]), np.zeros((1, 3)), 2.0)[0] + 1e-12


def test_pixels_are_light_with_the_bottom_row_first():
    rgba = np.arange(2 * 64 * 2 * 4, dtype=np.uint8).reshape(2, 128, 4)
    pixels = PicturePixels(128, 2).convert(rgba).reshape(2, 128, 4)[::-1]
    np.testing.assert_array_equal(np.rint(pixels[..., 3] * 255), rgba[..., 3])
    light = pixels[..., :3].astype(float)
    srgb = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    np.testing.assert_array_equal(np.rint(srgb * 255), rgba[..., :3])
    assert PicturePixels(128, 2).convert(np.full((2, 128, 4), 188, np.uint8))[0] == pytest.approx(0.5029, abs=1e-4)
