"""A connection to a daemon that stays: requests and their replies, signs of life, another try where it broke."""

import logging
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

from mien_protocol.client.errors import DaemonSilentError
from mien_protocol.client.transport import Transport, ZmqTransport
from mien_protocol.clock import ClockOffset
from mien_protocol.connection_file import read_connection
from mien_protocol.errors import ErrorCode, MienError, ProtocolError
from mien_protocol.messages.common import PROTOCOL_VERSION, Request
from mien_protocol.messages.connection import ErrorReply, Hello, Ping, Pong, Welcome
from mien_protocol.messages.table import Socket
from mien_protocol.schema import Message

__all__ = ["Connection", "Surroundings"]

_log = logging.getLogger(__name__)

_HEARTBEATS_MISSED: Final = 3
_PING_EVERY_S: Final = 1.0
_FIRST_WAIT_S: Final = 1.0
_LONGEST_WAIT_S: Final = 32.0

Listener = Callable[[Message], None]
R = TypeVar("R", bound=Message)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a connection takes from outside.

    Attributes:
        dial: Connects by what the connection file says, under a routing id.
        clock: The client's time, nanoseconds, monotonic.
        wait: Lets seconds pass.
    """

    dial: Callable[[Mapping[str, Any], bytes], Transport] = ZmqTransport
    clock: Callable[[], int] = time.monotonic_ns
    wait: Callable[[float], None] = time.sleep


class Connection:
    """Speaks to one daemon, or to its successor; does so only while one of its methods is called.

    Attributes:
        offset: The daemon's clock in the client's.
        made: How many times it has been made; one more is another connection.
    """

    def __init__(self, path: Path, name: str, listen: Listener, patience_s: float, around: Surroundings) -> None:
        """Connects and says hello.

        Args:
            path: Of the connection file.
            name: What the client calls itself.
            listen: Takes what answers no request, each `Welcome`, and an error `hello_first`: it ends all sessions.
            patience_s: How long the answer to a request is waited for.
            around: Clock and sockets.

        Raises:
            MienError: If no daemon has written the file, or none answers, or it will not have us.
        """
        self.offset = ClockOffset()
        self.made = 0
        self._path = path
        self._name = name
        self._listen = listen
        self._patience_s = patience_s
        self._around = around
        # Not beginning with a zero, as ids made by ROUTER sockets do.
        self._identity = b"\x01" + secrets.token_bytes(15)
        self._topics: set[tuple[Socket, str]] = set()
        self._transport: Transport | None = None
        self._awaited: set[int] = set()
        self._replies: dict[int, Message] = {}
        self._last_id = 0
        self._asked_ns: int | None = None
        self._pinged_ns = 0
        self._retry_ns = 0
        self._wait_s = _FIRST_WAIT_S
        self._welcome = self._dial(patience_s)

    @property
    def welcome(self) -> Welcome:
        """What the daemon said of itself at the last hello."""
        return self._welcome

    @property
    def is_up(self) -> bool:
        """Whether the daemon answered lately; if not, the next calls try again."""
        return self._transport is not None

    def now_ns(self) -> int:
        """The client's time."""
        return self._around.clock()

    def next_id(self) -> int:
        """A number for a request."""
        self._last_id += 1
        return self._last_id

    def send(self, message: Message) -> None:
        """Sends a message.

        Raises:
            DaemonSilentError: If there is no connection at the moment.
        """
        if self._transport is None:
            raise self._silent("nothing can be sent")
        self._transport.send(message)

    def request(self, request: Request, reply: type[R]) -> R:
        """Sends a request and waits for its answer.

        Raises:
            ProtocolError: If the daemon refuses, with its words.
            DaemonSilentError: If it does not answer, or the connection breaks before.
        """
        self._awaited.add(request.id)
        try:
            deadline_ns = self._in(self._patience_s)
            while not self.is_up and self.now_ns() < deadline_ns:
                self.turn((deadline_ns - self.now_ns()) / 1e9)
            made = self.made
            self.send(request)
            while request.id not in self._replies:
                left_s = (deadline_ns - self.now_ns()) / 1e9
                if left_s <= 0 or self.made != made:
                    raise self._silent("a request was not answered")
                self.turn(left_s)
            return _answer(self._replies.pop(request.id), reply)
        finally:
            self._awaited.discard(request.id)
            self._replies.pop(request.id, None)

    def subscribe(self, socket: Socket, topic: str) -> None:
        """Asks for a stream, now and after each reconnection."""
        self._topics.add((socket, topic))
        if self._transport is not None:
            self._transport.subscribe(socket, topic)

    def unsubscribe(self, socket: Socket, topic: str) -> None:
        """Asks for it no more."""
        self._topics.discard((socket, topic))
        if self._transport is not None:
            self._transport.unsubscribe(socket, topic)

    def turn(self, timeout_s: float) -> None:
        """Takes what has come, or what comes first within the time, and keeps the connection alive.

        A daemon that was silent for three heartbeats is dialled again, after 1, 2, 4 ... 32 s.
        """
        deadline_ns = self._in(timeout_s)
        while True:
            heard = self._read(deadline_ns) if self._transport is not None else self._retry(deadline_ns)
            if heard or self.now_ns() >= deadline_ns:
                return

    def close(self) -> None:
        """Closes the connection."""
        if self._transport is not None:
            self._transport.close()
            self._transport = None

    def _read(self, deadline_ns: int) -> bool:
        """Whether anything came."""
        assert self._transport is not None
        self._ping()
        left_s = (deadline_ns - self.now_ns()) / 1e9
        messages = self._transport.read(min(max(left_s, 0.0), self._ping_every_s()))
        if messages:
            self._asked_ns = None
        for message in messages:
            self._take(message)
        if self._asked_ns is not None and self.now_ns() - self._asked_ns > self._silence_ns():
            self._break("daemon.silent")
        return bool(messages)

    def _take(self, message: Message) -> None:
        if isinstance(message, Pong):
            self.offset.add(message.client_ns, message.received_ns, message.sent_ns, self.now_ns())
        elif isinstance(message, ErrorReply) and message.code == ErrorCode.HELLO_FIRST:
            # Another daemon at the same address, or one that has forgotten us.
            self._listen(message)
            self._break("daemon.forgot")
            self._retry_ns = self.now_ns()
        elif (re := getattr(message, "re", 0)) in self._awaited:
            self._replies[re] = message
        else:
            self._listen(message)

    def _ping(self) -> None:
        now_ns = self.now_ns()
        if self._transport is not None and now_ns - self._pinged_ns >= self._ping_every_s() * 1e9:
            self._pinged_ns = now_ns
            if self._asked_ns is None:
                self._asked_ns = now_ns
            self._transport.send(Ping(self.next_id(), now_ns))

    def _ping_every_s(self) -> float:
        return min(_PING_EVERY_S, self._welcome.heartbeat_s / 2)

    def _silence_ns(self) -> int:
        return round(_HEARTBEATS_MISSED * self._welcome.heartbeat_s * 1e9)

    def _break(self, event: str) -> None:
        """Gives the sockets up."""
        _log.warning(event, extra={"server_id": self._welcome.server_id})
        self.close()
        self._wait_s = _FIRST_WAIT_S
        self._retry_ns = self._in(self._wait_s)

    def _retry(self, deadline_ns: int) -> bool:
        """Waits for the next attempt and makes it; whether there is a connection again."""
        left_ns = min(self._retry_ns, deadline_ns) - self.now_ns()
        if left_ns > 0:
            self._around.wait(left_ns / 1e9)
        if self.now_ns() < self._retry_ns:
            return False
        try:
            self._welcome = self._dial(_FIRST_WAIT_S)
        except MienError as error:
            self._wait_s = min(2 * self._wait_s, _LONGEST_WAIT_S)
            self._retry_ns = self._in(self._wait_s)
            _log.info("daemon.absent", extra={"reason": str(error)})
            return False
        return True

    def _dial(self, patience_s: float) -> Welcome:
        """Connects anew and says hello; what was subscribed to is subscribed to again."""
        found = read_connection(self._path)
        self._transport = self._around.dial(found, self._identity)
        try:
            welcome = self._greet(Hello(self.next_id(), PROTOCOL_VERSION, self._name, found["token"]), patience_s)
            for socket, topic in self._topics:
                self._transport.subscribe(socket, topic)
        except BaseException:
            self.close()
            raise
        self.made += 1
        self.offset = ClockOffset()
        self._asked_ns, self._pinged_ns = None, self.now_ns()
        self._listen(welcome)
        return welcome

    def _greet(self, hello: Hello, patience_s: float) -> Welcome:
        assert self._transport is not None
        self._transport.send(hello)
        deadline_ns = self._in(patience_s)
        while (left_ns := deadline_ns - self.now_ns()) > 0:
            for message in self._transport.read(left_ns / 1e9):
                if getattr(message, "re", 0) == hello.id:
                    return _answer(message, Welcome)
        raise self._silent("it does not answer a hello")

    def _silent(self, what: str) -> DaemonSilentError:
        return DaemonSilentError(
            f"{what}: the daemon of {self._path} is silent; see whether it still runs, and its log"
        )

    def _in(self, seconds: float) -> int:
        return self.now_ns() + round(seconds * 1e9)


def _answer(message: Message, reply: type[R]) -> R:
    if isinstance(message, ErrorReply):
        raise message.error()
    if not isinstance(message, reply):
        raise ProtocolError(
            ErrorCode.MALFORMED, f"expected {reply.__name__} as the answer, got {type(message).__name__}"
        )
    return message
