import gc
import json
import os
import stat
import time
import weakref
from dataclasses import replace

import msgpack
import numpy as np
import pytest
import zmq
from zmq.utils.monitor import recv_monitor_message

from mien_bridge.daemon.pictures.avatar_cache import AvatarCache
from mien_bridge.daemon.server import Server, ServerOptions
from mien_bridge.daemon.wire.security import secure
from mien_inference.controls import Controls
from mien_inference.pipeline import SpeechToMotion
from mien_protocol.audio_payload import pack_audio, unpack_audio
from mien_protocol.codec import decode, encode
from mien_protocol.errors import MienError, ProtocolError
from mien_protocol.messages.common import PROTOCOL_VERSION
from mien_protocol.messages.connection import ErrorReply, Hello, Ping, Pong, Welcome
from mien_protocol.messages.controls import ControlsSet, SetControls
from mien_protocol.messages.frames import AudioFrame, FaceFrame, FrameFlag, MotionStreamFrame
from mien_protocol.messages.sessions import (
    Closed,
    CloseSession,
    FaceRequest,
    Opened,
    OpenSession,
    SessionEnded,
)
from mien_protocol.messages.snapshot import Snapshot, SnapshotReply
from mien_protocol.messages.speech import AudioEnded, AudioProgress, Cancel, Cancelled, EndAudio, PushAudio
from mien_protocol.messages.streams import Keepalive, MotionStreamHeader
from mien_protocol.messages.table import Sender, Socket
from mien_protocol.motion import Motion
from mien_protocol.motion_payload import pack_motion
from tests.bridge.daemon.clocked import quick_stream, tone
from tests.bridge.daemon.link import Link
from tests.bridge.daemon.running import answer, meter_avatars, of, opened, raw, running, until
from tests.bridge.parts import JawGenerator, LevelEncoder, MaskRenderer, MeterRenderer

pytestmark = pytest.mark.e2e


@pytest.fixture
def path(tmp_path):
    return tmp_path / "daemon.json"


@pytest.fixture
def daemon(path):
    with running(path, avatars=meter_avatars()) as daemon:
        yield daemon


@pytest.fixture
def link(daemon):
    with Link(daemon.path) as link:
        yield link


def push(link, session, samples, seq=0, piece=1_600):
    for at in range(0, len(samples), piece):
        link.send(PushAudio(session, seq, pack_audio(samples[at : at + piece])))
        seq += 1
    return seq


def as_recording(samples, seed=0):
    stream = quick_stream(Controls(), seed, 60)
    return Motion.concatenate([stream.push((samples / 32_768).astype(np.float32)), stream.flush()])


def refusal(link, message, reply) -> ProtocolError:
    with pytest.raises(ProtocolError) as refused:
        link.request(message, reply)
    return refused.value


def test_the_connection_file_is_for_its_user_alone_and_vanishes(path):
    with running(path) as daemon:
        content = json.loads(path.read_text())
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert content["pid"] == os.getpid()
        assert content["protocol"] == list(PROTOCOL_VERSION)
        assert content["server_id"] == daemon.server.server_id
        assert len(content["token"]) >= 43
    assert not path.exists()


def test_live_motion_over_the_wire_is_that_of_the_recording(link):
    samples = tone(16_000)
    session = opened(link, seed=3).session
    push(link, session, samples)
    link.send(EndAudio(99, session))
    got = until(link, lambda got: of(AudioEnded, got))
    frames = of(MotionStreamFrame, got)
    last = next(at for at, frame in enumerate(frames) if frame.flags & FrameFlag.LAST)
    payload = b"".join(bytes(frame.payload) for frame in frames[: last + 1])
    assert payload == pack_motion(as_recording(samples, 3), latents=False)
    assert [frame.seq for frame in frames] == list(range(len(frames)))
    assert of(AudioEnded, got)[0].samples == len(samples)


def test_the_echo_carries_what_was_pushed(link):
    samples = tone(4_001)
    reply = opened(link, echo=True)
    push(link, reply.session, samples)
    link.send(EndAudio(99, reply.session))
    echo = of(AudioFrame, until(link, lambda got: of(AudioEnded, got)))
    np.testing.assert_array_equal(np.concatenate([unpack_audio(frame.payload) for frame in echo]), samples)


