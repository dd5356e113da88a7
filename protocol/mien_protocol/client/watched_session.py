"""A session that somebody else has opened, seen by its streams alone."""

from typing import Final

from mien_protocol.client.connection import Connection
from mien_protocol.client.streamed_session import StreamedSession
from mien_protocol.errors import ErrorCode
from mien_protocol.messages.connection import ErrorReply
from mien_protocol.messages.sessions import Topics
from mien_protocol.messages.snapshot import Snapshot
from mien_protocol.messages.table import Socket
from mien_protocol.schema import Message

__all__ = ["WatchedSession"]

_HEARTBEATS_MISSED: Final = 3


class WatchedSession(StreamedSession):
    """What arrives of another's session; never waits by itself.

    A daemon tells the end of a session to its owner alone. So when its streams fall silent, keepalives too, the
    daemon is asked whether there still is one.
    """

    def __init__(self, connection: Connection, name: str, topics: Topics) -> None:
        """Subscribes to the session's streams."""
        super().__init__(connection, name, topics)
        self._heard_ns = connection.now_ns()
        self._asked: int | None = None

    def take(self, socket: Socket, message: Message) -> None:
        """Takes a message of one of its streams."""
        self._heard_ns = self._connection.now_ns()
        super().take(socket, message)

    def tick(self, now_ns: int) -> None:
        """Asks whether there still is such a session, when nothing was heard of it for three heartbeats."""
        if self._asked is not None:
            self._look_for_answer(self._asked)
        elif now_ns - self._heard_ns > _HEARTBEATS_MISSED * self._connection.welcome.heartbeat_s * 1e9:
            self._asked = self._connection.next_id()
            self._connection.ask(Snapshot(self._asked, self.name))

    def resume(self) -> None:
        """Goes on at the same daemon; an answer that was awaited will not come."""
        self._asked = None

    def _look_for_answer(self, number: int) -> None:
        answer = self._connection.answer(number)
        if isinstance(answer, ErrorReply) and answer.code == ErrorCode.NO_SESSION:
            self.fail("it has ended")
        if answer is not None:
            self._asked, self._heard_ns = None, self._connection.now_ns()
