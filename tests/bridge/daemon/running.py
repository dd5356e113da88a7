"""A daemon in a thread of the test's process, on free ports, and connections to it."""

import threading
import time
from contextlib import contextmanager
from pathlib import Path

import zmq

from mien_bridge.daemon.pictures.avatar_cache import AvatarCache
from mien_bridge.daemon.server import Server, ServerOptions
from mien_bridge.daemon.wire.security import secure
from mien_protocol.connection_file import read_connection
from mien_protocol.messages.sessions import Opened, OpenSession
from mien_protocol.messages.table import Socket
from tests.bridge.daemon.clocked import quick_stream
from tests.bridge.daemon.link import Link
from tests.bridge.parts import MaskRenderer, MeterRenderer

LIMIT_S = 120.0


class _DoneError(Exception):
    """Ends the daemon's loop."""


class Running:
    """A daemon that serves.

    Attributes:
        path: Of its connection file.
    """

    def __init__(self, path: Path, server: Server) -> None:
        self.path = path
        self.server = server
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        try:
            with self.server:
                self.server.serve(self._checkpoint)
        except _DoneError:
            return

    def _checkpoint(self) -> None:
        if self._stop.is_set():
            raise _DoneError

    @property
    def lives(self) -> bool:
        return self._thread.is_alive()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join(LIMIT_S)
        assert not self._thread.is_alive()

    def connection(self) -> dict:
        return read_connection(self.path)


def meter_avatars() -> AvatarCache:
    """Takes any photo; draws the jaw as a meter, or as a mask."""
    kinds = {"texture": MaskRenderer}
    return AvatarCache(
        lambda photo: photo, lambda _avatar, face: kinds.get(face.layout, MeterRenderer)((face.size, face.size))
    )


@contextmanager
def running(path: Path, *, build=quick_stream, avatars=None, synthesizer=None, heartbeat_s=2.0, curve=False):
    options = ServerOptions("127.0.0.1", 0, path, heartbeat_s, "0.0")
    daemon = Running(path, Server(options, secure("127.0.0.1", curve=curve), build, avatars, synthesizer))
    try:
        yield daemon
        assert daemon.lives
    finally:
        daemon.stop()


def until(link: Link, done, received=None):
    """Everything that the link receives until `done` says that it is enough."""
    received = [] if received is None else received
    deadline = time.monotonic() + LIMIT_S
    while not done(received):
        assert time.monotonic() < deadline, f"only {[type(message).__name__ for message in received[-20:]]}"
        received += link.receive(0.05)
    return received


def of(kind, received):
    return [message for message in received if isinstance(message, kind)]


def opened(link: Link, **asked) -> Opened:
    """A session whose streams are subscribed to."""
    reply = link.request(OpenSession(link.next_id(), **asked), Opened)
    for socket, topic in (
        (Socket.MOTION, reply.topics.motion),
        (Socket.MOTION, reply.topics.audio),
        (Socket.FACE, reply.topics.face),
    ):
        if topic is not None:
            link.subscribe(socket, topic)
    wanted = sum(topic is not None for topic in (reply.topics.motion, reply.topics.audio, reply.topics.face))
    until(
        link, lambda got: len({m.kind for m in got if hasattr(m, "expression_names") or hasattr(m, "layout")}) == wanted
    )
    return reply


@contextmanager
def raw(endpoint: str, kind: int = zmq.DEALER):
    """A plain socket, for what no proper client would send."""
    context = zmq.Context()
    socket = context.socket(kind)
    socket.linger = 0
    socket.connect(endpoint)
    try:
        yield socket
    finally:
        context.destroy(linger=0)


def answer(socket) -> list[bytes]:
    assert socket.poll(LIMIT_S * 1000), "no answer"
    return socket.recv_multipart()
