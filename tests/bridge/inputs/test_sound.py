"""Sound to be said: converted, cut, read ahead, pushed."""

import threading

import numpy as np
import pytest

from mien_bridge.inputs.queued_sound import PushedSound, ReadAheadSound
from mien_bridge.inputs.sound import PIECE, RATE_HZ, Converter, Cutter, cut
from mien_bridge.live.speech_requests import read_recording, synthesize
from mien_bridge.tts import Speech
from mien_protocol.errors import MienError
from tests.bridge.recordings import write_recording

pytestmark = pytest.mark.unit


def sine(rate_hz: int, seconds: float, hz: float = 440.0) -> np.ndarray:
    return np.round(8_000 * np.sin(2 * np.pi * hz * np.arange(round(rate_hz * seconds)) / rate_hz)).astype(np.int16)


def taken(sound: ReadAheadSound | PushedSound) -> np.ndarray:
    """All of it, as fast as it can be had."""
    pieces = []
    while not sound.is_over:
        piece = sound.take()
        if piece is not None:
            pieces.append(piece)
    return np.concatenate(pieces) if pieces else np.zeros(0, np.int16)


@pytest.mark.parametrize("rate_hz", [8_000, 16_000, 22_050, 24_000, 44_100, 48_000])
def test_any_rate_becomes_ours_in_any_blocks(rate_hz):
    pcm = sine(rate_hz, 0.5)
    converter = Converter(rate_hz)
    blocks = [converter.push(block) for block in np.array_split(pcm, 7)]
    whole = np.concatenate([*blocks, converter.flush()])
    assert abs(len(whole) - RATE_HZ // 2) < 50
    middle = slice(2_000, 20_000)
    assert np.abs(whole[middle].astype(int) - sine(RATE_HZ, 0.5)[middle]).max() < 400


def test_two_channels_become_one():
    left = sine(RATE_HZ, 0.2)
    stereo = np.stack([left, np.zeros_like(left)], axis=1).reshape(-1)
    converter = Converter(RATE_HZ, 2)
    mono = np.concatenate([converter.push(stereo), converter.flush()])
    assert np.abs(mono[1_000:8_000].astype(int) - left[1_000:8_000] // 2).max() < 200


def test_pieces_are_whole_and_the_last_is_filled_up():
    cutter = Cutter()
    assert cutter.push(np.ones(500, np.int16)) == []
    assert [len(piece) for piece in cutter.push(np.ones(2_000, np.int16))] == [PIECE, PIECE]
    (last,) = cutter.flush()
    assert last.sum() == 2_500 - 2 * PIECE
    assert len(last) == PIECE
    assert cutter.flush() == []
    assert [len(piece) for piece in cut(iter([np.ones(1_000, np.int16)] * 3))] == [PIECE] * 4


def test_what_is_read_comes_whole_though_its_reader_is_slow():
    blocks = [np.full(PIECE, value, np.int16) for value in range(200)]
    sound = ReadAheadSound(iter(blocks))
    assert taken(sound)[::PIECE].tolist() == list(range(200))


def test_no_more_than_a_second_is_read_ahead():
    read = threading.Semaphore(0)

    def blocks():
        for _ in range(1_000):
            read.release()
            yield np.ones(PIECE, np.int16)

    sound = ReadAheadSound(blocks())
    # 50 that wait, and one that waits to wait.
    for _ in range(51):
        assert read.acquire(timeout=120)
    assert sound.queued_s == pytest.approx(1.0)
    sound.close()
    assert sound.take() is None


def test_what_cannot_be_read_to_its_end_says_why():
    def blocks():
        yield np.ones(PIECE, np.int16)
        raise MienError("the wire broke")

    sound = ReadAheadSound(blocks())
    assert len(taken(sound)) == PIECE
    assert "the wire broke" in str(sound.failure)


def test_a_recording_is_said_from_its_first_sample_to_its_last(tmp_path):
    samples = sine(16_000, 1.0)
    path = write_recording(tmp_path / "a.wav", np.float32(samples[None] / 32_768), 16_000, codec="pcm_s16le")
    whole = np.concatenate(list(read_recording(path)))
    assert abs(len(whole) - RATE_HZ) < 100


def test_a_text_is_said_sentence_by_sentence():
    class Parrot:
        def speak(self, text, voice):
            return (Speech(sine(22_050, 0.1), 22_050) for _ in range(len(text)))

    blocks = list(synthesize(Parrot(), "abc", None))
    assert len(blocks) == 4
    assert abs(sum(map(len, blocks)) - 0.3 * RATE_HZ) < 100


def test_an_agent_pushes_at_any_rate_and_ends():
    sound = PushedSound()
    sound.push(sine(24_000, 0.5), 24_000)
    sound.push(sine(16_000, 0.5), 16_000)
    assert 0.9 < sound.queued_s < 1.0
    assert not sound.is_over
    sound.end()
    whole = taken(sound)
    assert abs(len(whole) - RATE_HZ) < 2 * PIECE
    assert sound.is_over
