"""The sessions that clients open in a replay, and their requests."""

import hashlib
import logging
import secrets
from collections.abc import Mapping

from mien_bridge.daemon.performance.audio_queue import Requester
from mien_bridge.daemon.wire.clients import ClientTable, ConnectedClient
from mien_bridge.daemon.wire.dispatcher import Handlers
from mien_bridge.daemon.wire.streams import Publisher
from mien_bridge.tap.contents import Contents, RecordedSession
from mien_bridge.tap.original_sessions import OriginalSessions
from mien_bridge.tap.playback import Playback
from mien_bridge.tap.played_session import PlayedSession
from mien_bridge.tap.replay_session import ReplaySession, Tell
from mien_protocol.errors import ErrorCode, ProtocolError
from mien_protocol.limits import DEFAULT_LIMITS
from mien_protocol.messages.controls import ControlsSet, SetControls
from mien_protocol.messages.sessions import Closed, CloseSession, Opened, OpenSession, SessionEnded
from mien_protocol.messages.snapshot import Snapshot, SnapshotReply
from mien_protocol.messages.speech import Cancel, EndAudio, PushAudio, Said, Say
from mien_protocol.topics import StreamKind

__all__ = ["ReplaySessions"]

_log = logging.getLogger(__name__)


class ReplaySessions:
    """Plays the recording to each client that opens a session, from its beginning and under a name of its own."""

    def __init__(
        self,
        contents: Contents,
        publishers: Mapping[StreamKind, Publisher],
        server_id: str,
        *,
        speed: float,
        originals: OriginalSessions,
        tell: Tell,
    ) -> None:
        """Starts without sessions.

        Args:
            contents: The recording.
            publishers: Where streams are published, by kind.
            server_id: Of the daemon that publishes.
            speed: How many times faster than it was recorded to play.
            originals: The recorded sessions themselves, which clients may look at.
            tell: Sends a message to a connection.
        """
        self._contents = contents
        self._publishers = publishers
        self._server_id = server_id
        self._speed = speed
        self._originals = originals
        self._tell = tell
        self._sessions: dict[str, ReplaySession] = {}

    @property
    def next_ns(self) -> int | None:
        """Time at which something is due; None if nothing is."""
        return min((due for one in self._sessions.values() if (due := one.next_ns) is not None), default=None)

    def handlers(self) -> Handlers:
        """Handlers of the clients' messages."""
        return {
            OpenSession: self._open,
            CloseSession: self._close,
            PushAudio: self._push,
            EndAudio: self._end_audio,
            Say: self._say,
            SetControls: self._set_controls,
            Cancel: self._cancel,
            Snapshot: self._snapshot,
        }

    def perform(self, now_ns: int) -> None:
        """Plays what is due."""
        for session in self._sessions.values():
            session.perform(now_ns)

    def tell_progress(self, identity: bytes) -> None:
        """Tells a connection, which may have been broken, how far the audio of its sessions got."""
        for session in self._sessions.values():
            if session.owner == identity:
                self._tell(identity, session.progress())

    def expire(self, clients: ClientTable, now_ns: int) -> None:
        """Ends the sessions of clients that have fallen silent."""
        gone = {client.identity for client in clients.leave(now_ns)}
        for name in [name for name, session in self._sessions.items() if session.owner in gone]:
            self._sessions.pop(name).end()

    def end(self, message: str) -> None:
        """Ends all sessions, and tells their owners why."""
        for name, session in self._sessions.items():
            session.end()
            self._tell(session.owner, SessionEnded(name, ErrorCode.NO_SESSION, message))
        self._sessions.clear()

    def _open(self, client: ConnectedClient, asked: OpenSession, now_ns: int) -> Opened:
        if len(self._sessions) >= DEFAULT_LIMITS.sessions:
            raise ProtocolError(
                ErrorCode.TOO_MANY_SESSIONS, "all sessions of this daemon are taken", "close one", retryable=True
            )
        kinds = {StreamKind.MOTION}
        kinds |= {StreamKind.FACE} if asked.face is not None else set()
        kinds |= {StreamKind.AUDIO} if asked.echo else set()
        recorded = self._with(kinds)
        played = PlayedSession(recorded, secrets.token_hex(8), kinds, self._publishers, self._server_id)
        playback = Playback(self._contents, [recorded], speed=self._speed)
        session = ReplaySession(played, playback, client.identity, asked, self._tell)
        self._sessions[played.name] = session
        played.begin(now_ns)
        _log.info("session.opened", extra={"session": played.name, "recorded": recorded.name})
        digest = asked.avatar_sha256 if asked.avatar is None else hashlib.sha256(asked.avatar).hexdigest()
        return session.opened(asked.id, digest)

    def _with(self, kinds: set[StreamKind]) -> RecordedSession:
        """The first recorded session that has streams of all these kinds."""
        for session in self._contents.sessions.values():
            if kinds <= set(session.streams):
                return session
        wanted = {StreamKind.FACE: "pictures", StreamKind.AUDIO: "echoed audio"}
        missing = " and ".join(name for kind, name in wanted.items() if kind in kinds)
        raise ProtocolError(
            ErrorCode.UNSUPPORTED, f"no session of this recording has {missing}", "record one, or do not ask for it"
        )

    def _close(self, _client: ConnectedClient, message: CloseSession, _now_ns: int) -> Closed:
        self._find(message.session)
        self._sessions.pop(message.session).end()
        return Closed(message.id, message.session)

    def _push(self, client: ConnectedClient, message: PushAudio, now_ns: int) -> None:
        self._find(message.session).push(client.identity, message, now_ns)

    def _end_audio(self, client: ConnectedClient, message: EndAudio, now_ns: int) -> None:
        self._find(message.session).end_audio(Requester(client.identity, message.id), now_ns)

    def _say(self, _client: ConnectedClient, message: Say, now_ns: int) -> Said:
        return self._find(message.session).say(message, now_ns)

    def _set_controls(self, _client: ConnectedClient, message: SetControls, _now_ns: int) -> ControlsSet:
        controls = self._find(message.session).set_controls(message.controls)
        return ControlsSet(message.id, message.session, controls)

    def _cancel(self, client: ConnectedClient, message: Cancel, _now_ns: int) -> None:
        self._find(message.session).cancel(Requester(client.identity, message.id))

    def _snapshot(self, _client: ConnectedClient, message: Snapshot, _now_ns: int) -> SnapshotReply:
        every = [
            *self._originals.snapshots(),
            *(session.played.snapshot() for session in self._sessions.values()),
        ]
        wanted = [one for one in every if message.session in (None, one.session)]
        if not wanted:
            raise _no_session(message.session)
        return SnapshotReply(message.id, tuple(wanted))

    def _find(self, name: str) -> ReplaySession:
        session = self._sessions.get(name)
        if session is not None:
            return session
        if name in self._originals:
            raise ProtocolError(
                ErrorCode.UNSUPPORTED, f"session {name} is shown as it was recorded", "open a session of your own"
            )
        raise _no_session(name)


def _no_session(name: str | None) -> ProtocolError:
    return ProtocolError(ErrorCode.NO_SESSION, f"there is no session {name}", "it has ended, or never existed")
