"""A connection that probes whether the daemon lives."""

import asyncio
import math
import secrets
import time
from collections.abc import Mapping
from typing import Any, Final

import zmq
import zmq.asyncio

from mien_protocol.codec import decode, encode
from mien_protocol.endpoint import dial
from mien_protocol.errors import ProtocolError
from mien_protocol.messages.common import PROTOCOL_VERSION
from mien_protocol.messages.connection import ErrorReply, Hello, Ping, Welcome
from mien_protocol.messages.table import Sender, Socket
from mien_protocol.schema import Message

__all__ = ["Probe", "pings_every_s", "routing_id"]

_GREETING_S: Final = 1.0
_HEARTBEATS_MISSED: Final = 3
_NAME: Final = "mien gateway"


def routing_id() -> bytes:
    """Makes a routing id for a client: 16 random bytes, the first of them not 0."""
    return b"\x01" + secrets.token_bytes(15)


def pings_every_s(heartbeat_s: float) -> float:
    """Seconds between pings."""
    return min(1.0, heartbeat_s / 2)


class Probe:
    """A connection to one daemon.

    Attributes:
        connection: What the daemon's connection file says.
    """

    def __init__(self, context: "zmq.asyncio.Context", connection: Mapping[str, Any]) -> None:
        """Connects.

        Raises:
            MienError: If the file names no address.
        """
        self.connection = connection
        self._socket = context.socket(zmq.DEALER)
        self._socket.linger, self._socket.routing_id = 0, routing_id()
        self._monitor = self._socket.get_monitor_socket(zmq.EVENT_DISCONNECTED)
        self._poller = zmq.asyncio.Poller()
        self._ids = 0
        self._heartbeat_s = math.inf
        self._server_id = ""
        try:
            dial(self._socket, connection, Socket.CONTROL.value)
        except BaseException:
            self.close()
            raise
        for socket in (self._socket, self._monitor):
            self._poller.register(socket, zmq.POLLIN)

    async def greet(self) -> Welcome | None:
        """Says hello; returns the answer, or None if there is none within a second, or a refusal."""
        await self._send(Hello(self._next_id(), PROTOCOL_VERSION, _NAME, self.connection["token"]))
        deadline_s = time.monotonic() + _GREETING_S
        while (left_s := deadline_s - time.monotonic()) > 0:
            message = await self._receive(left_s)
            if isinstance(message, Welcome):
                self._heartbeat_s, self._server_id = message.heartbeat_s, message.server_id
                return message
            if isinstance(message, ErrorReply):
                return None
        return None

    async def watch(self) -> bool:
        """Watches the connection until it fails; returns True if the daemon is gone, False if it may still live."""
        heard_s = time.monotonic()
        while time.monotonic() - heard_s < _HEARTBEATS_MISSED * self._heartbeat_s:
            await self._send(Ping(self._next_id(), time.monotonic_ns()))
            due_s = time.monotonic() + pings_every_s(self._heartbeat_s)
            while (left_s := due_s - time.monotonic()) > 0:
                message = await self._receive(left_s)
                if message is not None:
                    heard_s = time.monotonic()
                if isinstance(message, ErrorReply):
                    # A daemon that does not know us is another one at the same address.
                    return True
                if self._broke():
                    # Messages on their way may be lost, those of browsers, too.
                    return not await self._is_same()
        return False

    def close(self) -> None:
        """Disconnects."""
        self._socket.disable_monitor()
        self._monitor.close(linger=0)
        self._socket.close(linger=0)

    async def _is_same(self) -> bool:
        """True if the same daemon answers after the line broke."""
        known = self._server_id
        welcome = await self.greet()
        return welcome is not None and welcome.server_id == known

    def _broke(self) -> bool:
        """True if the line broke since the last call; it mends by itself, if there is still a daemon."""
        events: zmq.Socket[bytes] = zmq.Socket.shadow(self._monitor)
        broke = False
        while events.poll(0):
            events.recv_multipart()
            broke = True
        return broke

    async def _send(self, message: Message) -> None:
        await self._socket.send_multipart(encode(message))

    async def _receive(self, timeout_s: float) -> Message | None:
        """Receives a message; None if none comes, the connection breaks, or it cannot be read."""
        ready = dict(await self._poller.poll(max(round(timeout_s * 1000), 1)))
        if self._socket not in ready:
            return None
        try:
            return decode(await self._socket.recv_multipart(), Socket.CONTROL, Sender.DAEMON)
        except ProtocolError:
            # Probably from a daemon of a later version; as a sign of life it is enough.
            await asyncio.sleep(0)
            return None

    def _next_id(self) -> int:
        self._ids += 1
        return self._ids
