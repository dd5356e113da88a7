"""The control socket: requests in, replies out, by one table."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from mien_bridge.daemon.accepted_audio import Asker
from mien_bridge.daemon.clients import Client, Clients
from mien_bridge.daemon.faces import Ready
from mien_bridge.daemon.stage import Stage
from mien_bridge.daemon.wire_controls import changed_controls, controls_map
from mien_protocol.codec import Part, decode
from mien_protocol.errors import ErrorCode, ProtocolError
from mien_protocol.messages.common import PROTOCOL_VERSION
from mien_protocol.messages.connection import ErrorReply, Hello, Ping, Pong, Welcome
from mien_protocol.messages.controls import ControlsSet, SetControls
from mien_protocol.messages.sessions import Closed, CloseSession, OpenSession
from mien_protocol.messages.snapshot import Snapshot, SnapshotReply
from mien_protocol.messages.speech import Cancel, EndAudio, PushAudio, Say
from mien_protocol.messages.table import Sender, Socket
from mien_protocol.schema import Message

__all__ = ["Control", "check_version", "defect"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Order:
    """A session that waits for its avatar."""

    identity: bytes
    asked: OpenSession


class Control:
    """Answers the messages of all connections; it is told the daemon time, and reads no clock."""

    def __init__(
        self,
        stage: Stage,
        clients: Clients,
        admits: Callable[[str], bool],
        welcome: Callable[[Hello, int], Welcome],
        clock: Callable[[], int],
    ) -> None:
        """Answers for a stage.

        Args:
            stage: The sessions.
            clients: The connections.
            admits: Whether a token is the right one.
            welcome: What answers a `hello` at a daemon time.
            clock: Daemon time, for the second stamp of a `pong`.
        """
        self._stage = stage
        self._clients = clients
        self._admits = admits
        self._welcome = welcome
        self._clock = clock
        self._orders: dict[int, _Order] = {}
        self._tickets = 0
        self._table: dict[type[Message], Callable[[Client, Any, int], Message | None]] = {
            Ping: self._ping,
            OpenSession: self._open,
            CloseSession: self._close,
            PushAudio: self._push,
            EndAudio: self._end_audio,
            SetControls: self._set_controls,
            Cancel: self._cancel,
            Snapshot: self._snapshot,
            Say: self._say,
        }

    @property
    def orders(self) -> int:
        """How many sessions wait for their avatars."""
        return len(self._orders)

    def receive(self, identity: bytes, parts: Sequence[Part], now_ns: int) -> None:
        """Answers one message, whatever it is."""
        try:
            reply = self._answer(identity, parts, now_ns)
        except ProtocolError as error:
            if error.re or error.session or self._clients.may_be_told(identity, now_ns):
                self._stage.outlets.tell(identity, ErrorReply.of(error))
            return
        if reply is not None:
            self._stage.outlets.tell(identity, reply)

    def deliver(self, ready: Ready, now_ns: int) -> None:
        """Opens, or refuses, the session that waited for an avatar."""
        order = self._orders.pop(ready.ticket)
        client = self._clients.get(order.identity)
        if client is None:
            return
        try:
            if ready.error is not None:
                raise ready.error
            self._stage.outlets.tell(order.identity, self._opened(client, order.asked, ready, now_ns))
        except ProtocolError as error:
            self._stage.outlets.tell(order.identity, ErrorReply.of(error.answering(order.asked.id, None)))

    def expire(self, now_ns: int) -> None:
        """Ends the sessions of clients of whom nothing is heard any more."""
        for client in self._clients.leave(now_ns):
            _log.info("client.gone", extra={"sessions": len(client.sessions)})
            for live in self._stage:
                if live.owner == client.identity:
                    self._stage.end(live.name)

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
            raise defect(type(message).__name__).answering(re, session) from error

    def _handle(self, identity: bytes, client: Client | None, message: Message, now_ns: int) -> Message | None:
        if isinstance(message, Hello):
            return self._hello(identity, message, now_ns)
        if client is None:
            raise _hello_first(0)
        return self._table[type(message)](client, message, now_ns)

    def _hello(self, identity: bytes, message: Hello, now_ns: int) -> Welcome:
        check_version(message.protocol)
        if not self._admits(message.token):
            raise ProtocolError(ErrorCode.TOKEN, "the token is not this daemon's", "read it from the connection file")
        self._clients.welcome(identity, message.client, now_ns)
        _log.info("client.welcome", extra={"client": message.client})
        return self._welcome(message, now_ns)

    def _ping(self, _client: Client, message: Ping, now_ns: int) -> Pong:
        return Pong(message.id, message.client_ns, now_ns, self._clock())

    def _open(self, client: Client, message: OpenSession, now_ns: int) -> Message | None:
        self._stage.check_room()
        if message.face is None and message.avatar is None and message.avatar_sha256 is None:
            return self._opened(client, message, Ready(0, None, None), now_ns)
        faces = self._stage.outlets.faces
        if faces is None:
            raise ProtocolError(
                ErrorCode.UNSUPPORTED, "this daemon makes no pictures", "open the session without `face`"
            )
        if message.face is not None and message.face.layout == "texture":
            raise ProtocolError(
                ErrorCode.UNSUPPORTED, "this daemon has no face layout `texture`", "ask for `portrait` or `cutout`"
            )
        self._tickets += 1
        self._orders[self._tickets] = _Order(client.identity, message)
        faces.prepare(self._tickets, message.avatar, message.avatar_sha256, message.face)
        return None

    def _opened(self, client: Client, message: OpenSession, ready: Ready, now_ns: int) -> Message:
        live = self._stage.open(client.identity, message, ready.renderer, now_ns)
        client.sessions.add(live.name)
        return live.opened(message.id, ready.sha256)

    def _close(self, client: Client, message: CloseSession, _now_ns: int) -> Closed:
        self._stage.find(message.session)
        self._stage.end(message.session)
        client.sessions.discard(message.session)
        return Closed(message.id, message.session)

    def _push(self, client: Client, message: PushAudio, _now_ns: int) -> None:
        self._stage.find(message.session).push(client.identity, message)

    def _end_audio(self, client: Client, message: EndAudio, _now_ns: int) -> None:
        self._stage.find(message.session).session.audio.end(Asker(client.identity, message.id))

    def _set_controls(self, _client: Client, message: SetControls, _now_ns: int) -> ControlsSet:
        session = self._stage.find(message.session).session
        session.set_controls(changed_controls(session.controls, message.controls))
        return ControlsSet(message.id, message.session, controls_map(session.controls))

    def _cancel(self, client: Client, message: Cancel, now_ns: int) -> None:
        live = self._stage.find(message.session)
        with self._stage.guarding(live):
            live.cancel(Asker(client.identity, message.id), now_ns)

    def _snapshot(self, _client: Client, message: Snapshot, _now_ns: int) -> SnapshotReply:
        wanted = list(self._stage) if message.session is None else [self._stage.find(message.session)]
        return SnapshotReply(message.id, tuple(live.snapshot() for live in wanted))

    def _say(self, _client: Client, _message: Say, _now_ns: int) -> None:
        raise ProtocolError(ErrorCode.UNSUPPORTED, "this daemon does not speak texts", "push the audio of the speech")


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


def defect(request: str) -> ProtocolError:
    """What answers a request that failed although nothing was wrong with it; to be called where it is caught."""
    _log.exception("request.failed", extra={"request": request})
    return ProtocolError(ErrorCode.INTERNAL, "a defect of the daemon", "its log tells more")


def _hello_first(re: int) -> ProtocolError:
    return ProtocolError(ErrorCode.HELLO_FIRST, "the first message of a connection must be hello", re=re)
