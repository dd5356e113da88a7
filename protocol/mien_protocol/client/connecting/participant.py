"""Whatever a connection carries messages for: a session that was opened or is watched, a bake."""

from abc import ABC, abstractmethod

from mien_protocol.client.errors import SessionLostError
from mien_protocol.messages.table import Socket
from mien_protocol.schema import Message

__all__ = ["Participant"]


class Participant(ABC):
    """One end of what a daemon calls a session.

    Attributes:
        name: What the daemon calls it.
        socket: Where it is spoken of.
        failure: Why it is no more, if it failed.
    """

    def __init__(self, name: str, server_id: str, socket: Socket) -> None:
        """One end of session `name` at the daemon that runs as `server_id`."""
        self.name = name
        self.socket = socket
        self.failure: Exception | None = None
        self._server_id = server_id

    @abstractmethod
    def take(self, socket: Socket, message: Message) -> None:
        """Takes a message that concerns it."""

    @abstractmethod
    def tick(self, now_ns: int) -> None:
        """Does what is due; called whenever the connection has been looked after."""

    def reconnected(self, server_id: str) -> None:
        """Learns that there is a connection again, or that the daemon was greeted once more."""
        if server_id != self._server_id:
            self.fail(f"the daemon was restarted (it was {self._server_id}, now {server_id})")
        else:
            self.resume()

    @abstractmethod
    def resume(self) -> None:
        """Goes on at the same daemon; what was on its way may be lost."""

    def fail(self, why: str) -> None:
        """Remembers why it is no more, unless that is known."""
        self.failure = self.failure or SessionLostError(f"session {self.name} is gone: {why}; open another session")

    def check(self) -> None:
        """Raises what went wrong, if anything did."""
        if self.failure is not None:
            raise self.failure
