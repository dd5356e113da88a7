"""Subscribers that come late, read slowly, vanish or shout; the others must not notice."""

import socket
import struct
import time
from pathlib import Path

import numpy as np
import pytest
import zmq

from mien_bridge.daemon.wire.security import secure
from mien_bridge.daemon.wire.sockets import Sockets
from mien_bridge.daemon.wire.streams import Publisher, Stream
from mien_protocol.audio_payload import pack_audio
from mien_protocol.messages.frames import AudioFrame, FaceFrame, MotionStreamFrame
from mien_protocol.messages.sessions import FaceRequest
from mien_protocol.messages.speech import AudioEnded, EndAudio, PushAudio
from mien_protocol.messages.streams import AudioStreamHeader, FaceStreamHeader, MotionStreamHeader
from mien_protocol.messages.table import Socket
from mien_protocol.topics import StreamKind
from tests.bridge.daemon.clocked import tone
from tests.bridge.daemon.link import LIMIT_S, Link
from tests.bridge.daemon.running import meter_avatars, of, opened, raw, running, until

pytestmark = pytest.mark.e2e

FACE = FaceRequest(size=64, rate_hz=30)


@pytest.fixture
def daemon(tmp_path):
    with running(tmp_path / "daemon.json", avatars=meter_avatars()) as daemon:
        yield daemon


@pytest.fixture
def link(daemon):
    with Link(daemon.path) as link:
        yield link


def speak(link, session, samples):
    """All motion of an utterance, which must come without a gap."""
    for seq, at in enumerate(range(0, len(samples), 16_000)):
        link.send(PushAudio(session, seq, pack_audio(samples[at : at + 16_000])))
    link.send(EndAudio(99, session))
    frames = of(MotionStreamFrame, until(link, lambda got: of(AudioEnded, got)))
    assert [frame.seq for frame in frames] == list(range(len(frames)))
    assert len(frames) >= len(samples) * 60 // 16_000
    return frames


def follows(header, frame, got) -> bool:
    """Whether a frame of a stream has come after its header."""
    kinds = [type(one) for one in got if isinstance(one, (header, frame))]
    return header in kinds and frame in kinds[kinds.index(header) :]


def test_who_comes_late_gets_each_stream_with_its_header(daemon, link):
    session = opened(link, pace="speak", echo=True, avatar=b"photo", face=FACE).session
    link.send(PushAudio(session, 0, pack_audio(tone(48_000))))
    until(link, lambda got: of(FaceFrame, got) and of(AudioFrame, got))
    with Link(daemon.path) as late:
        late.subscribe(Socket.MOTION, f"motion/{session}/")
        late.subscribe(Socket.MOTION, f"audio/{session}/")
        late.subscribe(Socket.FACE, f"face/{session}/")
        streams = (
            (MotionStreamHeader, MotionStreamFrame),
            (AudioStreamHeader, AudioFrame),
            (FaceStreamHeader, FaceFrame),
        )
        got = until(late, lambda got: all(follows(header, frame, got) for header, frame in streams))
    assert all(of(frame, got)[0].seq > 0 for _, frame in streams)


def test_who_does_not_read_costs_the_others_nothing(daemon, link):
    reply = opened(link)
    with raw(daemon.connection()["motion"], zmq.SUB) as slow:
        slow.rcvhwm = 1
        slow.subscribe(reply.topics.motion)
        assert slow.poll(LIMIT_S * 1000)
        speak(link, reply.session, tone(160_000))


def test_who_vanishes_costs_the_others_nothing(daemon, link):
    reply = opened(link)
    contexts = []
    for _ in range(20):
        context = zmq.Context()
        contexts.append(context)
        gone = context.socket(zmq.SUB)
        gone.connect(daemon.connection()["motion"])
        gone.subscribe(reply.topics.motion)
        assert gone.poll(LIMIT_S * 1000)
    link.send(PushAudio(reply.session, 0, pack_audio(tone(16_000))))
    for context in contexts:
        context.destroy(linger=0)
    link.send(PushAudio(reply.session, 1, pack_audio(tone(32_000))))
    link.send(EndAudio(99, reply.session))
    frames = of(MotionStreamFrame, until(link, lambda got: of(AudioEnded, got)))
    assert [frame.seq for frame in frames] == list(range(len(frames)))


