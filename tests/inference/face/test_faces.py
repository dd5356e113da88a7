"""Which face of a photo, and which photos will not do."""

import cv2
import numpy as np
import pytest

from mien_inference.face import FaceModels, FoundFace, build_avatar, find_faces
from mien_inference.face.avatar import _chosen
from mien_inference.face.photo.upright import is_upside_down
from mien_inference.face.shape.headframe import HeadFrame
from mien_protocol.errors import MienError

pytestmark = pytest.mark.real


def shrunk(photo: np.ndarray, side: int) -> np.ndarray:
    return cv2.resize(photo, (side, side), interpolation=cv2.INTER_AREA)


@pytest.fixture(scope="module")
def twins(astronaut) -> np.ndarray:
    return np.hstack([astronaut, astronaut[:, ::-1]])


def test_one_face_and_where_it_is(astronaut, face_models):
    (face,) = find_faces(astronaut, face_models)
    assert face.points.shape == (478, 3)
    assert face.centre_px == pytest.approx((225, 125), abs=8)
    assert face.height_px == pytest.approx(105, abs=8)
    assert min(face.smiles) > 0.5


def test_a_small_face_in_a_large_photo_is_found(astronaut, face_models):
    scene = np.full((1600, 1600, 3), 120, np.uint8)
    scene[900:1412, 700:1212] = astronaut
    (face,) = find_faces(scene, face_models)
    assert face.centre_px == pytest.approx((925, 1025), abs=12)


def test_a_very_small_face_is_found(astronaut, face_models):
    scene = np.full((2000, 2000, 3), 120, np.uint8)
    scene[900:1220, 700:1020] = shrunk(astronaut, 320)
    (face,) = find_faces(scene, face_models)
    assert face.centre_px == pytest.approx((841, 978), abs=12)
    assert face.height_px == pytest.approx(66, abs=8)


def test_a_face_upside_down(astronaut, face_models):
    """The landmarker takes it for an upright one."""
    turned = astronaut[260:20:-1, 340:100:-1]
    assert len(find_faces(turned, face_models)) == 1
    with pytest.raises(MienError, match="upside down; turn the photo by 180 degrees"):
        build_avatar(turned, face_models)


@pytest.mark.parametrize("quarter_turns", [0, 1, 3])
def test_a_face_that_is_not_upside_down(astronaut, face_models, quarter_turns):
    rolled = np.rot90(astronaut, quarter_turns)
    (face,) = find_faces(rolled, face_models)
    assert not is_upside_down(rolled, face, face_models)


def test_a_face_in_a_narrow_photo_is_found(astronaut, face_models):
    tower = np.vstack([astronaut[:, 100:350], np.full((900, 250, 3), 60, np.uint8)])
    (face,) = find_faces(tower, face_models)
    assert face.centre_px == pytest.approx((125, 125), abs=8)


def test_several_faces_are_listed_from_left_to_right(twins, face_models):
    with pytest.raises(MienError, match=r"2 faces.*1 at x \d+.*2 at x \d+.*--face N"):
        build_avatar(twins, face_models)


def test_a_face_may_be_chosen(twins, face_models):
    chosen = build_avatar(twins, face_models, face=2)
    left, right = find_faces(twins, face_models)
    assert left.centre_px[0] < 512 < right.centre_px[0]
    share = (chosen.head.origin_px[0] - chosen.layers.margin_px) / chosen.frame_size[0]
    assert share == pytest.approx(right.centre_px[0] / twins.shape[1], abs=0.05)


@pytest.mark.parametrize("face", [0, 3, -1])
def test_a_face_that_is_not_there(twins, face_models, face):
    with pytest.raises(MienError, match=f"no face {face}: 2 found"):
        build_avatar(twins, face_models, face=face)


def test_no_face(face_models):
    with pytest.raises(MienError, match="no face found.*400x300"):
        build_avatar(np.full((300, 400, 3), 128, np.uint8), face_models)


def test_a_photo_of_one_pixel(face_models):
    with pytest.raises(MienError, match="no face found"):
        build_avatar(np.zeros((1, 1, 3), np.uint8), face_models)


def test_a_face_too_small(astronaut, face_models):
    with pytest.raises(MienError, match=r"too small: \d+\.\d pixels.*at least 60"):
        build_avatar(shrunk(astronaut, 256), face_models)


def test_a_face_turned_too_far(avatar, astronaut, face_models, monkeypatch):
    (face,) = find_faces(astronaut, face_models)
    angle = np.radians(40)
    x, y, z = (face.points - face.points[:468].mean(0)).T
    turned = np.column_stack([x * np.cos(angle) - z * np.sin(angle), y, x * np.sin(angle) + z * np.cos(angle)])
    points = turned + face.points[:468].mean(0)
    assert abs(HeadFrame.of_landmarks(points)[0].angles_deg[0]) > 30
    monkeypatch.setattr("mien_inference.face.avatar.find_faces", lambda *_: [type(face)(points, 0.0)])
    with pytest.raises(MienError, match=r"turned \d\d degrees to its (left|right), expected at most 30"):
        build_avatar(astronaut, face_models)


def test_models_that_are_missing(tmp_path):
    with pytest.raises(MienError, match=r"no model file at .*gone\.task"):
        FaceModels(tmp_path / "gone.task", tmp_path / "gone.tflite")


def test_the_head_frame_sees_the_landmarks_where_they_are(astronaut, face_models):
    (face,) = find_faces(astronaut, face_models)
    head, landmarks = HeadFrame.of_landmarks(face.points)
    np.testing.assert_allclose(head.project(landmarks), face.points[:, :2], atol=1e-6)
    assert landmarks[291, 0] > landmarks[61, 0]
    assert landmarks[10, 1] > landmarks[152, 1]
    assert landmarks[1, 2] > landmarks[[234, 454], 2].mean() + 5


def test_a_face_a_little_too_small_is_not_said_to_be_large_enough():
    points = np.zeros((478, 3))
    points[10, 1], points[152, 1] = 0.0, 59.96
    with pytest.raises(MienError, match=r"too small: 59\.9 pixels from forehead to chin, expected at least 60;"):
        _chosen([FoundFace(points, (0.0, 0.0))], None, np.zeros((100, 100, 3), np.uint8))
