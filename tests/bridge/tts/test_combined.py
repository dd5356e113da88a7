"""Several synthesizers as one."""

import numpy as np
import pytest

from mien_bridge.tts import CombinedSynthesizer, Speech, Synthesizer, Voice, combine_installed
from mien_protocol.errors import MienError

pytestmark = pytest.mark.unit


class Singer(Synthesizer):
    def __init__(self, *names: str) -> None:
        self.names = names
        self.sung: list[tuple[str, str | None]] = []
        self.closed = False

    @property
    def voices(self):
        return tuple(Voice(name, f"of {self.names[0]}") for name in self.names)

    def speak(self, text, voice=None):
        if voice is not None and voice not in self.names:
            raise MienError(f"no {voice} among {self.names}")
        return self._sing(text, voice)

    def _sing(self, text, voice):
        self.sung.append((text, voice))
        yield Speech(np.zeros(1, np.int16), 8_000)

    def close(self):
        self.closed = True


@pytest.fixture
def singers():
    return [Singer("alto", "both"), Singer("bass", "both")]


def test_a_voice_is_heard_of_whoever_has_it_first(singers):
    made = CombinedSynthesizer(singers)
    for voice in ("bass", "both", None):
        list(made.speak("la", voice))
    assert singers[0].sung == [("la", "both"), ("la", None)]
    assert singers[1].sung == [("la", "bass")]


def test_its_own_voice_may_be_anybodys(singers):
    made = CombinedSynthesizer(singers, "bass")
    list(made.speak("la"))
    assert singers[1].sung == [("la", "bass")]
    assert [voice.name for voice in made.voices] == ["bass", "alto", "both"]


def test_all_voices_are_told_once(singers):
    assert [(voice.name, voice.description) for voice in CombinedSynthesizer(singers).voices] == [
        ("alto", "of alto"),
        ("both", "of alto"),
        ("bass", "of bass"),
    ]


def test_a_voice_that_nobody_has_is_refused_in_everybodys_words(singers):
    with pytest.raises(MienError, match="no tenor among .*alto.*; no tenor among .*bass"):
        CombinedSynthesizer(singers).speak("la", "tenor")
    with pytest.raises(MienError, match="no tenor"):
        CombinedSynthesizer(singers, "tenor")


def test_closing_closes_all(singers):
    CombinedSynthesizer(singers).close()
    assert [singer.closed for singer in singers] == [True, True]


def test_what_is_not_installed_is_left_out(monkeypatch):
    def synthesizer(name):
        if name == "espeak":
            raise MienError("espeak-ng is not installed")
        return Singer(name)

    monkeypatch.setattr("mien_bridge.tts.combined.find_installed", lambda: {"espeak": "a:B", "kokoro": "c:D"})
    monkeypatch.setattr("mien_bridge.tts.combined.make_synthesizer", synthesizer)
    assert [voice.name for voice in combine_installed().voices] == ["kokoro"]


def test_where_nothing_is_installed_each_reason_is_told(monkeypatch):
    def synthesizer(name):
        raise MienError(f"{name} is not there")

    monkeypatch.setattr("mien_bridge.tts.combined.find_installed", lambda: {"kokoro": "c:D", "espeak": "a:B"})
    monkeypatch.setattr("mien_bridge.tts.combined.make_synthesizer", synthesizer)
    with pytest.raises(MienError, match="espeak is not there; kokoro is not there"):
        combine_installed()


def test_one_that_does_not_work_keeps_no_other_from_speaking(monkeypatch):
    class Broken:
        name, value = "broken", "a:B"

        def load(self):
            def made():
                raise RuntimeError("its library is not there")

            return made

    class Working(Broken):
        name = "works"

        def load(self):
            return lambda: Singer("alto")

    monkeypatch.setattr("mien_bridge.tts.registry._group", lambda: [Broken(), Working()])
    assert [voice.name for voice in combine_installed().voices] == ["alto"]


def test_a_wrong_voice_at_the_start_leaves_nobody_waiting(monkeypatch, singers):
    monkeypatch.setattr("mien_bridge.tts.combined.find_installed", lambda: {"0": "a:B", "1": "c:D"})
    monkeypatch.setattr("mien_bridge.tts.combined.make_synthesizer", lambda name: singers[int(name)])
    with pytest.raises(MienError, match="no tenor"):
        combine_installed("tenor")
    assert [singer.closed for singer in singers] == [True, True]
