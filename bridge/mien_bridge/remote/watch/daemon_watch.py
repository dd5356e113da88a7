"""A watched daemon: all of its sessions, also later ones, through restarts."""

import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from mien_bridge.remote.connect import connect
from mien_bridge.remote.watch.background_subscriber import BackgroundSubscriber
from mien_bridge.remote.watch.stream_watch import StreamStatus, StreamWatch
from mien_bridge.tap.message import TapMessage
from mien_protocol.client import DaemonSilentError
from mien_protocol.connection_file import read_connection
from mien_protocol.errors import ProtocolError
from mien_protocol.messages.frames import Frame
from mien_protocol.messages.streams import StreamHeader
from mien_protocol.messages.table import Socket
from mien_protocol.topics import StreamKind

__all__ = ["DaemonStatus", "DaemonWatch"]

_PATIENCE_S: Final = 3.0
_TURN_S: Final = 0.05


@dataclass(frozen=True, slots=True)
class DaemonStatus:
    """Status of a daemon.

    Attributes:
        server: Its name and version.
        server_id: Of its run.
        control: Where its control socket is.
        is_connected: Whether it answers.
        round_trip_ms: Of a ping; None before the first.
        sessions: How many there are.
        streams: What flows.
    """

    server: str
    server_id: str
    control: str
    is_connected: bool
    round_trip_ms: float | None
    sessions: int
    streams: tuple[StreamStatus, ...]


class DaemonWatch:
    """Subscriptions to whatever a daemon publishes; use it in a `with`."""

    def __init__(self, connection_file: Path, *, face: bool) -> None:
        """Connects.

        Args:
            connection_file: Of the daemon.
            face: Whether to receive pictures, too: up to 40 MB a second of each session.

        Raises:
            MienError: If there is no daemon.
        """
        self._path = connection_file
        self._topics = [(Socket.MOTION, "motion/"), (Socket.MOTION, "audio/")]
        self._topics += [(Socket.FACE, "face/")] if face else []
        self._watches_face = face
        self._client = connect(connection_file, "mien watch", attempt_s=_PATIENCE_S)
        try:
            self._subscribe()
        except BaseException:
            self._client.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._subscriber.close()
        self._client.close()

    def watch(self, seconds: float) -> None:
        """Watches for some seconds."""
        deadline_ns = time.monotonic_ns() + round(seconds * 1e9)
        while (left_ns := deadline_ns - time.monotonic_ns()) > 0:
            self._client.turn(min(left_ns / 1e9, _TURN_S))
            for message in self._subscriber.take():
                self._take(message)

    def status(self) -> DaemonStatus:
        """The status; asks the daemon what sessions there are."""
        if self._client.is_connected and self._client.welcome.server_id != self._server_id:
            self._subscriber.close()
            self._subscribe()
        self._look()
        clock, welcome, now_ns = self._client.clock, self._client.welcome, time.monotonic_ns()
        return DaemonStatus(
            server=welcome.server,
            server_id=welcome.server_id,
            control=self._control,
            is_connected=self._client.is_connected,
            round_trip_ms=clock.round_trip_ns / 1e6 if clock.known else None,
            sessions=len({session for session, _ in self._streams}),
            streams=tuple(
                watch.status(now_ns, watched=self._watches_face or kind is not StreamKind.FACE)
                for (_, kind), watch in self._streams.items()
            ),
        )

    def _subscribe(self) -> None:
        """Listens to the daemon that answers now, which may be another than before."""
        connection = read_connection(self._path)
        self._server_id = self._client.welcome.server_id
        self._control = str(connection["control"])
        self._streams: dict[tuple[str, StreamKind], StreamWatch] = {}
        self._subscriber = BackgroundSubscriber(connection, self._topics)

    def _look(self) -> None:
        """Learns which streams there are; those of a daemon that does not answer are left as they were."""
        if not self._client.is_connected:
            return
        try:
            snapshots = self._client.snapshot()
        except DaemonSilentError:
            return
        headers = [header for one in snapshots for header in (one.motion, one.face, one.audio) if header is not None]
        known = {(header.session, StreamKind(header.kind)): header for header in headers}
        self._streams = {stream: self._streams.get(stream) or StreamWatch(header) for stream, header in known.items()}

    def _take(self, received: TapMessage) -> None:
        try:
            message = received.decoded()
        except ProtocolError:
            # Perhaps of a later version: nothing can be said of it.
            return
        if isinstance(message, StreamHeader):
            stream = message.session, StreamKind(message.kind)
            self._streams.setdefault(stream, StreamWatch(message)).describe(message)
        elif isinstance(message, Frame) and (watch := self._streams.get((message.session, message.KIND))) is not None:
            clock = self._client.clock
            latency_ms = (received.at_ns - clock.to_client_ns(message.daemon_ns)) / 1e6 if clock.known else None
            watch.add(message, received.at_ns, latency_ms)
