"""A client in C# where things go wrong: daemons that die, lines that break, strangers at the port."""

import contextlib
import json
import socket
import threading
from pathlib import Path

import msgpack
import numpy as np
import pytest
import zmq

from mien_protocol.messages.common import PROTOCOL_VERSION
from tests.bridge.daemon.running import running
from tests.bridge.daemon.test_client import killable
from tests.bridge.daemon.test_daemon import as_recording
from tests.plugins.unity.player_process import PlayerError, frames_of
from tests.plugins.unity.proxy import BadLine
from tests.plugins.unity.test_live import flat, pcm
from tests.plugins.unity.witness import LIMIT_MS

pytestmark = pytest.mark.unity


def four_free_ports() -> int:
    """The first of four ports in a row that are free, below those that systems give away."""
    for first in range(20_000, 30_000, 4):
        with contextlib.ExitStack() as taken, contextlib.suppress(OSError):
            for port in range(first, first + 4):
                taken.enter_context(socket.create_server(("127.0.0.1", port)))
            return first
    raise AssertionError("no four ports are free")


def redirected(path: Path, to: Path, **endpoints: str) -> Path:
    """A connection file that leads elsewhere."""
    to.write_text(json.dumps({**json.loads(path.read_text()), **endpoints}))
    return to


def leading_to(path: Path, endpoint: str) -> None:
    """Writes a connection file by which all four sockets are at one place."""
    four = dict.fromkeys(("control", "motion", "face", "bake"), endpoint)
    path.write_text(json.dumps({**four, "server_id": "0" * 16, "token": "t"}))


@contextlib.contextmanager
def stranger(path: Path, say):
    """A program at all four ports that is no daemon: `say` is called with each connection."""
    listener = socket.create_server(("127.0.0.1", 0))
    endpoint = f"tcp://127.0.0.1:{listener.getsockname()[1]}"
    path.write_text(
        json.dumps(
            {**dict.fromkeys(("control", "motion", "face", "bake"), endpoint), "server_id": "0" * 16, "token": "t"}
        )
    )
    connections = []

    def accept():
        with contextlib.suppress(OSError):
            while True:
                connections.append(listener.accept()[0])
                with contextlib.suppress(OSError):
                    say(connections[-1])

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield connections
    finally:
        listener.close()
        for connection in connections:
            connection.close()


@pytest.mark.parametrize("at_the_same_ports", [False, True])
def test_a_killed_daemon_is_told_and_its_successor_found(path, play, speech, at_the_same_ports):
    port = four_free_ports() if at_the_same_ports else 0
    daemon = killable(path, port)
    try:
        player = play(path)
        player.tell("connect")
        former = player.tell("open")["server_id"]
        daemon.kill()
        daemon.communicate()
        daemon = killable(path, port)
        lost = player.tell("until state Lost")
        assert "restarted" in lost["lost_why"]
        state = player.tell("open")
        assert state["server_id"] != former
        player.tell(f"push {speech}")
        player.tell("end")
        assert player.motion("Last")
    finally:
        daemon.kill()
        daemon.communicate()


def test_a_line_that_breaks_costs_no_sound(path, play, speech, tmp_path):
    with running(path) as daemon, BadLine(daemon.connection()["control"]) as line:
        player = play(redirected(path, tmp_path / "bad.json", control=line.endpoint))
        player.tell("connect")
        player.tell("open seed=5")
        for _ in range(3):
            player.tell(f"push {speech}")
            line.cut()
            player.tell("until client Connecting")
            player.tell("until client Connected")
        player.tell("end")
        played = player.motion("Last")
        assert player.tell("ended")["samples"] == 3 * len(pcm(speech))
        expected = as_recording(np.tile(pcm(speech), 3), 5)
        np.testing.assert_array_equal([frame.numbers for frame in played], flat(expected))
        assert line.made >= 4


def test_a_stream_that_breaks_goes_on_where_the_session_is(path, play, speech, tmp_path):
    with running(path) as daemon, BadLine(daemon.connection()["motion"]) as line:
        player = play(redirected(path, tmp_path / "bad.json", motion=line.endpoint))
        player.tell("connect")
        player.tell("open pace=speak")
        player.tell(f"push {speech}")
        before = player.motion("5")
        line.cut()
        after = player.motion("20")
        assert after[-1].seq > before[-1].seq
        assert line.made == 2
        assert player.tell("state")["state"] == "Open"


def test_a_bake_over_a_line_that_breaks_is_whole(path, play, speech, tmp_path):
    long = tmp_path / "long.pcm"
    long.write_bytes(speech.read_bytes() * 30)
    # In the middle of a chunk.
    with running(path) as daemon, BadLine(daemon.connection()["bake"], first_bytes=400_000) as line:
        player = play(redirected(path, tmp_path / "bad.json", bake=line.endpoint))
        frames = frames_of(player.tell(f"bake {long} seed=5"))
        assert line.made == 2
    np.testing.assert_array_equal([frame.numbers for frame in frames], flat(as_recording(pcm(long), 5)))


