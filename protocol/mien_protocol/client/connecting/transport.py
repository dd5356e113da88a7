"""Transport of messages to a daemon and back: ZeroMQ, or a stand-in of the same few methods."""

import asyncio
from abc import ABC, abstractmethod
from dataclasses import dataclass

from mien_protocol.messages.table import Socket
from mien_protocol.schema import Message

__all__ = ["Received", "Transport"]


@dataclass(frozen=True, slots=True)
class Received:
    """A message, and the socket on which it came."""

    socket: Socket
    message: Message


class Transport(ABC):
    """One connection to a daemon's sockets."""

    @abstractmethod
    def send(self, message: Message, socket: Socket = Socket.CONTROL) -> None:
        """Sends a message on the control or the bake socket; never waits."""

    @abstractmethod
    def subscribe(self, socket: Socket, topic: str) -> None:
        """Asks for a stream on the motion or the face socket."""

    @abstractmethod
    def unsubscribe(self, socket: Socket, topic: str) -> None:
        """Asks for it no more."""

    @abstractmethod
    def read(self) -> list[Received]:
        """Reads what has come; never waits."""

    @abstractmethod
    def broken(self) -> list[Socket]:
        """The sockets whose connection broke since asked last.

        It mends by itself, but what was on its way may be lost.
        """

    @abstractmethod
    def wait(self, timeout_s: float) -> None:
        """Until something has come, or the time is over."""

    @abstractmethod
    async def wait_async(self, timeout_s: float, nudge: asyncio.Event) -> None:
        """The same in an event loop; ends, too, when `nudge` is set."""

    @abstractmethod
    def close(self, linger_s: float = 0.0) -> None:
        """Closes the connection; what was sent last may have a moment to leave."""
