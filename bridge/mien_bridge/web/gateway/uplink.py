"""One browser's connection to the daemon: requests up, replies down, across restarts of the daemon."""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final, cast

import zmq
import zmq.asyncio

from mien_bridge.runtime.tasks import start_task
from mien_bridge.web.gateway.daemon_monitor import DaemonMonitor, FoundDaemon
from mien_bridge.web.gateway.pending_requests import GREETING_ID, PING_ID, PendingRequests
from mien_protocol.client.connection.heartbeat import ping_every_s
from mien_protocol.codec import Part, decode, encode
from mien_protocol.endpoint import dial, new_identity
from mien_protocol.envelope import enveloped, pack_parts
from mien_protocol.errors import ErrorCode, MienError, ProtocolError
from mien_protocol.messages.connection import ErrorReply, Hello, Ping, Welcome
from mien_protocol.messages.sessions import CloseSession
from mien_protocol.messages.table import Sender, Socket
from mien_protocol.schema import Message

__all__ = ["Uplink"]

_log = logging.getLogger(__name__)

_WAITING: Final = 1_000
"""Messages to a daemon that does not read: then its browser waits, and nobody else."""

_RETRY_S: Final = 0.01
_LINGER_MS: Final = 100

_NOT_OFFERED: Final = frozenset(("bake", "curve"))