def test_a_reader_that_sleeps_loses_the_oldest_and_costs_nobody_else(path, play, speech, tmp_path):
    long = tmp_path / "long.pcm"
    long.write_bytes(speech.read_bytes() * 4)
    with running(path) as daemon:
        sleeper = play(path)
        sleeper.tell("connect")
        sleeper.tell("open")
        sleeper.tell(f"push {long}")
        sleeper.tell("end")
        total = len(as_recording(pcm(long)))
        assert total > 1_800, "the inbox must overflow"
        sleeper.tell(f"lost {total - 1_800}")
        kept = [frame.seq for frame in sleeper.motion("Last")]
        # A machine under load may lose some on the way, too: whatever is lost is counted.
        assert kept[-1] == total - 1
        assert kept == sorted(set(kept))
        assert len(kept) <= 1_800
        assert sleeper.tell("state")["lost"] == total - len(kept)
        assert daemon.lives


def test_another_version_is_said_in_the_daemons_words(path, play):
    with raw_router() as (router, endpoint):
        path.write_text(
            json.dumps(
                {**dict.fromkeys(("control", "motion", "face", "bake"), endpoint), "server_id": "0" * 16, "token": "t"}
            )
        )
        player = play(path)
        player.tell("connect")
        identity, header = router.recv_multipart()
        hello = msgpack.unpackb(header)
        assert hello["type"] == "hello"
        assert hello["protocol"] == list(PROTOCOL_VERSION)
        refusal = {
            "type": "error",
            "re": hello["id"],
            "code": "version",
            "message": "protocol 1.0 was asked for, 2.0 is spoken",
            "hint": "update the package",
        }
        router.send_multipart([identity, msgpack.packb(refusal)])
        assert "2.0 is spoken: update the package" in player.tell("until trouble protocol")["trouble"]


@contextlib.contextmanager
def raw_router():
    context = zmq.Context()
    router = context.socket(zmq.ROUTER)
    router.rcvtimeo = LIMIT_MS
    port = router.bind_to_random_port("tcp://127.0.0.1")
    try:
        yield router, f"tcp://127.0.0.1:{port}"
    finally:
        context.destroy(linger=0)


def test_a_wrong_token_is_said(path, play):
    with running(path):
        path.write_text(json.dumps({**json.loads(path.read_text()), "token": "wrong"}))
        player = play(path)
        player.tell("connect")
        assert "not this daemon's" in player.tell("until trouble the")["trouble"]


GREETING = b"\xff" + bytes(8) + b"\x7f\x03\x01NULL" + bytes(48)
READY = b"\x04\x1c\x05READY\x0bSocket-Type\x00\x00\x00\x06ROUTER"


def test_a_web_server_is_recognised_as_none_of_ours(path, play):
    with stranger(path, lambda one: one.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")):
        player = play(path)
        player.tell("connect")
        assert "does not speak ZeroMQ" in player.tell("until trouble tcp")["trouble"]


def test_garbage_after_the_handshake_breaks_the_connection_and_nothing_else(path, play):
    rubbish = np.random.default_rng(1).bytes(5_000)
    with stranger(path, lambda one: one.sendall(GREETING + READY + b"\xa5" + rubbish)) as connections:
        player = play(path)
        player.tell("connect")
        assert "frames of ZMTP" in player.tell("until trouble expected frames")["trouble"]
        assert len(connections) >= 1


def test_a_giant_is_refused_before_it_comes(path, play):
    giant = b"\x02" + (2**40).to_bytes(8, "big")
    with stranger(path, lambda one: one.sendall(GREETING + READY + giant)):
        player = play(path)
        player.tell("connect")
        assert "at most" in player.tell("until trouble expected at most")["trouble"]


def test_the_wrong_socket_is_said(path, play):
    with running(path) as daemon:
        player = play(redirected(path, path, control=daemon.connection()["motion"]))
        player.tell("connect")
        assert "mixed up" in player.tell("until trouble tcp")["trouble"]


@pytest.mark.skipif(not zmq.has("curve"), reason="this ZeroMQ has no CURVE")
def test_a_daemon_that_encrypts_is_said_in_words(path, play, tmp_path):
    with running(path, curve=True):
        player = play(path)
        player.tell("connect")
        assert "encrypts" in player.tell("until trouble the")["trouble"]
        # Even where the connection file does not say so.
        unaware = play(redirected(path, tmp_path / "unaware.json", curve_key=None))
        unaware.tell("connect")
        assert "encrypts" in unaware.tell("until trouble the")["trouble"]


@pytest.mark.skipif(not zmq.has("curve"), reason="this ZeroMQ has no CURVE")
@pytest.mark.parametrize("curve", [True, False])
def test_a_daemon_is_served_through_libzmq(path, play, speech, curve):
    with running(path, curve=curve):
        player = play(path, "--libzmq")
        player.tell("connect")
        player.tell("open seed=5")
        player.tell(f"push {speech}")
        player.tell("end")
        played = player.motion("Last")
        expected = as_recording(pcm(speech), 5)
        np.testing.assert_array_equal([frame.numbers for frame in played], flat(expected))
        assert player.tell("close")["state"] == "Closed"


def test_without_the_library_libzmq_says_what_is_missing(path, play, monkeypatch):
    monkeypatch.setenv("LD_LIBRARY_PATH", "")
    with running(path):
        player = play(path, "--libzmq")
        player.tell("connect")
        assert "libzmq" in player.tell("until trouble the native")["trouble"]


def test_an_unknown_command_of_a_session_that_is_over_is_said(path, play):
    with running(path):
        player = play(path)
        player.tell("connect")
        player.tell("open")
        player.tell("close")
        with pytest.raises(PlayerError, match="was closed"):
            player.tell("controls 1")
