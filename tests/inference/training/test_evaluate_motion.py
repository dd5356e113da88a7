"""The evaluation tells good motion from bad."""

import dataclasses

import numpy as np
import pytest

from mien_inference.motion.mouth_shapes import lip_gap_cm
from mien_inference.speech import StreamingEncoder
from mien_inference.training.evaluate_motion import Trial, perform, score_lips
from mien_inference.training.gap_plot import GapTrace, draw_gaps
from mien_inference.training.grid import Sentence, Word, read_audio
from mien_inference.training.lip_corpus import LipSample

pytestmark = pytest.mark.unit


@pytest.fixture(scope="module")
def trial(demo_sentence):
    """A sentence whose speaker's lips did exactly what ours do."""
    audio = read_audio(demo_sentence)
    encoder = StreamingEncoder()
    features = encoder.push(audio)
    motion = perform(features)
    moved = np.zeros((len(motion), 8), np.float32)
    moved[:, 0] = np.maximum(lip_gap_cm(motion.expression), 0.0)
    moved[:, 2] = np.sin(np.arange(len(motion)))
    words = (Word("sil", 0.0, 0.4), Word("all", 0.6, 10.3), Word("sil", 10.3, 11.0))
    sentence = Sentence("demo", audio, words, np.zeros((1, 1, 3), np.float32), {}, {})
    return Trial(sentence, LipSample(features[: len(motion)], np.zeros((len(motion), 12), np.float32), moved), motion)


def test_the_real_lips_agree_with_themselves(trial):
    score = score_lips([trial])
    assert score.gap_r == pytest.approx(1.0)
    assert score.range_ratio == pytest.approx(1.0)
    assert score.silent_gap_cm < 0.1


def test_lips_that_do_something_else_score_less(trial):
    reversed_motion = dataclasses.replace(trial.motion, expression=trial.motion.expression[::-1].copy())
    assert score_lips([dataclasses.replace(trial, motion=reversed_motion)]).gap_r < 0.5


def test_the_drawing_has_a_row_a_sentence(trial):
    trace = GapTrace(trial.sample.moved[:, 0], trial.sample.moved[:, 0], trial.sentence.words)
    drawing = draw_gaps([trace, trace])
    assert drawing.count("<polyline") == 4
    assert drawing.count(">all<") == 2
