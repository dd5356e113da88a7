"""A connection to a daemon that stays: requests and their replies, signs of life, another try where it broke."""

import asyncio
import logging
import math
import secrets
from pathlib import Path
from typing import Final, TypeVar

from mien_protocol.client.errors import DaemonSilentError
from mien_protocol.client.participant import Participant
from mien_protocol.client.pulse import Pulse
from mien_protocol.client.surroundings import Surroundings
from mien_protocol.client.transport import Received, Transport
from mien_protocol.client.waiting import Waiting, until
from mien_protocol.clock import ClockOffset
from mien_protocol.connection_file import read_connection
from mien_protocol.errors import ErrorCode, MienError, ProtocolError
from mien_protocol.messages.common import PROTOCOL_VERSION, Request
from mien_protocol.messages.connection import ErrorReply, Hello, Ping, Pong, Welcome
from mien_protocol.messages.table import Socket
from mien_protocol.schema import Message

__all__ = ["Connection"]

_log = logging.getLogger(__name__)

_FIRST_WAIT_S: Final = 1.0
_LONGEST_WAIT_S: Final = 32.0
_LINGER_S: Final = 0.1

R = TypeVar("R", bound=Message)


class Connection:
    """Speaks to one daemon, or to its successor; never waits by itself.

    Whoever drives it calls `advance` when something has come or `due_in_s` is over. Operations that take time are
    generators (`Waiting`), to be resumed after each `advance`.

    Attributes:
        offset: The daemon's clock in the client's.
        made: How many times it has been made; one more is another connection.
        token: From the connection file that was read last.
    """

    def __init__(self, path: Path, name: str, around: Surroundings) -> None:
        """Not connected yet.

        Args:
            path: Of the connection file.
            name: What the client calls itself.
            around: Clock and sockets.
        """
        self.offset = ClockOffset()
        self.made = 0
        self.token = ""
        self._path = path
        self._name = name
        self._around = around
        # Not beginning with a zero, as ids made by ROUTER sockets do.
        self._identity = b"\x01" + secrets.token_bytes(15)
        self._participants: dict[str, Participant] = {}
        self._topics: dict[tuple[Socket, str], None] = {}
        self._transport: Transport | None = None
        self._welcome: Welcome | None = None
        self._hello: int | None = None
        self._greeted_until_ns = 0
        self._pulses: dict[Socket, Pulse] = {}
        self._awaited: set[int] = set()
        self._replies: dict[int, Message] = {}
        self._last_id = 0
        self._retry_ns = 0
        self._wait_s = _FIRST_WAIT_S
        self._trouble: MienError | None = None
        self._closed = False

    @property
    def welcome(self) -> Welcome:
        """What the daemon said of itself at the last hello."""
        assert self._welcome is not None
        return self._welcome

    @property
    def is_up(self) -> bool:
        """Whether the daemon answered lately; if not, `advance` tries again."""
        return self._transport is not None and bool(self._pulses)

    def now_ns(self) -> int:
        """The client's time."""
        return self._around.clock()

    def next_id(self) -> int:
        """A number for a request."""
        self._last_id += 1
        return self._last_id

    def attach(self, participant: Participant) -> None:
        """Hands it, from here on, the messages that concern it."""
        self._participants[participant.name] = participant

    def detach(self, participant: Participant) -> None:
        """Hands it messages no more."""
        self._participants.pop(participant.name, None)
        if not self._of(Socket.BAKE):
            # A bake socket without bakes answers no pings.
            self._pulses.pop(Socket.BAKE, None)

    def send(self, message: Message, socket: Socket = Socket.CONTROL) -> None:
        """Sends a message.

        Raises:
            DaemonSilentError: If there is no connection at the moment.
        """
        if self._transport is None or not self.is_up:
            raise self._silent("nothing can be sent")
        self._transport.send(message, socket)
        if socket not in self._pulses:
            self._pulses[socket] = Pulse(self.welcome.heartbeat_s, self.now_ns())

    def ask(self, request: Request, socket: Socket = Socket.CONTROL) -> None:
        """Sends a request whose reply will be kept for `answer`; raises as `send` does."""
        self._awaited.add(request.id)
        self.send(request, socket)

    def answer(self, number: int) -> Message | None:
        """The reply to what was asked, once it has come."""
        reply = self._replies.pop(number, None)
        if reply is not None:
            self._awaited.discard(number)
        return reply

    def request(
        self, request: Request, reply: type[R], patience_s: float, socket: Socket = Socket.CONTROL
    ) -> Waiting[R]:
        """Sends a request and waits for its answer, and for the connection before if there is none.

        Raises:
            ProtocolError: If the daemon refuses, with its words.
            DaemonSilentError: If it does not answer, or the connection breaks before.
        """
        deadline_ns = self._in(patience_s)
        yield from until(lambda: self.is_up, patience_s, self.now_ns)
        try:
            self.ask(request, socket)
            made, left_s = self.made, (deadline_ns - self.now_ns()) / 1e9
            broken = yield from until(
                lambda: request.id in self._replies or self.made != made or not self.is_up, left_s, self.now_ns
            )
            answer = self.answer(request.id)
            if answer is None:
                raise self._silent("the connection broke" if broken else "a request was not answered")
            return _checked(answer, reply)
        finally:
            self._awaited.discard(request.id)
            self._replies.pop(request.id, None)

    def connect(self, patience_s: float) -> Waiting[None]:
        """Connects for the first time.

        Raises:
            MienError: If no daemon has written the file, or none answers, or it will not have us.
        """
        self._dial(patience_s)
        yield from until(lambda: self.is_up or self._transport is None, patience_s, self.now_ns)
        if not self.is_up:
            trouble = self._trouble or self._silent("it does not answer a hello")
            self.close()
            raise trouble

    def greet(self) -> None:
        """Says hello once more; the daemon tells how far the audio of the sessions got."""
        assert self._transport is not None
        hello = Hello(self.next_id(), PROTOCOL_VERSION, self._name, self.token)
        self._hello = hello.id
        self._transport.send(hello)

    def subscribe(self, socket: Socket, topic: str) -> None:
        """Asks for a stream, now and after each reconnection."""
        self._topics[socket, topic] = None
        if self._transport is not None and self.is_up:
            self._transport.subscribe(socket, topic)

    def unsubscribe(self, socket: Socket, topic: str) -> None:
        """Asks for it no more."""
        if self._topics.pop((socket, topic), self) is None and self._transport is not None and self.is_up:
            self._transport.unsubscribe(socket, topic)

    def due_in_s(self) -> float:
        """For how long nothing has to be done unless something comes."""
        now_ns = self.now_ns()
        if self._closed:
            return math.inf
        if self._transport is None:
            return max(self._retry_ns - now_ns, 0) / 1e9
        if not self._pulses:
            return max(self._greeted_until_ns - now_ns, 0) / 1e9
        return min(pulse.due_ns(now_ns) for pulse in self._pulses.values()) / 1e9

    def wait(self, timeout_s: float) -> None:
        """Blocks until something has come, or is due, or the time is over."""
        seconds = min(timeout_s, self.due_in_s())
        if self._transport is not None:
            self._transport.wait(seconds)
        elif seconds > 0:
            self._around.wait(seconds)

    async def wait_async(self, timeout_s: float, nudge: asyncio.Event) -> None:
        """The same in an event loop; ends, too, when `nudge` is set."""
        seconds = min(timeout_s, self.due_in_s())
        if self._transport is not None:
            await self._transport.wait_async(seconds, nudge)
        else:
            await self._around.pause(seconds, nudge)

    def advance(self) -> bool:
        """Takes what has come and does what is due; whether anything came.

        A daemon that was silent for three heartbeats is dialled again, after 1, 2, 4 ... 32 s.
        """
        if self._closed:
            return False
        if self._transport is None:
            self._retry()
            return False
        received, broken = self._transport.read(), self._transport.broken()
        for one in received:
            if self._transport is not None:
                self._take(one)
        if self.is_up:
            self._mend(broken)
        if self._transport is not None:
            self._keep_alive()
        if self.is_up:
            for participant in list(self._participants.values()):
                participant.tick(self.now_ns())
        return bool(received)

    def close(self) -> None:
        """Closes the connection for good."""
        self._closed = True
        self._hang_up(_LINGER_S)

    def _take(self, received: Received) -> None:
        message = received.message
        if received.socket in self._pulses:
            self._pulses[received.socket].heard()
        if isinstance(message, Pong):
            # The two sockets' answers differ by what each of them has to do.
            if received.socket is Socket.CONTROL:
                self.offset.add(message.client_ns, message.received_ns, message.sent_ns, self.now_ns())
        elif (re := getattr(message, "re", 0)) and re == self._hello:
            self._greeted(message)
        elif re in self._awaited:
            self._replies[re] = message
        elif isinstance(message, ErrorReply) and message.code == ErrorCode.HELLO_FIRST and self.is_up:
            self._forgotten(received.socket)
        elif (name := getattr(message, "session", None)) in self._participants:
            self._participants[str(name)].take(received.socket, message)
        elif isinstance(message, ErrorReply):
            _log.warning("daemon.error", extra={"code": message.code, "reason": message.message})

    def _mend(self, broken: list[Socket]) -> None:
        """Asks, over lines that broke and are mended by themselves, how far the daemon got."""
        if Socket.CONTROL in broken:
            self.greet()
        if Socket.BAKE in broken:
            self._resume_bakes()

    def _forgotten(self, socket: Socket) -> None:
        """Another daemon at the same address, or one that has forgotten us."""
        if socket is Socket.BAKE:
            self._resume_bakes()
            return
        for participant in self._of(Socket.CONTROL):
            participant.fail("the daemon was restarted, or heard nothing from this client for too long")
        self._break("daemon.forgot")
        self._retry_ns = self.now_ns()

    def _resume_bakes(self) -> None:
        for participant in self._of(Socket.BAKE):
            participant.resume()

    def _of(self, socket: Socket) -> list[Participant]:
        return [one for one in self._participants.values() if one.socket is socket]

    def _keep_alive(self) -> None:
        now_ns = self.now_ns()
        if not self._pulses and now_ns > self._greeted_until_ns:
            self._give_up(self._silent("it does not answer a hello"))
        for socket, pulse in self._pulses.items():
            if self._transport is not None and pulse.due_ns(now_ns) == 0:
                pulse.pinged(now_ns)
                self._transport.send(Ping(self.next_id(), now_ns), socket)
        if any(pulse.is_silent(now_ns) for pulse in self._pulses.values()):
            self._break("daemon.silent")

    def _greeted(self, message: Message) -> None:
        """Takes the answer to a hello; what was subscribed to is subscribed to again on a new connection."""
        self._hello = None
        if not isinstance(message, Welcome) and self.is_up:
            # Another daemon at the same address: the token is not its.
            self._forgotten(Socket.CONTROL)
            return
        if not isinstance(message, Welcome):
            error = message.error() if isinstance(message, ErrorReply) else None
            self._give_up(error or self._silent("it does not answer a hello"))
            return
        is_new = not self._pulses
        self._welcome, self._trouble, self._wait_s = message, None, _FIRST_WAIT_S
        if is_new:
            assert self._transport is not None
            self.made += 1
            self.offset = ClockOffset()
            self._pulses[Socket.CONTROL] = Pulse(message.heartbeat_s, self.now_ns())
            for socket, topic in self._topics:
                self._transport.subscribe(socket, topic)
        for participant in list(self._participants.values()):
            if is_new or participant.socket is Socket.CONTROL:
                participant.reconnected(message.server_id)

    def _break(self, event: str) -> None:
        """Gives the sockets up."""
        _log.warning(event, extra={"server_id": self.welcome.server_id})
        self._hang_up(0.0)
        self._wait_s = _FIRST_WAIT_S
        self._retry_ns = self._in(self._wait_s)

    def _give_up(self, trouble: MienError) -> None:
        """Gives an attempt up; the next comes after twice the time."""
        self._hang_up(0.0)
        self._trouble = trouble
        self._wait_s = min(2 * self._wait_s, _LONGEST_WAIT_S)
        self._retry_ns = self._in(self._wait_s)
        _log.info("daemon.absent", extra={"reason": str(trouble)})

    def _hang_up(self, linger_s: float) -> None:
        self._pulses.clear()
        self._hello = None
        if self._transport is not None:
            self._transport.close(linger_s)
            self._transport = None

    def _retry(self) -> None:
        if self.now_ns() >= self._retry_ns:
            try:
                self._dial(_FIRST_WAIT_S)
            except MienError as error:
                self._give_up(error)

    def _dial(self, patience_s: float) -> None:
        """Connects anew and says hello."""
        found = read_connection(self._path)
        self.token = found["token"]
        self._transport = self._around.dial(found, self._identity)
        self._greeted_until_ns = self._in(patience_s)
        self.greet()

    def _silent(self, what: str) -> DaemonSilentError:
        if self._closed and self._trouble is None:
            return DaemonSilentError(f"{what}: this client is closed; make another")
        known = f" (at the last attempt: {self._trouble})" if self._trouble else ""
        return DaemonSilentError(
            f"{what}: the daemon of {self._path} is silent{known}; see whether it still runs, and its log"
        )

    def _in(self, seconds: float) -> int:
        return self.now_ns() + round(seconds * 1e9)


def _checked(message: Message, reply: type[R]) -> R:
    if isinstance(message, ErrorReply):
        raise message.error()
    if not isinstance(message, reply):
        raise ProtocolError(
            ErrorCode.MALFORMED, f"expected {reply.__name__} as the answer, got {type(message).__name__}"
        )
    return message
