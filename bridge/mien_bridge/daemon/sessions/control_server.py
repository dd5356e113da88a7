"""The control socket: requests in, replies out, by one table."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from mien_bridge.daemon.performance.audio_queue import Requester
from mien_bridge.daemon.performance.wire_controls import to_wire_controls, update_controls
from mien_bridge.daemon.pictures.face_worker import AvatarResult
from mien_bridge.daemon.sessions.registry import SessionRegistry
from mien_bridge.daemon.wire.clients import ClientTable, ConnectedClient
from mien_bridge.daemon.wire.dispatcher import Dispatcher, Handlers, report_defect
from mien_protocol.codec import Part
from mien_protocol.errors import ErrorCode, ProtocolError
from mien_protocol.messages.connection import ErrorReply, Hello, Welcome
from mien_protocol.messages.controls import ControlsSet, SetControls
from mien_protocol.messages.sessions import Closed, CloseSession, OpenSession
from mien_protocol.messages.snapshot import Snapshot, SnapshotReply
from mien_protocol.messages.speech import Cancel, EndAudio, PushAudio, Say
from mien_protocol.schema import Message
from mien_protocol.text_tags import TaggedText, read_tags

__all__ = ["ControlServer"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _PendingSession:
    """A session that waits for its avatar."""

    identity: bytes
    asked: OpenSession


class ControlServer:
    """Answers the messages of all connections; it is told the daemon time, and reads no clock."""

    def __init__(
        self,
        registry: SessionRegistry,
        clients: ClientTable,
        admits: Callable[[str], bool],
        welcome: Callable[[Hello, int], Welcome],
        clock: Callable[[], int],
    ) -> None:
        """Answers for the sessions of a registry.

        Args:
            registry: The sessions.
            clients: The connections.
            admits: Whether a token is the right one.
            welcome: What answers a `hello` at a daemon time.
            clock: Daemon time, for the second stamp of a `pong`.
        """
        self._registry = registry
        self._clients = clients
        self._pending: dict[int, _PendingSession] = {}
        self._tickets = 0
        self._dispatcher = Dispatcher(
            clients,
            admits=admits,
            welcome=welcome,
            welcomed=self._tell_progress,
            clock=clock,
            tell=registry.channels.tell,
            handlers=self._handlers(),
        )

    @property
    def pending_avatars(self) -> int:
        """Number of sessions that wait for their avatars."""
        return len(self._pending)

    def receive(self, identity: bytes, parts: Sequence[Part], now_ns: int) -> None:
        """Answers one message, whatever it is."""
        self._dispatcher.receive(identity, parts, now_ns)

    def deliver(self, ready: AvatarResult, now_ns: int) -> None:
        """Opens, or refuses, the session that waited for an avatar."""
        pending = self._pending.pop(ready.ticket)
        client = self._clients.get(pending.identity)
        if client is not None:
            self._registry.channels.tell(pending.identity, self._delivered(client, pending.asked, ready, now_ns))

    def extend_deadlines(self, lost_ns: int) -> None:
        """Extends every deadline by the stall, during which no client was heard."""
        self._clients.extend_deadlines(lost_ns)

    def expire(self, now_ns: int) -> None:
        """Ends the sessions of clients that have fallen silent."""
        for client in self._clients.leave(now_ns):
            _log.info("client.gone", extra={"sessions": len(client.sessions)})
            for live in self._registry:
                if live.owner == client.identity:
                    self._registry.end(live.name)

    def _tell_progress(self, identity: bytes) -> None:
        """Tells a returning client how far its audio got, as some may have been lost on the way."""
        for live in self._registry:
            if live.owner == identity:
                self._registry.channels.tell(identity, live.progress())

    def _handlers(self) -> Handlers:
        return {
            OpenSession: self._open,
            CloseSession: self._close,
            PushAudio: self._push,
            EndAudio: self._end_audio,
            SetControls: self._set_controls,
            Cancel: self._cancel,
            Snapshot: self._snapshot,
            Say: self._say,
        }

    def _open(self, client: ConnectedClient, message: OpenSession, now_ns: int) -> Message | None:
        self._registry.check_room()
        if message.face is None and message.avatar is None and message.avatar_sha256 is None:
            return self._opened(client, message, AvatarResult(0, None, None), now_ns)
        face_worker = self._registry.channels.face_worker
        if face_worker is None:
            raise ProtocolError(
                ErrorCode.UNSUPPORTED, "this daemon makes no pictures", "open the session without `face`"
            )
        self._tickets += 1
        # Without the photo: the request is kept as long as the session.
        self._pending[self._tickets] = _PendingSession(client.identity, replace(message, avatar=None))
        face_worker.prepare(self._tickets, message.avatar, message.avatar_sha256, message.face)
        return None

    def _opened(self, client: ConnectedClient, message: OpenSession, ready: AvatarResult, now_ns: int) -> Message:
        live = self._registry.open(client.identity, message, ready.renderer, now_ns)
        client.sessions.add(live.name)
        return live.opened(message.id, ready.sha256)

    def _delivered(self, client: ConnectedClient, asked: OpenSession, ready: AvatarResult, now_ns: int) -> Message:
        if ready.error is not None:
            return ErrorReply.of(ready.error.answering(asked.id, None))
        try:
            return self._opened(client, asked, ready, now_ns)
        except ProtocolError as error:
            return ErrorReply.of(error.answering(asked.id, None))
        except Exception:
            return ErrorReply.of(report_defect(type(asked).__name__).answering(asked.id, None))

    def _close(self, client: ConnectedClient, message: CloseSession, _now_ns: int) -> Closed:
        self._registry.find(message.session)
        self._registry.end(message.session)
        client.sessions.discard(message.session)
        return Closed(message.id, message.session)

    def _push(self, client: ConnectedClient, message: PushAudio, _now_ns: int) -> None:
        self._registry.find(message.session).push(client.identity, message)

    def _end_audio(self, client: ConnectedClient, message: EndAudio, _now_ns: int) -> None:
        audio = self._registry.find(message.session).session.audio
        audio.end(Requester(client.identity, message.id), message.seq)

    def _set_controls(self, _client: ConnectedClient, message: SetControls, _now_ns: int) -> ControlsSet:
        session = self._registry.find(message.session).session
        session.set_controls(update_controls(session.controls, message.controls))
        return ControlsSet(message.id, message.session, to_wire_controls(session.controls))

    def _cancel(self, client: ConnectedClient, message: Cancel, now_ns: int) -> None:
        live = self._registry.find(message.session)
        with self._registry.guard(live):
            live.cancel(Requester(client.identity, message.id), now_ns)

    def _snapshot(self, _client: ConnectedClient, message: Snapshot, _now_ns: int) -> SnapshotReply:
        wanted = list(self._registry) if message.session is None else [self._registry.find(message.session)]
        return SnapshotReply(message.id, tuple(live.snapshot() for live in wanted))

    def _say(self, client: ConnectedClient, message: Say, _now_ns: int) -> None:
        live = self._registry.find(message.session)
        text = read_tags(message.text) if message.tags else TaggedText(message.text)
        live.say(Requester(client.identity, message.id), text, message.voice)
