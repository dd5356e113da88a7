"""Reading scans, and the arithmetic of what is measured on them and on faces that move."""

import numpy as np
import pytest

from mien_inference.training.evaluate_face import ASKED, echo, names_of
from mien_inference.training.mouth_measures import mean_face_measures
from mien_inference.training.scan_creases import mirrored_vertices, refined
from mien_inference.training.scan_landmarks import Places, mirror_images
from mien_inference.training.scans import read_scans, sides
from mien_protocol.errors import MienError
from mien_protocol.rig import EXPRESSION_INDEX

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("browInnerUp", ("browInnerUp_L", "browInnerUp_R")),
        ("mouthSmileLeft", ("mouthSmile_L",)),
        ("mouthLeft", ("mouthLeft",)),
        ("jawRight", ("jawRight",)),
        ("jawOpen", ("jawOpen",)),
    ],
)
def test_a_coefficient_is_made_up_of_the_scans_own(name, expected):
    assert sides(name) == expected


def test_a_pack_that_is_missing_or_another_file_is_refused(tmp_path):
    with pytest.raises(MienError, match="no pack of scans"):
        read_scans(tmp_path / "none.npz")
    np.savez(tmp_path / "other.npz", neutral=np.zeros((3, 3)))
    with pytest.raises(MienError, match="lacks faces, face_material"):
        read_scans(tmp_path / "other.npz")


def test_a_place_is_a_mean_of_vertices():
    places = Places(np.array([[0, 1, 0, 0]], np.int32), np.array([[0.25, 0.75, 0.0, 0.0]]))
    np.testing.assert_allclose(places.of(np.array([[0.0, 4.0], [8.0, 0.0]])), [[6.0, 1.0]])


def test_mirror_images_go_both_ways():
    mirrored = mirror_images()
    np.testing.assert_array_equal(mirrored[mirrored], np.arange(468))
    assert mirrored[61] == 291
    assert mirrored[13] == 13
    fine = mirrored_vertices()
    assert len(fine) == refined().matrix.shape[0]
    assert (fine[fine] == np.arange(len(fine))).mean() > 0.99


def test_echo_is_a_slope_and_how_straight_it_is():
    asked = (0.0, 0.5, 1.0)
    assert echo(asked, [0.1, 0.5, 0.9]) == pytest.approx((0.8, 1.0, 0.8))
    assert np.isnan(echo(asked, [0.2, 0.2, 0.2]).correlation)


def test_what_is_asked_for_is_on_the_rig():
    assert all(full in EXPRESSION_INDEX for name in ASKED for full in names_of(name))


def test_the_mean_faces_mouth_closes_what_its_jaw_opens():
    table = mean_face_measures()
    assert table["jawOpen"][0] == pytest.approx(3.4, abs=0.3)
    assert table["mouthClose"][:2] == pytest.approx([-v for v in table["jawOpen"][:2]], abs=0.02)
    assert table["mouthPucker"][2] < -0.6
