import wave

import numpy as np
import pytest

from mien.core.recording import open_wav, to_pcm
from mien_protocol.errors import MienError

pytestmark = pytest.mark.unit

SOUND = np.sin(np.arange(150_000) * 0.05) * 0.8


def write(path, sound, *, rate_hz=16_000, width=2, channels=1):
    scale = 2.0 ** (8 * width - 1)
    numbers = np.clip(np.rint(np.repeat(sound, channels) * scale), -scale, scale - 1).astype("<i4")
    if width == 1:
        data = (numbers + 128).astype(np.uint8).tobytes()
    else:
        data = numbers.astype("<i4").view(np.uint8).reshape(-1, 4)[:, :width].tobytes()
    with wave.open(str(path), "wb") as file:
        file.setparams((channels, width, rate_hz, 0, "NONE", ""))
        file.writeframes(data)
    return path


def heard(recording):
    return np.concatenate(list(recording.pieces()))


@pytest.mark.parametrize("channels", [1, 2, 6])
@pytest.mark.parametrize("width", [1, 2, 3, 4])
def test_pcm_of_any_width_is_read(tmp_path, width, channels):
    recording = open_wav(write(tmp_path / "a.wav", SOUND, width=width, channels=channels))
    assert (recording.rate_hz, recording.samples) == (16_000, len(SOUND))
    expected = SOUND * 32_768
    assert np.abs(heard(recording) - expected).max() <= (257 if width == 1 else 1.01)


def test_a_recording_comes_in_pieces_and_can_be_read_again(tmp_path):
    recording = open_wav(write(tmp_path / "a.wav", SOUND))
    pieces = list(recording.pieces())
    assert len(pieces) > 1
    assert max(len(piece) for piece in pieces) < len(SOUND)
    assert np.array_equal(np.concatenate(pieces), heard(recording))


def test_channels_are_mixed(tmp_path):
    path = tmp_path / "a.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((2, 2, 8_000, 0, "NONE", ""))
        file.writeframes(np.array([[1_000, 3_000], [-500, 500]], "<i2").tobytes())
    assert heard(open_wav(path)).tolist() == [2_000, 0]


@pytest.mark.parametrize("rate_hz", [7_999, 48_001, 96_000])
def test_rates_that_the_daemon_does_not_take_are_left_to_another_reader(tmp_path, rate_hz):
    assert open_wav(write(tmp_path / "a.wav", SOUND[:100], rate_hz=rate_hz)) is None


def test_what_is_no_wav_is_left_to_another_reader(tmp_path):
    path = tmp_path / "a.mp3"
    path.write_bytes(b"ID3 and so on")
    assert open_wav(path) is None


def test_a_file_that_cannot_be_read_is_told_in_words(tmp_path):
    with pytest.raises(MienError, match="cannot read"):
        open_wav(tmp_path)


def test_loud_sound_does_not_turn_over():
    assert to_pcm(np.array([1.5, -1.5, 1.0])).tolist() == [32_767, -32_768, 32_767]
