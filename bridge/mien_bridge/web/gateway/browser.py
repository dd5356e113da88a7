"""One browser's WebSocket: its requests, and what it is sent."""

import asyncio
import logging
import socket
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

import zmq.asyncio
from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed
from websockets.frames import CloseCode

from mien_bridge.runtime.tasks import start_task
from mien_bridge.web.access import Access
from mien_bridge.web.gateway.daemon_monitor import DaemonMonitor
from mien_bridge.web.gateway.hub import Hub
from mien_bridge.web.gateway.live_channel import LiveChannel
from mien_bridge.web.gateway.pending_requests import check_id
from mien_bridge.web.gateway.uplink import Uplink
from mien_bridge.web.live_host import LiveHost
from mien_bridge.web.mailbox import FullError, Mailbox
from mien_bridge.web.ws_close import close_ws
from mien_protocol.codec import Part
from mien_protocol.envelope import (
    CONTROL,
    LIVE,
    MESSAGE_BYTES,
    SUBSCRIBE,
    TOPICS,
    UNSUBSCRIBE,
    Envelope,
    enveloped,
    message_in,
    topics_in,
    unpack_envelope,
)
from mien_protocol.errors import ErrorCode, ProtocolError
from mien_protocol.messages.connection import ErrorReply, Hello
from mien_protocol.messages.table import Sender
from mien_protocol.schema import Message
from mien_protocol.topics import StreamKind

__all__ = ["BrowserConnection", "GatewayContext"]

_log = logging.getLogger(__name__)

_HELLO_S: Final = 5.0
_STALLED_S: Final = 20.0
"""Time without reading after which a browser is disconnected; it connects anew when it is back."""
_COMPLAIN_EVERY_S: Final = 1.0
_SEND_BUFFER_BYTES: Final = 262_144
"""Send buffer of the system for a browser that does not read: pictures in it cannot be recalled."""
_FEATURES: Final = ("live",)


@dataclass(frozen=True, slots=True)
class GatewayContext:
    """Parts of the gateway that all browsers share.

    Attributes:
        access: Who may come in.
        context: Of the sockets to the daemon.
        daemon: The daemon.
        hub: Its streams.
        host: The show.
    """

    access: Access
    context: "zmq.asyncio.Context"
    daemon: DaemonMonitor
    hub: Hub
    host: LiveHost


