"""Kokoro among threads, and when something is wrong with it: without its network."""

import gc
import threading
import weakref

import numpy as np
import pytest

from mien_bridge.models.files import ModelFile
from mien_bridge.tts.kokoro import KokoroSynthesizer
from mien_protocol.errors import MienError

pytestmark = pytest.mark.unit

PACKAGE = "mien_bridge.tts.kokoro"


class Pipeline:
    """Stands in for the network; tells whether two threads were in it at once."""

    rate_hz = 24_000

    def __init__(self, model: bytes) -> None:
        self.together = threading.Barrier(2)
        self.met = False
        self.is_speaking = threading.Event()
        self.is_broken_off = threading.Event()

    def break_off(self):
        self.is_broken_off.set()

    def spoken(self, sentence, voice, *, british):
        if sentence == "Cursed.":
            raise IndexError("list index out of range")
        if sentence == "Go on and on.":
            self.is_speaking.set()
            assert self.is_broken_off.wait(20)
            raise RuntimeError("Exiting due to terminate flag being set to true.")
        if sentence == "Meet.":
            try:
                self.together.wait(0.3)
                self.met = True
            except threading.BrokenBarrierError:
                pass
        return np.full(2_400, 0.5, np.float32)


@pytest.fixture
def kokoro(monkeypatch, tmp_path):
    voice = ModelFile("af_heart.bin", "", "", "Apache-2.0")
    monkeypatch.setattr(f"{PACKAGE}.synthesizer.locate_files", lambda *_: {voice: tmp_path / voice.name})
    monkeypatch.setattr(f"{PACKAGE}.synthesizer.read_network", lambda: b"")
    monkeypatch.setattr(f"{PACKAGE}.speech_pipeline.SpeechPipeline", Pipeline)
    made = KokoroSynthesizer()
    yield made
    made.close()


def test_one_piece_is_made_at_a_time(kokoro):
    pieces = []
    threads = [threading.Thread(target=lambda: pieces.extend(kokoro.speak("Meet."))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(pieces) == 2
    assert not kokoro._pipeline.met


def test_closing_frees_the_network(kokoro):
    list(kokoro.speak("Good morning."))
    network = weakref.ref(kokoro._pipeline)
    kokoro.close()
    gc.collect()
    assert network() is None


def test_closing_breaks_off_what_is_being_spoken(kokoro):
    list(kokoro.speak("Good morning."))
    voicing, told = kokoro._pipeline, []

    def speak():
        with pytest.raises(MienError, match="Kokoro was closed"):
            list(kokoro.speak("Go on and on."))
        told.append(True)

    thread = threading.Thread(target=speak)
    thread.start()
    assert voicing.is_speaking.wait(20)
    kokoro.close()
    thread.join()
    assert told


def test_one_that_is_closed_while_it_is_read_keeps_nothing(kokoro, monkeypatch):
    monkeypatch.setattr(f"{PACKAGE}.synthesizer.read_network", kokoro.close)
    with pytest.raises(MienError, match="Kokoro was closed"):
        list(kokoro.speak("Good morning."))
    assert kokoro._pipeline is None


def test_a_text_that_cannot_be_said_is_told_and_the_next_one_said(kokoro):
    with pytest.raises(MienError, match="failed on this text .IndexError.; rephrase it"):
        list(kokoro.speak("Cursed."))
    assert len(list(kokoro.speak("Blessed."))) == 1


def test_a_network_that_cannot_be_read_is_told_in_words(kokoro, monkeypatch):
    def gone():
        raise FileNotFoundError(2, "No such file or directory", "part.bin")

    monkeypatch.setattr(f"{PACKAGE}.synthesizer.read_network", gone)
    with pytest.raises(MienError, match="Kokoro cannot be read .FileNotFoundError: .*part.bin.*reinstall it"):
        list(kokoro.speak("Good morning."))
