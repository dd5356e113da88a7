"""What is heard in real speech: closures, silence, and the same at any level."""

import numpy as np
import pytest

from mien_inference.interfaces import SpeechFeatures
from mien_inference.speech import BILABIAL, LABIODENTAL, SILENCE, StreamingEncoder

pytestmark = pytest.mark.real

# Seconds at which the demo sentence's lips meet or the lower lip meets the teeth, as the synthesiser timed them.
CLOSURES = (
    ("m", 0.99, 1.02), ("m", 1.12, 1.17), ("f", 2.34, 2.39), ("m", 3.54, 3.57),
    ("v", 4.19, 4.24), ("b", 5.42, 5.44), ("m", 5.69, 5.77), ("m", 5.87, 5.92),
    ("m", 6.34, 6.42), ("b", 6.52, 6.57), ("m", 7.02, 7.09), ("f", 7.47, 7.52),
    ("f", 8.12, 8.54), ("m", 9.24, 9.27), ("p", 9.47, 9.49), ("f", 9.59, 9.64),
    ("m", 9.79, 9.84), ("f", 9.89, 9.92),
)  # fmt: skip
MOUTH_CLASSES = (SILENCE, BILABIAL, LABIODENTAL)


def _encode(pcm) -> SpeechFeatures:
    encoder = StreamingEncoder()
    return SpeechFeatures.concatenate([encoder.push(pcm.astype(np.float32)), encoder.flush()])


def _probability(features: SpeechFeatures, members) -> np.ndarray:
    return features.posteriors[:, list(members)].sum(axis=1)


def _at_level(pcm, level_db: float):
    return pcm * 10.0 ** (level_db / 20.0) / np.sqrt(np.mean(np.square(pcm)))


def _heard(features: SpeechFeatures) -> float:
    """Share of the closures that reach a posterior of one half within 20 ms of their time."""
    hits = []
    for phone, start_s, end_s in CLOSURES:
        probability = _probability(features, BILABIAL if phone in "pbm" else LABIODENTAL)
        hits.append(probability[round(start_s * 100) - 2 : round(end_s * 100) + 2].max() > 0.5)
    return float(np.mean(hits))


@pytest.mark.parametrize(("level_db", "at_least"), [(None, 0.8), (-36.0, 0.8), (-50.0, 0.7), (-14.0, 0.7)])
def test_closures_are_heard_at_any_level(sentence, level_db, at_least):
    pcm = sentence if level_db is None else _at_level(sentence, level_db)
    assert _heard(_encode(pcm)) >= at_least


def test_silence_around_the_sentence_is_heard(sentence):
    silence = _probability(_encode(sentence), SILENCE)
    assert (silence[:35] > 0.5).all()
    assert silence[-15:].mean() > 0.5


def test_speech_is_not_taken_for_silence(sentence):
    features = _encode(sentence)
    loud = features.energy_db > -25.0
    assert loud.sum() > 300
    assert np.mean(_probability(features, SILENCE)[loud] > 0.5) < 0.02


def test_a_quiet_recording_reads_like_a_normal_one(sentence):
    normal, quiet = _encode(_at_level(sentence, -24.0)), _encode(_at_level(sentence, -50.0))
    settled = slice(200, None)  # the gain has 2 s to follow
    agree = normal.posteriors[settled].argmax(axis=1) == quiet.posteriors[settled].argmax(axis=1)
    assert agree.mean() > 0.9
    audible = normal.energy_db > -70.0
    np.testing.assert_allclose(quiet.energy_db[audible] + 26.0, normal.energy_db[audible], atol=0.1)


def test_the_voice_is_a_womans(sentence):
    f0_hz = _encode(sentence).f0_hz
    voiced = f0_hz[f0_hz > 0.0]
    assert 0.4 < len(voiced) / len(f0_hz) < 0.8
    assert 160.0 < np.median(voiced) < 240.0
