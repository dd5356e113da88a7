import subprocess
import sys

import numpy as np
import pytest

from mien_bridge.tts import DEFAULT, find_installed, make_synthesizer
from mien_bridge.tts.sentences import LONGEST, split_sentences
from mien_protocol.errors import MienError

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def espeak():
    made = make_synthesizer()
    yield made
    made.close()


def spoken(espeak, text, voice=None):
    return [speech.samples for speech in espeak.speak(text, voice)]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("One sentence only", ["One sentence only"]),
        ("First sentence. Second sentence! Third?", ["First sentence.", "Second sentence!", "Third?"]),
        ("Dr. Smith paid 3.14 to St. Anne. Then home.", ["Dr. Smith paid 3.14 to St. Anne.", "Then home."]),
        ('He said "really?" twice. "Never." So it went.', ['He said "really?" twice.', '"Never."', "So it went."]),
        ("It weighs approx. three pounds\nor more.", ["It weighs approx. three pounds\nor more."]),
        ("今日は。元気です。はい", ["今日は。", "元気です。", "はい"]),
        ("a wrapped\nline\n\n another one ", ["a wrapped\nline", "another one"]),
        (" \n\t ", []),
        ("", []),
    ],
)
def test_a_text_is_cut_where_sentences_end(text, pieces):
    assert list(split_sentences(text)) == pieces


@pytest.mark.parametrize("text", ["word " * 500, "x" * 1_000, "日" * 700, " ." * 400])
def test_no_piece_is_long_and_nothing_is_lost(text):
    pieces = list(split_sentences(text))
    assert max(map(len, pieces)) <= LONGEST
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_mien_offers_its_own_synthesizer():
    assert DEFAULT in find_installed()
    with pytest.raises(MienError, match="'whistle' is installed; installed: .*espeak"):
        make_synthesizer("whistle")


def test_a_text_comes_sentence_by_sentence_as_sound(espeak):
    pieces = list(espeak.speak("This is the first sentence. This is another sentence."))
    assert len(pieces) == 2
    for piece in pieces:
        assert piece.samples.dtype == np.int16
        assert 1.0 < len(piece.samples) / piece.rate_hz < 3.0
        assert np.abs(piece.samples).max() > 3_000


def test_the_same_text_is_the_same_sound_whatever_was_said_before(espeak):
    first = spoken(espeak, "How are you today? Very well indeed.")
    spoken(espeak, "Etwas ganz anderes.", "de")
    again = spoken(espeak, "How are you today? Very well indeed.")
    np.testing.assert_array_equal(np.concatenate(first), np.concatenate(again))


def test_voices_differ_and_may_have_a_variant(espeak):
    assert espeak.voices[0].name == "en-us"
    assert {"de", "fr-fr", "ru"} <= {voice.name for voice in espeak.voices}
    heard = [np.concatenate(spoken(espeak, "one two three", voice)) for voice in (None, "de", "en-us+f3")]
    assert len({samples.tobytes() for samples in heard}) == 3


@pytest.mark.parametrize(
    "voice", ["", "xx", "../../etc/passwd", "en-us+../x", "en-us+", "gmw/en-US", "en-us\0de", "+f3"]
)
def test_an_unknown_voice_is_refused_with_some_that_there_are(espeak, voice):
    with pytest.raises(MienError, match="it has en-us, en-gb, de, .* in all"):
        espeak.speak("hello", voice)


def test_what_has_no_sound_is_no_sound(espeak):
    assert spoken(espeak, " \n ") == []
    assert all(not samples.any() for samples in spoken(espeak, "..."))


def test_markup_and_commands_are_text(espeak):
    plain = spoken(espeak, "b7 hello")
    np.testing.assert_array_equal(spoken(espeak, "\x01b7 hello")[0], plain[0])
    # A break of ten hours would be a third of a gigabyte.
    assert sum(map(len, spoken(espeak, "<speak><break time='36000s'/>[[h@'loU]]</speak>"))) < 20 * 22_050


def test_a_text_that_is_not_taken_to_its_end_does_no_harm(espeak):
    taken = espeak.speak("This is the first sentence. This is another sentence.")
    next(taken)
    taken.close()
    assert spoken(espeak, "hello")


def test_what_was_closed_speaks_no_more():
    espeak = make_synthesizer()
    taken = espeak.speak("This is the first sentence. This is another sentence.")
    next(taken)
    espeak.close()
    with pytest.raises(MienError, match="failed on this text"):
        list(taken)
    with pytest.raises(MienError, match="closed"):
        list(espeak.speak("hello"))


def test_all_that_are_under_way_break_off_when_it_is_closed():
    espeak = make_synthesizer()
    taken = [espeak.speak("This is the first sentence. This is another sentence.") for _ in range(3)]
    for pieces in taken:
        next(pieces)
    espeak.close()
    for pieces in taken:
        with pytest.raises(MienError, match="failed on this text"):
            list(pieces)


WITHOUT = """
import sys
sys.modules["espeakng_loader"] = None
from mien_bridge.tts import make_synthesizer
from mien_protocol.errors import MienError
try:
    make_synthesizer()
except MienError as error:
    print(error)
"""


def test_without_the_package_it_says_how_to_install_it():
    said = subprocess.run([sys.executable, "-c", WITHOUT], capture_output=True, text=True, check=True).stdout
    assert "pip install espeakng-loader" in said
    assert "mien[espeak]" in said
