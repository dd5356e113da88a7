"""Anything at all on every socket: as many messages as MIEN_RUBBISH_MESSAGES says, or fewer."""

import os
import random
import socket
import time

import msgpack
import pytest
import zmq

from mien_protocol.codec import encode
from mien_protocol.messages.connection import Hello, Ping, Pong
from mien_protocol.messages.frames import MotionStreamFrame
from mien_protocol.messages.snapshot import Snapshot, SnapshotReply
from mien_protocol.messages.speech import AudioEnded, EndAudio
from mien_protocol.messages.streams import MotionStreamHeader
from mien_protocol.messages.table import TABLE, Sender
from mien_protocol.vectors.files import golden_vectors
from tests.bridge.daemon.link import LIMIT_S, Link
from tests.bridge.daemon.running import meter_avatars, of, opened, raw, running, until
from tests.bridge.daemon.whistler import Whistler

pytestmark = pytest.mark.fuzz

MESSAGES = int(os.environ.get("MIEN_RUBBISH_MESSAGES", "8000"))
SOCKETS = ("control", "bake", "motion", "face")
NAMES = [row.name for row in TABLE if row.sender is Sender.CLIENT and row.name != "close_session"] + ["frob"]
FIELDS = ("seq", "controls", "face", "avatar", "rate_hz", "pace", "text", "client_ns", "frames", "last", "token")
GOLDEN = [list(one.parts) for one in golden_vectors() if one.sender is Sender.CLIENT]

ZMTP = b"\xff" + bytes(8) + b"\x7f\3\0" + b"NULL".ljust(20, b"\0") + bytes(32)


@pytest.fixture
def daemon(tmp_path):
    with running(tmp_path / "daemon.json", avatars=meter_avatars(), synthesizer=Whistler(), heartbeat_s=0.3) as daemon:
        yield daemon


def value(rng: random.Random, depth: int = 0):
    simple = [
        lambda: rng.randrange(-(2**63), 2**64),
        lambda: rng.randrange(0, 4),
        lambda: rng.choice([None, True, False, float("nan"), float("inf"), 1e308, 0.5]),
        lambda: rng.randbytes(rng.randrange(20)),
        lambda: "".join(rng.choices("abcü/\0", k=rng.randrange(40))),
    ]
    if depth < 4:
        simple.append(lambda: [value(rng, depth + 1) for _ in range(rng.randrange(5))])
        simple.append(lambda: {str(value(rng, 4)): value(rng, depth + 1) for _ in range(rng.randrange(5))})
    return rng.choice(simple)()


def message(rng: random.Random, sessions: list[str]) -> list[bytes]:
    """Bytes, or msgpack, or something like a message, or a message with one byte or more that are others."""
    kind = rng.randrange(4)
    if kind == 0:
        return [rng.randbytes(rng.randrange(60)) for _ in range(rng.randrange(1, 4))]
    if kind == 1:
        return [msgpack.packb(value(rng))]
    if kind == 2:
        return damaged(rng)
    header = {"type": rng.choice(NAMES), "id": rng.randrange(1, 99), "session": rng.choice(sessions)}
    for field in FIELDS:
        if rng.random() < 0.3:
            header[field] = value(rng)
    if rng.random() < 0.1:
        header.pop(rng.choice(list(header)))
    return [msgpack.packb(header), *([rng.randbytes(rng.randrange(9))] if rng.random() < 0.5 else [])]


def damaged(rng: random.Random) -> list[bytes]:
    parts = [bytearray(part) for part in rng.choice(GOLDEN)]
    for _ in range(rng.randrange(1, 4)):
        part = rng.choice(parts)
        if part:
            part[rng.randrange(len(part))] = rng.randrange(256)
    return [bytes(part) for part in parts]


def to_publisher(rng: random.Random) -> list[bytes]:
    """Something like a subscription, or not."""
    topics = (b"", b"motion/", b"face/", b"audio/x/", rng.randbytes(rng.randrange(40)))
    return [rng.choice((b"\0", b"\1", b"\2", b"")) + rng.choice(topics), *([b"more"] if rng.random() < 0.1 else [])]


