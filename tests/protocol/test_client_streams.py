"""Pictures, sound and latents of a session, and sessions of others."""

import itertools

import numpy as np
import pytest

from mien_protocol.audio_payload import pack_audio
from mien_protocol.client import DaemonSilentError, SessionLostError
from mien_protocol.errors import MienError, ProtocolError
from mien_protocol.face_payload import pack_jpeg, pack_rgba
from mien_protocol.messages.connection import Ping
from mien_protocol.messages.frames import AudioFrame, FaceFrame, FrameFlag, MotionStreamFrame
from mien_protocol.messages.sessions import CloseSession, FaceRequest, OpenSession, SessionEnded
from mien_protocol.messages.snapshot import Snapshot
from mien_protocol.messages.speech import Cancel, Cancelled, EndAudio, PushAudio, Said, Say
from mien_protocol.messages.streams import Keepalive
from mien_protocol.messages.table import Socket
from mien_protocol.motion_payload import frame_bytes
from mien_protocol.topics import StreamKind
from tests.protocol.scripted_daemon import HEARTBEAT_S, refusal

pytestmark = pytest.mark.unit

SIZE = 64


def motion(seq, epoch=0, flags=0, latent=b""):
    return MotionStreamFrame("s1", epoch, seq, seq * 1_000, 0, flags, bytes(frame_bytes(0)) + latent)


def picture(seq, epoch=0):
    rgba = np.full((SIZE, SIZE, 4), seq % 256, np.uint8)
    return FaceFrame("s1", epoch, seq, seq * 1_000, 0, 0, pack_rgba(rgba))


def sound(seq, epoch=0):
    return AudioFrame("s1", epoch, seq, seq * 1_000, 0, 0, pack_audio(np.full(3, seq, np.int16)), first_sample=3 * seq)


@pytest.fixture
def session(client):
    return client.open_session(avatar=b"photo", face=FaceRequest(size=SIZE), echo=True)


def test_everything_asked_for_is_asked_of_the_daemon_and_subscribed_to(daemon, client):
    face = FaceRequest(layout="cutout", size=SIZE, format="jpeg")
    session = client.open_session(pace="speak", latents=True, echo=True, avatar_sha256="a" * 64, face=face)
    (asked,) = daemon.of(OpenSession)
    assert (asked.pace, asked.latents, asked.echo) == ("speak", True, True)
    assert (asked.avatar, asked.avatar_sha256, asked.face) == (None, "a" * 64, face)
    assert {topic for _, topic in daemon.subscribed} == {"motion/s1/", "face/s1/", "audio/s1/"}
    assert (session.face_header.width, session.sound_header.rate_hz) == (SIZE, 16_000)
    session.close()
    assert not daemon.subscribed


def test_latents_come_with_the_frames_where_they_were_asked_for(daemon, client):
    session = client.open_session(latents=True)
    latent = np.arange(4, dtype="<f2")
    daemon.say(motion(0, latent=latent.tobytes()))
    (frame,) = session.ready(1.0)
    np.testing.assert_array_equal(frame.latent, latent)


def test_pictures_come_one_by_one_with_what_describes_them(daemon, session):
    daemon.say(picture(0), picture(1))
    first, second = itertools.islice(session.faces(), 2)
    assert (first.seq, second.seq, second.time_ns) == (0, 1, 1_000)
    assert first.header is session.face_header
    assert first.rgba.shape == (SIZE, SIZE, 4)
    assert set(second.rgba.ravel()) == {1}


def test_all_pictures_that_wait_are_given_at_once(daemon, session):
    assert session.ready_faces() == []
    daemon.say(*(picture(seq) for seq in range(10)))
    assert [one.seq for one in session.ready_faces(1.0)] == list(range(2, 10))
    assert session.counts(StreamKind.FACE).unread == 2


def test_the_newest_picture_is_given_and_the_older_are_counted(daemon, session):
    assert session.newest_face() is None
    daemon.say(*(picture(seq) for seq in range(30)))
    assert session.newest_face().seq == 29
    assert session.newest_face() is None
    counts = session.counts(StreamKind.FACE)
    assert (counts.received, counts.unread, counts.lost) == (30, 29, 0)


def test_jpeg_is_left_to_the_caller_with_its_alpha(daemon, client):
    face = FaceRequest(layout="cutout", size=SIZE, format="jpeg")
    session = client.open_session(avatar=b"photo", face=face)
    alpha = np.arange(SIZE * SIZE, dtype=np.uint8).reshape(SIZE, SIZE)
    payload, length = pack_jpeg(b"\xff\xd8 jpeg", alpha)
    daemon.say(FaceFrame("s1", 0, 0, 0, 0, 0, payload, length))
    found = session.newest_face(1.0)
    assert (bytes(found.jpeg), found.rgba) == (b"\xff\xd8 jpeg", None)
    np.testing.assert_array_equal(found.alpha, alpha)


def test_the_mesh_of_a_texture_comes_with_its_pictures(daemon, client):
    session = client.open_session(avatar=b"photo", face=FaceRequest(layout="texture", size=SIZE))
    daemon.say(picture(0))
    mesh = session.newest_face(1.0).header.mesh
    assert mesh.placement == (0.2, 0.1, 0.8, 0.9)
    assert len(mesh.triangles) == 12