class Uplink:
    """A DEALER of one browser."""

    def __init__(
        self,
        context: "zmq.asyncio.Context",
        daemon: DaemonMonitor,
        deliver: Callable[[bytes], None],
        features: tuple[str, ...],
    ) -> None:
        """Not connected before `hello`.

        Args:
            context: Of the sockets.
            daemon: Where to connect.
            deliver: Takes envelopes for the browser.
            features: What the gateway can do besides the daemon.
        """
        self._context = context
        self._daemon = daemon
        self._deliver = deliver
        self._features = features
        self._pending = PendingRequests()
        self._identity = new_identity()
        self._hello: Hello | None = None
        self._server_id = ""
        self._socket: zmq.asyncio.Socket | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._sent_s = 0.0
        self._unlisten: Callable[[], None] | None = None

    def hello(self, message: Hello) -> None:
        """Forwards a browser's hello, whose token was right, as soon as there is a daemon."""
        self._hello = message
        if self._unlisten is None:
            self._unlisten = self._daemon.listen(self._came, self._went)
        else:
            self._greet()

    async def send(self, message: Message, parts: Sequence[Part]) -> None:
        """Forwards a message, or answers it where there is no daemon; waits while the daemon does not read.

        Raises:
            ProtocolError: `malformed`, if too much was asked that is not answered.
        """
        socket = self._socket
        if socket is not None:
            self._pending.asked(message)
        while self._socket is socket is not None:
            if self._post(parts):
                return
            await asyncio.sleep(_RETRY_S)
        if socket is None:
            self._refuse(getattr(message, "id", 0), getattr(message, "session", None))

    def close(self) -> None:
        """Disconnects, after closing the sessions that were left open."""
        if self._unlisten is not None:
            self._unlisten()
        for session in self._pending.sessions:
            self._post(encode(CloseSession(PING_ID, session)))
        self._hang_up()

    def _came(self, found: FoundDaemon) -> None:
        """Connects to a daemon that has answered, and says hello again."""
        if self._server_id and found.server_id != self._server_id:
            self._lose_sessions("the daemon was restarted")
        self._server_id = found.server_id
        socket = self._context.socket(zmq.DEALER)
        socket.linger, socket.sndhwm, socket.rcvhwm, socket.routing_id = 0, _WAITING, _WAITING, self._identity
        try:
            dial(socket, found.connection, Socket.CONTROL.value)
        except MienError as error:
            socket.close()
            _log.warning("uplink.failed", extra={"reason": str(error)})
            return
        self._socket = socket
        self._greet()
        self._tasks = [
            start_task(self._read(socket), "uplink"),
            start_task(self._live(found.heartbeat_s), "signs of life"),
        ]

    def _went(self, is_gone: bool) -> None:
        self._hang_up()
        for number in self._pending.take_pending():
            self._refuse(number, None)
        if is_gone:
            self._lose_sessions("the daemon is gone, and its sessions with it")
            # If it lives after all, it must not take us for the client whose sessions are over.
            self._identity, self._server_id = new_identity(), ""

    def _hang_up(self) -> None:
        for task in self._tasks:
            task.cancel()
        self._tasks = []
        if self._socket is not None:
            self._socket.close(linger=_LINGER_MS)
            self._socket = None

    def _post(self, parts: Sequence[Part]) -> bool:
        """Sends a message if there is room; returns whether there was."""
        if self._socket is None:
            return True
        self._sent_s = time.monotonic()
        # With DONTWAIT the result is known at once.
        sent = cast("asyncio.Future[None]", self._socket.send_multipart(parts, zmq.DONTWAIT))
        return not isinstance(sent.exception(), zmq.Again)

    def _greet(self) -> None:
        found = self._daemon.found
        if self._hello is not None and found is not None:
            self._post(encode(replace(self._hello, id=GREETING_ID, token=found.connection["token"])))

    async def _live(self, heartbeat_s: float) -> None:
        """Sends pings while the browser is silent."""
        every_s = ping_every_s(heartbeat_s)
        while True:
            left_s = self._sent_s + every_s - time.monotonic()
            if left_s > 0:
                await asyncio.sleep(left_s)
            else:
                self._post(encode(Ping(PING_ID, time.monotonic_ns())))

    async def _read(self, socket: "zmq.asyncio.Socket") -> None:
        while True:
            frames: list[Any] = await socket.recv_multipart(copy=False)
            parts: list[Part] = [frame.buffer for frame in frames]
            try:
                message = decode(parts, Socket.CONTROL, Sender.DAEMON)
            except ProtocolError as error:
                # From a later version: the browser may know it.
                if error.code == ErrorCode.UNSUPPORTED:
                    self._deliver(pack_parts(parts, Socket.CONTROL))
                else:
                    _log.warning("reply.unreadable", extra={"reason": str(error)})
                continue
            self._take(message, parts)
            # Yields to other tasks, even if there always is something to read.
            await asyncio.sleep(0)

    def _take(self, message: Message, parts: list[Part]) -> None:
        """Forwards a message of the daemon, unless it answers the gateway's own request."""
        number = getattr(message, "re", None)
        if isinstance(message, ErrorReply) and message.code == ErrorCode.HELLO_FIRST:
            self._forgotten(message)
        elif number == GREETING_ID:
            self._greeted(message)
        elif number != PING_ID:
            self._pending.answered(message)
            self._deliver(pack_parts(parts, Socket.CONTROL))

    def _greeted(self, message: Message) -> None:
        assert self._hello is not None
        if isinstance(message, Welcome):
            features = (*(one for one in message.features if one not in _NOT_OFFERED), *self._features)
            welcome = replace(message, re=self._hello.id, features=features, motion="", face="", bake="")
            self._deliver(enveloped(welcome))
        elif isinstance(message, ErrorReply) and message.code == ErrorCode.TOKEN:
            # Another daemon at the same address: the browser's own token was right.
            self._refuse(self._hello.id, None)
        elif isinstance(message, ErrorReply):
            self._deliver(enveloped(replace(message, re=self._hello.id)))

    def _forgotten(self, message: ErrorReply) -> None:
        """Handles a daemon that has forgotten this client, as after the machine slept."""
        self._pending.answered(message)
        self._lose_sessions("the daemon has heard nothing from this browser for too long")
        if 0 < message.re < PING_ID:
            self._refuse(message.re, None)
        self._greet()

    def _lose_sessions(self, reason: str) -> None:
        for ended in self._pending.lose_sessions(reason):
            self._deliver(enveloped(ended))

    def _refuse(self, number: int, session: str | None) -> None:
        error = ErrorReply(
            number, ErrorCode.NO_DAEMON, "the daemon does not answer", "wait until it is back", True, session
        )
        self._deliver(enveloped(error))
