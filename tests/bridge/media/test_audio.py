import struct

import numpy as np
import pytest

from mien_bridge.media.audio import SOUND_RATE_HZ, SPEECH_RATE_HZ, AudioFile
from mien_protocol.errors import MienError
from tests.bridge.recordings import tone, write_float_wav, write_recording

pytestmark = pytest.mark.real

KINDS = [
    ("take.wav", "pcm_s16le", 8000, 1, 1),
    ("take.wav", "pcm_u8", 11025, 2, 2),
    ("take.wav", "pcm_s24le", 44100, 1, 1),
    ("take.mp3", "libmp3lame", 44100, 2, 2),
    ("take.m4a", "aac", 44100, 1, 1),
    ("take.flac", "flac", 96000, 2, 2),
    ("take.ogg", "libopus", 48000, 1, 1),
    ("take.wav", "adpcm_ms", 22050, 2, 2),
    ("take.mka", "ac3", 48000, 6, 2),
]


def heard(path):
    """All of a recording: speech, sound, and the warning."""
    with AudioFile(path) as audio:
        blocks = list(audio.blocks())
        return (
            np.concatenate([block.speech for block in blocks]),
            np.concatenate([block.sound for block in blocks], axis=1),
            audio.warning,
        )


@pytest.mark.parametrize(("name", "codec", "rate_hz", "channels", "kept"), KINDS)
def test_reads_what_people_record(tmp_path, name, codec, rate_hz, channels, kept):
    path = write_recording(tmp_path / name, tone(1.6, rate_hz, channels), rate_hz, codec=codec)
    speech, sound, warning = heard(path)
    # Codecs work in frames: some pad the last one, some drop it.
    assert len(speech) / SPEECH_RATE_HZ == pytest.approx(1.6, abs=0.06)
    assert abs(sound.shape[1] / SOUND_RATE_HZ - len(speech) / SPEECH_RATE_HZ) < 1e-3
    assert len(sound) == kept
    assert warning is None
    expected = tone(1.6, SPEECH_RATE_HZ)[0]
    common = min(len(speech), len(expected))
    assert np.corrcoef(speech[:common], expected[:common])[0, 1] > 0.95


def test_three_channels_that_nobody_named_count_alike(tmp_path):
    samples = np.zeros((3, 96000), np.float32)
    samples[2] = tone(1.0, 96000)
    speech, sound, _ = heard(write_float_wav(tmp_path / "three.wav", samples, 96000))
    expected = tone(1.0, SPEECH_RATE_HZ)[0] / 3
    assert len(speech) == SPEECH_RATE_HZ
    np.testing.assert_allclose(speech[100:-100], expected[100:-100], atol=0.01)
    assert sound.shape == (2, SOUND_RATE_HZ)


def test_channels_that_cancel_each_other_are_heard_by_the_louder_one(tmp_path):
    samples = tone(1.0, 48000, 2)
    samples[1] *= -0.8
    speech, sound, warning = heard(write_float_wav(tmp_path / "balanced.wav", samples, 48000))
    assert np.corrcoef(speech, tone(1.0, SPEECH_RATE_HZ)[0][: len(speech)])[0, 1] > 0.95
    assert sound.shape == (2, SOUND_RATE_HZ)
    assert warning.endswith("left and right cancel each other, so the louder one is listened to")


def test_a_voice_on_one_side_is_heard_as_before(tmp_path):
    samples = tone(1.0, 48000, 2)
    samples[1] = 0.0
    speech, _, warning = heard(write_float_wav(tmp_path / "left.wav", samples, 48000))
    np.testing.assert_allclose(speech[100:-100], tone(1.0, SPEECH_RATE_HZ)[0][100:-100] / 2, atol=0.01)
    assert warning is None


def test_samples_that_are_no_numbers_are_silence_and_counted(tmp_path):
    samples = tone(1.0, 48000)
    samples[0, 1000:1003] = [np.nan, np.inf, -np.inf]
    speech, _, warning = heard(write_float_wav(tmp_path / "nan.wav", samples, 48000))
    assert np.isfinite(speech).all()
    assert warning.endswith("3 samples are no numbers, and are taken for silence")