def test_sound_comes_back_with_its_time(daemon, session):
    daemon.say(sound(0), sound(1))
    pieces = session.ready_sound(1.0)
    assert [(piece.time_ns, piece.first_sample, piece.rate_hz) for piece in pieces] == [
        (0, 0, 16_000),
        (1_000, 3, 16_000),
    ]
    np.testing.assert_array_equal(np.concatenate([piece.samples for piece in pieces]), [0, 0, 0, 1, 1, 1])
    daemon.say(sound(2))
    assert next(session.sound()).seq == 2


@pytest.mark.parametrize("newer", [motion(0, 1), picture(0, 1), sound(0, 1), Keepalive(StreamKind.FACE, "s1", 1, 0, 0)])
def test_a_newer_epoch_of_one_stream_is_that_of_all(daemon, session, newer):
    daemon.say(motion(1), picture(1), sound(1), newer, motion(2), picture(2), sound(2))
    frames, pictures, pieces = session.ready(1.0), session.newest_face(), session.ready_sound()
    assert {frame.epoch for frame in frames} <= {1}
    assert pictures is None or pictures.epoch == 1
    assert {piece.epoch for piece in pieces} <= {1}


def test_after_a_cancel_no_picture_and_no_sound_of_before_is_given(daemon, session):
    daemon.reactions.append(
        lambda message: [Cancelled(message.id, "s1", 1, 2_000)] if isinstance(message, Cancel) else []
    )
    daemon.say(picture(0), sound(0))
    session.cancel()
    daemon.say(picture(1), sound(1), picture(2, epoch=1), sound(2, epoch=1))
    assert [piece.seq for piece in session.ready_sound(1.0)] == [2]
    assert session.newest_face().seq == 2
    assert session.counts(StreamKind.FACE).stale == 1


def test_who_does_not_read_keeps_little(daemon, client, session):
    for seq in range(0, 9_000, 10):
        daemon.say(*(motion(at) for at in range(seq, seq + 10)), picture(seq), sound(seq))
        client.turn()
    core = session._core
    assert (len(core.streams.motion), len(core.streams.face), len(core.streams.sound)) == (7_200, 8, 900)
    assert session.lost == 9_000 - 7_200
    assert session.ready()[-1].seq == 8_999


def test_a_picture_of_another_size_than_told_is_the_end(daemon, session):
    daemon.say(FaceFrame("s1", 0, 0, 0, 0, 0, bytes(12)))
    with pytest.raises(ProtocolError, match="64 x 64 pixels of RGBA"):
        next(session.faces())


def test_no_picture_is_said(session):
    with pytest.raises(DaemonSilentError, match="no picture comes for 3 s"):
        next(session.faces(3.0))


def test_pictures_and_sound_end_where_the_session_is_closed(session):
    session.close()
    assert list(session.faces()) == list(session.sound()) == []


@pytest.mark.parametrize(
    ("feature", "use"),
    [
        ("face", lambda client: client.open_session(avatar=b"photo", face=FaceRequest())),
        ("echo", lambda client: client.open_session(echo=True)),
        ("bake", lambda client: client.bake(np.zeros(3, np.int16), audio_rate_hz=16_000)),
        ("say", lambda client: client.open_session().say("hello")),
    ],
)
def test_what_the_daemon_cannot_do_is_said_before_it_is_asked(daemon, make_client, feature, use):
    daemon.features = tuple({"face", "bake", "echo", "say"} - {feature})
    client = make_client()
    sent = len(daemon.sent)
    with pytest.raises(MienError, match=f"not `{feature}`; it .*: "):
        use(client)
    assert {type(message) for message in daemon.sent[sent:]} <= {Ping, OpenSession if feature == "say" else Ping}


def test_a_text_is_spoken(daemon, client):
    daemon.reactions.append(
        lambda message: [Said(message.id, "s1", 16_000, 22_050)] if isinstance(message, Say) else []
    )
    said = client.open_session(pace="speak").say("good morning", voice="en-gb")
    assert (said.samples, said.audio_rate_hz) == (16_000, 22_050)
    assert [(one.text, one.voice) for one in daemon.of(Say)] == [("good morning", "en-gb")]


