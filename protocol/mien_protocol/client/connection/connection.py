"""Lasting connection to a daemon: requests and replies, heartbeats, reconnection."""

import asyncio
import logging
import math
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from mien_protocol.client.connection.dialler import Dialler
from mien_protocol.client.connection.environment import Environment
from mien_protocol.client.connection.operation import Operation, until
from mien_protocol.client.connection.participant import Participant
from mien_protocol.client.connection.participants import Participants
from mien_protocol.client.connection.replies import Replies
from mien_protocol.client.connection.socket_set import SocketSet
from mien_protocol.client.connection.transport import Received
from mien_protocol.client.errors import DaemonSilentError
from mien_protocol.clock import ClockOffset
from mien_protocol.errors import ErrorCode, MienError, ProtocolError
from mien_protocol.limits import Limits
from mien_protocol.messages.common import PROTOCOL_VERSION, Request
from mien_protocol.messages.connection import ErrorReply, Hello, Pong, Welcome
from mien_protocol.messages.sessions import CloseSession, Opened
from mien_protocol.messages.table import Socket
from mien_protocol.schema import Message

__all__ = ["Connection"]

_log = logging.getLogger(__name__)

_GREETING_S: Final = 1.0
"""Time to wait for the answer to a hello; the first time the caller sets it."""

_LINGER_S: Final = 0.1

_NO_ANSWER: Final = "it does not answer a hello"


