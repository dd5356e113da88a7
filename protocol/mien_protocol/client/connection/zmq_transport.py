"""The sockets of a connection to a daemon."""

import asyncio
import logging
from collections.abc import Mapping
from typing import Any, Final

import zmq

from mien_protocol.client.connection.descriptors import wait_for_any
from mien_protocol.client.connection.transport import Received, Transport
from mien_protocol.codec import decode, encode
from mien_protocol.endpoint import dial
from mien_protocol.errors import ErrorCode, ProtocolError
from mien_protocol.messages.table import Sender, Socket
from mien_protocol.schema import Message

__all__ = ["ZmqTransport"]

_log = logging.getLogger(__name__)

_WAITING: Final = {Socket.FACE: 8}
_MANY_WAITING: Final = 10_000
"""A reader that is slow for a moment should show it in latency, not in gaps; but pictures are large, and of those that
waited it wants the newest alone."""

_MESSAGES_A_READ: Final = 1_000


class ZmqTransport(Transport):
    """The sockets of one connection."""

    def __init__(self, connection: Mapping[str, Any], identity: bytes) -> None:
        """Connects to the control socket; the others follow when they are needed.

        Args:
            connection: What the connection file says.
            identity: Routing id. Under the same one a connection that broke for a moment is still the same client.

        Raises:
            MienError: If an endpoint is no address.
        """
        self._connection = connection
        self._context: zmq.Context[zmq.Socket[bytes]] = zmq.Context()
        self._sockets: dict[Socket, zmq.Socket[bytes]] = {}
        self._monitors: dict[Socket, zmq.Socket[bytes]] = {}
        self._poller = zmq.Poller()
        try:
            self._connect(Socket.CONTROL, zmq.DEALER, identity)
        except BaseException:
            self.close()
            raise

    def send(self, message: Message, socket: Socket = Socket.CONTROL) -> None:
        """Sends a message on the control or the bake socket; never waits."""
        if socket not in self._sockets:
            self._connect(socket, zmq.DEALER)
        self._sockets[socket].send_multipart(encode(message), zmq.DONTWAIT)

    def subscribe(self, socket: Socket, topic: str) -> None:
        """Subscribes to a stream on the motion or the face socket."""
        if socket not in self._sockets:
            self._connect(socket, zmq.SUB)
        self._sockets[socket].subscribe(topic)

    def unsubscribe(self, socket: Socket, topic: str) -> None:
        """Unsubscribes from a stream."""
        self._sockets[socket].unsubscribe(topic)

    def read(self) -> list[Received]:
        """Reads the messages that have arrived; skips unreadable ones and those of later minor versions."""
        received = []
        for kind, socket in self._sockets.items():
            for _ in range(_MESSAGES_A_READ):
                if not socket.poll(0):
                    break
                parts: list[Any] = [part.buffer for part in socket.recv_multipart(copy=False)]
                message = _decoded(parts, kind)
                if message is not None:
                    received.append(Received(kind, message))
        return received

    def broken(self) -> list[Socket]:
        """The sockets whose connection broke since the last call."""
        found = []
        for kind, monitor in self._monitors.items():
            while monitor.poll(0):
                monitor.recv_multipart()
                found.append(kind)
        return found

    def wait(self, timeout_s: float) -> None:
        """Waits until a message arrives, or the time is over."""
        self._poller.poll(max(round(timeout_s * 1000), 0))

    async def wait_async(self, timeout_s: float, wake: asyncio.Event) -> None:
        """The same in an event loop; ends, too, when `wake` is set."""
        # Before the descriptors, which tell changes alone.
        if not self._poller.poll(0):
            every = [*self._sockets.values(), *self._monitors.values()]
            await wait_for_any([int(socket.fd) for socket in every], timeout_s, wake)

    def close(self, linger_s: float = 0.0) -> None:
        """Closes the connection, after a short linger for the last messages."""
        self._context.destroy(linger=round(linger_s * 1000))

    def _connect(self, kind: Socket, zmq_kind: int, identity: bytes | None = None) -> None:
        socket = self._context.socket(zmq_kind)
        # What a client may send is bounded by credit, so that no send ever has to wait.
        socket.rcvhwm, socket.sndhwm = _WAITING.get(kind, _MANY_WAITING), 0
        if identity is not None:
            socket.routing_id = identity
        if zmq_kind == zmq.DEALER:
            monitor = self._monitors[kind] = socket.get_monitor_socket(zmq.EVENT_DISCONNECTED)
            self._poller.register(monitor, zmq.POLLIN)
        dial(socket, self._connection, kind.value)
        self._sockets[kind] = socket
        self._poller.register(socket, zmq.POLLIN)


def _decoded(parts: list[Any], kind: Socket) -> Message | None:
    try:
        return decode(parts, kind, Sender.DAEMON)
    except ProtocolError as error:
        if error.code != ErrorCode.UNSUPPORTED:
            _log.warning("message.unreadable", extra={"socket": kind.value, "reason": str(error)})
        return None
