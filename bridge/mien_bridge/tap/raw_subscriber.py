"""A subscriber to a daemon's published sockets, which yields raw messages."""

import time
from collections.abc import Iterable, Iterator, Mapping
from types import TracebackType
from typing import Any, Final, Self

import zmq

from mien_bridge.tap.message import TapMessage
from mien_protocol.endpoint import dial
from mien_protocol.messages.table import Socket

__all__ = ["RawSubscriber"]

_WAITING: Final = {Socket.MOTION: 10_000, Socket.FACE: 32}
"""Messages that may wait to be read: pictures of 2048 x 2048 are 17 MB each."""

_MESSAGES_A_TURN: Final = 64
"""Read from one socket before the other has a turn."""


class RawSubscriber:
    """Subscriptions whose messages are taken as they are; use it in a `with`."""

    def __init__(self, connection: Mapping[str, Any], topics: Iterable[tuple[Socket, str]]) -> None:
        """Subscribes.

        Args:
            connection: What the connection file says.
            topics: What to hear, each on its socket; the beginning of a topic hears all that begin so.

        Raises:
            MienError: If the file names no address.
        """
        self._context: zmq.Context[zmq.Socket[bytes]] = zmq.Context()
        self._sockets: dict[Socket, zmq.Socket[bytes]] = {}
        self._poller = zmq.Poller()
        try:
            for kind, topic in topics:
                self._socket(connection, kind).subscribe(topic)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def listen(self, timeout_s: float) -> Iterator[TapMessage]:
        """Yields what has come, or comes first within the time; a part of it, if it is very much."""
        ready = dict(self._poller.poll(max(round(timeout_s * 1_000), 0)))
        for kind, socket in self._sockets.items():
            for _ in range(_MESSAGES_A_TURN if socket in ready else 0):
                try:
                    parts = socket.recv_multipart(zmq.DONTWAIT)
                except zmq.Again:
                    break
                yield TapMessage(kind, time.monotonic_ns(), tuple(parts))

    def close(self) -> None:
        """Ends the subscriptions."""
        self._context.destroy(linger=0)

    def _socket(self, connection: Mapping[str, Any], kind: Socket) -> "zmq.Socket[bytes]":
        if kind not in self._sockets:
            socket = self._sockets[kind] = self._context.socket(zmq.SUB)
            socket.rcvhwm = _WAITING[kind]
            dial(socket, connection, kind.value)
            self._poller.register(socket, zmq.POLLIN)
        return self._sockets[kind]
