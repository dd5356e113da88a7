import numpy as np
import pytest

from mien.core.phrases import PhraseFinder

pytestmark = pytest.mark.unit

RATE_HZ = 16_000
BLOCK_S = 0.02


def sound(*parts):
    """Noise of some levels: (seconds, level of 16 bit) one after the other."""
    rng = np.random.default_rng(0)
    pieces = [rng.normal(0.0, level, round(seconds * RATE_HZ)) for seconds, level in parts]
    return np.clip(np.concatenate(pieces), -32_768, 32_767).astype(np.int16)


def phrases(pcm, piece=5_000):
    finder = PhraseFinder(RATE_HZ)
    handed_on = list(finder.listen(pcm[at : at + piece] for at in range(0, len(pcm), piece)))
    assert np.array_equal(np.concatenate([np.zeros(0, np.int16), *handed_on]), pcm)
    return finder.phrases()


def test_phrases_lie_between_the_pauses():
    found = phrases(sound((1.0, 3), (2.0, 3_000), (0.5, 3), (1.0, 3_000), (1.0, 3)))
    assert np.allclose(found, [(1.0, 3.0), (3.5, 4.5)], atol=2 * BLOCK_S)


def test_a_closure_within_a_word_is_no_pause():
    assert len(phrases(sound((1.0, 3_000), (0.2, 3), (1.0, 3_000)))) == 1


def test_a_click_is_no_phrase():
    assert len(phrases(sound((1.0, 3), (0.04, 9_000), (1.0, 3), (1.0, 3_000)))) == 1


def test_soft_speech_is_speech_and_silence_is_not():
    assert len(phrases(sound((1.0, 3), (2.0, 120), (1.0, 3)))) == 1
    assert phrases(sound((3.0, 3))) == []
    assert phrases(np.zeros(0, np.int16)) == []


@pytest.mark.parametrize("piece", [1, 319, 320, 40_000])
def test_pieces_make_no_difference(piece):
    pcm = sound((0.3, 3), (0.7, 3_000), (0.6, 3), (0.5, 2_000))
    assert phrases(pcm, piece) == phrases(pcm)