def test_sound_that_a_connection_lost_is_sent_again_with_its_end(daemon, client, session):
    session.push(np.full(10, 1, np.int16))
    daemon.deaf = True
    session.push(np.full(20, 2, np.int16))
    session.end_audio()
    daemon.deaf = False
    daemon.cut(Socket.CONTROL)
    client.turn(0.01)
    session.push(np.full(30, 3, np.int16))
    client.turn(0.01)
    assert [piece if piece == "end" else len(piece) // 2 for piece in daemon.heard] == [10, 20, "end", 30]


def test_a_gap_that_the_daemon_tells_of_is_filled(daemon, client, session):
    daemon.deaf = True
    session.push(np.full(20, 1, np.int16))
    daemon.deaf = False
    session.push(np.full(30, 2, np.int16))
    session.push(np.full(40, 3, np.int16))
    session.end_audio()
    for _ in range(4):
        client.turn(0.01)
    assert [piece if piece == "end" else len(piece) // 2 for piece in daemon.heard] == [20, 30, 40, "end"]
    assert session.is_open


def test_lost_sound_that_was_cancelled_is_not_sent_again(daemon, client, session):
    daemon.reactions.append(
        lambda message: [Cancelled(message.id, "s1", 1, 2_000)] if isinstance(message, Cancel) else []
    )
    daemon.deaf = True
    session.push(np.full(20, 1, np.int16))
    session.end_audio()
    session.cancel()
    daemon.deaf = False
    daemon.cut(Socket.CONTROL)
    client.turn(0.01)
    session.push(np.full(30, 2, np.int16))
    assert [len(piece) // 2 for piece in daemon.heard] == [30]


def test_an_end_that_comes_while_nobody_is_connected_is_sent_later(daemon, client, session):
    session.push(np.full(10, 1, np.int16))
    daemon.silent = True
    while client.is_connected:
        client.turn(1.0)
    session.end_audio()
    assert not daemon.of(EndAudio)
    daemon.silent = False
    while "end" not in daemon.heard:
        client.turn(1.0)
    assert [piece if piece == "end" else len(piece) // 2 for piece in daemon.heard] == [10, "end"]


def test_sound_is_not_sent_to_another_daemon(daemon, client, session):
    session.push(np.full(10, 1, np.int16))
    daemon.silent = True
    with pytest.raises(DaemonSilentError):
        list(session.motion(8.0))
    daemon.silent = False
    daemon.begin("1" * 16)
    daemon.heard.clear()
    with pytest.raises(SessionLostError, match="restarted"):
        session.push(np.full(10, 1, np.int16))
    assert not daemon.heard


def test_a_session_that_ended_while_nobody_was_connected_is_lost(daemon, session):
    daemon.silent = True
    with pytest.raises(DaemonSilentError):
        list(session.motion(8.0))
    daemon.silent = False
    daemon.sessions.clear()
    with pytest.raises(SessionLostError, match="it has ended"):
        list(session.motion(20.0))


def test_sessions_are_listed(daemon, client):
    one, other = client.open_session(), client.open_session(echo=True)
    assert client.sessions() == [one.name, other.name]
    (seen,) = client.snapshot(other.name)
    assert (seen.session, seen.face, seen.audio.rate_hz) == (other.name, None, 16_000)
    with pytest.raises(ProtocolError, match="there is none"):
        client.snapshot("nobody")


@pytest.mark.parametrize("all_of_it", [True, False])
def test_somebody_elses_session_is_looked_on_at(daemon, client, make_client, session, all_of_it):
    guest = make_client()
    view = guest.watch(session.name, face=all_of_it, sound=all_of_it)
    daemon.say(motion(4), motion(5, flags=FrameFlag.LAST), *([picture(2), sound(3)] if all_of_it else []))
    assert [frame.seq for frame in view.motion()] == [4, 5]
    assert (view.newest_face() is not None, len(view.ready_sound())) == (all_of_it, all_of_it)
    sent = len(daemon.sent)
    view.close()
    assert not [message for message in daemon.sent[sent:] if isinstance(message, CloseSession)]
    with pytest.raises(SessionLostError, match="closed"):
        view.ready()


def test_the_end_of_a_session_that_is_looked_on_at_is_noticed(daemon, client):
    name = client.open_session().name
    daemon.sessions[name] = daemon.of(OpenSession)[0]
    view = client.watch(name)
    asked = len(daemon.of(Snapshot))
    with pytest.raises(DaemonSilentError, match="no motion comes"):
        list(view.motion(10 * HEARTBEAT_S))
    assert 2 <= len(daemon.of(Snapshot)) - asked <= 4
    assert view.is_open
    daemon.sessions.clear()
    with pytest.raises(SessionLostError, match="it has ended"):
        list(view.motion(10 * HEARTBEAT_S))


def test_there_is_nothing_to_look_on_at(client):
    with pytest.raises(ProtocolError, match="there is none"):
        client.watch("nobody")


def test_what_came_before_the_end_of_a_session_is_given_first(daemon, session):
    daemon.say(motion(0), SessionEnded("s1", "internal", "a defect"))
    frames = session.motion()
    assert next(frames).seq == 0
    with pytest.raises(SessionLostError, match="a defect"):
        next(frames)


def test_an_error_that_no_session_is_named_in_harms_none(daemon, session):
    daemon.say(refusal("malformed", "unreadable"), motion(0))
    assert [frame.seq for frame in session.ready(1.0)] == [0]


def test_numbers_of_sound_and_end_follow_one_another(daemon, session):
    session.push(np.zeros(5, np.int16))
    session.end_audio()
    session.push(np.zeros(5, np.int16))
    session.end_audio()
    sent = [message for message in daemon.sent if isinstance(message, PushAudio | EndAudio)]
    assert [message.seq for message in sent] == [0, 1, 1, 2]