def test_a_length_that_is_not_there_is_said(tmp_path):
    path = write_float_wav(tmp_path / "hours.wav", tone(1.0, 8000), 8000)
    content = bytearray(path.read_bytes())
    content[40:44] = struct.pack("<I", 3 * 3600 * 8000 * 4)
    path.write_bytes(content)
    speech, _, warning = heard(path)
    assert len(speech) == SPEECH_RATE_HZ
    assert warning is None or "cut off" in warning


@pytest.mark.parametrize("rate_hz", [1, 100, 3_999, 2_000_000])
def test_a_rate_that_no_recording_has_is_refused(tmp_path, rate_hz):
    path = write_float_wav(tmp_path / "odd.wav", tone(0.1, 8000), rate_hz)
    with pytest.raises(MienError, match=f"says that it has {rate_hz} samples a second, expected 4000 to 768000"):
        AudioFile(path)


def test_a_video_is_heard(tmp_path):
    path = write_recording(tmp_path / "film.mp4", tone(1.0, 44100), 44100, codec="aac", picture=True)
    speech, _, _ = heard(path)
    assert abs(len(speech) / SPEECH_RATE_HZ - 1.0) < 0.05


def test_a_truncated_recording_gives_what_it_has_and_says_so(tmp_path):
    path = write_recording(tmp_path / "take.mp3", tone(8.0, 44100), 44100, codec="libmp3lame")
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 4 // 10])
    speech, _, warning = heard(path)
    assert 2.0 < len(speech) / SPEECH_RATE_HZ < 4.5
    assert warning is not None
    assert "it says 8.0 s" in warning


def test_damage_in_the_middle_is_left_out_and_said(tmp_path):
    path = write_recording(tmp_path / "take.flac", tone(8.0, 44100), 44100, codec="flac")
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) * 6 // 10] = bytes(len(data) * 6 // 10 - len(data) // 2)
    path.write_bytes(data)
    speech, _, warning = heard(path)
    assert 6.0 < len(speech) / SPEECH_RATE_HZ < 8.1
    assert warning is not None


def test_memory_is_bounded_by_blocks(tmp_path):
    path = write_recording(tmp_path / "take.wav", tone(30.0, 8000), 8000, codec="pcm_s16le")
    with AudioFile(path) as audio:
        assert max(len(block.speech) for block in audio.blocks()) < 1.5 * SPEECH_RATE_HZ


def a_text(folder):
    path = folder / "text.wav"
    path.write_text("Dear diary,\n" * 50)
    return path


def an_empty_file(folder):
    path = folder / "empty.wav"
    path.touch()
    return path


def a_header_alone(folder):
    return write_float_wav(folder / "header.wav", np.zeros((1, 0), np.float32), 16000)


def a_silent_film(folder):
    path = folder / "silent.mp4"
    return write_recording(path, tone(1.0, 44100), 44100, codec="aac", picture=True, sound=False)


def a_playlist(folder):
    (folder / "secret.wav").write_bytes(write_float_wav(folder / "s.wav", tone(1, 16000), 16000).read_bytes())
    path = folder / "list.wav"
    path.write_text("ffconcat version 1.0\nfile http://127.0.0.1:9/secret.wav\n")
    return path


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda folder: folder / "missing.wav", "there is no file .*missing.wav"),
        (lambda folder: folder, "is a folder; give one recording"),
        (a_text, "cannot read .*text.wav as sound"),
        (an_empty_file, "cannot read .*empty.wav as sound"),
        (a_header_alone, "holds no sound|cannot read .*header.wav as sound"),
        (a_silent_film, "silent.mp4 has no audio track"),
        (a_playlist, "cannot read .*list.wav as sound|holds no sound"),
    ],
)
def test_what_cannot_be_heard_is_said_in_words(tmp_path, make, message):
    path = make(tmp_path)
    with pytest.raises(MienError, match=message):
        heard(path)
