"""A recording served over real sockets, to receivers and to clients."""

import contextlib
import itertools

import msgpack
import numpy as np
import pytest
import zmq

from mien_protocol.client import Client, SessionLostError
from mien_protocol.codec import decode
from mien_protocol.errors import ProtocolError
from mien_protocol.messages.connection import ErrorReply
from mien_protocol.messages.frames import Frame, MotionStreamFrame
from mien_protocol.messages.sessions import FaceRequest
from mien_protocol.messages.speech import AudioEnded, AudioProgress, EndAudio, PushAudio
from mien_protocol.messages.streams import Keepalive, StreamHeader
from mien_protocol.messages.table import Sender, Socket
from mien_protocol.topics import StreamKind
from tests.bridge.daemon.clocked import tone
from tests.bridge.daemon.link import Link
from tests.bridge.daemon.running import answer, of, opened, raw, running, until
from tests.bridge.tap.replaying import replaying
from tests.bridge.tap.tapped import Talk, write_tap

pytestmark = pytest.mark.e2e

TALK = Talk(streams=tuple(StreamKind), first_seq=5)
INTERRUPTED = Talk(streams=tuple(StreamKind), first_seq=5, epochs=(0,) * 4 + (1,) * 8)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "replay.json"


@pytest.fixture
def recording(tmp_path):
    return write_tap(tmp_path / "talk.tap", TALK.messages)


@pytest.fixture
def interrupted(tmp_path):
    return write_tap(tmp_path / "interrupted.tap", INTERRUPTED.messages)


@pytest.fixture
def replay(path, recording):
    with replaying(path, recording) as replay:
        yield replay


def frames_of(talk, kind=Frame):
    return [message for message in (one.decoded() for one in talk.messages) if isinstance(message, kind)]


def what(frame):
    """All that a replay must not change."""
    return frame.KIND, frame.epoch, frame.seq, frame.time_ns, frame.flags, bytes(frame.payload)


def listened(link, session="talk"):
    for socket, topic in ((Socket.MOTION, "motion"), (Socket.MOTION, "audio"), (Socket.FACE, "face")):
        link.subscribe(socket, f"{topic}/{session}/")


def test_whoever_subscribes_is_shown_what_was_recorded(path, interrupted):
    recorded = frames_of(INTERRUPTED)
    with replaying(path, interrupted), Link(path) as link:
        listened(link)
        received = until(link, lambda got: len(of(Frame, got)) == len(recorded))
        for kind in StreamKind:
            frames = [frame for frame in of(Frame, received) if frame.KIND is kind]
            assert [what(one) for one in frames] == [what(one) for one in recorded if one.KIND is kind]
            # Stamped with a clock that runs, and not with the recorder's.
            assert all(frame.daemon_ns >= link.welcome.daemon_ns for frame in frames)
        headers = of(StreamHeader, received)
        assert {header.kind for header in headers} == set(StreamKind)
        assert {header.server_id for header in headers} == {link.welcome.server_id}


def test_after_its_end_the_streams_live_and_tell_latecomers_where_they_are(path, interrupted):
    with replaying(path, interrupted, heartbeat_s=0.1), Link(path) as first:
        listened(first)
        until(first, lambda got: len(of(MotionStreamFrame, got)) == 12)
        with Link(path) as late:
            late.subscribe(Socket.MOTION, "motion/")
            received = until(late, lambda got: of(Keepalive, got))
            assert of(StreamHeader, received)[0].epoch == 1
            keepalive = of(Keepalive, received)[0]
            assert (keepalive.epoch, keepalive.next_seq) == (1, 17)
            assert not of(Frame, received)


def test_a_loop_is_one_long_session(path, interrupted):
    with replaying(path, interrupted, loop=True), Link(path) as link:
        link.subscribe(Socket.MOTION, "motion/talk/")
        frames = of(MotionStreamFrame, until(link, lambda got: len(of(MotionStreamFrame, got)) >= 30))
        assert [frame.seq for frame in frames] == list(range(5, 5 + len(frames)))
        assert all(one.time_ns < two.time_ns for one, two in itertools.pairwise(frames))
        assert [frame.epoch for frame in frames[:30]] == [0] * 4 + [1] * 12 + [2] * 12 + [3] * 2


def test_a_client_that_opens_a_session_is_played_the_recording(replay):
    with Client(replay.path) as client, client.open_session() as session:
        assert session.name != "talk"
        session.push(tone(1_600))
        session.end_audio()
        frames = list(session.motion())
        recorded = frames_of(TALK, MotionStreamFrame)
        assert [(one.epoch, one.seq, one.time_ns) for one in frames] == [
            (one.epoch, one.seq, one.time_ns) for one in recorded
        ]
        np.testing.assert_array_equal(
            np.stack([frame.expression[0] for frame in frames]), np.float32(np.arange(12)) / np.float32(100)
        )
        # The next utterance plays it again, as one long session.
        session.push(tone(1_600))
        again = list(session.motion())
        assert [one.seq for one in again] == list(range(17, 29))
        # More of the same utterance does not.
        session.push(tone(1_600))
        assert session.set_controls({}) is not None
        assert session.ready() == []


def test_nothing_plays_before_the_first_sound_and_each_client_has_its_own(replay):
    with Client(replay.path) as client, client.open_session() as session, client.open_session() as other:
        session.push(tone(160))
        assert len(list(session.motion())) == 12
        assert other.ready() == []
        assert {session.name, other.name} < set(client.sessions())