class BrowserConnection:
    """Serves one WebSocket of the gateway."""

    def __init__(self, connection: ServerConnection, gateway: GatewayContext) -> None:
        """A connection before its hello."""
        self._connection = connection
        self._gateway = gateway
        self._mailbox = Mailbox()
        self._uplink = Uplink(gateway.context, gateway.daemon, self._reply, _FEATURES)
        self._live = LiveChannel(gateway.host, self._reply, self._mailbox.put_news)
        self._topics: set[str] = set()
        self._is_known = False
        self._complained_s = -_COMPLAIN_EVERY_S
        self._closing: asyncio.Task[None] | None = None

    async def attend(self) -> None:
        """Serves the connection until it ends."""
        _limit_send_buffer(self._connection)
        sending = start_task(self._send_all(), "sender")
        try:
            await self._introduced()
            async for data in self._connection:
                await self._take(data)
                # Yields to other tasks, even if there always is something to read.
                await asyncio.sleep(0)
        except ConnectionClosed:
            return
        except ProtocolError as error:
            _log.info("browser.refused", extra={"code": error.code})
            farewell = enveloped(ErrorReply.of(error))
            await close_ws(self._connection, CloseCode.POLICY_VIOLATION, error.message, farewell)
        finally:
            self._let_go()
            sending.cancel()
            with suppress(asyncio.CancelledError):
                await sending

    def take(self, topic: str, kind: StreamKind, message: Message, data: bytes) -> None:
        """Takes a message of a stream that was subscribed to."""
        self._mailbox.put_streamed(topic, kind, message, data)

    async def _introduced(self) -> None:
        """Waits for a hello with the right token.

        Raises:
            ProtocolError: If none comes in time, or its token is wrong.
        """
        try:
            async with asyncio.timeout(_HELLO_S):
                while not self._is_known:
                    await self._take(await self._connection.recv())
        except TimeoutError:
            text = f"no hello came within {_HELLO_S:g} s"
            raise ProtocolError(ErrorCode.HELLO_FIRST, text, "say hello first, with the page's token") from None

    async def _take(self, data: str | bytes) -> None:
        """Takes one message; answers it where it breaks the protocol."""
        try:
            await self._dispatch(unpack_envelope(_binary(data)))
        except ProtocolError as error:
            if error.code == ErrorCode.TOKEN:
                raise
            self._complain(error)

    async def _dispatch(self, envelope: Envelope) -> None:
        if envelope.channel == CONTROL:
            await self._control(envelope)
        elif envelope.channel not in (SUBSCRIBE, UNSUBSCRIBE, LIVE):
            text = f"there is no channel {envelope.channel[:40]!a} from browsers"
            raise ProtocolError(ErrorCode.UNSUPPORTED, text, f"there are {CONTROL}, {SUBSCRIBE}, {UNSUBSCRIBE}, {LIVE}")
        elif not self._is_known:
            raise _hello_first()
        elif envelope.channel == LIVE:
            self._live.take(envelope)
        elif envelope.channel == SUBSCRIBE:
            self._subscribe(topics_in(envelope))
        else:
            self._unsubscribe(topics_in(envelope))

    async def _control(self, envelope: Envelope) -> None:
        message = message_in(envelope, Sender.CLIENT)
        check_id(message)
        if isinstance(message, Hello):
            self._greet(message)
        elif not self._is_known:
            raise _hello_first().answering(getattr(message, "id", 0), None)
        else:
            parts: list[Part] = [envelope.header]
            if envelope.payload is not None:
                parts.append(envelope.payload)
            await self._uplink.send(message, parts)

    def _greet(self, hello: Hello) -> None:
        if not self._gateway.access.admits(hello.token):
            text = "the token is not this server's"
            hint = "open the address that `mien live` printed last: each start has a token of its own"
            raise ProtocolError(ErrorCode.TOKEN, text, hint, re=hello.id)
        self._is_known = True
        # Before the hello nothing larger is needed.
        self._connection.protocol.max_message_size = MESSAGE_BYTES
        self._live.begin()
        self._uplink.hello(hello)

    def _subscribe(self, topics: tuple[str, ...]) -> None:
        wanted = [topic for topic in dict.fromkeys(topics) if topic not in self._topics]
        if len(self._topics) + len(wanted) > TOPICS:
            text = f"a browser may have {TOPICS} topics, got {len(self._topics) + len(wanted)}"
            raise ProtocolError(ErrorCode.MALFORMED, text, "unsubscribe from others first")
        for topic in wanted:
            self._gateway.hub.join(topic, self)
            self._topics.add(topic)

    def _unsubscribe(self, topics: tuple[str, ...]) -> None:
        for topic in self._topics.intersection(topics):
            self._topics.discard(topic)
            self._gateway.hub.leave(topic, self)
            self._mailbox.forget(topic)

    def _complain(self, error: ProtocolError) -> None:
        """Answers a message that breaks the protocol; one that names no request at most once a second."""
        now_s = time.monotonic()
        if error.re == 0:
            if now_s - self._complained_s < _COMPLAIN_EVERY_S:
                return
            self._complained_s = now_s
        self._reply(enveloped(ErrorReply.of(error)))

    def _reply(self, data: bytes) -> None:
        try:
            self._mailbox.put_reply(data)
        except FullError as error:
            if self._closing is None:
                _log.warning("browser.unread", extra={"reason": str(error)})
                self._closing = start_task(close_ws(self._connection, CloseCode.TRY_AGAIN_LATER, str(error)), "closing")

    async def _send_all(self) -> None:
        with suppress(ConnectionClosed):
            while True:
                data = await self._mailbox.next()
                try:
                    async with asyncio.timeout(_STALLED_S):
                        await self._connection.send(data)
                except TimeoutError:
                    _log.info("browser.stalled")
                    self._connection.transport.abort()

    def _let_go(self) -> None:
        self._unsubscribe(tuple(self._topics))
        self._live.close()
        self._uplink.close()


def _binary(data: str | bytes) -> bytes:
    if isinstance(data, str):
        raise ProtocolError(ErrorCode.MALFORMED, "expected a binary message, an envelope, got text")
    return data


def _hello_first() -> ProtocolError:
    return ProtocolError(ErrorCode.HELLO_FIRST, "the first message must be hello", "say hello, with the page's token")


def _limit_send_buffer(connection: ServerConnection) -> None:
    raw = connection.transport.get_extra_info("socket")
    with suppress(OSError):
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER_BYTES)
