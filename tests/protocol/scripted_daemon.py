"""A daemon without sockets, whose every word and every second is in the test's hand."""

import json

from mien_protocol.client import AsyncClient, Client, Received, Surroundings, Transport
from mien_protocol.messages.connection import ErrorReply, Hello, Ping, Pong, Welcome
from mien_protocol.messages.sessions import Closed, CloseSession, Opened, OpenSession, Topics
from mien_protocol.messages.speech import PushAudio
from mien_protocol.messages.streams import MotionStreamHeader
from mien_protocol.messages.table import BY_CLASS, Socket
from mien_protocol.rig import EXPRESSION_NAMES
from mien_protocol.topics import parse_topic
from tests.protocol.looped import Looped

HEARTBEAT_S = 2.0
CREDIT = 1_000


class ScriptedDaemon:
    """Answers what every session needs; more is said by `say`.

    Attributes:
        server_id: Another one is another daemon.
        sent: What clients sent to it.
        silent: Whether it answers nothing at all.
        dialled_ns: When each connection was made.
        features: What it says that it can do.
        reactions: Called with each message that came; what they return is said in place of the usual answer.
    """

    def __init__(self, path) -> None:
        self.path = path
        self.now_ns = 10**9
        self.sent = []
        self.silent = False
        self.dialled_ns = []
        self.subscribed = set()
        self.reactions = []
        self.features = ("face", "bake", "echo", "say")
        self._broken = []
        self._waiting = []
        self._sessions = 0
        self.begin("0" * 16)

    def begin(self, server_id) -> None:
        """Starts, or starts again."""
        self.server_id = server_id
        endpoints = dict.fromkeys(("control", "motion", "face", "bake"), "tcp://127.0.0.1:1")
        self.path.write_text(json.dumps(endpoints | {"server_id": server_id, "token": "t", "curve_key": None}))

    def client(self, **options) -> Client:
        return Client(self.path, around=self._around(), **options)

    def looped_client(self, runner, **options) -> Looped:
        """The same in an event loop, connected."""
        return Looped(runner, AsyncClient(self.path, around=self._around(), **options)).__enter__()

    def say(self, *messages) -> None:
        """Lets the client find messages at its next look."""
        self._waiting += messages

    def cut(self, *sockets) -> None:
        """Breaks the connections of sockets, which mend by themselves."""
        self._broken += sockets

    def pushed(self) -> list[PushAudio]:
        return [message for message in self.sent if isinstance(message, PushAudio)]

    def _around(self) -> Surroundings:
        return Surroundings(self._dial, lambda: self.now_ns, self._wait, self._pause)

    async def _pause(self, seconds, nudge) -> None:
        if not nudge.is_set():
            self._wait(seconds)

    def _dial(self, _connection, _identity) -> Transport:
        self.dialled_ns.append(self.now_ns)
        self._waiting.clear()
        return _ScriptedTransport(self)

    def _wait(self, seconds) -> None:
        self.now_ns += round(seconds * 1e9)

    def take(self, message) -> None:
        self.sent.append(message)
        if self.silent:
            return
        answers = [answer for react in self.reactions for answer in react(message)]
        self.say(*answers)
        if answers:
            return
        if isinstance(message, Hello):
            self.say(self._welcome(message.id))
        elif isinstance(message, Ping):
            self.say(Pong(message.id, message.client_ns, message.client_ns + 5, message.client_ns + 5))
        elif isinstance(message, OpenSession):
            self._sessions += 1
            name = f"s{self._sessions}"
            self.say(Opened(message.id, name, Topics(f"motion/{name}/"), 0, CREDIT))
        elif isinstance(message, CloseSession):
            self.say(Closed(message.id, message.session))

    def wait(self, timeout_s) -> None:
        if not self._waiting:
            self._wait(max(timeout_s, 0.001))

    def read(self) -> list[Received]:
        said, self._waiting = self._waiting, []
        return [Received(BY_CLASS[type(message)].sockets[0], message) for message in said]

    def broken(self) -> list[Socket]:
        broken, self._broken = self._broken, []
        return broken

    def header(self, session, epoch=0) -> MotionStreamHeader:
        return MotionStreamHeader(session, self.server_id, "motion", epoch, 60, "m1", tuple(EXPRESSION_NAMES), None, 0)

    def _welcome(self, re) -> Welcome:
        endpoint = "tcp://127.0.0.1:1"
        return Welcome(
            re,
            (1, 0),
            "scripted",
            self.server_id,
            self.features,
            {},
            self.now_ns,
            endpoint,
            endpoint,
            endpoint,
            HEARTBEAT_S,
        )


class _ScriptedTransport(Transport):
    def __init__(self, daemon) -> None:
        self._daemon = daemon

    def send(self, message, socket=Socket.CONTROL) -> None:
        self._daemon.take(message)

    def subscribe(self, socket, topic) -> None:
        self._daemon.subscribed.add((socket, topic))
        self._daemon.say(self._daemon.header(parse_topic(topic.encode())[1]))

    def unsubscribe(self, socket, topic) -> None:
        self._daemon.subscribed.discard((socket, topic))

    def read(self) -> list[Received]:
        return self._daemon.read()

    def wait(self, timeout_s) -> None:
        self._daemon.wait(timeout_s)

    def broken(self) -> list[Socket]:
        return self._daemon.broken()

    async def wait_async(self, timeout_s, nudge) -> None:
        if not nudge.is_set():
            self._daemon.wait(timeout_s)

    def close(self, linger_s=0.0) -> None:
        self._daemon.subscribed.clear()


def refusal(code, message, **where) -> ErrorReply:
    return ErrorReply(where.pop("re", 0), code, message, **where)
