"""What the encoder refuses, and what it reports about plain sounds."""

import numpy as np
import pytest

from mien_inference.interfaces import SpeechEncoder, SpeechFeatures
from mien_inference.speech import PHONE_INDEX, StreamingEncoder

pytestmark = pytest.mark.unit


def _encode(pcm) -> SpeechFeatures:
    encoder = StreamingEncoder()
    return SpeechFeatures.concatenate([encoder.push(np.asarray(pcm, np.float32)), encoder.flush()])


def _sine(frequency_hz: float, amplitude: float, seconds: float = 0.5):
    return amplitude * np.sin(2.0 * np.pi * frequency_hz * np.arange(round(seconds * 16_000)) / 16_000)


def test_it_is_a_speech_encoder():
    assert isinstance(StreamingEncoder(), SpeechEncoder)


@pytest.mark.parametrize(
    ("pcm", "message"),
    [
        (np.zeros(100, np.int16), r"float32 of shape \(samples,\), got int16"),
        (np.zeros(100), "got float64"),
        (np.zeros((100, 2), np.float32), r"got float32 of shape \(100, 2\)"),
        (np.array([0.0, np.nan], np.float32), "peak of nan"),
        (np.array([0.0, -np.inf], np.float32), "peak of inf"),
        (np.array([12_345.0], np.float32), "divide 16-bit samples by 32768"),
    ],
)
def test_what_is_no_waveform_is_refused_and_does_no_harm(sentence, pcm, message):
    encoder = StreamingEncoder()
    first = encoder.push(sentence[:8000])
    with pytest.raises(ValueError, match=message):
        encoder.push(pcm)
    rest = SpeechFeatures.concatenate([first, encoder.push(sentence[8000:16_000]), encoder.flush()])
    np.testing.assert_array_equal(rest.posteriors, _encode(sentence[:16_000]).posteriors)


def test_an_empty_stream_has_no_rows():
    assert len(_encode([])) == 0


def test_digital_silence_is_silence_from_the_first_row():
    features = _encode(np.zeros(16_000))
    assert (features.posteriors[:, PHONE_INDEX["sil"]] > 0.8).all()
    np.testing.assert_array_equal(features.energy_db, -100.0)
    np.testing.assert_array_equal(features.f0_hz, 0.0)
    np.testing.assert_array_equal(features.voicing, 0.0)


def test_energy_is_the_level_below_full_scale():
    # A sine of amplitude a has a root mean square of a / sqrt(2); 440 Hz fits whole periods into 25 ms.
    np.testing.assert_allclose(_encode(_sine(440.0, 1.0)).energy_db[5:-5], -3.01, atol=0.02)
    np.testing.assert_allclose(_encode(_sine(440.0, 0.01)).energy_db[5:-5], -43.01, atol=0.02)


def test_energy_is_centred_on_its_row():
    burst = np.zeros(8000, np.float32)
    burst[4000:4160] = 0.5  # the sound of row 25
    assert int(_encode(burst).energy_db.argmax()) == 25
    assert set(np.flatnonzero(_encode(burst).energy_db > -100.0)) == {24, 25, 26}


def test_what_is_beyond_full_scale_is_clipped():
    loud = _sine(150.0, 3.0)
    np.testing.assert_array_equal(_encode(loud).posteriors, _encode(loud.clip(-1.0, 1.0)).posteriors)


def test_pitch_belongs_to_its_row():
    # 100 Hz, then at once 200 Hz at the beginning of row 50.
    pcm = np.concatenate([_sine(100.0, 0.3), _sine(200.0, 0.3)])
    f0_hz = _encode(pcm).f0_hz
    changed = int(np.argmax(f0_hz[10:-10] > 150.0)) + 10
    assert 48 <= changed <= 52
    np.testing.assert_allclose(f0_hz[10:46], 100.0, rtol=0.01)
    np.testing.assert_allclose(f0_hz[54:-6], 200.0, rtol=0.01)
