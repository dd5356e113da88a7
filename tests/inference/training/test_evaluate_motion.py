"""The evaluation tells good motion from bad."""

import dataclasses

import numpy as np
import pytest

from mien_inference.motion.lip_lengths import lip_gap
from mien_inference.motion.lip_model import LIP_CHANNELS
from mien_inference.speech import StreamingEncoder
from mien_inference.training.evaluate_motion import Trial, perform, score_lips
from mien_inference.training.gap_plot import GapTrace, draw_gaps
from mien_inference.training.grid import Sentence, Word, read_audio
from mien_inference.training.lip_corpus import LipSample
from mien_inference.training.lip_targets import TRACKED_SHUT

pytestmark = pytest.mark.unit


@pytest.fixture(scope="module")
def trial(demo_sentence):
    """A sentence whose speaker's lips did exactly what ours do."""
    audio = read_audio(demo_sentence)
    encoder = StreamingEncoder()
    features = encoder.push(audio)
    motion = perform(features)
    lips = np.zeros((len(motion), len(LIP_CHANNELS)), np.float32)
    lips[:, 0] = np.maximum(lip_gap(motion.expression), 0.0) + TRACKED_SHUT
    lips[:, 1] = np.sin(np.arange(len(motion)))
    words = (Word("sil", 0.0, 0.4), Word("all", 0.6, 10.3), Word("sil", 10.3, 11.0))
    sentence = Sentence("demo", audio, words, np.zeros((1, 1, 3), np.float32), {}, {})
    return Trial(sentence, LipSample("demo", features[: len(motion)], lips), motion)


def test_the_real_lips_agree_with_themselves(trial):
    score = score_lips([trial])
    assert score.gap_r == pytest.approx(1.0)
    assert score.range_ratio == pytest.approx(1.0)
    assert score.silent_gap_cm < 0.1


def test_lips_that_do_something_else_score_less(trial):
    reversed_motion = dataclasses.replace(trial.motion, expression=trial.motion.expression[::-1].copy())
    assert score_lips([dataclasses.replace(trial, motion=reversed_motion)]).gap_r < 0.5


def test_the_drawing_has_a_row_a_sentence(trial):
    gap = trial.sample.lips[:, 0]
    trace = GapTrace(gap, gap, trial.sentence.words)
    drawing = draw_gaps([trace, trace])
    assert drawing.count("<polyline") == 4
    assert drawing.count(">all<") == 2
