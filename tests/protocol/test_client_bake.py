"""A bake by a daemon whose every message is scripted."""

import zlib

import numpy as np
import pytest

from mien_protocol.client import DaemonSilentError, SessionLostError
from mien_protocol.errors import MienError, ProtocolError
from mien_protocol.messages.bake import (
    BakeAudio,
    BakeChunk,
    BakeClose,
    BakeCredit,
    BakeEnd,
    BakeOpen,
    BakeOpened,
    BakeResume,
)
from mien_protocol.messages.connection import Ping
from mien_protocol.messages.sessions import SessionEnded
from mien_protocol.messages.speech import AudioProgress
from mien_protocol.messages.table import Socket
from mien_protocol.motion_payload import frame_bytes
from mien_protocol.rig import EXPRESSION_NAMES
from tests.protocol.scripted_daemon import HEARTBEAT_S, refusal

pytestmark = pytest.mark.unit

RATE_HZ = 60
WINDOW = 40_000
PER_FRAME = 16_000 // RATE_HZ
CHUNK = 600


class Bakery:
    """Makes a frame of each so many samples; its jaw is where the sound's first sample says.

    Attributes:
        heard: Pieces of sound that it has taken.
        outgoing: Frames that it may still send.
        loses: How many of the next messages from the client are lost.
    """

    def __init__(self, daemon) -> None:
        self.daemon = daemon
        self.heard, self.is_whole = [], False
        self.sent = self.credit = self.most_ahead = 0
        self.loses = 0
        daemon.reactions.append(self._react)

    @property
    def samples(self):
        return np.frombuffer(b"".join(self.heard), np.int16)

    def _react(self, message):
        if not isinstance(message, BakeOpen | BakeResume | BakeAudio | BakeCredit | BakeClose):
            return []
        if self.loses:
            self.loses -= 1
            return []
        return list(self._answers(message))

    def _answers(self, message):
        if isinstance(message, BakeOpen | BakeResume):
            if isinstance(message, BakeResume):
                self.sent, self.credit = message.first_frame, 0
            yield BakeOpened(message.id, "b1", "m1", tuple(EXPRESSION_NAMES), None, 0, WINDOW)
            yield self._progress()
        elif isinstance(message, BakeAudio):
            if message.seq != len(self.heard):
                yield refusal("audio_gap", f"expected {len(self.heard)}", session="b1")
                return
            self.heard.append(bytes(message.payload))
            self.is_whole = message.last
            yield self._progress()
        elif isinstance(message, BakeCredit):
            self.credit += message.frames
        yield from self._chunks()

    def _progress(self):
        return AudioProgress("b1", len(self.samples), len(self.samples) + WINDOW)

    def frames(self):
        """All payloads that can be made of what was heard."""
        made = np.zeros((len(self.samples) // PER_FRAME, frame_bytes(0) // 4), "<f4")
        made[:, 0] = self.samples[: len(made) * PER_FRAME : PER_FRAME]
        return made

    def _chunks(self):
        frames = self.frames()
        while count := min(len(frames) - self.sent, self.credit, CHUNK):
            yield BakeChunk("b1", self.sent, count, frames[self.sent : self.sent + count].tobytes())
            self.sent, self.credit = self.sent + count, self.credit - count
        if self.is_whole and self.sent == len(frames):
            yield BakeEnd("b1", self.sent, zlib.crc32(frames.tobytes()))


@pytest.fixture
def bakery(daemon):
    return Bakery(daemon)


def ramp(samples):
    return (np.arange(samples) % 1_000).astype(np.int16)


def jaws(parts):
    return np.concatenate([part.expression[:, 0] for part in parts])


def expected_jaws(samples):
    return samples[: len(samples) // PER_FRAME * PER_FRAME : PER_FRAME].astype(np.float32)


@pytest.mark.parametrize("in_pieces", [True, False])
def test_all_of_the_motion_comes_with_its_times(daemon, client, bakery, in_pieces):
    sound = ramp(400_000)
    pieces = [sound[:0], *np.array_split(sound, 7), sound[:0]]
    job = client.bake(iter(pieces) if in_pieces else sound, audio_rate_hz=16_000, seed=3)
    assert job.progress < 1
    parts = list(job)
    np.testing.assert_array_equal(jaws(parts), expected_jaws(sound))
    times = np.concatenate([part.time_ns for part in parts])
    np.testing.assert_array_equal(times, np.arange(len(times)) * 10**9 // RATE_HZ)
    assert (job.progress, job.is_done, job.frames) == (1.0, True, len(times))
    assert daemon.of(BakeOpen)[0].seed == 3
    pieces = daemon.of(BakeAudio)
    assert [piece.last for piece in pieces] == [False] * (len(pieces) - 1) + [True]
    assert len(daemon.of(BakeClose)) == 1


def test_sound_is_asked_for_only_as_the_daemon_has_room(daemon, client, bakery):
    taken = []

    def pieces():
        for at in range(50):
            taken.append(at)
            yield ramp(10_000)

    bakery._chunks = lambda: ()
    bakery._progress = lambda: AudioProgress("b1", len(bakery.samples), WINDOW)
    job = client.bake(pieces(), audio_rate_hz=16_000)
    for _ in range(20):
        client.turn(0.01)
    assert sum(len(piece) for piece in bakery.heard) == 2 * WINDOW
    assert len(taken) <= WINDOW / 10_000 + 1
    assert job.ready() == []


def test_who_does_not_read_is_sent_no_more_than_was_granted(daemon, client, bakery):
    job = client.bake(ramp(PER_FRAME * 20_000), audio_rate_hz=16_000)
    for _ in range(200):
        client.turn(0.01)
    assert bakery.sent == job.frames == 6_000
    assert 0.2 < job.progress < 0.4
    assert sum(map(len, job.ready())) == 6_000
    assert sum(map(len, job)) == 14_000


def test_progress_of_sound_in_pieces_is_told_where_its_length_is(client, bakery):
    pieces = iter([ramp(PER_FRAME * 2_000)] * 6)
    job = client.bake(pieces, audio_rate_hz=16_000, samples=PER_FRAME * 12_000)
    for _ in range(60):
        client.turn(0.01)
    assert job.progress == pytest.approx(0.5, abs=0.01)
    job.cancel()
    assert not job.is_done
    assert sum(map(len, job.ready())) == 6_000
    assert job.is_done


@pytest.mark.parametrize("lost_message", range(12))
def test_whichever_message_is_lost_when_a_line_breaks_the_bake_is_whole(daemon, client, bakery, lost_message):
    sound = ramp(300_000)
    job = client.bake(sound, audio_rate_hz=16_000)
    parts = []
    for turn in range(400):
        parts += job.ready()
        client.turn(0.01)
        if turn == lost_message:
            bakery.loses = 2
        if turn == lost_message + 2:
            bakery.loses = 0
            daemon.cut(Socket.BAKE)
        if job.is_done:
            break
    np.testing.assert_array_equal(jaws(parts), expected_jaws(sound))


def test_what_was_lost_without_anybody_noticing_is_asked_for_after_some_silence(daemon, client, bakery):
    sound = ramp(PER_FRAME * 5_000)
    bakery_react = bakery._react
    dropped = []

    def forgetful(message):
        answers = bakery_react(message)
        chunks = [one for one in answers if isinstance(one, BakeChunk)]
        if chunks and not dropped:
            dropped.append(chunks[0])
            return [one for one in answers if one is not chunks[0]]
        return answers

    daemon.reactions[:] = [forgetful]
    parts = list(client.bake(sound, audio_rate_hz=16_000))
    np.testing.assert_array_equal(jaws(parts), expected_jaws(sound))
    assert [message.first_frame for message in daemon.of(BakeResume)] == [dropped[0].first_frame]


def test_several_chunks_after_a_gap_are_one_reason_to_resume(daemon, client, bakery):
    sound = ramp(PER_FRAME * 5_000)
    job = client.bake(sound, audio_rate_hz=16_000)
    job.turn(0.01)
    daemon.say(*(BakeChunk("b1", first, 1, bytes(frame_bytes(0))) for first in (4_000, 4_001, 4_002)))
    np.testing.assert_array_equal(jaws(list(job)), expected_jaws(sound))
    assert len(daemon.of(BakeResume)) == 1


def test_what_comes_twice_is_taken_once(daemon, client, bakery):
    sound = ramp(PER_FRAME * 5_000)
    job = client.bake(sound, audio_rate_hz=16_000)
    job.turn(0.01)
    daemon.say(BakeChunk("b1", 0, 10, bakery.frames()[:10].tobytes()))
    np.testing.assert_array_equal(jaws(list(job)), expected_jaws(sound))


def test_a_silent_daemon_is_dialled_again_and_the_bake_resumed(daemon, client, bakery):
    sound = ramp(PER_FRAME * 20_000)
    job = client.bake(sound, audio_rate_hz=16_000)
    while job.frames < 1_000:
        job.turn(0.01)
    daemon.silent = True
    while client.is_connected:
        job.turn(1.0)
    daemon.silent = False
    np.testing.assert_array_equal(jaws(list(job)), expected_jaws(sound))
    assert len(daemon.dialled_ns) >= 2
    assert len(daemon.of(BakeResume)) == 1


def test_pings_go_out_on_the_bake_socket_while_there_is_a_bake(daemon, client, bakery):
    bakery._chunks = lambda: ()
    job = client.bake(ramp(100), audio_rate_hz=16_000)
    count = len(daemon.of(Ping))
    for _ in range(10):
        client.turn(HEARTBEAT_S / 2)
    both = len(daemon.of(Ping)) - count
    job.cancel()
    count = len(daemon.of(Ping))
    for _ in range(10):
        client.turn(HEARTBEAT_S / 2)
    assert len(daemon.of(Ping)) - count < 0.7 * both


def test_another_daemon_knows_nothing_of_the_bake(daemon, client, bakery):
    job = client.bake(ramp(PER_FRAME * 20_000), audio_rate_hz=16_000)
    job.turn(0.01)
    daemon.silent = True
    while client.is_connected:
        job.turn(1.0)
    daemon.silent = False
    daemon.begin("1" * 16)
    with pytest.raises(SessionLostError, match="the daemon was restarted .*; bake again"):
        while True:
            job.turn(1.0)
            job.ready()
    assert not daemon.of(BakeResume)


@pytest.mark.parametrize(
    ("said", "raised"),
    [
        (refusal("no_session", "there is no bake b1", session="b1"), "no longer has it"),
        (SessionEnded("b1", "internal", "a defect of the daemon"), "a defect of the daemon"),
        (refusal("malformed", "the bake is too long", session="b1"), "the bake is too long"),
        (BakeEnd("b1", 0, 77), "was damaged: got 0 frames of CRC 00000000, expected 0 of 0000004d"),
        (BakeChunk("b1", 0, 1, bytes(12)), "244 bytes, got 12"),
    ],
)
def test_what_ends_a_bake_is_said(daemon, client, bakery, said, raised):
    bakery._chunks = lambda: ()
    job = client.bake(ramp(100), audio_rate_hz=16_000)
    daemon.say(said, socket=Socket.BAKE)
    with pytest.raises(MienError, match=raised):
        list(job)
    with pytest.raises(MienError, match=raised):
        job.ready()


def test_a_refusal_has_the_words_of_the_daemon(daemon, client):
    daemon.reactions.append(
        lambda message: (
            [refusal("too_many_sessions", "all taken", re=message.id)] if isinstance(message, BakeOpen) else []
        )
    )
    with pytest.raises(ProtocolError, match="all taken"):
        client.bake(ramp(10), audio_rate_hz=16_000)


def test_a_daemon_that_makes_nothing_is_waited_for_a_minute(daemon, client, bakery):
    bakery._chunks = lambda: ()
    began_ns = daemon.now_ns
    with pytest.raises(DaemonSilentError, match="no motion comes for 60 s"):
        list(client.bake(ramp(100), audio_rate_hz=16_000))
    assert 60 <= (daemon.now_ns - began_ns) / 1e9 < 70


@pytest.mark.parametrize("sound", [np.zeros(4), np.zeros((2, 4), np.int16), [[1, 2]]])
def test_what_is_no_sound_is_refused(client, bakery, sound):
    with pytest.raises(MienError, match="expected int16 of shape"):
        client.bake(sound, audio_rate_hz=16_000)


def test_what_goes_wrong_where_the_sound_comes_from_is_told_to_who_reads_the_motion(client, bakery):
    def pieces():
        yield ramp(PER_FRAME * 10)
        yield ramp(PER_FRAME * 10)
        raise OSError("the disk is gone")

    job = client.bake(pieces(), audio_rate_hz=16_000)
    client.turn(0.01)
    session = client.open_session()
    assert session.is_open
    with pytest.raises(OSError, match="the disk is gone"):
        list(job)


def test_a_cancelled_bake_ends(daemon, client, bakery):
    job = client.bake(ramp(PER_FRAME * 20_000), audio_rate_hz=16_000)
    client.turn(0.01)
    job.cancel()
    job.cancel()
    assert len(daemon.of(BakeClose)) == 1
    list(job)
    assert job.is_done
    assert job.progress < 0.5


def test_no_sound_is_no_motion(client, bakery):
    assert list(client.bake(ramp(0), audio_rate_hz=16_000)) == []
