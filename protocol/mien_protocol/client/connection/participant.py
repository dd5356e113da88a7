"""Receiver of a connection's messages: a session, opened or watched, or a bake."""

from abc import ABC, abstractmethod

from mien_protocol.client.errors import SessionLostError
from mien_protocol.messages.table import Socket
from mien_protocol.schema import Message

__all__ = ["Participant"]


class Participant(ABC):
    """The client's end of a session or bake.

    Attributes:
        name: What the daemon calls it.
        socket: Where it is spoken of.
        failure: Why it is no more, if it failed.
    """

    def __init__(self, name: str, server_id: str, socket: Socket) -> None:
        """The client's end of session `name` at the daemon run `server_id`."""
        self.name = name
        self.socket = socket
        self.failure: Exception | None = None
        self._server_id = server_id

    @abstractmethod
    def take(self, socket: Socket, message: Message) -> None:
        """Handles a message of its session or bake."""

    @abstractmethod
    def tick(self, now_ns: int) -> None:
        """Does what is due; called each time the connection was served."""

    def reconnected(self, server_id: str) -> None:
        """Handles a reconnection, or the reply to another hello."""
        if server_id != self._server_id:
            self.fail(f"the daemon was restarted (it was {self._server_id}, now {server_id})")
        else:
            self.resume()

    @abstractmethod
    def resume(self) -> None:
        """Continues at the same daemon; messages under way may be lost."""

    def fail(self, why: str) -> None:
        """Records why it ended, unless a reason is recorded already."""
        self.failure = self.failure or SessionLostError(f"session {self.name} is gone: {why}; open another session")

    def check(self) -> None:
        """Raises the recorded error, if there is one."""
        if self.failure is not None:
            raise self.failure
