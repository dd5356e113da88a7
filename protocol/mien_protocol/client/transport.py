"""How messages travel to a daemon and back: ZeroMQ, or a stand-in of the same few methods."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import zmq

from mien_protocol.codec import decode, encode
from mien_protocol.errors import ErrorCode, MienError, ProtocolError
from mien_protocol.messages.table import Sender, Socket
from mien_protocol.schema import Message

__all__ = ["Transport", "ZmqTransport"]


class Transport(ABC):
    """One connection to a daemon's control and stream sockets."""

    @abstractmethod
    def send(self, message: Message) -> None:
        """Sends a message on the control socket; never waits."""

    @abstractmethod
    def subscribe(self, socket: Socket, topic: str) -> None:
        """Asks for a stream on the motion or the face socket."""

    @abstractmethod
    def unsubscribe(self, socket: Socket, topic: str) -> None:
        """Asks for it no more."""

    @abstractmethod
    def read(self, timeout_s: float) -> list[Message]:
        """All that has come, or what comes first within the time."""

    @abstractmethod
    def close(self) -> None:
        """Closes the connection."""


class ZmqTransport(Transport):
    """The sockets of one connection."""

    def __init__(self, connection: Mapping[str, Any], identity: bytes) -> None:
        """Connects to the control socket; the others follow when they are subscribed to.

        Args:
            connection: What the connection file says.
            identity: Routing id. Under the same one a connection that broke for a moment is still the same client.

        Raises:
            MienError: If an endpoint is no address.
        """
        self._connection = connection
        self._context: zmq.Context[zmq.Socket[bytes]] = zmq.Context()
        self._sockets: dict[Socket, zmq.Socket[bytes]] = {}
        self._poller = zmq.Poller()
        try:
            self._connect(Socket.CONTROL, zmq.DEALER, identity)
        except BaseException:
            self.close()
            raise

    def send(self, message: Message) -> None:
        """Sends a message on the control socket; never waits."""
        self._sockets[Socket.CONTROL].send_multipart(encode(message), zmq.DONTWAIT)

    def subscribe(self, socket: Socket, topic: str) -> None:
        """Asks for a stream on the motion or the face socket."""
        if socket not in self._sockets:
            self._connect(socket, zmq.SUB)
        self._sockets[socket].subscribe(topic)

    def unsubscribe(self, socket: Socket, topic: str) -> None:
        """Asks for it no more."""
        self._sockets[socket].unsubscribe(topic)

    def read(self, timeout_s: float) -> list[Message]:
        """All that has come, or what comes first within the time; what a later minor version added is left out."""
        messages = []
        ready = dict(self._poller.poll(max(round(timeout_s * 1000), 0)))
        for kind, socket in self._sockets.items():
            while socket in ready and socket.poll(0):
                parts: list[Any] = [part.buffer for part in socket.recv_multipart(copy=False)]
                with suppress(_UnknownError):
                    messages.append(_decoded(parts, kind))
        return messages

    def close(self) -> None:
        """Closes the connection; what was sent last has a moment to leave."""
        self._context.destroy(linger=100)

    def _connect(self, kind: Socket, zmq_kind: int, identity: bytes | None = None) -> None:
        socket = self._context.socket(zmq_kind)
        # A reader that is slow for a moment should show it in latency, not in gaps; and what a client may send is
        # bounded by credit, so that no send ever has to wait.
        socket.rcvhwm, socket.sndhwm = 10_000, 0
        if identity is not None:
            socket.routing_id = identity
        key = self._connection.get("curve_key")
        if key:
            public, secret = zmq.curve_keypair()
            socket.curve_serverkey, socket.curve_publickey, socket.curve_secretkey = key.encode(), public, secret
        endpoint = self._connection[kind.value]
        try:
            socket.ipv6 = "[" in endpoint
            socket.connect(endpoint)
        except zmq.ZMQError as error:
            raise MienError(f"the connection file names {endpoint!r}, which is no address: {error.strerror}") from error
        self._sockets[kind] = socket
        self._poller.register(socket, zmq.POLLIN)


class _UnknownError(Exception):
    """A message that this version does not know."""


def _decoded(parts: list[Any], kind: Socket) -> Message:
    try:
        return decode(parts, kind, Sender.DAEMON)
    except ProtocolError as error:
        if error.code == ErrorCode.UNSUPPORTED:
            raise _UnknownError from None
        raise
