"""What is no voice is silence to the lips, and what is one stays what it was."""

import numpy as np
import pytest

from mien_bridge.offline.demo import sentence
from mien_inference.interfaces import SpeechFeatures
from mien_inference.speech import SILENCE, StreamingEncoder
from mien_inference.speech.phone_recogniser import PhoneRecogniser, shared_phone_layers
from mien_inference.speech.voice_detector import silenced
from mien_inference.training.background_sound import music, noise
from mien_inference.training.grid import read_audio

pytestmark = pytest.mark.real


def heard(pcm):
    encoder = StreamingEncoder()
    return SpeechFeatures.concatenate([encoder.push(pcm.astype(np.float32)), encoder.flush()]).posteriors


def silence_in(pcm):
    return float(heard(pcm)[50:, list(SILENCE)].sum(axis=1).mean())


def test_a_chord_with_tremolo_is_silence():
    time_s = np.arange(16_000 * 3) / 16_000
    chord = sum(np.sin(2 * np.pi * pitch * time_s) for pitch in (220.0, 277.2, 329.6))
    assert silence_in(0.05 * chord * (1 + 0.5 * np.sin(2 * np.pi * 5 * time_s))) > 0.95


@pytest.mark.parametrize("make", [music, noise])
def test_music_and_noise_are_silence(make):
    """At any level; one piece in thirty is enough like a voice to pass for one."""
    rng = np.random.default_rng(99)
    silences = [silence_in(np.clip(level * make(48_000, rng), -1, 1)) for level in (0.01, 0.03, 0.1, 0.2, 0.3)]
    assert np.median(silences) > 0.98
    assert np.mean(silences) > 0.85


def test_a_voice_is_heard_as_before(monkeypatch):
    with sentence() as path:
        pcm = read_audio(path)
    with_detector = heard(pcm)
    monkeypatch.setattr("mien_inference.speech.encoder.silenced", lambda posteriors, _voice: posteriors)
    alone = heard(pcm)
    speech = alone[:, SILENCE[0]] < 0.3
    assert np.mean(with_detector[speech, SILENCE[0]] > 0.5) < 0.02


def test_silence_takes_what_is_no_voice_and_rows_still_sum_to_one():
    posteriors = PhoneRecogniser(shared_phone_layers()).step(np.zeros((2, 64), np.float32))
    for voice in (0.0, 0.05, 1.0):
        np.testing.assert_allclose(silenced(posteriors, voice).sum(axis=1), 1.0, atol=1e-5)
    np.testing.assert_array_equal(silenced(posteriors, 1.0), posteriors)
    assert silenced(posteriors, 0.0)[:, SILENCE[0]].min() == pytest.approx(1.0)