class Connection:
    """Connection to one daemon, or to its successor after a restart; never waits by itself.

    Whoever drives it calls `advance` when something has come or `due_in_s` is over. Operations that take time are
    generators (`Operation`), to be resumed after each `advance`.

    Attributes:
        offset: The daemon's clock in the client's.
        made: How many times it has been made; one more is another connection.
        broken: How many times its line broke; ZeroMQ mends it, but what was under way may be lost.
        replies: Requests under way, and what has come of them.
        is_closed: True if it has been closed for good.
    """

    def __init__(self, path: Path, name: str, environment: Environment) -> None:
        """Starts unconnected.

        Args:
            path: Of the connection file.
            name: What the client calls itself.
            environment: Clock and sockets.
        """
        self.offset = ClockOffset()
        self.made = 0
        self.broken = 0
        self.is_closed = False
        self._name = name
        self._environment = environment
        self._dialler = Dialler(path, environment)
        self._participants = Participants()
        self._topics: list[tuple[Socket, str]] = []
        self._sockets: SocketSet | None = None
        self._welcome: Welcome | None = None
        self.replies = Replies()

    @property
    def welcome(self) -> Welcome:
        """The daemon's reply to the last hello."""
        assert self._welcome is not None
        return self._welcome

    @property
    def limits(self) -> Limits:
        """Limits of the daemon."""
        return Limits.named(self.welcome.limits)

    @property
    def daemon(self) -> Mapping[str, Any]:
        """The content of the connection file: endpoints, token, key."""
        return self._dialler.daemon

    @property
    def token(self) -> str:
        """The token of the daemon."""
        return str(self.daemon["token"])

    @property
    def is_up(self) -> bool:
        """True if the daemon answered lately; if not, `advance` tries again."""
        return self._sockets is not None and self._sockets.is_up

    def now_ns(self) -> int:
        """The client's time."""
        return self._environment.clock()

    def next_id(self) -> int:
        """A number for a request."""
        return self.replies.next_id()

    def attach(self, participant: Participant) -> None:
        """Delivers to a participant, from now on, the messages that concern it."""
        self._participants.add(participant)

    def detach(self, participant: Participant) -> None:
        """Stops delivering messages to a participant."""
        self._participants.remove(participant)
        if self._sockets is not None and not self._participants.on(Socket.BAKE):
            # Without bakes, pings are not answered there.
            self._sockets.rest(Socket.BAKE)

    def send(self, message: Message, socket: Socket = Socket.CONTROL) -> None:
        """Sends a message.

        Raises:
            DaemonSilentError: If there is no connection at the moment.
        """
        if self.is_closed:
            raise DaemonSilentError("this client is closed; make another")
        if self._sockets is None or not self._sockets.is_up:
            raise self.silent("nothing can be sent")
        self._sockets.send(message, socket, self.now_ns())

    def ask(self, request: Request, socket: Socket = Socket.CONTROL) -> None:
        """Sends a request whose reply is kept among `replies`; raises as `send` does."""
        self.replies.expect(request.id)
        self.send(request, socket)

    def silent(self, what: str) -> DaemonSilentError:
        """Builds the error that tells what cannot be done, and what is known of the daemon."""
        return self._dialler.silent(what)

    def connect(self, patience_s: float) -> Operation[None]:
        """Connects for the first time.

        Raises:
            DaemonBusyError: If it is there, but does not answer in time.
            MienError: If no daemon has written the file, or none listens, or it will not have us.
        """
        self._dial(patience_s)
        yield from until(lambda: self.is_up or self._sockets is None, patience_s, self.now_ns)
        if not self.is_up:
            trouble = self._dialler.trouble
            if trouble is None or isinstance(trouble, DaemonSilentError):
                trouble = self._dialler.unanswered(patience_s)
            self.close()
            raise trouble

    def greet(self) -> None:
        """Sends another hello; the daemon replies with the progress of each session's audio."""
        assert self._sockets is not None
        self._sockets.greet(Hello(self.next_id(), PROTOCOL_VERSION, self._name, self.token))

    def subscribe(self, socket: Socket, topic: str) -> None:
        """Subscribes to a stream, now and after each reconnection."""
        self._topics.append((socket, topic))
        if self._sockets is not None:
            self._sockets.subscribe(socket, topic)

    def unsubscribe(self, socket: Socket, topic: str) -> None:
        """Unsubscribes, unless another participant still needs the stream."""
        self._topics.remove((socket, topic))
        if self._sockets is not None:
            self._sockets.unsubscribe(socket, topic)

    def wait(self, timeout_s: float) -> None:
        """Blocks until a message arrives, something is due, or the time is over."""
        seconds = min(timeout_s, self._due_in_s())
        if self._sockets is not None:
            self._sockets.wait(seconds)
        elif seconds > 0:
            self._environment.wait(seconds)

    async def wait_async(self, timeout_s: float, wake: asyncio.Event) -> None:
        """The same in an event loop; ends, too, when `wake` is set."""
        seconds = min(timeout_s, self._due_in_s())
        if self._sockets is not None:
            await self._sockets.wait_async(seconds, wake)
        else:
            await self._environment.pause(seconds, wake)

    def advance(self) -> bool:
        """Reads what has arrived and does what is due; returns True if anything arrived.

        A daemon that was silent for three heartbeats is dialled again, after 1, 2, 4 ... 32 s, and at once when its
        connection file is written anew.
        """
        if self._sockets is None:
            self._retry()
            return False
        received, broken = self._sockets.read(), self._sockets.broken()
        for one in received:
            if self._sockets is not None:
                self._take(one, self._sockets)
        if self.is_up:
            self._mend(broken)
        self._keep_alive()
        if self.is_up:
            self._participants.tick(self.now_ns())
        return bool(received)

    def close(self) -> None:
        """Closes the connection for good."""
        self.is_closed = True
        self._hang_up(_LINGER_S)

    def _take(self, received: Received, sockets: SocketSet) -> None:
        message = received.message
        if isinstance(message, Pong):
            # The two sockets' answers differ by what each of them has to do.
            if received.socket is Socket.CONTROL:
                with suppress(ProtocolError):
                    self.offset.add(message.client_ns, message.received_ns, message.sent_ns, self.now_ns())
        elif sockets.answers_hello(message):
            self._greeted(message, sockets)
        elif self.replies.take(message):
            return
        elif isinstance(message, ErrorReply) and message.code == ErrorCode.HELLO_FIRST and self.is_up:
            self._forgotten(received.socket)
        elif isinstance(message, Opened):
            # Whoever asked for it has given up: nobody would ever close it.
            self.send(CloseSession(self.next_id(), message.session))
        elif not self._participants.take(received.socket, message) and isinstance(message, ErrorReply):
            # About a session that was let go, as likely as not.
            level = logging.WARNING if message.session is None else logging.INFO
            _log.log(level, "daemon.error", extra={"code": message.code, "reason": message.message})

    def _mend(self, broken: list[Socket]) -> None:
        """Sends a hello over sockets that reconnected by themselves, to learn the audio's progress."""
        if Socket.CONTROL in broken:
            self.broken += 1
            self.greet()
        if Socket.BAKE in broken:
            self._participants.reconnected(self.welcome.server_id, Socket.BAKE)

    def _forgotten(self, socket: Socket) -> None:
        """Handles the sign that the daemon was restarted, or has forgotten this client."""
        if socket is Socket.BAKE:
            self._mend([socket])
            return
        for participant in self._participants.on(socket):
            participant.fail("the daemon was restarted, or heard nothing from this client for too long")
        self._break("daemon.forgot", again_at_once=True)

    def _keep_alive(self) -> None:
        if self._sockets is None:
            return
        if self._sockets.is_up and self._sockets.awaits_welcome and self._dialler.is_outdated:
            # The line broke, and the file tells of another daemon.
            self._break("daemon.replaced", again_at_once=True)
        elif self._sockets.keep_alive(self.now_ns(), self.next_id):
            return
        elif self._sockets.is_up:
            self._break("daemon.silent")
        else:
            self._give_up(self.silent(_NO_ANSWER))

    def _greeted(self, message: Message, sockets: SocketSet) -> None:
        """Handles the reply to a hello; renews all subscriptions on new sockets."""
        was_up = sockets.is_up
        if isinstance(message, Welcome):
            self._welcome = message
            self._dialler.succeeded()
            if not was_up:
                self.made += 1
                self.offset = ClockOffset()
                sockets.begin(message, self._topics, self.now_ns())
            renewed = (Socket.CONTROL,) if was_up else (Socket.CONTROL, Socket.BAKE)
            self._participants.reconnected(message.server_id, *renewed)
        elif was_up:
            # Another daemon at the same address: the token is not its.
            self._forgotten(Socket.CONTROL)
        else:
            self._give_up(message.error() if isinstance(message, ErrorReply) else self.silent(_NO_ANSWER))

    def _break(self, event: str, *, again_at_once: bool = False) -> None:
        """Drops the sockets, to connect anew."""
        _log.warning(event, extra={"server_id": self.welcome.server_id})
        self._hang_up(0.0)
        self._dialler.broke(again_at_once=again_at_once)

    def _give_up(self, trouble: MienError) -> None:
        """Drops an attempt to connect."""
        self._hang_up(0.0)
        self._dialler.failed(trouble)

    def _hang_up(self, linger_s: float) -> None:
        if self._sockets is not None:
            self._sockets.close(linger_s)
            self._sockets = None

    def _retry(self) -> None:
        if self._dialler.due_in_ns() == 0 and not self.is_closed:
            try:
                self._dial(_GREETING_S)
            except MienError as error:
                self._give_up(error)

    def _dial(self, patience_s: float) -> None:
        """Opens new sockets and sends a hello."""
        self._sockets = SocketSet(self._dialler.dial(), self.now_ns() + round(patience_s * 1e9))
        self.greet()

    def _due_in_s(self) -> float:
        """Time until something is due, unless a message arrives first."""
        if self._sockets is not None:
            return self._sockets.due_in_ns(self.now_ns()) / 1e9
        return math.inf if self.is_closed else self._dialler.due_in_ns() / 1e9
