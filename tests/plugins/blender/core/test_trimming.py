from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mien.core.recording import Recording
from mien.core.speech_feed import SpeechFeed
from mien.core.trimming import trimmed
from mien_protocol.errors import MienError

pytestmark = pytest.mark.prop

RATE_HZ = 100


def recording(sizes):
    pcm = np.arange(sum(sizes), dtype=np.int16)
    return Recording(Path("line.wav"), RATE_HZ, len(pcm), lambda: iter(np.split(pcm, np.cumsum(sizes)[:-1])))


sizes = st.lists(st.integers(0, 40), min_size=1).filter(lambda found: sum(found) > 0)


@given(sizes, st.data())
def test_a_part_is_what_is_heard_from_one_time_to_another(found, data):
    whole = recording(found)
    first = data.draw(st.integers(0, whole.samples - 1))
    last = data.draw(st.integers(first + 1, whole.samples))
    part = trimmed(whole, first / RATE_HZ, last / RATE_HZ)
    assert part.samples == last - first
    np.testing.assert_array_equal(np.concatenate(list(part.pieces())), np.arange(first, last))


def test_the_whole_stays_the_whole():
    whole = recording([5, 5])
    assert trimmed(whole, 0.0, None) is whole
    assert trimmed(whole, -1.0, 99.0) is whole


@pytest.mark.parametrize(("start_s", "end_s"), [(1.0, None), (0.05, 0.05), (0.05, 0.02)])
def test_a_part_without_sound_is_told(start_s, end_s):
    with pytest.raises(MienError, match=r"line\.wav has no sound from"):
        trimmed(recording([10]), start_s, end_s)


class Session:
    """Takes as much as it has credit for."""

    def __init__(self):
        self.credit, self.heard, self.ended = 0, [], 0

    def push(self, pcm):
        assert 0 < len(pcm) <= self.credit
        self.credit -= len(pcm)
        self.heard.extend(pcm.tolist())

    def end_audio(self):
        self.ended += 1


@given(sizes, st.lists(st.integers(0, 60), min_size=1))
def test_all_of_it_is_spoken_as_there_is_room(found, grants):
    whole, session = recording(found), Session()
    feed = SpeechFeed(whole)
    for credit in [*grants, *[10] * whole.samples]:
        session.credit += credit
        feed.feed(session)
        assert feed.share == len(session.heard) / whole.samples
    assert feed.is_done
    assert session.heard == list(range(whole.samples))
    assert session.ended == 1
