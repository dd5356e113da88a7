import dataclasses

import numpy as np
import pytest

from mien_protocol.codec import decode, encode
from mien_protocol.errors import ErrorCode, MienError, ProtocolError
from mien_protocol.face_payload import pack_rgba
from mien_protocol.header import check_header
from mien_protocol.limits import DEFAULT_LIMITS, Limits
from mien_protocol.messages import (
    BakeOpen,
    ErrorReply,
    FaceFrame,
    FaceMesh,
    Hello,
    Keepalive,
    OpenSession,
    Ping,
    PushAudio,
    Say,
    Sender,
    SetControls,
    Socket,
)
from mien_protocol.topics import StreamKind, parse_topic, topic_of
from mien_protocol.vectors.samples import face_header

pytestmark = pytest.mark.unit

HELLO = Hello(1, (1, 0), "example", "secret")


def to_daemon(message, limits=DEFAULT_LIMITS):
    return decode(encode(message), Socket.CONTROL, Sender.CLIENT, limits)


def test_a_picture_is_copied_on_neither_side():
    rgba = np.zeros((512, 512, 4), np.uint8)
    parts = encode(FaceFrame("a", 0, 0, 0, 0, 0, pack_rgba(rgba)))
    frame = decode(parts, Socket.FACE, Sender.DAEMON)
    assert np.shares_memory(np.frombuffer(frame.payload, np.uint8), rgba)


def test_whole_numbers_and_numpy_floats_are_numbers():
    controls = to_daemon(SetControls(1, "a", {"distance": 1, "head_gain": np.float64(0.5)})).controls
    assert controls == {"distance": 1.0, "head_gain": 0.5}
    assert {type(value) for value in controls.values()} == {float}


def test_an_error_travels_whole():
    error = ProtocolError("avatar", "two faces were found", "crop the photo", retryable=True, re=7, session="a")
    (header,) = encode(ErrorReply.of(error))
    back = decode([header], Socket.CONTROL, Sender.DAEMON).error()
    assert isinstance(back, MienError)
    assert str(back) == "two faces were found; crop the photo"
    assert {name: getattr(back, name) for name in vars(error)} == vars(error)


def test_codes_of_later_versions_are_passed_on():
    reply = ErrorReply(1, "moon_phase", "the moon is full")
    assert decode(encode(reply), Socket.CONTROL, Sender.DAEMON).error().code == "moon_phase"


def test_a_refused_push_names_its_session():
    with pytest.raises(ProtocolError) as caught:
        decode([*encode(PushAudio("k3v9", 0, b"ab"))[:1], b"abc"], Socket.CONTROL, Sender.CLIENT)
    assert (caught.value.re, caught.value.session) == (0, "k3v9")


@pytest.mark.parametrize(
    ("message", "changed", "words"),
    [
        (Say(1, "a", "four"), {"text_chars": 3}, r"say\.text: expected at most 3 characters, got 4 characters"),
        (PushAudio("a", 0, bytes(8)), {"audio_samples": 3}, r"push_audio\.payload: expected 1\.\.3 samples"),
        (PushAudio("a", 0, bytes(8)), {"payload_bytes": 7}, r"push_audio\.payload: expected at most 7 bytes"),
        (OpenSession(1, avatar=bytes(9)), {"avatar_bytes": 8}, r"open_session\.avatar: expected at most 8 bytes"),
        (HELLO, {"header_bytes": 40}, r"the header of hello may have 40 bytes"),
        (HELLO, {"str_bytes": 7}, r"text may have 7 bytes, got 8"),
        (HELLO, {"items": 4}, r"may have 4 elements, got 5"),
        (HELLO, {"depth": 1}, r"may be 1 deep"),
        (HELLO, {"values": 9}, r"may have 9 values"),
    ],
)
def test_limits_are_those_of_the_reader(message, changed, words):
    to_daemon(message)
    with pytest.raises(ProtocolError, match=words):
        to_daemon(message, dataclasses.replace(DEFAULT_LIMITS, **changed))


