"""Watched session of another client, known by its streams alone."""

from typing import Final

from mien_protocol.client.connection.connection import Connection
from mien_protocol.client.sessions.streamed_session import StreamedSession
from mien_protocol.messages.sessions import Topics
from mien_protocol.messages.table import Socket
from mien_protocol.schema import Message

__all__ = ["WatchedSession"]

_HEARTBEATS_MISSED: Final = 3


class WatchedSession(StreamedSession):
    """Streams of another client's session; never waits by itself.

    A daemon tells the end of a session to its owner alone. So when its streams fall silent, keepalives too, the
    daemon is asked whether there still is one.
    """

    def __init__(self, connection: Connection, name: str, topics: Topics) -> None:
        """Subscribes to the session's streams."""
        super().__init__(connection, name, topics)
        self._heard_ns = connection.now_ns()

    def take(self, socket: Socket, message: Message) -> None:
        """Takes a message of one of its streams."""
        self._heard_ns = self._connection.now_ns()
        super().take(socket, message)

    def tick(self, now_ns: int) -> None:
        """Verifies the session after three heartbeats without a message."""
        super().tick(now_ns)
        if now_ns - self._heard_ns > _HEARTBEATS_MISSED * self._connection.welcome.heartbeat_s * 1e9:
            self._heard_ns = now_ns
            self.verify()
