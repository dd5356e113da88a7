"""The recorded sessions under their own names, played once somebody subscribes."""

from collections.abc import Iterable, Mapping
from typing import Final

from mien_bridge.daemon.wire.streams import Publisher, Stream
from mien_bridge.tap.contents import Contents
from mien_bridge.tap.playback import Playback
from mien_bridge.tap.played_session import PlayedSession
from mien_protocol.messages.snapshot import SessionSnapshot
from mien_protocol.topics import StreamKind

__all__ = ["OriginalSessions"]

_SETTLING_NS: Final = 200_000_000
"""From the first subscription to the first frame: whoever subscribes to several streams does so on two sockets."""

_LOST_NS: Final = 1_000_000_000
"""Further behind than this, as after the machine slept, a loop does not catch up but goes on from here."""


class OriginalSessions:
    """All sessions of a recording, together as they were."""

    def __init__(
        self,
        contents: Contents,
        publishers: Mapping[StreamKind, Publisher],
        server_id: str,
        *,
        speed: float,
        loop: bool,
    ) -> None:
        self._playback = Playback(contents, list(contents.sessions.values()), speed=speed)
        self._sessions = {
            name: PlayedSession(recorded, name, set(StreamKind), publishers, server_id)
            for name, recorded in contents.sessions.items()
        }
        self._loop = loop
        self._was_started = False

    def __contains__(self, session: str) -> bool:
        return session in self._sessions

    @property
    def next_ns(self) -> int | None:
        """Time at which something is due; None if nothing is."""
        return self._playback.next_ns

    def begin(self, now_ns: int) -> None:
        """Begins the streams."""
        for session in self._sessions.values():
            session.begin(now_ns)

    def greet(self, streams: Iterable[Stream], now_ns: int) -> None:
        """Begins to play when the first of its streams is subscribed to."""
        own = any(session.owns(stream) for stream in streams for session in self._sessions.values())
        if own and not self._was_started:
            self._was_started = True
            self._playback.start(now_ns + _SETTLING_NS)

    def perform(self, now_ns: int) -> None:
        """Plays what is due."""
        for message in self._playback.due(now_ns):
            self._sessions[message.session].publish(message, now_ns)
        if self._loop and self._was_started and not self._playback.is_playing:
            ends_ns = self._playback.ends_ns
            self._playback.start(ends_ns if now_ns - ends_ns < _LOST_NS else now_ns)

    def snapshots(self) -> list[SessionSnapshot]:
        """The state that a late client needs."""
        return [session.snapshot() for session in self._sessions.values()]

    def close(self) -> None:
        """Stops playing."""
        self._playback.close()