def test_a_photo_may_be_as_large_as_is_said():
    largest = OpenSession(1, avatar=bytes(DEFAULT_LIMITS.avatar_bytes))
    assert to_daemon(largest) == largest
    with pytest.raises(ProtocolError, match="expected at most 16000000 bytes, got 16000001 bytes"):
        encode(dataclasses.replace(largest, avatar=bytes(DEFAULT_LIMITS.avatar_bytes + 1)))


def test_only_a_photo_makes_a_long_header():
    parts = encode(OpenSession(1, avatar=bytes(100_000)))
    with pytest.raises(ProtocolError, match="the header of hello may have 65536 bytes"):
        decode([parts[0].replace(b"\xacopen_session", b"\xa5hello", 1)], Socket.CONTROL, Sender.CLIENT)


def test_a_mesh_may_make_the_header_of_a_stream_long():
    mesh = FaceMesh(bytes(100_000), bytes(240_000), (0.0, 0.0, 1.0, 1.0))
    header = dataclasses.replace(face_header("rgba8", "texture"), mesh=mesh)
    parts = encode(header)
    assert decode(parts, Socket.FACE, Sender.DAEMON) == header
    keepalive = encode(Keepalive(StreamKind.FACE, header.session, 0, 0, 0))
    long = b"\x86\xa4more\xc6" + (100_000).to_bytes(4, "big") + bytes(100_000) + keepalive[1][1:]
    with pytest.raises(ProtocolError, match="the header of keepalive may have 65536 bytes"):
        decode([keepalive[0], long], Socket.FACE, Sender.DAEMON)


def test_a_header_is_one_value():
    with pytest.raises(ProtocolError, match="got 2 bytes beyond it"):
        check_header(b"\x80\xc0\xc0", DEFAULT_LIMITS)


def test_limits_say_how_they_differ():
    limits = Limits.named({"sessions": 2, "of_a_later_version": 7, "items": 1_024})
    assert limits == dataclasses.replace(DEFAULT_LIMITS, sessions=2)
    assert limits.differing() == {"sessions": 2}
    with pytest.raises(ProtocolError, match="the limit sessions must not be negative, got -1"):
        Limits.named({"sessions": -1})


def test_no_token_is_shown():
    for message in (HELLO, BakeOpen(1, (1, 0), "secret")):
        assert "secret" not in repr(message)
    with pytest.raises(ProtocolError) as caught:
        encode(dataclasses.replace(HELLO, token="secret" * 40))
    assert "secret" not in str(caught.value)


def test_what_is_no_message_is_not_written():
    with pytest.raises(ProtocolError, match="expected a message, got dict"):
        encode({"type": "hello"})


def test_numbers_of_any_size_are_refused_in_words():
    with pytest.raises(ProtocolError, match=r"ping\.client_ns: .*, got an integer of more than 64 bits"):
        encode(Ping(1, 10**5_000))


@pytest.mark.parametrize("payload", [memoryview(bytes(8))[::2], "text", None])
def test_what_is_no_payload_is_not_written(payload):
    with pytest.raises(ProtocolError, match="expected contiguous bytes"):
        encode(PushAudio("a", 0, payload))


def test_topics_end_with_a_slash():
    assert topic_of(StreamKind.MOTION, "a") == b"motion/a/"
    assert parse_topic(b"audio/k3v9/") == (StreamKind.AUDIO, "k3v9")


@pytest.mark.parametrize(("kind", "session"), [("motion", "a/b"), ("motion", "ä"), ("motion", 5), ("mood", "a")])
def test_topics_of_nothing_are_refused(kind, session):
    with pytest.raises(ProtocolError):
        topic_of(kind, session)


def test_unknown_types_are_told_apart_from_broken_ones():
    broken = encode(Ping(5, 0))[0]
    with pytest.raises(ProtocolError) as caught:
        decode([broken.replace(b"ping", b"pang")], Socket.CONTROL, Sender.CLIENT)
    assert (caught.value.code, caught.value.re) == (ErrorCode.UNSUPPORTED, 5)
