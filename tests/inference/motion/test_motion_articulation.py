"""The tongue goes where its sounds are made; a mouth closes late, and rounds round an opening."""

import pytest

from mien_inference.motion.lip_lengths import lip_gap
from mien_protocol.rig import EXPRESSION_INDEX
from tests.inference.motion.hearing import perform, phones

pytestmark = pytest.mark.unit


def test_the_tongue_rises_for_l_and_comes_out_for_th():
    lifted = perform(phones(("aa", 0.3), ("l", 0.2), ("aa", 0.3)))
    assert lifted.tongue[45, 0] > 0.7
    assert lifted.tongue[20, 0] < 0.2
    out = perform(phones(("aa", 0.3), ("th", 0.2), ("aa", 0.3))).expression[:, EXPRESSION_INDEX["tongueOut"]]
    assert out[45] > 0.1
    assert out[20] < 0.01


def test_a_mouth_stays_parted_in_a_short_pause_and_closes_in_a_long_one():
    gap = lip_gap(perform(phones(("aa", 0.5), ("sil", 1.2))).expression)
    assert gap[65] > 0.005
    assert gap[150:].max() < 0.003


def test_rounded_lips_keep_an_opening():
    motion = perform(phones(("aa", 0.3), ("uw", 0.4), ("aa", 0.3)))
    assert motion.expression[50, EXPRESSION_INDEX["mouthPucker"]] > 0.4
    assert lip_gap(motion.expression)[50] > 0.015
