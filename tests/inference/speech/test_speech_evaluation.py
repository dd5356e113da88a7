"""The scores by which encoders are compared, on features that are right or wrong by construction."""

import numpy as np
import pytest

from mien_inference.interfaces import SpeechFeatures
from mien_inference.speech import PHONE_INDEX
from mien_inference.training.evaluate_speech import evaluate
from mien_inference.training.phone_alignment import PhoneSegment

pytestmark = pytest.mark.unit

SEGMENTS = [
    PhoneSegment(("sil",), 0.0, 0.2, "<sil>"),
    PhoneSegment(("m",), 0.2, 0.3, "my"),
    PhoneSegment(("aa", "ih"), 0.3, 0.5, "my"),
    PhoneSegment(("f",), 0.5, 0.6, "five"),
    PhoneSegment((), 0.6, 0.8, "mumbled"),
    PhoneSegment(("w",), 0.8, 0.9, "we"),
    PhoneSegment(("sil",), 0.9, 1.0, "<sil>"),
]


def _hearing(runs: str) -> SpeechFeatures:
    """Features that are sure of "phone:rows phone:rows ..."."""
    phones = [PHONE_INDEX[phone] for phone, rows in (run.split(":") for run in runs.split()) for _ in range(int(rows))]
    nothing = np.zeros(len(phones), np.float32)
    return SpeechFeatures(np.eye(39, dtype=np.float32)[phones], nothing, nothing, nothing)


def test_what_is_right_scores_one():
    score = evaluate([(_hearing("sil:20 m:10 aa:10 ih:10 f:10 k:20 w:10 sil:10"), SEGMENTS)])
    assert (score.accuracy, score.speech_accuracy, score.silence_f1) == (1.0, 1.0, 1.0)
    assert score.recall == score.precision == {"p b m": 1.0, "f v": 1.0, "rounded": 1.0}


def test_another_phone_of_the_same_viseme_is_right():
    assert evaluate([(_hearing("sil:20 b:10 iy:20 v:10 k:20 uw:10 sil:10"), SEGMENTS)]).accuracy == 1.0


def test_what_is_wrong_counts_by_rows():
    # 10 rows of m are heard as n, of 80 rows whose phone is known, of which 50 are speech.
    score = evaluate([(_hearing("sil:20 n:10 aa:20 f:10 k:20 w:10 sil:10"), SEGMENTS)])
    assert score.accuracy == pytest.approx(70 / 80)
    assert score.speech_accuracy == pytest.approx(40 / 50)
    assert score.recall["p b m"] == 0.0


def test_a_closure_may_come_40_ms_late_but_no_later():
    assert evaluate([(_hearing("sil:33 m:10 aa:7 f:10 k:20 w:10 sil:10"), SEGMENTS)]).recall["p b m"] == 1.0
    assert evaluate([(_hearing("sil:35 m:10 aa:5 f:10 k:20 w:10 sil:10"), SEGMENTS)]).recall["p b m"] == 0.0


def test_a_closure_where_none_is_said_costs_precision():
    score = evaluate([(_hearing("sil:10 b:3 sil:7 m:10 aa:20 f:10 k:20 w:10 sil:10"), SEGMENTS)])
    assert score.precision["p b m"] == 0.5
    assert score.recall["p b m"] == 1.0


def test_what_is_heard_in_unknown_rows_does_not_count():
    assert evaluate([(_hearing("sil:20 m:10 aa:20 f:10 k:8 p:5 k:7 w:10 sil:10"), SEGMENTS)]).precision["p b m"] == 1.0
