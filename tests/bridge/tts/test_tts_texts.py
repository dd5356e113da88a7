import random

import pytest

from mien_bridge.tts import make_synthesizer
from mien_protocol.errors import MienError

pytestmark = pytest.mark.fuzz

TEXTS = 40
LONG = 10_000

SCRIPTS = (
    (0x20, 0x7F), (0xA0, 0x250), (0x370, 0x500), (0x590, 0x700), (0x900, 0xE00), (0x1000, 0x1200), (0x2000, 0x2C00),
    (0x3040, 0x3100), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0xD800, 0xE000), (0xE000, 0xE100), (0xFFF0, 0xFFFF),
    (0x1F300, 0x1F700), (0, 0x20),
)  # fmt: skip
WORDS = (
    "<speak>", "<break time='9999s'/>", "<audio src='/etc/passwd'>", "[[h@'loU]]", "&lt;", "15200", "9" * 40,
    "1,234,567.89", "$5.00", "12:30", "a..", "try..", "http://a.b/c?d=e", "'", '"', "---", "1e400", "XVIII", "½",
    "é" * 5, "a Hamrah-E-Aval a", "---लच्छेद", "\x01b7", "\x0110p", "%s%n", "\x00",
)  # fmt: skip
VOICES = ("en-us", "de", "fr-fr", "hi", "ar", "fa", "vi", "cmn", "sk", "ko")


@pytest.fixture(scope="module")
def espeak():
    made = make_synthesizer()
    yield made
    made.close()


def text(rng: random.Random) -> str:
    kinds = (
        lambda: " ".join(rng.choice(WORDS) for _ in range(rng.randrange(1, 40))),
        lambda: "".join(chr(rng.randrange(*rng.choice(SCRIPTS))) for _ in range(rng.randrange(1, 600))),
        lambda: rng.choice("aeéश9.-'λж漢") * rng.randrange(1, 600),
        lambda: "".join(rng.choice("abcdeioustr.,;:!?'- 0123456789") for _ in range(rng.randrange(1, 600))),
    )
    return rng.choice(kinds)()


def listened(espeak, words: str, voice: str) -> bool:
    """Whether the text was spoken; if not, it was refused in words."""
    refusal = ""
    try:
        for piece in espeak.speak(words, voice):
            assert piece.rate_hz == 22_050
    except MienError as error:
        refusal = str(error)
    assert refusal in {"", "espeak-ng failed on this text; rephrase it, or use another voice"}
    return not refusal


def test_no_text_brings_the_synthesizer_down(espeak):
    rng = random.Random(0)
    spoken = [listened(espeak, text(rng), VOICES[at % len(VOICES)]) for at in range(TEXTS)]
    assert sum(spoken) > TEXTS / 2
    assert listened(espeak, "hello", "en-us")


@pytest.mark.parametrize("unit", ["word ", "😀", "a. ", "9", "日"])
def test_the_longest_texts_are_spoken_or_refused(espeak, unit):
    listened(espeak, (unit * LONG)[:LONG], "en-us")
    assert listened(espeak, "hello", "en-us")
