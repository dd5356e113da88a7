"""Audio that a broken connection lost is sent again, and nothing is said twice."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mien_protocol.client.sessions.sent_audio import SentAudio
from mien_protocol.messages.speech import AudioProgress, EndAudio, PushAudio

pytestmark = pytest.mark.prop

CREDIT = 10**6


class Listener:
    """A daemon's ear: takes what is next, refuses what is not."""

    def __init__(self) -> None:
        self.heard = []
        self.seq = self.accepted = 0
        self.gaps = 0

    def take(self, message) -> None:
        if message.seq != self.seq:
            self.gaps += 1
        elif isinstance(message, EndAudio):
            self.heard.append("end")
        else:
            self.heard.append(bytes(message.payload))
            self.seq += 1
            self.accepted += len(message.payload) // 2

    def progress(self) -> AudioProgress:
        return AudioProgress("s", self.accepted, self.accepted + CREDIT)

    @property
    def utterances(self) -> list[bytes]:
        """What was said between one end and the next; ends of nothing say nothing."""
        said = [b""]
        for one in self.heard:
            if one == "end":
                said.append(b"")
            else:
                said[-1] += one
        return [one for one in said if one]


step = st.one_of(
    st.tuples(st.just("push"), st.integers(1, 5)),
    st.sampled_from([("end",), ("progress",), ("lose",), ("restore",)]),
)


def mend(sent, listener) -> None:
    sent.reconnected()
    for message in sent.progress(listener.progress()):
        listener.take(message)


@given(st.lists(step, max_size=60))
def test_whatever_is_lost_and_whenever_every_utterance_arrives_whole_once_and_in_order(steps):
    sent, listener = SentAudio(CREDIT), Listener()
    expected, losing, number = [b""], False, 0
    for what, *size in [*steps, ("restore",), ("end",)]:
        if what == "push":
            number += 1
            message = sent.add(PushAudio("s", 0, np.full(size[0], number, np.int16).tobytes()))
            expected[-1] += message.payload
        elif what == "end":
            number += 1
            message = sent.add(EndAudio(number, "s"))
            expected.append(b"")
        else:
            if what == "progress":
                # On its way it may be lost, too.
                assert losing or sent.progress(listener.progress()) == []
            elif what == "lose":
                losing = True
            elif losing:
                losing = False
                mend(sent, listener)
            continue
        if not losing:
            listener.take(message)
    assert listener.utterances == [one for one in expected if one]
    assert listener.gaps == 0
    assert sent.samples == listener.accepted


@given(st.integers(0, 6), st.integers(0, 6))
def test_what_a_cancel_gave_up_is_not_said_any_more_and_numbers_go_on(arrived, lost):
    sent, listener = SentAudio(CREDIT), Listener()
    for at in range(arrived + lost):
        message = sent.add(PushAudio("s", 0, b"old!"))
        if at < arrived:
            listener.take(message)
    sent.add(EndAudio(1, "s"))
    sent.forget()
    sent.add(PushAudio("s", 0, b"new!"))
    mend(sent, listener)
    assert listener.heard == [b"old!"] * arrived + [b"new!"]
    listener.take(sent.add(PushAudio("s", 0, b"more")))
    assert listener.heard[-1] == b"more"
    assert listener.gaps == 0


def test_nothing_is_sent_while_it_is_not_known_what_was_lost():
    sent = SentAudio(100)
    sent.add(PushAudio("s", 0, bytes(20)))
    assert sent.credit == 90
    assert sent.lost()
    assert not sent.lost()
    assert (sent.credit, sent.flows) == (0, False)
    # Told before the daemon was asked.
    assert sent.progress(AudioProgress("s", 0, 100)) == []
    sent.reconnected()
    assert [message.seq for message in sent.progress(AudioProgress("s", 0, 100))] == [0]
    assert (sent.credit, sent.flows) == (90, True)


def test_a_daemon_that_counts_otherwise_is_not_asked_for_ever():
    sent = SentAudio(100)
    sent.add(PushAudio("s", 0, bytes(20)))
    asked = 0
    while sent.lost():
        asked += 1
        sent.reconnected()
        sent.progress(AudioProgress("s", 0, 100))
    assert 1 <= asked <= 5


def test_what_arrived_is_not_kept():
    sent = SentAudio(CREDIT)
    for _ in range(100):
        sent.add(PushAudio("s", 0, bytes(200)))
    sent.add(EndAudio(1, "s"))
    sent.progress(AudioProgress("s", 9_000, CREDIT))
    assert len(sent._items) == 11
    sent.progress(AudioProgress("s", 10_000, CREDIT))
    assert len(sent._items) == 1
    sent.ended(1)
    assert not sent._items
