"""Interface of the message transport, for ZeroMQ and for a test's stand-in."""

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
        """Subscribes to a stream on the motion or the face socket."""

    @abstractmethod
    def unsubscribe(self, socket: Socket, topic: str) -> None:
        """Unsubscribes from a stream."""

    @abstractmethod
    def read(self) -> list[Received]:
        """Reads the messages that have arrived; never waits."""

    @abstractmethod
    def broken(self) -> list[Socket]:
        """The sockets whose connection broke since the last call.

        It mends by itself, but what was on its way may be lost.
        """

    @abstractmethod
    def wait(self, timeout_s: float) -> None:
        """Waits until a message arrives, or the time is over."""

    @abstractmethod
    async def wait_async(self, timeout_s: float, wake: asyncio.Event) -> None:
        """The same in an event loop; ends, too, when `wake` is set."""

    @abstractmethod
    def close(self, linger_s: float = 0.0) -> None:
        """Closes the connection, after a short linger for the last messages."""