def test_who_is_cut_off_in_the_middle_of_a_greeting_costs_the_others_nothing(daemon, link):
    reply = opened(link)
    for endpoint in ("control", "motion", "face", "bake"):
        host, _, port = daemon.connection()[endpoint].removeprefix("tcp://").rpartition(":")
        for greeting in (b"", b"\xff", b"\xff\0\0\0\0\0\0\0\1\x7f\3", b"GET / HTTP/1.1\r\n\r\n"):
            with socket.create_connection((host, int(port)), LIMIT_S) as half:
                half.sendall(greeting)
                # With a reset in place of a farewell.
                half.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    speak(link, reply.session, tone(16_000))


def test_who_subscribes_endlessly_does_not_crowd_the_others(daemon, link):
    reply = opened(link)
    with raw(daemon.connection()["motion"], zmq.XSUB) as shouts:
        for at in range(2_000):
            shouts.send(b"\1motion/" + (b"" if at % 2 else b"x" * 900))
            shouts.send(b"\0motion/")
        until(link, lambda got: of(MotionStreamHeader, got))
        link.send(PushAudio(reply.session, 0, pack_audio(tone(32_000))))
        link.send(EndAudio(99, reply.session))
        got = until(link, lambda got: of(AudioEnded, got))
    frames = of(MotionStreamFrame, got)
    assert [frame.seq for frame in frames] == list(range(len(frames)))
    assert len(of(MotionStreamHeader, got)) < 100


def test_a_subscription_of_a_megabyte_is_cut_off(daemon, link):
    reply = opened(link)
    host, _, port = daemon.connection()["motion"].removeprefix("tcp://").rpartition(":")
    # By hand: libzmq's own subscriber does not survive so long a subscription.
    greeting = b"\xff" + bytes(8) + b"\x7f\3\0" + b"NULL".ljust(20, b"\0") + bytes(32)
    ready = b"\5READY\x0bSocket-Type\0\0\0\3SUB"
    with socket.create_connection((host, int(port)), LIMIT_S) as shouts:
        shouts.sendall(greeting + bytes([4, len(ready)]) + ready)
        shouts.sendall(b"\2" + struct.pack(">Q", 1_000_000) + b"\1motion/")
        shouts.settimeout(LIMIT_S)
        while shouts.recv(4_096):
            pass
    speak(link, reply.session, tone(16_000))


def rss_bytes() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4_096


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="the memory is read from /proc")
def test_pictures_that_nobody_reads_take_little_memory():
    sockets = Sockets("127.0.0.1", 0, secure("127.0.0.1", curve=False))
    try:
        publisher = Publisher(sockets.face, 1_000_000_000)
        header = FaceStreamHeader(
            "s", "0" * 16, StreamKind.FACE, 0, 40, "rgba8", 512, 512, "portrait", "srgb", "top", "none"
        )
        stream = Stream(StreamKind.FACE, "s", lambda: header)
        publisher.begin(stream, 0)
        with raw(sockets.endpoints.face, zmq.SUB) as slow, raw(sockets.endpoints.face, zmq.SUB) as quick:
            slow.rcvhwm = 1
            for reader in (slow, quick):
                reader.subscribe("face/s/")
                while not reader.poll(1):
                    publisher.greet(time.monotonic_ns())
            before, read = rss_bytes(), 0
            picture = np.zeros((512, 512, 4), np.uint8).tobytes()
            for number in range(200):
                frame = FaceFrame("s", 0, stream.number(), number, 0, 0, picture)
                publisher.send(stream, frame, 0)
                if quick.poll(20):
                    read += len(quick.recv_multipart()) == 3
            assert read > 150
            assert rss_bytes() - before < 60_000_000
            unread = 0
            while slow.poll(100):
                unread += len(slow.recv_multipart()) == 3
            assert 1 <= unread < 40
    finally:
        sockets.close()
