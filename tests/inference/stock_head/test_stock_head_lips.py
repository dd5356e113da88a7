"""The lengths by which motion reasons about mouths are those of the stock head."""

import numpy as np
import pytest

from mien_inference.motion.mouth_shapes import MEASURES, MOUTH_SHAPES, columns, lip_gap_cm
from mien_protocol.rig import EXPRESSION_COUNT, EXPRESSION_INDEX

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def seam(head):
    """The upper and lower vertex in the middle of the closed lips: what the jaw parts."""
    skin = head.meshes["Face"][0]
    drop_m = skin.position_deltas[EXPRESSION_INDEX["jawOpen"], :, 1]
    middle = (np.abs(skin.positions[:, 0]) < 0.004) & (skin.positions[:, 2] > skin.positions[:, 2].max() - 0.035)
    upper, lower = np.flatnonzero(middle & (drop_m > -0.003)), np.flatnonzero(middle & (drop_m < -0.025))
    apart = np.linalg.norm(skin.positions[upper][:, None] - skin.positions[lower][None], axis=2)
    first, second = np.unravel_index(apart.argmin(), apart.shape)
    assert apart.min() < 0.001
    return skin, upper[first], lower[second]


@pytest.mark.parametrize("shape", MOUTH_SHAPES)
def test_gaps_in_the_table_are_gaps_on_the_head(seam, shape):
    skin, upper, lower = seam
    moved_m = skin.position_deltas[list(columns(shape))].sum(axis=0)
    gap_cm = 100.0 * (moved_m[upper, 1] - moved_m[lower, 1])
    assert gap_cm == pytest.approx(MOUTH_SHAPES[shape][MEASURES.index("gap")], abs=0.03)


def test_the_gap_of_an_expression_adds_up(seam):
    skin, upper, lower = seam
    expression = np.zeros(EXPRESSION_COUNT, np.float32)
    for name, strength in (("jawOpen", 0.4), ("mouthClose", 0.2), ("mouthUpperUpLeft", 0.3), ("mouthSmileRight", 0.5)):
        expression[EXPRESSION_INDEX[name]] = strength
    moved_m = np.tensordot(expression, skin.position_deltas, axes=1)
    gap_cm = 100.0 * (moved_m[upper, 1] - moved_m[lower, 1])
    assert lip_gap_cm(expression) == pytest.approx(gap_cm, abs=0.03)