def raw_bytes(rng: random.Random) -> bytes:
    """What a peer that does not even speak ZeroMQ might send."""
    return rng.choice((b"", ZMTP, ZMTP[: rng.randrange(64)], b"GET / HTTP/1.1\r\n\r\n")) + rng.randbytes(
        rng.randrange(99)
    )


def shout(daemon, rng: random.Random, sessions: list[str], meanwhile=lambda: None) -> dict[str, int]:
    """Sends it all; returns how many messages went to each socket."""
    connection = daemon.connection()
    sent = dict.fromkeys(SOCKETS, 0)
    with (
        raw(connection["control"]) as control,
        raw(connection["bake"]) as bake,
        raw(connection["motion"], zmq.XSUB) as motion,
        raw(connection["face"], zmq.XSUB) as face,
    ):
        sockets = dict(zip(SOCKETS, (control, bake, motion, face), strict=True))
        # Half of it from somebody who has the token.
        for welcome in (False, True):
            if welcome:
                control.send_multipart(encode(Hello(1, (1, 0), "rubbish", connection["token"])))
            for at in range(MESSAGES // 2):
                name = SOCKETS[at % 4]
                if at % 100 < 4:
                    knock(connection[name], raw_bytes(rng))
                else:
                    parts = message(rng, sessions) if name in {"control", "bake"} else to_publisher(rng)
                    sockets[name].send_multipart(parts)
                sent[name] += 1
                if at % 50 == 0:
                    meanwhile()
                    for one in sockets.values():
                        _drain(one)
        # Sent after all the rubbish and on the same sockets, so that it is read after it.
        for one in (control, bake):
            one.send_multipart(encode(Ping(77_777, 1)))
            _until_answered(one, 77_777, meanwhile)
        for one, topic in ((motion, b"motion/"), (face, b"face/")):
            one.send(b"\1" + topic)
    return sent


def knock(endpoint: str, data: bytes) -> None:
    host, _, port = endpoint.removeprefix("tcp://").rpartition(":")
    with socket.create_connection((host, int(port)), LIMIT_S) as stranger:
        stranger.sendall(data)


def test_the_daemon_outlives_anything_on_any_socket(daemon):
    rng = random.Random(MESSAGES)
    with Link(daemon.path) as link:
        session = opened(link).session
        sent = shout(daemon, rng, ["nobody", "x", "y", "z", session], lambda: link.receive(0))
        assert sum(sent.values()) == MESSAGES
        assert min(sent.values()) == MESSAGES // 4
        assert daemon.lives
        link.send(EndAudio(9_999, session))
        assert until(link, lambda got: [reply for reply in of(AudioEnded, got) if reply.re == 9_999])
        assert link.request(Ping(link.next_id(), 1), Pong)
        # And whoever comes now, once the sessions that the rubbish has opened are over, is served like the first.
        until(link, lambda _: _sessions(link) == [session])
        with Link(daemon.path) as other:
            fresh = opened(other).session
            other.send(EndAudio(9_999, fresh))
            got = until(other, lambda got: of(MotionStreamFrame, got))
            assert {one.session for one in of(MotionStreamHeader, got)} <= {fresh}


def test_unreadable_messages_are_answered_once_a_second(daemon):
    with raw(daemon.connection()["control"]) as control:
        for _ in range(200):
            control.send(b"\xc1 rubbish")
        control.send_multipart(encode(Ping(5, 1)))
        began = time.monotonic()
        errors = _until_answered(control, 5)
        assert 1 <= len(errors) <= 2 + (time.monotonic() - began)
        assert errors[0]["code"] == "malformed"


def _sessions(link) -> list[str]:
    return [one.session for one in link.request(Snapshot(link.next_id()), SnapshotReply).sessions]


def _drain(one) -> None:
    while one.poll(0):
        one.recv_multipart()


def _until_answered(one, number: int, meanwhile=lambda: None) -> list[dict]:
    """The headers that come before the answer to request `number`."""
    before = []
    while True:
        meanwhile()
        assert one.poll(LIMIT_S * 1000), "no answer"
        header = msgpack.unpackb(one.recv_multipart()[0], strict_map_key=False)
        if header.get("re") == number:
            return before
        before.append(header)
