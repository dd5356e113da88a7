import random
import time

import msgpack
import pytest
import zmq

from mien_protocol.codec import encode
from mien_protocol.messages.connection import Hello, Ping, Pong
from mien_protocol.messages.speech import AudioEnded, EndAudio
from mien_protocol.messages.table import TABLE, Sender
from tests.bridge.daemon.link import Link
from tests.bridge.daemon.running import meter_studio, of, opened, raw, running, until

pytestmark = pytest.mark.fuzz

MESSAGES = 10_000
FIELDS = ("seq", "controls", "face", "avatar", "rate_hz", "pace", "text", "client_ns", "frames", "last", "token")


@pytest.fixture
def daemon(tmp_path):
    with running(tmp_path / "daemon.json", studio=meter_studio()) as daemon:
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


def message(rng: random.Random, names: list[str], sessions: list[str]) -> list[bytes]:
    kind = rng.randrange(4)
    if kind == 0:
        return [rng.randbytes(rng.randrange(60)) for _ in range(rng.randrange(1, 4))]
    if kind == 1:
        return [msgpack.packb(value(rng))]
    # Something like a message, with a field or two that are wrong.
    header = {"type": rng.choice(names), "id": rng.randrange(1, 99), "session": rng.choice(sessions)}
    for field in (
        "seq",
        "controls",
        "face",
        "avatar",
        "rate_hz",
        "pace",
        "text",
        "client_ns",
        "frames",
        "last",
        "token",
    ):
        if rng.random() < 0.3:
            header[field] = value(rng)
    if rng.random() < 0.1:
        header.pop(rng.choice(list(header)))
    return [msgpack.packb(header), *([rng.randbytes(rng.randrange(9))] if rng.random() < 0.5 else [])]


@pytest.mark.parametrize("welcome", [False, True])
def test_the_daemon_outlives_anything_on_any_socket(daemon, welcome):
    rng = random.Random(welcome)
    connection = daemon.connection()
    names = [row.name for row in TABLE if row.sender is Sender.CLIENT and row.name != "close_session"] + ["frob"]
    with Link(daemon.path) as link:
        session = opened(link).session
        with (
            raw(connection["control"]) as control,
            raw(connection["bake"]) as bake,
            raw(connection["motion"], zmq.SUB) as motion,
        ):
            if welcome:
                control.send_multipart(encode(Hello(1, (1, 0), "rubbish", connection["token"])))
            for at in range(MESSAGES):
                parts = message(rng, names, ["nobody", session if at % 7 == 0 else "x"])
                (control if at % 2 else bake).send_multipart(parts)
                if at % 50 == 0:
                    motion.subscribe(rng.randbytes(rng.randrange(30)))
                    _drain(control), _drain(bake)
            # Sent after all the rubbish and on the same socket, so that it is read after it.
            control.send_multipart(encode(Ping(77_777, 1)))
            _until_answered(control, 77_777)
        assert daemon.lives
        link.send(EndAudio(99, session))
        assert of(AudioEnded, until(link, lambda got: [reply for reply in of(AudioEnded, got) if reply.re == 99]))
        assert link.request(Ping(link.next_id(), 1), Pong)


def test_unreadable_messages_are_answered_once_a_second(daemon):
    with raw(daemon.connection()["control"]) as socket:
        for _ in range(200):
            socket.send(b"\xc1 rubbish")
        socket.send_multipart(encode(Ping(5, 1)))
        began = time.monotonic()
        errors = _until_answered(socket, 5)
        assert 1 <= len(errors) <= 2 + (time.monotonic() - began)
        assert errors[0]["code"] == "malformed"


def _drain(socket) -> None:
    while socket.poll(0):
        socket.recv_multipart()


def _until_answered(socket, number: int) -> list[dict]:
    """The headers that come before the answer to request `number`."""
    before = []
    while True:
        assert socket.poll(20_000), "no answer"
        header = msgpack.unpackb(socket.recv_multipart()[0], strict_map_key=False)
        if header.get("re") == number:
            return before
        before.append(header)
