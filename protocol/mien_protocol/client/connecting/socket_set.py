"""The sockets of one connection: whether the daemon has answered there, and whether it still lives."""

import asyncio
from collections.abc import Callable, Iterable

from mien_protocol.client.connecting.pulse import Pulses
from mien_protocol.client.connecting.transport import Received, Transport
from mien_protocol.messages.connection import Hello, Ping, Welcome
from mien_protocol.messages.table import Socket
from mien_protocol.schema import Message

__all__ = ["SocketSet"]


class SocketSet:
    """A line to a daemon; it is told the time."""

    def __init__(self, transport: Transport, greeted_until_ns: int) -> None:
        """A line over which nothing was said; the answer to a hello is waited for until `greeted_until_ns`."""
        self._transport = transport
        self._greeted_until_ns = greeted_until_ns
        self._hello: int | None = None
        self._pulses = Pulses()
        self._heartbeat_s = 0.0

    @property
    def is_up(self) -> bool:
        """True once the daemon has answered a hello."""
        return bool(self._pulses)

    def greet(self, hello: Hello) -> None:
        """Says hello."""
        self._hello = hello.id
        self._transport.send(hello)

    def answers_hello(self, message: Message) -> bool:
        """True if a message answers the last hello."""
        answers = self._hello is not None and getattr(message, "re", 0) == self._hello
        self._hello = None if answers else self._hello
        return answers

    def begin(self, welcome: Welcome, topics: Iterable[tuple[Socket, str]], now_ns: int) -> None:
        """Learns that the daemon has answered; subscribes to what is wanted."""
        self._heartbeat_s = welcome.heartbeat_s
        self._pulses.begin(Socket.CONTROL, self._heartbeat_s, now_ns)
        for socket, topic in topics:
            self._transport.subscribe(socket, topic)

    def send(self, message: Message, socket: Socket, now_ns: int) -> None:
        """Sends a message; from here on signs of life are expected on that socket."""
        self._transport.send(message, socket)
        self._pulses.begin(socket, self._heartbeat_s, now_ns)

    def rest(self, socket: Socket) -> None:
        """Expects no signs of life on a socket until something is sent there."""
        self._pulses.end(socket)

    def subscribe(self, socket: Socket, topic: str) -> None:
        """Asks for a stream, which waits for the daemon's answer to the hello."""
        if self.is_up:
            self._transport.subscribe(socket, topic)

    def unsubscribe(self, socket: Socket, topic: str) -> None:
        """Asks for it no more."""
        if self.is_up:
            self._transport.unsubscribe(socket, topic)

    def read(self) -> list[Received]:
        """Reads what has come."""
        received = self._transport.read()
        for one in received:
            self._pulses.heard(one.socket)
        return received

    def broken(self) -> list[Socket]:
        """The sockets whose connection broke, and mends by itself."""
        return self._transport.broken()

    def keep_alive(self, now_ns: int, next_id: Callable[[], int]) -> bool:
        """Sends the pings that are due; whether the daemon still lives, or may still answer the hello."""
        if not self.is_up:
            return now_ns <= self._greeted_until_ns
        for socket in self._pulses.pinged(now_ns):
            self._transport.send(Ping(next_id(), now_ns), socket)
        return not self._pulses.is_silent(now_ns)

    def due_in_ns(self, now_ns: int) -> int:
        """For how long nothing has to be done unless something comes."""
        return self._pulses.due_ns(now_ns) if self.is_up else max(self._greeted_until_ns - now_ns, 0)

    def wait(self, seconds: float) -> None:
        """Blocks until something has come, or the time is over."""
        self._transport.wait(seconds)

    async def wait_async(self, seconds: float, nudge: asyncio.Event) -> None:
        """The same in an event loop; ends, too, when `nudge` is set."""
        await self._transport.wait_async(seconds, nudge)

    def close(self, linger_s: float) -> None:
        """Closes the sockets; what was sent last has a moment to leave."""
        self._transport.close(linger_s)
