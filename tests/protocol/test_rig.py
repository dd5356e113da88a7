import numpy as np
import pytest

from mien_protocol.rig import EXPRESSION_COUNT, EXPRESSION_INDEX, EXPRESSION_NAMES, MIRRORED_INDEX

pytestmark = pytest.mark.unit


def test_there_are_52_names_in_alphabetical_order():
    assert EXPRESSION_COUNT == len(set(EXPRESSION_NAMES)) == 52
    assert list(EXPRESSION_NAMES) == sorted(EXPRESSION_NAMES)


def test_the_index_is_the_order():
    assert [EXPRESSION_INDEX[name] for name in EXPRESSION_NAMES] == list(range(52))


def test_a_mirrored_mirror_is_the_face_itself():
    face = np.random.default_rng(0).uniform(size=52)
    mirrored = face[list(MIRRORED_INDEX)]
    np.testing.assert_array_equal(mirrored[list(MIRRORED_INDEX)], face)


def test_a_mirror_swaps_sides_and_nothing_else():
    swapped = {name: EXPRESSION_NAMES[MIRRORED_INDEX[i]] for i, name in enumerate(EXPRESSION_NAMES)}
    assert swapped["mouthSmileLeft"] == "mouthSmileRight"
    assert swapped["jawLeft"] == "jawRight"
    assert swapped["tongueOut"] == "tongueOut"
    unpaired = {name for name, other in swapped.items() if name == other}
    assert unpaired == {
        *("browInnerUp", "cheekPuff", "jawForward", "jawOpen", "mouthClose", "mouthFunnel", "mouthPucker"),
        *("mouthRollLower", "mouthRollUpper", "mouthShrugLower", "mouthShrugUpper", "tongueOut"),
    }