def test_a_cancel_is_answered_and_nothing_old_follows(link):
    reply = opened(link, pace="speak")
    push(link, reply.session, tone(64_000))
    until(link, lambda got: of(MotionStreamFrame, got))
    cancelled = link.request(Cancel(link.next_id(), reply.session), Cancelled)
    got = until(link, lambda got: any(frame.epoch == 1 for frame in of(MotionStreamFrame, got)))
    epochs = [frame.epoch for frame in of(MotionStreamFrame, got)]
    assert epochs == sorted(epochs)
    fresh = next(frame for frame in of(MotionStreamFrame, got) if frame.epoch == 1)
    assert fresh.time_ns == cancelled.time_ns
    assert fresh.flags & FrameFlag.INTERRUPTED


def test_credit_grows_as_audio_is_performed(link):
    reply = opened(link)
    push(link, reply.session, tone(40_000))
    progress = of(AudioProgress, until(link, lambda got: len(of(AudioProgress, got)) == 2))
    assert progress[1].credit > progress[0].credit > reply.audio_credit


def test_refused_audio_names_the_session_and_the_expected(link):
    session = opened(link).session
    link.send(PushAudio(session, 4, pack_audio(tone(10))))
    error = of(ErrorReply, until(link, lambda got: of(ErrorReply, got)))[0]
    assert (error.code, error.session, error.re) == ("audio_gap", session, 0)
    assert "expected 0" in error.message


def test_controls_change_and_the_whole_map_is_told(link):
    session = opened(link, controls={"head_gain": 0.5}).session
    reply = link.request(SetControls(link.next_id(), session, {"emotion": "happy"}), ControlsSet)
    assert (reply.controls["head_gain"], reply.controls["emotion"]) == (0.5, "happy")


def test_a_late_subscriber_gets_the_header_and_what_follows(daemon, link):
    session = opened(link, latents=True).session
    link.send(EndAudio(99, session))
    until(link, lambda got: of(MotionStreamFrame, got))
    with Link(daemon.path) as late:
        snapshot = late.request(Snapshot(late.next_id()), SnapshotReply).sessions[0]
        late.subscribe(Socket.MOTION, "motion/")
        got = until(late, lambda got: of(MotionStreamHeader, got) and of(MotionStreamFrame, got))
    header = of(MotionStreamHeader, got)[0]
    assert (header.session, header.layout, header.latent_size) == (session, "m1l", JawGenerator.LATENT_SIZE)
    assert snapshot.session == session
    assert of(MotionStreamFrame, got)[0].seq >= snapshot.next_seq[f"motion/{session}/"]


def test_silence_is_told_from_death(path):
    with running(path, heartbeat_s=0.2) as daemon, Link(daemon.path) as link:
        session = opened(link).session
        alive = of(Keepalive, until(link, lambda got: len(of(Keepalive, got)) == 2))
        assert {message.session for message in alive} == {session}


def test_sessions_of_a_client_that_vanishes_are_ended(path):
    with running(path, heartbeat_s=0.2) as daemon, Link(daemon.path) as stays:
        with Link(daemon.path) as goes:
            goes.request(OpenSession(goes.next_id()), Opened)
        kept = stays.request(OpenSession(stays.next_id()), Opened).session
        until(stays, lambda _: _names(stays) == [kept])


def _names(link) -> list[str]:
    return [one.session for one in link.request(Snapshot(link.next_id()), SnapshotReply).sessions]


def test_a_storm_of_requests_whose_answers_nobody_reads_costs_the_others_nothing(daemon, link):
    reply = opened(link)
    connection = daemon.connection()
    with raw(connection["control"]) as storm:
        storm.send_multipart(encode(Hello(1, (1, 0), "storm", connection["token"])))
        storm.send_multipart(encode(OpenSession(2)))
        answer(storm)
        session = decode(answer(storm), Socket.CONTROL, Sender.DAEMON).session
        for number in range(2_000):
            storm.send_multipart(encode(SetControls(number + 3, session, {"gaze_yaw_rad": number / 10_000})))
            storm.send_multipart(encode(Snapshot(number + 10_000)))
        push(link, reply.session, tone(32_000))
        link.send(EndAudio(99, reply.session))
        frames = of(MotionStreamFrame, until(link, lambda got: of(AudioEnded, got)))
        assert [frame.seq for frame in frames] == list(range(len(frames)))
        assert link.request(Ping(link.next_id(), 1), Pong)
        # It is not cut off either: what it reads from here on is answered.
        while storm.poll(100):
            storm.recv_multipart()
        storm.send_multipart(encode(Ping(77_777, 1)))
        while decode(answer(storm), Socket.CONTROL, Sender.DAEMON).re != 77_777:
            pass


