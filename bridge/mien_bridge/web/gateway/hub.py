"""The hub of the browsers' streams: each is subscribed to once, and its messages go to all who want it."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Final, Protocol

import zmq
import zmq.asyncio

from mien_bridge.runtime.tasks import start_task
from mien_bridge.web.gateway.daemon_monitor import DaemonMonitor, FoundDaemon
from mien_protocol.codec import Part, decode
from mien_protocol.endpoint import dial
from mien_protocol.envelope import enveloped, pack_parts
from mien_protocol.errors import MienError, ProtocolError
from mien_protocol.messages.frames import Frame
from mien_protocol.messages.streams import StreamHeader
from mien_protocol.messages.table import Sender, Socket
from mien_protocol.schema import Message
from mien_protocol.topics import StreamKind, parse_topic

__all__ = ["Hub", "Listener"]

_log = logging.getLogger(__name__)

_WAITING: Final = {Socket.MOTION: 10_000, Socket.FACE: 8}


class Listener(Protocol):
    """A receiver of streamed messages; must not wait."""

    def take(self, topic: str, kind: StreamKind, message: Message, data: bytes) -> None:
        """Takes a message, and the envelope in which it travels."""


@dataclass(slots=True)
class _Stream:
    """A stream that somebody wants."""

    kind: StreamKind
    listeners: list[Listener] = field(default_factory=list)
    header: StreamHeader | None = None
    epoch: int = 0

    @property
    def socket(self) -> Socket:
        return Socket.FACE if self.kind is StreamKind.FACE else Socket.MOTION


class Hub:
    """SUB sockets to whichever daemon there is."""

    def __init__(self, context: "zmq.asyncio.Context", daemon: DaemonMonitor) -> None:
        """Connects when there is a daemon; `close` when done."""
        self._context = context
        self._streams: dict[str, _Stream] = {}
        self._sockets: dict[Socket, zmq.asyncio.Socket] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._unlisten: Callable[[], None] = daemon.listen(self._came, self._went)

    def join(self, topic: str, listener: Listener) -> None:
        """Hands a listener the messages of a stream from here on, the header first where it is known.

        Raises:
            ProtocolError: `malformed`, if it is no topic.
        """
        stream = self._streams.get(topic)
        if stream is None:
            kind, _ = parse_topic(topic.encode("utf-8", "replace"))
            stream = self._streams[topic] = _Stream(kind)
            if stream.socket in self._sockets:
                self._sockets[stream.socket].subscribe(topic)
        elif stream.header is not None:
            header = replace(stream.header, epoch=stream.epoch)
            listener.take(topic, stream.kind, header, enveloped(header))
        stream.listeners.append(listener)

    def leave(self, topic: str, listener: Listener) -> None:
        """Removes a listener."""
        stream = self._streams[topic]
        stream.listeners.remove(listener)
        if not stream.listeners:
            del self._streams[topic]
            if stream.socket in self._sockets:
                self._sockets[stream.socket].unsubscribe(topic)

    def close(self) -> None:
        """Disconnects from the daemon."""
        self._unlisten()
        self._went(True)

    def _came(self, found: FoundDaemon) -> None:
        for kind in _WAITING:
            try:
                self._sockets[kind] = self._dialled(kind, found)
            except MienError as error:
                _log.warning("hub.failed", extra={"socket": kind.value, "reason": str(error)})
        for topic, stream in self._streams.items():
            stream.header, stream.epoch = None, 0
            if stream.socket in self._sockets:
                self._sockets[stream.socket].subscribe(topic)
        self._tasks = [
            start_task(self._read(socket, kind), f"{kind} of the hub") for kind, socket in self._sockets.items()
        ]

    def _dialled(self, kind: Socket, found: FoundDaemon) -> "zmq.asyncio.Socket":
        socket = self._context.socket(zmq.SUB)
        socket.linger, socket.rcvhwm = 0, _WAITING[kind]
        try:
            dial(socket, found.connection, kind.value)
        except MienError:
            socket.close()
            raise
        return socket

    def _went(self, _is_gone: bool) -> None:
        for task in self._tasks:
            task.cancel()
        for socket in self._sockets.values():
            socket.close(linger=0)
        self._tasks, self._sockets = [], {}

    async def _read(self, socket: "zmq.asyncio.Socket", kind: Socket) -> None:
        while True:
            frames: list[Any] = await socket.recv_multipart(copy=False)
            parts: list[Part] = [frame.buffer for frame in frames]
            try:
                message = decode(parts, kind, Sender.DAEMON)
                self._hand_on(message, parts, kind)
            except ProtocolError as error:
                _log.warning("stream.unreadable", extra={"socket": kind.value, "reason": str(error)})
            # Yields to other tasks, even if there always is something to read.
            await asyncio.sleep(0)

    def _hand_on(self, message: Message, parts: list[Part], kind: Socket) -> None:
        topic = bytes(parts[0]).decode("ascii")
        stream = self._streams.get(topic)
        if stream is None:
            return
        if isinstance(message, StreamHeader):
            stream.header = message
        if isinstance(message, Frame | StreamHeader):
            stream.epoch = max(stream.epoch, message.epoch)
        data = pack_parts(parts, kind)
        for listener in stream.listeners:
            listener.take(topic, stream.kind, message, data)
