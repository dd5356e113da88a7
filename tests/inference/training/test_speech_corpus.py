"""Sounds with known phones: their symbols, their times, and what stands beside them."""

import numpy as np
import pytest

from mien_inference.speech.phones import PHONE_INDEX
from mien_inference.training.background_sound import background, music
from mien_inference.training.espeak_speech import Espeak, EspeakVoice
from mien_inference.training.ipa import phones_of
from mien_inference.training.recording_conditions import record
from mien_inference.training.speech_alignment import align_phones

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("symbol", "phones"),
    [("tʃ", ("ch",)), ("aɪ", ("aa", "ih")), ("uː", ("uw",)), ("_", ("sil",)), ("ʔ", ()), ("ɥ", ("w",))],
)
def test_symbols_stand_for_phones(symbol, phones):
    assert phones_of(symbol) == phones


def test_espeak_says_what_is_said_when():
    espeak = Espeak()
    spoken = espeak.speak("A puppy.", EspeakVoice("en-us"))
    starts = [segment.start_s for segment in spoken.segments]
    assert starts == sorted(starts)
    assert [segment.phones[0] for segment in spoken.segments].count("p") == 2
    assert spoken.segments[-1].end_s == pytest.approx(len(spoken.audio) / 16_000, abs=0.01)
    # The closure belongs to the stop: it is quiet right after the stop begins.
    stop = [segment for segment in spoken.segments if segment.phones == ("p",)][1]
    begin = round(stop.start_s * 16_000)
    assert np.abs(spoken.audio[begin : begin + 160]).max() < 0.1 * np.abs(spoken.audio).max()
    assert espeak.speak("A puppy.", EspeakVoice("no such voice")) is None


def test_phones_are_aligned_with_what_was_heard():
    said = ["sil"] * 10 + ["m"] * 5 + ["aa"] * 12 + ["sil"] * 8
    posteriors = np.full((len(said), len(PHONE_INDEX)), 0.002, np.float32)
    for row, phone in enumerate(said):
        posteriors[row, PHONE_INDEX[phone]] = 0.9
    segments = align_phones(posteriors, ("m", "sil", "aa"), least_score=0.5)
    assert [(segment.phones[0], round(segment.start_s, 2)) for segment in segments] == [
        ("sil", 0.0), ("m", 0.1), ("aa", 0.15), ("sil", 0.27),
    ]  # fmt: skip
    assert align_phones(posteriors, ("s", "iy", "k"), least_score=0.5) == []


def test_background_is_of_unit_power_and_the_same_for_the_same_seed():
    for make in (music, background):
        one, again = (make(16_000, np.random.default_rng(3)) for _ in range(2))
        np.testing.assert_array_equal(one, again)
        assert np.sqrt(np.mean(one**2)) == pytest.approx(1.0, abs=1e-3)


def test_a_recording_is_as_much_shorter_as_it_is_faster():
    voice = np.sin(np.arange(32_000) * 0.1).astype(np.float32)
    for seed in range(8):
        heard, speed = record(voice, np.random.default_rng(seed))
        assert len(heard) == pytest.approx(len(voice) / speed, abs=1)
        assert np.abs(heard).max() <= 1.0
