"""The daemon's four sockets, bound together or not at all."""

import contextlib
from typing import Final

import zmq

from mien_bridge.daemon.wire.connection_file import Endpoints
from mien_bridge.daemon.wire.security import Security
from mien_protocol.errors import MienError
from mien_protocol.limits import DEFAULT_LIMITS

__all__ = ["Sockets"]

_REPLIES_WAITING: Final = 1_000
"""Messages that wait for a client of the control socket: far more than one that reads leaves unread."""
_CHUNKS_WAITING: Final = 100
"""Of a client of the bake socket that has given credit and does not read: 15 MB. Replies wait among them, and would be
lost where there is no room: fewer than these, and who opens sixteen bakes at once could miss an answer."""
_FRAMES_WAITING: Final = 2_400
"""Of motion and echo that wait for a subscriber: 20 s at 60 frames a second; what comes then is lost to it."""
_PICTURES_WAITING: Final = 8
"""Of pictures: a subscriber that is later has no use for them, and 2048 x 2048 pixels are 17 MB."""

_REQUESTS_WAITING: Final = 100
"""Of one client, before it has to wait: each may be as large as a photo."""
_SUBSCRIPTION_BYTES: Final = 1_024
"""The longest message to a publisher: a subscription takes memory for each of its bytes, and anybody may send one."""

_SILENT_S: Final = 30
"""After this time the system asks whether the other end of a connection is still there; across a network, nobody else
tells of a machine that is gone."""

_LINGER_MS: Final = 200


class Sockets:
    """Control, motion, face and bake; use it in a `with`."""

    def __init__(self, host: str, port: int, security: Security) -> None:
        """Binds four ports from `port` on, or any four that are free if it is 0.

        Raises:
            MienError: If a port is taken, or the address is none of this machine's.
        """
        self._context: zmq.Context[zmq.Socket[bytes]] = zmq.Context()
        with contextlib.ExitStack() as undo:
            undo.callback(self.close)
            self.control = self._made(zmq.ROUTER, security, _REPLIES_WAITING)
            self.motion = self._made(zmq.XPUB, security, _FRAMES_WAITING)
            self.face = self._made(zmq.XPUB, security, _PICTURES_WAITING)
            self.bake = self._made(zmq.ROUTER, security, _CHUNKS_WAITING)
            # Reports every subscription, not only the first of a topic: each newcomer needs the header.
            self.motion.xpub_verbose = self.face.xpub_verbose = True
            # Otherwise messages that a client has no room for would vanish.
            self.control.router_mandatory = self.bake.router_mandatory = True
            # A client that comes back under its routing id is let in although its old connection, whose end nobody
            # told us of, seems to live. The ids are random, so that nobody can take another's.
            self.control.router_handover = self.bake.router_handover = True
            four = (self.control, self.motion, self.face, self.bake)
            self.endpoints = Endpoints(*(self._bound(socket, host, port, at) for at, socket in enumerate(four)))
            undo.pop_all()

    def inproc(self, name: str) -> "tuple[zmq.Socket[bytes], zmq.Socket[bytes]]":
        """A pair of sockets within the process: one to be polled, one for another thread."""
        here, there = self._context.socket(zmq.PAIR), self._context.socket(zmq.PAIR)
        here.bind(f"inproc://{name}")
        there.connect(f"inproc://{name}")
        return here, there

    def close(self) -> None:
        """Closes everything; what was sent last has a moment to leave."""
        self._context.destroy(linger=_LINGER_MS)

    def _made(self, kind: int, security: Security, waiting: int) -> "zmq.Socket[bytes]":
        socket = self._context.socket(kind)
        security.protect(socket)
        socket.sndhwm = waiting
        socket.rcvhwm = _REQUESTS_WAITING
        socket.maxmsgsize = _SUBSCRIPTION_BYTES if kind == zmq.XPUB else DEFAULT_LIMITS.payload_bytes
        socket.tcp_keepalive, socket.tcp_keepalive_idle = 1, _SILENT_S
        socket.linger = _LINGER_MS
        return socket

    def _bound(self, socket: "zmq.Socket[bytes]", host: str, port: int, at: int) -> str:
        address = f"[{host}]" if ":" in host else host
        socket.ipv6 = ":" in host
        try:
            socket.bind(f"tcp://{address}:{port + at if port else '*'}")
        except zmq.ZMQError as error:
            taken = f"cannot listen on {host} port {port + at}: {zmq.strerror(error.errno or 0).lower()}"
            raise MienError(
                f"{taken}; perhaps another daemon runs: name another with --port, or --port 0 for any that are free"
            ) from error
        return socket.getsockopt_string(zmq.LAST_ENDPOINT).rstrip("\0")
