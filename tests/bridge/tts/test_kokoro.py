"""Kokoro: how it reads English, and what it sounds like to a recogniser of speech."""

import numpy as np
import pocketsphinx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mien_bridge.media.samples import Resampler
from mien_bridge.models.store import find_files, locate_files
from mien_bridge.tts import make_synthesizer
from mien_bridge.tts.kokoro.english import EnglishPhonemes
from mien_bridge.tts.kokoro.files import VOICE_FILES, read_network
from mien_bridge.tts.kokoro.network import Network, read_style
from mien_bridge.tts.kokoro.speller import Speller
from mien_bridge.tts.kokoro.symbols import LONGEST, SYMBOLS, split_phonemes, to_numbers
from mien_bridge.tts.kokoro.tagger import tag_words
from mien_protocol.errors import MienError

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def speller():
    return Speller()


@pytest.fixture(scope="module")
def american(speller):
    return EnglishPhonemes(speller, british=False)


@pytest.fixture(scope="module")
def kokoro():
    find_files(VOICE_FILES, None, print)
    made = make_synthesizer("kokoro")
    yield made
    made.close()


@pytest.mark.parametrize(
    ("text", "phonemes"),
    [
        ("I record a record.", "ˌI ɹəkˈɔɹd ɐ ɹˈɛkəɹd."),
        ("We want to use the use of it.", "wˌi wˈɑnt tə jˈuz ðə jˈus ʌv ɪt."),
        ("He had read it; I will read it.", "hˌi hæd ɹˈɛd ɪt; ˌI wɪl ɹˈid ɪt."),
        ("It cost $5.20 in 1999.", "ˌɪt kˈɔst fˈIv dˈɑləɹz ænd twˈɛnti sˈɛnts ɪn nˌIntˈin nˈIndi nˈIn."),
        ("at 5:30", "æt fˈIv θˈɜɹTi"),
        ("!!!", "!!!"),
        ("日本", ""),
        ("", ""),
    ],
)
def test_reads_english(american, text, phonemes):
    assert american.phonemes(text) == phonemes


def test_a_word_of_no_dictionary_is_read_by_its_letters(american):
    assert american.phonemes("zyxwick") == "zˈɪkskɪk"


def test_britain_says_it_otherwise(speller, american):
    assert EnglishPhonemes(speller, british=True).phonemes("a bath") != american.phonemes("a bath")


def test_markup_is_text(american):
    assert american.phonemes("[hi](/x/)") != "x"


@given(text=st.text(max_size=80))
@settings(max_examples=150, deadline=None)
def test_reads_anything_in_symbols_that_it_knows(american, text):
    phonemes = american.phonemes(text)
    assert len(to_numbers(phonemes)) == sum(symbol in SYMBOLS for symbol in phonemes)
    assert phonemes == " ".join(phonemes.split())


@given(text=st.text("'1sta-/.😀 ", max_size=300))
@settings(max_examples=30, deadline=None)
def test_misaki_is_given_no_run_of_signs_that_it_would_brood_over(american, text):
    given_to_it = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(american, "tokenize", lambda text, *_: given_to_it.append(text) or [])
        american.phonemes(text)
    assert all(len(word) <= 40 for word in given_to_it[0].split())
    assert given_to_it[0].replace(" ", "") == text.replace(" ", "")


def test_a_number_without_end_is_read_digit_by_digit(american):
    assert american.phonemes("9" * 16) == " ".join(["nˈIn"] * 16)
    assert american.phonemes("9" * 15).startswith("nˈIn hˈʌndɹəd nˈIndi nˈIn")


def test_what_is_no_text_is_refused_in_words(kokoro):
    with pytest.raises(MienError, match="failed on this text .UnicodeEncodeError.; rephrase it"):
        list(kokoro.speak("\ud800"))


def test_tags_what_pronunciation_hangs_on():
    assert tag_words(["I", "will", "lead", "the", "lead", ",", "$", "3", "."]) == [
        "PRP", "MD", "VB", "DT", "NN", ",", "$", "CD", ".",
    ]  # fmt: skip


def test_is_understood(kokoro):
    pieces = list(kokoro.speak("Good morning everybody. This is the voice that moves the face."))
    assert len(pieces) == 2
    assert heard(np.concatenate([piece.samples for piece in pieces])) == (
        "good morning everybody this is the voice that moves the face"
    )


def test_the_same_text_in_the_same_voice_is_the_same_sound(kokoro):
    first, again = (next(kokoro.speak("Yes.", "bf_emma")).samples for _ in range(2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, next(kokoro.speak("Yes.", "am_puck")).samples)


@given(words=st.lists(st.integers(1, 700).map("a".__mul__), max_size=8))
def test_what_is_too_long_for_the_network_is_cut_between_words(words):
    said = " ".join(words)
    parts = list(split_phonemes(said))
    assert all(0 < len(part) <= LONGEST for part in parts)
    assert "".join(parts).replace(" ", "") == said.replace(" ", "")
    if all(len(word) <= LONGEST for word in words):
        assert " ".join(parts) == said


def test_nothing_to_say_is_no_sound(kokoro):
    assert list(kokoro.speak("日本 …")) == []


def test_refuses_a_voice_that_it_has_not(kokoro):
    with pytest.raises(MienError, match="Kokoro has no voice 'af_nobody'; it has af_heart, "):
        kokoro.speak("Yes.", "af_nobody")


def test_the_network_can_be_broken_off(kokoro):
    network = Network(read_network())
    style = read_style(next(iter(locate_files(VOICE_FILES, None).values())))
    assert len(network.spoken("jˈɛs.", style))
    network.break_off()
    with pytest.raises(Exception, match="terminate"):
        network.spoken("jˈɛs.", style)


def test_speaks_no_more_once_closed():
    made = make_synthesizer("kokoro")
    made.close()
    with pytest.raises(MienError, match="closed"):
        next(made.speak("Yes."))


def test_without_its_voices_it_says_how_to_get_them(monkeypatch, tmp_path):
    monkeypatch.setenv("MIEN_MODELS", str(tmp_path))
    with pytest.raises(MienError, match="mien doctor --fetch"):
        make_synthesizer("kokoro")


def heard(samples: np.ndarray) -> str:
    resampler = Resampler(16_000, "mono")
    sound = np.concatenate(
        [resampler.push((samples / 32_768).astype(np.float32)[None], 24_000, "mono")[0], resampler.flush()[0]]
    )
    decoder = pocketsphinx.Decoder(samprate=16_000)
    decoder.start_utt()
    decoder.process_raw((sound * 32_767).astype(np.int16).tobytes(), full_utt=True)
    decoder.end_utt()
    return decoder.hyp().hypstr
