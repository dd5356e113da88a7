"""A client in C# at a real daemon, over real sockets: what it gets is what was sent."""

import struct

import msgpack
import numpy as np
import pytest
import zmq

from tests.bridge.daemon.running import running

pytestmark = pytest.mark.unity

FIRST, LAST, INTERRUPTED = 1, 2, 8


class Witness:
    """A subscriber that knows nothing of Mien: the messages of a session's motion as they came."""

    def __init__(self, endpoint: str, session: str) -> None:
        self._context = zmq.Context()
        self._socket = self._context.socket(zmq.SUB)
        self._socket.linger = 0
        self._socket.connect(endpoint)
        self._socket.subscribe(f"motion/{session}/")
        assert self._message()[0]["type"] == "stream_header"

    def _message(self):
        assert self._socket.poll(20_000), "no motion comes"
        _topic, header, *payload = self._socket.recv_multipart()
        return msgpack.unpackb(header), *payload

    def frames(self, count: int) -> list[tuple]:
        """So many frames: epoch, seq, time, flags, and the payload's numbers."""
        got: list[tuple] = []
        while len(got) < count:
            header, *payload = self._message()
            if isinstance(header, list):
                epoch, seq, time_ns, _daemon_ns, flags = header
                got.append((epoch, seq, time_ns, flags, struct.unpack("<61f", payload[0])))
        return got

    def close(self) -> None:
        self._context.destroy(linger=0)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "daemon.json"


@pytest.fixture
def daemon(path):
    with running(path) as daemon:
        yield daemon


def test_motion_is_what_another_subscriber_gets_to_the_bit(daemon, path, play, speech):
    player = play(path)
    player.tell("connect")
    session = player.tell("open seed=5")["session"]
    witness = Witness(daemon.connection()["motion"], session)
    try:
        player.tell(f"push {speech}")
        player.tell("end")
        played = player.motion("Last")
        seen = witness.frames(len(played))
    finally:
        witness.close()
    assert len(played) > 60
    assert [(f.epoch, f.seq, f.time_ns, f.flags) for f in played] == [frame[:4] for frame in seen]
    np.testing.assert_array_equal([f.numbers for f in played], np.array([frame[4] for frame in seen], np.float32))
    assert played[0].flags & FIRST
    state = player.tell("state")
    assert (state["lost"], state["stale"], state["malformed"]) == (0, 0, 0)
    assert player.tell("ended")["samples"] == speech.stat().st_size // 2
