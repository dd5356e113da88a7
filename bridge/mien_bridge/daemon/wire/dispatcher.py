"""Dispatch of the control socket: a hello comes first, and every request is answered."""

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from mien_bridge.daemon.wire.clients import ClientTable, ConnectedClient
from mien_protocol.codec import Part, decode
from mien_protocol.errors import ErrorCode, ProtocolError
from mien_protocol.messages.common import PROTOCOL_VERSION
from mien_protocol.messages.connection import ErrorReply, Hello, Ping, Pong, Welcome
from mien_protocol.messages.table import Sender, Socket
from mien_protocol.schema import Message

__all__ = ["Dispatcher", "Handlers", "check_version", "report_defect"]

_log = logging.getLogger(__name__)

Handlers = Mapping[type[Message], Callable[[ConnectedClient, Any, int], Message | None]]
"""Handler of a client's message at a daemon time; returns None if the answer comes later, or there is none."""


class Dispatcher:
    """Admits connections, reads their messages, hands them on, and sends what answers them; it reads no clock."""

    def __init__(
        self,
        clients: ClientTable,
        *,
        admits: Callable[[str], bool],
        welcome: Callable[[Hello, int], Welcome],
        welcomed: Callable[[bytes], None],
        clock: Callable[[], int],
        tell: Callable[[bytes, Message], object],
        handlers: Handlers,
    ) -> None:
        """Receives for a daemon.

        Args:
            clients: The connections.
            admits: Whether a token is the right one.
            welcome: What answers a `hello` at a daemon time.
            welcomed: Told of each connection that has been welcomed, perhaps not for the first time.
            clock: Daemon time, for the second stamp of a `pong`.
            tell: Sends a message to a connection.
            handlers: For all messages but `hello` and `ping`, which are answered here.
        """
        self._clients = clients
        self._admits = admits
        self._welcome = welcome
        self._welcomed = welcomed
        self._clock = clock
        self._tell = tell
        self._handlers: Handlers = {**handlers, Ping: self._ping}

    def receive(self, identity: bytes, parts: Sequence[Part], now_ns: int) -> None:
        """Answers one message, whatever it is."""
        try:
            reply = self._answer(identity, parts, now_ns)
        except ProtocolError as error:
            if error.re or error.session or self._clients.may_be_told(identity, now_ns):
                self._tell(identity, ErrorReply.of(error))
            return
        if reply is not None:
            self._tell(identity, reply)
        if isinstance(reply, Welcome):
            self._welcomed(identity)

    def _answer(self, identity: bytes, parts: Sequence[Part], now_ns: int) -> Message | None:
        client = self._clients.get(identity)
        if client is not None:
            client.heard_ns = now_ns
        try:
            message = decode(parts, Socket.CONTROL, Sender.CLIENT)
        except ProtocolError as error:
            if client is None and error.re:
                raise _hello_first(error.re) from None
            raise
        re, session = getattr(message, "id", 0), getattr(message, "session", None)
        try:
            return self._handle(identity, client, message, now_ns)
        except ProtocolError as error:
            raise error.answering(re, session) from error
        except Exception as error:
            raise report_defect(type(message).__name__).answering(re, session) from error

    def _handle(self, identity: bytes, client: ConnectedClient | None, message: Message, now_ns: int) -> Message | None:
        if isinstance(message, Hello):
            return self._hello(identity, message, now_ns)
        if client is None:
            raise _hello_first(0)
        return self._handlers[type(message)](client, message, now_ns)

    def _hello(self, identity: bytes, message: Hello, now_ns: int) -> Welcome:
        check_version(message.protocol)
        if not self._admits(message.token):
            raise ProtocolError(ErrorCode.TOKEN, "the token is not this daemon's", "read it from the connection file")
        self._clients.welcome(identity, message.client, now_ns)
        _log.info("client.welcome", extra={"client": message.client})
        return self._welcome(message, now_ns)

    def _ping(self, _client: ConnectedClient, message: Ping, now_ns: int) -> Pong:
        return Pong(message.id, message.client_ns, now_ns, self._clock())


def check_version(spoken: tuple[int, int]) -> None:
    """Refuses a client of another major version.

    Raises:
        ProtocolError: `version`, naming both.
    """
    if spoken[0] != PROTOCOL_VERSION[0]:
        own, other = (".".join(map(str, version)) for version in (PROTOCOL_VERSION, spoken))
        raise ProtocolError(
            ErrorCode.VERSION,
            f"the client speaks protocol {other}, this daemon {own}",
            "use versions of the same major",
        )


def report_defect(request: str) -> ProtocolError:
    """Logs the exception being handled; returns the error that answers a request that was not at fault."""
    _log.exception("request.failed", extra={"request": request})
    return ProtocolError(ErrorCode.INTERNAL, "a defect of the daemon", "its log tells more")


def _hello_first(re: int) -> ProtocolError:
    return ProtocolError(ErrorCode.HELLO_FIRST, "the first message of a connection must be hello", re=re)
