"""The other end of the sockets: a plain, blocking connection to a daemon, for commands and measurements."""

import time
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self, TypeVar

import zmq

from mien_protocol.codec import decode, encode
from mien_protocol.connection_file import read_connection
from mien_protocol.dialling import dial
from mien_protocol.errors import MienError
from mien_protocol.messages.common import PROTOCOL_VERSION
from mien_protocol.messages.connection import ErrorReply, Hello, Ping, Welcome
from mien_protocol.messages.table import Sender, Socket
from mien_protocol.schema import Message

__all__ = ["Link", "Received"]

_PATIENCE_S: Final = 10.0

R = TypeVar("R", bound=Message)


@dataclass(frozen=True, slots=True)
class Received:
    """A message that answers no request that is waited for.

    Attributes:
        message: The message.
        at_ns: This process's monotonic time at which it was read.
    """

    message: Message
    at_ns: int


class Link:
    """A connection to all sockets of a daemon; use it in a `with`."""

    def __init__(self, connection_file: Path) -> None:
        """Connects and says hello.

        Raises:
            MienError: If no daemon has written the file, or none answers, or it will not have us.
        """
        self.connection = read_connection(connection_file)
        self._context: zmq.Context[zmq.Socket[bytes]] = zmq.Context()
        self._sockets: dict[Socket, zmq.Socket[bytes]] = {}
        self._poller = zmq.Poller()
        self._waiting: deque[Received] = deque()
        self._last_id = 0
        self._heard_ns = 0
        try:
            self._connect(Socket.CONTROL, zmq.DEALER)
            hello = Hello(self.next_id(), PROTOCOL_VERSION, "mien", self.connection["token"])
            self.welcome = self.request(hello, Welcome)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connection."""
        self._context.destroy(linger=100)

    def next_id(self) -> int:
        """A number for a request."""
        self._last_id += 1
        return self._last_id

    def subscribe(self, socket: Socket, topic: str) -> None:
        """Asks for a stream on the motion or the face socket."""
        if socket not in self._sockets:
            self._connect(socket, zmq.SUB)
        self._sockets[socket].subscribe(topic)

    def send(self, message: Message, socket: Socket = Socket.CONTROL) -> None:
        """Sends a message."""
        if socket not in self._sockets:
            self._connect(socket, zmq.DEALER)
        self._sockets[socket].send_multipart(encode(message))
        self._heard_ns = time.monotonic_ns()

    def request(self, message: Message, reply: type[R], socket: Socket = Socket.CONTROL) -> R:
        """Sends a request and waits for its answer; what else comes meanwhile waits for `receive`.

        Raises:
            MienError: If the daemon refuses, or does not answer.
        """
        self.send(message, socket)
        return self.answer(message, reply)

    def answer(self, request: Message, reply: type[R]) -> R:
        """Waits for the answer to a request that was sent; raises as `request` does."""
        number = getattr(request, "id", None)
        deadline = time.monotonic() + _PATIENCE_S
        while (left := deadline - time.monotonic()) > 0:
            received = self._read(left)
            self._waiting += [one for one in received if getattr(one.message, "re", None) != number]
            for message in (one.message for one in received):
                if isinstance(message, ErrorReply) and message.re == number:
                    raise message.error()
                if isinstance(message, reply) and getattr(message, "re", None) == number:
                    return message
        raise MienError(
            f"the daemon at {self.connection['control']} does not answer; see whether it still runs, and its log"
        )

    def receive(self, timeout_s: float) -> list[Received]:
        """What has come, or comes within the time; sends a `ping` where the daemon has to hear something."""
        if time.monotonic_ns() - self._heard_ns > self.welcome.heartbeat_s * 0.5e9:
            self.send(Ping(self.next_id(), time.monotonic_ns()))
        if not self._waiting:
            self._waiting.extend(self._read(timeout_s))
        received = list(self._waiting)
        self._waiting.clear()
        return received

    def _read(self, timeout_s: float) -> list[Received]:
        received = []
        for ready, _ in self._poller.poll(max(round(timeout_s * 1000), 0)):
            kind = next(kind for kind, socket in self._sockets.items() if socket is ready)
            while ready.getsockopt(zmq.EVENTS) & zmq.POLLIN:
                parts: list[Any] = [part.buffer for part in ready.recv_multipart(copy=False)]
                received.append(Received(decode(parts, kind, Sender.DAEMON), time.monotonic_ns()))
        return received

    def _connect(self, kind: Socket, zmq_kind: int) -> None:
        socket = self._context.socket(zmq_kind)
        # A reader that is slow for a moment should show it in latency, not in gaps.
        socket.rcvhwm = 10_000
        dial(socket, self.connection, kind.value)
        self._sockets[kind] = socket
        self._poller.register(socket, zmq.POLLIN)
