"""Fundamental frequency of sounds whose period is known."""

import numpy as np
import pytest
from scipy.signal import lfilter

from mien_inference.interfaces import SpeechFeatures
from mien_inference.speech import StreamingEncoder

pytestmark = pytest.mark.unit

RATE_HZ = 16_000


def _features(pcm) -> SpeechFeatures:
    encoder = StreamingEncoder()
    features = SpeechFeatures.concatenate([encoder.push(np.asarray(pcm, np.float32)), encoder.flush()])
    return features[8:-8]  # away from the sound's sudden beginning and end


def _voice(f0_hz, seconds: float = 0.6, amplitude: float = 0.2, formants_hz=(500.0, 1500.0, 2500.0)):
    """A glottal pulse train through three resonances; `f0_hz` is a number or one per sample."""
    phase = np.cumsum(np.broadcast_to(np.asarray(f0_hz, float) / RATE_HZ, round(seconds * RATE_HZ)))
    sound = np.diff(np.floor(phase), prepend=0.0)
    for formant_hz in formants_hz:
        radius = np.exp(-np.pi * 80.0 / RATE_HZ)
        sound = lfilter([1.0], [1.0, -2.0 * radius * np.cos(2.0 * np.pi * formant_hz / RATE_HZ), radius**2], sound)
    return amplitude * sound / np.abs(sound).max()


@pytest.mark.parametrize("f0_hz", [62.0, 75.0, 110.0, 147.0, 220.0, 311.0, 440.0, 490.0])
def test_a_steady_voice_is_found(f0_hz):
    features = _features(_voice(f0_hz))
    np.testing.assert_allclose(features.f0_hz, f0_hz, rtol=0.015)
    assert features.voicing.min() > 0.8


@pytest.mark.parametrize("f0_hz", [80.0, 110.0, 220.0, 440.0, 490.0])
def test_a_tone_without_harmonics_is_found(f0_hz):
    features = _features(0.2 * np.sin(2.0 * np.pi * f0_hz * np.arange(9600) / RATE_HZ))
    np.testing.assert_allclose(features.f0_hz, f0_hz, rtol=0.02)


@pytest.mark.parametrize("level_db", [-50, -14])
def test_a_voice_is_found_at_any_level(level_db):
    voice = _voice(140.0)
    features = _features(voice * 10.0 ** (level_db / 20.0) / voice.std())
    np.testing.assert_allclose(features.f0_hz, 140.0, rtol=0.015)


def test_a_glide_is_followed():
    f0_hz = np.geomspace(100.0, 260.0, RATE_HZ)
    features = _features(_voice(f0_hz, seconds=1.0))
    np.testing.assert_allclose(features.f0_hz, f0_hz[80::160][8:-8], rtol=0.03)


def test_noise_is_unvoiced():
    noise = np.random.default_rng(3).normal(0.0, 0.1, RATE_HZ)
    features = _features(noise)
    assert np.mean(features.f0_hz > 0.0) < 0.05
    assert np.median(features.voicing) < 0.5


def test_rumble_is_no_voice():
    # Wind and handling noise lie below 30 Hz and correlate at every lag.
    rumble = 0.3 * np.sin(2.0 * np.pi * 18.0 * np.arange(RATE_HZ) / RATE_HZ)
    assert np.mean(_features(rumble).f0_hz > 0.0) < 0.05


def test_rumble_does_not_hide_a_voice():
    rumble = 0.2 * np.sin(2.0 * np.pi * 18.0 * np.arange(9600) / RATE_HZ)
    np.testing.assert_allclose(_features(_voice(120.0) + rumble).f0_hz, 120.0, rtol=0.02)


def test_a_voice_in_noise_keeps_its_octave():
    voice = _voice(125.0, seconds=1.0)
    noise = np.random.default_rng(5).normal(0.0, 1.0, len(voice)) * voice.std() * 10.0 ** (-10.0 / 20.0)
    f0_hz = _features(voice + noise).f0_hz
    voiced = f0_hz[f0_hz > 0.0]
    assert len(voiced) > 0.9 * len(f0_hz)
    assert np.mean(np.abs(voiced / 125.0 - 1.0) < 0.2) > 0.98
