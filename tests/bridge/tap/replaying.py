"""A replay in a thread of the test's process, on free ports."""

from contextlib import contextmanager
from pathlib import Path

from mien_bridge.daemon.server import ServerOptions
from mien_bridge.daemon.wire.security import secure
from mien_bridge.tap.contents import read_contents
from mien_bridge.tap.replay_server import ReplayServer
from tests.bridge.daemon.running import Running


@contextmanager
def replaying(path: Path, recording: Path, *, speed=20.0, loop=False, heartbeat_s=2.0, curve=False):
    options = ServerOptions("127.0.0.1", 0, path, heartbeat_s, "0.0")
    security = secure("127.0.0.1", curve=curve)
    replay = Running(path, ReplayServer(options, security, read_contents(recording), speed=speed, loop=loop))
    try:
        yield replay
        assert replay.lives
    finally:
        replay.stop()
