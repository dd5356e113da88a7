"""The control socket: requests in, replies out, by one table."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from mien_bridge.daemon.performing.accepted_audio import Asker
from mien_bridge.daemon.performing.wire_controls import changed_controls, controls_map
from mien_bridge.daemon.pictures.faces import Ready
from mien_bridge.daemon.sessions.stage import Stage
from mien_bridge.daemon.wire.clients import Client, Clients
from mien_bridge.daemon.wire.reception import Answers, Reception, defect
from mien_protocol.codec import Part
from mien_protocol.errors import ErrorCode, ProtocolError
from mien_protocol.messages.connection import ErrorReply, Hello, Welcome
from mien_protocol.messages.controls import ControlsSet, SetControls
from mien_protocol.messages.sessions import Closed, CloseSession, OpenSession
from mien_protocol.messages.snapshot import Snapshot, SnapshotReply
from mien_protocol.messages.speech import Cancel, EndAudio, PushAudio, Say
from mien_protocol.schema import Message

__all__ = ["Control"]

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
        self._orders: dict[int, _Order] = {}
        self._tickets = 0
        self._reception = Reception(
            clients,
            admits=admits,
            welcome=welcome,
            welcomed=self._tell_progress,
            clock=clock,
            tell=stage.outlets.tell,
            answers=self._answers(),
        )

    @property
    def orders(self) -> int:
        """How many sessions wait for their avatars."""
        return len(self._orders)

    def receive(self, identity: bytes, parts: Sequence[Part], now_ns: int) -> None:
        """Answers one message, whatever it is."""
        self._reception.receive(identity, parts, now_ns)

    def deliver(self, ready: Ready, now_ns: int) -> None:
        """Opens, or refuses, the session that waited for an avatar."""
        order = self._orders.pop(ready.ticket)
        client = self._clients.get(order.identity)
        if client is not None:
            self._stage.outlets.tell(order.identity, self._delivered(client, order.asked, ready, now_ns))

    def excuse(self, lost_ns: int) -> None:
        """Counts no client's silence during a time in which none was listened to."""
        self._clients.excuse(lost_ns)

    def expire(self, now_ns: int) -> None:
        """Ends the sessions of clients of whom nothing is heard any more."""
        for client in self._clients.leave(now_ns):
            _log.info("client.gone", extra={"sessions": len(client.sessions)})
            for live in self._stage:
                if live.owner == client.identity:
                    self._stage.end(live.name)

    def _tell_progress(self, identity: bytes) -> None:
        """Tells one who comes back how far the audio of its sessions got: what was on its way may be lost."""
        for live in self._stage:
            if live.owner == identity:
                self._stage.outlets.tell(identity, live.progress())

    def _answers(self) -> Answers:
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

    def _open(self, client: Client, message: OpenSession, now_ns: int) -> Message | None:
        self._stage.check_room()
        if message.face is None and message.avatar is None and message.avatar_sha256 is None:
            return self._opened(client, message, Ready(0, None, None), now_ns)
        faces = self._stage.outlets.faces
        if faces is None:
            raise ProtocolError(
                ErrorCode.UNSUPPORTED, "this daemon makes no pictures", "open the session without `face`"
            )
        self._tickets += 1
        # Without the photo: what was asked for is kept as long as the session.
        self._orders[self._tickets] = _Order(client.identity, replace(message, avatar=None))
        faces.prepare(self._tickets, message.avatar, message.avatar_sha256, message.face)
        return None

    def _opened(self, client: Client, message: OpenSession, ready: Ready, now_ns: int) -> Message:
        live = self._stage.open(client.identity, message, ready.renderer, now_ns)
        client.sessions.add(live.name)
        return live.opened(message.id, ready.sha256)

    def _delivered(self, client: Client, asked: OpenSession, ready: Ready, now_ns: int) -> Message:
        if ready.error is not None:
            return ErrorReply.of(ready.error.answering(asked.id, None))
        try:
            return self._opened(client, asked, ready, now_ns)
        except ProtocolError as error:
            return ErrorReply.of(error.answering(asked.id, None))
        except Exception:
            return ErrorReply.of(defect(type(asked).__name__).answering(asked.id, None))

    def _close(self, client: Client, message: CloseSession, _now_ns: int) -> Closed:
        self._stage.find(message.session)
        self._stage.end(message.session)
        client.sessions.discard(message.session)
        return Closed(message.id, message.session)

    def _push(self, client: Client, message: PushAudio, _now_ns: int) -> None:
        self._stage.find(message.session).push(client.identity, message)

    def _end_audio(self, client: Client, message: EndAudio, _now_ns: int) -> None:
        audio = self._stage.find(message.session).session.audio
        audio.end(Asker(client.identity, message.id), message.seq)

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

    def _say(self, client: Client, message: Say, _now_ns: int) -> None:
        live = self._stage.find(message.session)
        live.say(Asker(client.identity, message.id), message.text, message.voice)