def test_a_clock_that_jumps_ends_no_session_and_hurries_no_face(path, monkeypatch):
    """As when the process was stopped, or the machine slept."""
    real, jump_ns = time.monotonic_ns, 0
    monkeypatch.setattr(time, "monotonic_ns", lambda: real() + jump_ns)
    with running(path, heartbeat_s=0.5) as daemon, Link(daemon.path) as link:
        session = opened(link).session
        link.send(EndAudio(99, session))
        until(link, lambda got: of(AudioEnded, got) and of(MotionStreamFrame, got))
        jump_ns = 3_600_000_000_000
        frames = of(MotionStreamFrame, until(link, lambda got: len(of(MotionStreamFrame, got)) > 60))
        assert len(frames) < 200
        assert [frame.seq for frame in frames] == list(range(frames[0].seq, frames[0].seq + len(frames)))
        assert link.request(CloseSession(link.next_id(), session), Closed).session == session


def test_a_closed_session_is_gone(link):
    session = opened(link).session
    assert link.request(CloseSession(link.next_id(), session), Closed).session == session
    assert refusal(link, CloseSession(link.next_id(), session), Closed).code == "no_session"


def test_nothing_is_left_of_a_session_that_has_ended(path):
    made = []

    class Watched(MeterRenderer):
        def __init__(self, size):
            super().__init__(size)
            made.append(weakref.ref(self))

    def build(controls, seed, rate_hz):
        pipeline = quick_stream(controls, seed, rate_hz)
        made.append(weakref.ref(pipeline))
        return pipeline

    avatars = AvatarCache(lambda photo: photo, lambda _avatar, face: Watched((face.size, face.size)))
    # What is kept alive by a circle waits for the collector, perhaps for hours.
    gc.collect()
    gc.disable()
    try:
        with running(path, build=build, avatars=avatars) as daemon, Link(daemon.path) as link:
            session = opened(link, pace="speak", echo=True, avatar=b"photo", face=FaceRequest(size=64)).session
            push(link, session, tone(8_000))
            until(link, lambda got: of(FaceFrame, got) and of(AudioFrame, got))
            link.request(Cancel(link.next_id(), session), Cancelled)
            link.request(CloseSession(link.next_id(), session), Closed)
            assert len(made) > 3
            until(link, lambda _: not any(made_one() for made_one in made))
    finally:
        gc.enable()


def test_one_session_too_many_is_refused(link):
    for _ in range(16):
        link.request(OpenSession(link.next_id()), Opened)
    error = refusal(link, OpenSession(link.next_id()), Opened)
    assert (error.code, error.retryable) == ("too_many_sessions", True)


def test_a_ping_tells_the_time(link):
    before = time.monotonic_ns()
    pong = link.request(Ping(link.next_id(), 123), Pong)
    assert before <= pong.received_ns <= pong.sent_ns <= time.monotonic_ns()
    assert pong.client_ns == 123


class _Breaks(JawGenerator):
    def _motion(self, features):
        if len(features) and float(features.energy_db.max()) > -3.0:
            raise RuntimeError("broken on purpose")
        return super()._motion(features)


def test_a_request_that_fails_is_answered_and_the_daemon_lives(path):
    def build(controls, seed, rate_hz):
        if seed == 13:
            raise RuntimeError("broken on purpose")
        return quick_stream(controls, seed, rate_hz)

    with running(path, build=build, avatars=meter_avatars()) as daemon, Link(daemon.path) as link:
        for avatar in (None, b"photo"):
            assert refusal(link, OpenSession(link.next_id(), seed=13, avatar=avatar), Opened).code == "internal"
        assert opened(link).session


class _Immense(MaskRenderer):
    """A mask whose mesh is more than a header may carry."""

    @property
    def surface(self):
        return replace(super().surface, triangles=np.zeros((40_000, 3), np.int32))