def test_pictures_and_echo_come_where_they_were_recorded_and_asked_for(replay):
    with Client(replay.path) as client:
        with client.open_session(avatar=b"photo", face=FaceRequest(), echo=True) as session:
            session.push(tone(160))
            assert len(list(session.motion())) == 12
            faces = list(itertools.islice(session.faces(), 4))
            assert [one.rgba.tolist() for one in faces] == [np.full((2, 2, 4), at).tolist() for at in (0, 3, 6, 9)]
            assert [one.first_sample for one in itertools.islice(session.sound(), 6)] == list(range(0, 6 * 533, 533))
        with client.open_session() as plain:
            assert (plain.opened.topics.face, plain.opened.topics.audio) == (None, None)


@pytest.mark.parametrize("asked", [{"echo": True}, {"avatar": b"photo", "face": FaceRequest()}])
def test_what_was_not_recorded_is_refused(tmp_path, path, asked):
    recording = write_tap(tmp_path / "plain.tap", Talk().messages)
    with (
        replaying(path, recording),
        Link(path) as link,
        pytest.raises(ProtocolError, match="no session of this recording"),
    ):
        opened(link, **asked)


def test_audio_is_counted_and_answered_as_a_daemon_does(replay):
    with Link(replay.path) as link:
        session = opened(link).session
        link.send(PushAudio(session, 0, bytes(32_000)))
        link.send(EndAudio(end := link.next_id(), session))
        received = until(link, lambda got: of(AudioEnded, got))
        assert of(AudioProgress, received)[0].accepted == 16_000
        ended = of(AudioEnded, received)[0]
        assert (ended.re, ended.samples) == (end, 16_000)
        # Only after the last frame of what was recorded.
        assert len(of(MotionStreamFrame, received)) >= 11
        link.send(PushAudio(session, 7, bytes(2)))
        error = of(ErrorReply, until(link, lambda got: of(ErrorReply, got)))[0]
        assert error.code == "audio_gap"


def test_a_cancel_begins_an_epoch_in_which_the_recording_goes_on(path, recording):
    with replaying(path, recording, speed=1.0), Client(path) as client, client.open_session() as session:
        session.push(tone(160))
        list(itertools.islice(session.motion(), 2))
        cancelled = session.cancel()
        frames = list(session.motion())
        assert {frame.epoch for frame in frames} == {cancelled.epoch} == {1}
        assert frames[-1].seq == 16


def test_a_text_is_spoken_as_what_was_recorded(replay):
    with Client(replay.path) as client, client.open_session(pace="speak") as session:
        said = session.say("Whatever.")
        assert said.samples == pytest.approx(12 / 60 * 16_000, abs=2)
        assert len(list(session.motion())) == 12


def test_controls_are_kept_and_change_nothing(replay):
    with Client(replay.path) as client, client.open_session(controls={"emotion": "sad"}) as session:
        assert session.set_controls({"head_gain": 2.0})["emotion"] == "sad"


def test_the_recorded_session_is_seen_but_not_spoken_into(replay):
    with Client(replay.path) as client, Link(replay.path) as link:
        assert client.sessions() == ["talk"]
        (snapshot,) = client.snapshot("talk")
        assert snapshot.next_seq["motion/talk/"] == 5
        link.send(PushAudio("talk", 0, bytes(2)))
        error = of(ErrorReply, until(link, lambda got: of(ErrorReply, got)))[0]
        assert (error.code, error.session) == ("unsupported", "talk")
        with pytest.raises(ProtocolError, match="no session other"):
            client.snapshot("other")


def test_no_more_sessions_than_a_daemon_has(replay):
    with Client(replay.path) as client:
        for _ in range(16):
            client.open_session()
        with pytest.raises(ProtocolError, match="taken"):
            client.open_session()


def test_a_client_that_is_gone_leaves_no_session(path, recording):
    with replaying(path, recording, heartbeat_s=0.1), Client(path) as stays:
        with Client(path) as client:
            client.open_session()
            assert len(stays.sessions()) == 2
        while len(stays.sessions()) > 1:
            stays.turn(0.05)


def test_a_bake_is_refused_in_words(replay):
    token = replay.connection()["token"]
    request = {"type": "bake_open", "id": 3, "protocol": [1, 0], "token": token, "audio_rate_hz": 16_000}
    with raw(replay.connection()["bake"]) as socket:
        for sent, expected in (
            (msgpack.packb(request), (3, "unsupported", "a replay does not bake")),
            (
                msgpack.packb({"type": "bake_credit", "session": "a", "frames": 1}),
                (0, "unsupported", "a replay does not bake"),
            ),
            (msgpack.packb({"type": "bake_open", "id": 4}), (4, "malformed", None)),
            (b"\xc1", (0, "malformed", None)),
        ):
            socket.send(sent)
            error = decode(answer(socket), Socket.BAKE, Sender.DAEMON)
            assert (error.re, error.code) == expected[:2]
            assert expected[2] in (None, error.message)


def test_a_replay_that_stops_says_so_and_tidies_up(path, recording):
    with contextlib.ExitStack() as stack:
        with replaying(path, recording):
            session = stack.enter_context(Client(path)).open_session()
        with pytest.raises(SessionLostError, match="the replay stops"):
            list(session.motion())
    assert not path.exists()


@pytest.mark.skipif(not zmq.has("curve"), reason="this ZeroMQ has no CURVE")
def test_an_encrypted_replay_is_spoken_to(path, recording):
    with replaying(path, recording, curve=True), Client(path) as client, client.open_session() as session:
        assert "curve" in client.welcome.features
        session.push(tone(160))
        assert len(list(session.motion())) == 12


def test_a_daemon_and_a_replay_live_side_by_side(tmp_path, replay):
    with running(tmp_path / "daemon.json") as daemon, Client(daemon.path) as one, Client(replay.path) as two:
        assert one.sessions() == []
        assert two.sessions() == ["talk"]
