"""The other end of a daemon's sockets: plain and blocking, it retries nothing and hides nothing."""

import time
from collections import deque
from pathlib import Path
from typing import TypeVar

import zmq

from mien_protocol.codec import decode, encode
from mien_protocol.connection_file import read_connection
from mien_protocol.messages.common import PROTOCOL_VERSION
from mien_protocol.messages.connection import ErrorReply, Hello, Ping, Welcome
from mien_protocol.messages.table import Sender, Socket
from mien_protocol.schema import Message

LIMIT_S = 120.0

R = TypeVar("R", bound=Message)


class Link:
    """A connection that has said hello; use it in a `with`."""

    def __init__(self, connection_file: Path) -> None:
        self.connection = read_connection(connection_file)
        self._context = zmq.Context()
        self._sockets: dict[Socket, zmq.Socket] = {}
        self._poller = zmq.Poller()
        self._waiting: deque[Message] = deque()
        self._last_id = 0
        self._sent_s = 0.0
        try:
            self.welcome = self.request(
                Hello(self.next_id(), PROTOCOL_VERSION, "test", self.connection["token"]), Welcome
            )
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> "Link":
        return self

    def __exit__(self, *_exception) -> None:
        self.close()

    def close(self) -> None:
        self._context.destroy(linger=100)

    def next_id(self) -> int:
        self._last_id += 1
        return self._last_id

    def subscribe(self, socket: Socket, topic: str) -> None:
        self._socket(socket, zmq.SUB).subscribe(topic)

    def send(self, message: Message, socket: Socket = Socket.CONTROL) -> None:
        self._socket(socket, zmq.DEALER).send_multipart(encode(message))
        self._sent_s = time.monotonic()

    def request(self, message: Message, reply: type[R], socket: Socket = Socket.CONTROL) -> R:
        """Sends a request and waits for its answer, or raises its refusal; what else comes waits for `receive`."""
        self.send(message, socket)
        number = message.id
        deadline = time.monotonic() + LIMIT_S
        while time.monotonic() < deadline:
            received = self._read(deadline - time.monotonic())
            self._waiting += [one for one in received if getattr(one, "re", None) != number]
            for one in received:
                if getattr(one, "re", None) == number:
                    if isinstance(one, ErrorReply):
                        raise one.error()
                    assert isinstance(one, reply)
                    return one
        raise AssertionError(f"{type(message).__name__} was not answered")

    def receive(self, timeout_s: float) -> list[Message]:
        """What has come, or comes within the time; sends a `ping` where the daemon has to hear something."""
        if time.monotonic() - self._sent_s > self.welcome.heartbeat_s * 0.5:
            self.send(Ping(self.next_id(), time.monotonic_ns()))
        received = list(self._waiting) or self._read(timeout_s)
        self._waiting.clear()
        return received

    def _read(self, timeout_s: float) -> list[Message]:
        received = []
        ready = dict(self._poller.poll(max(round(timeout_s * 1000), 0)))
        for kind, socket in self._sockets.items():
            while socket in ready and socket.poll(0):
                parts = [part.buffer for part in socket.recv_multipart(copy=False)]
                received.append(decode(parts, kind, Sender.DAEMON))
        return received

    def _socket(self, kind: Socket, zmq_kind: int) -> zmq.Socket:
        if kind in self._sockets:
            return self._sockets[kind]
        socket = self._context.socket(zmq_kind)
        # A reader that is slow for a moment should show it in latency, not in gaps.
        socket.rcvhwm = 10_000
        if key := self.connection["curve_key"]:
            public, secret = zmq.curve_keypair()
            socket.curve_serverkey, socket.curve_publickey, socket.curve_secretkey = key.encode(), public, secret
        socket.connect(self.connection[kind.value])
        self._sockets[kind] = socket
        self._poller.register(socket, zmq.POLLIN)
        return socket
