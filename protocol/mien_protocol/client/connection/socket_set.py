"""Sockets of one connection, with their hello and heartbeats."""

import asyncio
from collections.abc import Callable, Iterable

from mien_protocol.client.connection.heartbeat import Heartbeats
from mien_protocol.client.connection.transport import Received, Transport
from mien_protocol.messages.connection import Hello, Ping, Welcome
from mien_protocol.messages.table import Socket
from mien_protocol.schema import Message

__all__ = ["SocketSet"]


class SocketSet:
    """The sockets to one daemon; callers pass the time in."""

    def __init__(self, transport: Transport, greeted_until_ns: int) -> None:
        """Fresh sockets; the reply to the hello is awaited until `greeted_until_ns`."""
        self._transport = transport
        self._greeted_until_ns = greeted_until_ns
        self._hello: int | None = None
        self._heartbeats = Heartbeats()
        self._heartbeat_s = 0.0

    @property
    def is_up(self) -> bool:
        """True once the daemon has replied to a hello."""
        return bool(self._heartbeats)

    @property
    def awaits_welcome(self) -> bool:
        """True while the reply to a hello is due."""
        return self._hello is not None

    def greet(self, hello: Hello) -> None:
        """Sends a hello."""
        self._hello = hello.id
        self._transport.send(hello)

    def answers_hello(self, message: Message) -> bool:
        """True if a message is the reply to the last hello."""
        answers = self._hello is not None and getattr(message, "re", 0) == self._hello
        self._hello = None if answers else self._hello
        return answers

    def begin(self, welcome: Welcome, topics: Iterable[tuple[Socket, str]], now_ns: int) -> None:
        """Records the reply to the hello; sends the subscriptions that waited for it."""
        self._heartbeat_s = welcome.heartbeat_s
        self._heartbeats.begin(Socket.CONTROL, self._heartbeat_s, now_ns)
        for socket, topic in topics:
            self._transport.subscribe(socket, topic)

    def send(self, message: Message, socket: Socket, now_ns: int) -> None:
        """Sends a message, and starts the heartbeat of its socket."""
        self._transport.send(message, socket)
        self._heartbeats.begin(socket, self._heartbeat_s, now_ns)

    def rest(self, socket: Socket) -> None:
        """Stops the heartbeat of a socket until the next message is sent there."""
        self._heartbeats.end(socket)

    def subscribe(self, socket: Socket, topic: str) -> None:
        """Subscribes to a stream, once the daemon has replied to the hello."""
        if self.is_up:
            self._transport.subscribe(socket, topic)

    def unsubscribe(self, socket: Socket, topic: str) -> None:
        """Unsubscribes from a stream."""
        if self.is_up:
            self._transport.unsubscribe(socket, topic)

    def read(self) -> list[Received]:
        """Reads the messages that have arrived."""
        received = self._transport.read()
        for one in received:
            self._heartbeats.heard(one.socket)
        return received

    def broken(self) -> list[Socket]:
        """The sockets whose connection broke and is restored by ZeroMQ."""
        return self._transport.broken()

    def keep_alive(self, now_ns: int, next_id: Callable[[], int]) -> bool:
        """Sends the pings that are due; returns False once the daemon is silent or its hello overdue."""
        if not self.is_up:
            return now_ns <= self._greeted_until_ns
        for socket in self._heartbeats.pinged(now_ns):
            self._transport.send(Ping(next_id(), now_ns), socket)
        return not self._heartbeats.is_silent(now_ns)

    def due_in_ns(self, now_ns: int) -> int:
        """Time until something is due, unless a message arrives first."""
        return self._heartbeats.due_ns(now_ns) if self.is_up else max(self._greeted_until_ns - now_ns, 0)

    def wait(self, seconds: float) -> None:
        """Blocks until a message arrives, or the time is over."""
        self._transport.wait(seconds)

    async def wait_async(self, seconds: float, wake: asyncio.Event) -> None:
        """The same in an event loop; ends, too, when `wake` is set."""
        await self._transport.wait_async(seconds, wake)

    def close(self, linger_s: float) -> None:
        """Closes the sockets, after a short linger for the last messages."""
        self._transport.close(linger_s)