def test_a_session_that_cannot_begin_is_not_left_behind(path):
    avatars = AvatarCache(lambda photo: photo, lambda _avatar, face: _Immense((face.size, face.size)))
    with running(path, avatars=avatars) as daemon, Link(daemon.path) as link:
        asked = OpenSession(link.next_id(), avatar=b"photo", face=FaceRequest(layout="texture"))
        assert refusal(link, asked, Opened).code == "internal"
        assert link.request(Snapshot(link.next_id()), SnapshotReply).sessions == ()


def test_of_two_clients_with_one_routing_id_the_last_to_come_is_heard(daemon):
    connection = daemon.connection()
    with raw(connection["control"]) as bystander:
        bystander.send_multipart(encode(Hello(1, (1, 0), "bystander", connection["token"])))
        assert answer(bystander)
        contexts = [zmq.Context(), zmq.Context()]
        try:
            for number, context in enumerate(contexts):
                client = context.socket(zmq.DEALER)
                client.routing_id = b"everybody's"
                # Or else the two would take the id from each other for ever.
                client.reconnect_ivl = -1
                client.connect(connection["control"])
                client.send_multipart(encode(Hello(1, (1, 0), f"client {number}", connection["token"])))
                assert isinstance(decode(answer(client), Socket.CONTROL, Sender.DAEMON), Welcome)
        finally:
            for context in contexts:
                context.destroy(linger=0)
        bystander.send_multipart(encode(Ping(2, 1)))
        assert isinstance(decode(answer(bystander), Socket.CONTROL, Sender.DAEMON), Pong)


def test_a_session_that_breaks_ends_and_the_others_go_on(path):
    def build(controls, seed, rate_hz):
        return SpeechToMotion(LevelEncoder(), _Breaks((seed or 0) % 100, controls), rate_hz)

    with running(path, build=build) as daemon, Link(daemon.path) as link:
        good, bad = opened(link).session, opened(link).session
        push(link, bad, np.full(3_200, 32_000, np.int16))
        ended = of(SessionEnded, until(link, lambda got: of(SessionEnded, got)))[0]
        assert (ended.session, ended.code) == (bad, "internal")
        push(link, good, tone(3_200))
        link.send(EndAudio(99, good))
        assert of(AudioEnded, until(link, lambda got: of(AudioEnded, got)))[0].session == good


@pytest.mark.parametrize(
    ("layout", "format_"), [("portrait", "rgba8"), ("portrait", "jpeg"), ("cutout", "jpeg"), ("texture", "jpeg")]
)
def test_pictures_come_in_the_format_asked_for(link, layout, format_):
    face = FaceRequest(layout=layout, size=64, rate_hz=30, format=format_)
    reply = opened(link, pace="speak", avatar=b"a photo", face=face)
    push(link, reply.session, tone(8_000))
    pictures = of(FaceFrame, until(link, lambda got: len(of(FaceFrame, got)) >= 4))
    for picture in pictures:
        size = memoryview(picture.payload).nbytes
        if format_ == "rgba8":
            assert size == 64 * 64 * 4
        else:
            assert bytes(picture.payload[:2]) == b"\xff\xd8"
            assert size == picture.jpeg_bytes + (0 if layout == "portrait" else 64 * 64)
    again = link.request(OpenSession(link.next_id(), avatar_sha256=reply.avatar_sha256, face=face), Opened)
    assert again.avatar_sha256 == reply.avatar_sha256


def test_a_photo_that_is_not_known_is_refused(link):
    error = refusal(link, OpenSession(link.next_id(), avatar_sha256="0" * 64), Opened)
    assert error.code == "avatar"


def test_what_this_daemon_cannot_do_is_said(path, link):
    welcome = link.welcome
    assert set(welcome.features) == {"face", "bake", "echo"}


def test_a_daemon_without_faces_says_so(path):
    with running(path) as daemon, Link(daemon.path) as link:
        assert "face" not in link.welcome.features
        asked = OpenSession(link.next_id(), avatar=b"x", face=FaceRequest())
        assert refusal(link, asked, Opened).code == "unsupported"


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (lambda token: Hello(7, (2, 0), "x", token), "version"),
        (lambda token: Hello(7, (1, 0), "x", token + "x"), "token"),
        (lambda token: Hello(7, (1, 0), "x", ""), "token"),
        (lambda _: Ping(7, 1), "hello_first"),
        (lambda _: OpenSession(7), "hello_first"),
    ],
)
def test_who_is_not_welcome_is_told_why(daemon, message, code):
    connection = daemon.connection()
    with raw(connection["control"]) as socket:
        socket.send_multipart(encode(message(connection["token"])))
        error = decode(answer(socket), Socket.CONTROL, Sender.DAEMON)
        assert isinstance(error, ErrorReply)
        assert (error.re, error.code) == (7, code)


