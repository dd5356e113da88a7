"""Texts spoken by a daemon over real sockets, and their sound."""

import wave

import numpy as np
import pytest

from mien_bridge.remote.say import SayOptions, say
from mien_protocol.errors import MienError, ProtocolError
from tests.bridge.daemon.running import running
from tests.bridge.daemon.whistler import Whistler

pytestmark = pytest.mark.e2e


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "daemon.json"
    with running(path, synthesizer=Whistler()):
        yield path


def spoken(path, text, output=None, voice=None, checkpoint=lambda: None):
    return say(path, text, SayOptions(voice, 0, {}, output, quiet=True), checkpoint)


def test_a_text_is_spoken_to_its_end_and_its_sound_is_kept(path, tmp_path):
    output = tmp_path / "text.wav"
    frames = []
    speed, lost = spoken(path, "one", output, checkpoint=lambda: frames.append(1))
    assert lost == 0
    assert speed.startswith("speech: 1.0 s in ")
    assert len(frames) == pytest.approx(60, abs=1)
    with wave.open(str(output)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 24_000)
        samples = np.frombuffer(file.readframes(30_000), "<i2")
    assert len(samples) == pytest.approx(24_000, abs=10)
    # A whistle that swells and falls, as in the synthesizer's own second.
    assert np.abs(samples).max() > 8_000


def test_without_an_output_nothing_is_written(path, tmp_path):
    spoken(path, "one")
    assert [entry.name for entry in tmp_path.iterdir()] == ["daemon.json"]


@pytest.mark.parametrize(("text", "voice", "said"), [(" ", None, "words"), ("one", "low", "there is high")])
def test_what_cannot_be_said_leaves_no_file(path, tmp_path, text, voice, said):
    output = tmp_path / "text.wav"
    with pytest.raises(ProtocolError, match=said):
        spoken(path, text, output, voice)
    assert not output.exists()


def test_who_is_interrupted_leaves_no_file(path, tmp_path):
    output = tmp_path / "text.wav"

    def interrupted():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        spoken(path, "one", output, checkpoint=interrupted)
    assert not output.exists()


def test_a_daemon_without_a_voice_is_said(tmp_path):
    path = tmp_path / "mute.json"
    with running(path), pytest.raises(MienError, match="say"):
        spoken(path, "one")
