"""What the scans say reaches a person's face: its size, its folds, and an upper lip that arches."""

import numpy as np
import pytest

from mien_inference.face.shape.measured import measured_shapes, size_beside_scans
from mien_inference.face.shape.sculptor import Sculptor
from mien_inference.face.shape.topology import UPPER_LIP_RINGS
from mien_inference.weights import shared_weights
from mien_protocol.rig import EXPRESSION_INDEX, EXPRESSION_NAMES

pytestmark = pytest.mark.real

GLABELLA, BESIDE_THE_NOSE, BESIDE_THE_MOUTH_LEFT = 9, (203, 423), 426


@pytest.fixture(scope="module")
def rest() -> np.ndarray:
    return shared_weights("face-shapes.safetensors")["rest"].astype(np.float64)


def test_all_coefficients_but_those_of_eyes_and_tongue_are_measured(rest):
    expected = {name for name in EXPRESSION_NAMES if not name.startswith(("eye", "tongue"))}
    assert measured_shapes(Sculptor(rest)).keys() == expected


def test_a_larger_face_moves_further(rest):
    assert size_beside_scans(rest) == pytest.approx(1.0)
    small, large = (measured_shapes(Sculptor(rest * scale))["jawOpen"] for scale in (1.0, 1.15))
    np.testing.assert_allclose(large, 1.15 * small, atol=1e-6)


def test_a_measure_out_of_proportion_is_held(rest):
    assert size_beside_scans(rest * 3) < 1.5


def test_the_open_mouth_has_an_arched_upper_edge(avatar):
    opened = avatar.mesh.neutral + 0.7 * avatar.mesh.expression[EXPRESSION_INDEX["jawOpen"]]
    edge = opened[list(UPPER_LIP_RINGS[-1]), 1]
    middle = edge[len(edge) // 2]
    assert (np.diff(edge[: len(edge) // 2 + 1]) > 0).all(), "it rises from the right corner to the middle"
    assert (np.diff(edge[len(edge) // 2 :]) < 0).all(), "and falls to the left one"
    assert middle - edge[[2, -3]].max() > 0.2


def test_frowning_darkens_between_the_brows_and_laughing_beside_the_nose(avatar):
    shade = avatar.mesh.shade
    frown = shade[EXPRESSION_INDEX["browDownLeft"]] + shade[EXPRESSION_INDEX["browDownRight"]]
    laugh = shade[EXPRESSION_INDEX["mouthSmileLeft"]] + shade[EXPRESSION_INDEX["mouthSmileRight"]]
    assert frown[: avatar.mesh.skin_count].min() < -0.2
    assert laugh[list(BESIDE_THE_NOSE)].max() < -0.03
    assert abs(frown[BESIDE_THE_MOUTH_LEFT]) < 0.02


def test_no_coefficient_blackens_or_bleaches_skin(avatar):
    assert avatar.mesh.shade.min() >= -0.4
    assert avatar.mesh.shade.max() <= 0.15