def test_a_later_minor_version_and_unknown_keys_are_welcome(daemon):
    connection = daemon.connection()
    header = {"type": "hello", "id": 1, "protocol": [1, 7], "client": "new", "token": connection["token"], "more": [1]}
    with raw(connection["control"]) as socket:
        socket.send(msgpack.packb(header))
        welcome = decode(answer(socket), Socket.CONTROL, Sender.DAEMON)
        assert isinstance(welcome, Welcome)
        assert welcome.protocol == PROTOCOL_VERSION
        socket.send(msgpack.packb({"type": "dance", "id": 2}))
        error = decode(answer(socket), Socket.CONTROL, Sender.DAEMON)
        assert (error.re, error.code) == (2, "unsupported")


def test_a_port_that_is_taken_is_named(daemon, tmp_path):
    port = int(daemon.connection()["control"].rpartition(":")[2])
    options = ServerOptions("127.0.0.1", port, tmp_path / "other.json")
    with pytest.raises(MienError, match=f"port {port}"):
        Server(options, secure("127.0.0.1", curve=False), quick_stream, None)
    assert not (tmp_path / "other.json").exists()


def test_two_daemons_live_side_by_side(daemon, tmp_path):
    with running(tmp_path / "other.json") as other, Link(other.path) as there, Link(daemon.path) as here:
        assert there.welcome.server_id != here.welcome.server_id
        session = opened(here).session
        assert refusal(there, CloseSession(there.next_id(), session), Closed).code == "no_session"


HANDSHAKES = (
    zmq.Event.HANDSHAKE_SUCCEEDED
    | zmq.Event.HANDSHAKE_FAILED_NO_DETAIL
    | zmq.Event.HANDSHAKE_FAILED_PROTOCOL
    | zmq.Event.HANDSHAKE_FAILED_AUTH
)


def shakes_hands(endpoint: str, kind: int, curve_key: str | None) -> bool:
    """How the first handshake with a socket ends, as the client's monitor tells."""
    context = zmq.Context()
    socket = context.socket(kind)
    monitor = socket.get_monitor_socket(HANDSHAKES)
    if curve_key is not None:
        socket.curve_publickey, socket.curve_secretkey = zmq.curve_keypair()
        socket.curve_serverkey = curve_key.encode()
    socket.connect(endpoint)
    try:
        assert monitor.poll(10_000)
        return recv_monitor_message(monitor)["event"] == zmq.Event.HANDSHAKE_SUCCEEDED
    finally:
        socket.disable_monitor()
        context.destroy(linger=0)


@pytest.mark.skipif(not zmq.has("curve"), reason="this ZeroMQ has no CURVE")
def test_curve_lets_in_who_knows_the_key_and_nobody_else(path):
    kinds = {"control": zmq.DEALER, "motion": zmq.SUB, "face": zmq.SUB, "bake": zmq.DEALER}
    wrong = zmq.curve_keypair()[0].decode()
    with running(path, curve=True) as daemon, Link(path) as link:
        assert "curve" in link.welcome.features
        connection = daemon.connection()
        for name, kind in kinds.items():
            assert not shakes_hands(connection[name], kind, None)
            assert not shakes_hands(connection[name], kind, wrong)
            assert shakes_hands(connection[name], kind, connection["curve_key"])
        session = opened(link).session
        link.send(EndAudio(99, session))
        until(link, lambda got: of(MotionStreamFrame, got))


@pytest.mark.skipif(not zmq.has("curve"), reason="this ZeroMQ has no CURVE")
def test_who_encrypts_for_a_daemon_that_does_not_is_not_let_in(daemon):
    assert not shakes_hands(daemon.connection()["control"], zmq.DEALER, zmq.curve_keypair()[0].decode())


@pytest.mark.parametrize(
    ("host", "said"), [("192.168.1.20", "--curve"), ("0.0.0.0", "name the one"), ("localhost", "IP address")]
)
def test_an_unprotected_or_vague_host_is_refused(host, said):
    with pytest.raises(MienError, match=said):
        secure(host, curve=False)
