"""A daemon without sockets, whose every word and every second is in the test's hand."""

import json

import numpy as np

from mien_protocol.client import AsyncClient, Client, Environment, Received, Transport
from mien_protocol.codec import encode
from mien_protocol.messages.connection import ErrorReply, Hello, Ping, Pong, Welcome
from mien_protocol.messages.sessions import Closed, CloseSession, Opened, OpenSession, Topics
from mien_protocol.messages.snapshot import SessionSnapshot, Snapshot, SnapshotReply
from mien_protocol.messages.speech import AudioProgress, EndAudio, PushAudio
from mien_protocol.messages.streams import AudioStreamHeader, FaceMesh, FaceStreamHeader, MotionStreamHeader
from mien_protocol.messages.table import BY_CLASS, Socket
from mien_protocol.rig import EXPRESSION_NAMES
from mien_protocol.topics import StreamKind, parse_topic
from tests.protocol.looped import Looped

HEARTBEAT_S = 2.0
CREDIT = 1_000


class ScriptedDaemon:
    """Answers what every session needs; more is said by `say`.

    Attributes:
        server_id: Another one is another daemon.
        sent: What clients sent to it.
        heard: Pieces of audio, and `end`s, that it has taken.
        silent: Whether it answers nothing at all.
        deaf: Whether audio is lost on its way.
        dialled_ns: When each connection was made.
        features: What it says that it can do.
        limits: Those that it sets otherwise.
        protocol: The version that it speaks.
        sessions: What was asked for when they were opened, by name.
        reactions: Called with each message that came; what they return is said in place of the usual answer.
    """

    def __init__(self, path) -> None:
        self.path = path
        self.now_ns = 10**9
        self.sent = []
        self.heard = []
        self.silent = self.deaf = False
        self.listens = True
        self.dialled_ns = []
        self.subscribed = set()
        self.reactions = []
        self.features = ("face", "bake", "echo", "say")
        self.limits = {}
        self.protocol = (1, 0)
        self.sessions = {}
        self._opened = 0
        self._broken = []
        self._transports = []
        self.begin("0" * 16)

    def begin(self, server_id) -> None:
        """Starts, or starts again."""
        self.server_id = server_id
        self.sessions.clear()
        endpoints = dict.fromkeys(("control", "motion", "face", "bake"), "tcp://127.0.0.1:1")
        self.path.write_text(json.dumps(endpoints | {"server_id": server_id, "token": "t", "curve_key": None}))

    def client(self, **options) -> Client:
        return Client(self.path, environment=self._environment(), **options)

    def looped_client(self, runner, **options) -> Looped:
        """The same in an event loop, connected."""
        return Looped(runner, AsyncClient(self.path, environment=self._environment(), **options)).__enter__()

    def say(self, *messages, socket=None, to=None) -> None:
        """Lets clients find messages at their next look, on the socket where they belong or the one that is named."""
        received = [Received(socket or BY_CLASS[type(message)].sockets[0], message) for message in messages]
        for transport in self._transports if to is None else [to]:
            transport.waiting += received

    def cut(self, *sockets) -> None:
        """Breaks the connections of sockets, which mend by themselves."""
        self._broken += sockets

    def of(self, kind) -> list:
        """What clients sent of one kind."""
        return [message for message in self.sent if isinstance(message, kind)]

    def pushed(self) -> list[PushAudio]:
        return self.of(PushAudio)

    def progress(self, session="s1") -> AudioProgress:
        accepted = sum(len(piece) // 2 for piece in self.heard if piece != "end")
        return AudioProgress(session, accepted, accepted + CREDIT)

    def take(self, message, socket, of) -> None:
        self.sent.append(message)
        if self.silent:
            return
        answers = [answer for react in self.reactions for answer in react(message)]
        if answers:
            self.say(*answers, to=of)
        elif isinstance(message, Ping):
            pong = Pong(message.id, message.client_ns, message.client_ns + 5, message.client_ns + 5)
            self.say(pong, socket=socket, to=of)
        elif isinstance(message, PushAudio | EndAudio):
            if not self.deaf:
                self._hear(message)
        else:
            self.say(*self._answers(message), to=of)

    def hang_up(self, transport) -> None:
        self.subscribed.clear()
        self._transports.remove(transport)

    def pass_time(self, seconds) -> None:
        self.now_ns += round(seconds * 1e9)

    def broken(self) -> list[Socket]:
        broken, self._broken = self._broken, []
        return broken

    def header(self, session, epoch=0, latent_size=0) -> MotionStreamHeader:
        names, model = tuple(EXPRESSION_NAMES), "model" if latent_size else None
        layout = "m1l" if latent_size else "m1"
        return MotionStreamHeader(session, self.server_id, "motion", epoch, 60, layout, names, model, latent_size)

    def face_header(self, session, epoch=0) -> FaceStreamHeader:
        face = self.sessions[session].face
        is_texture = face.layout == "texture"
        return FaceStreamHeader(
            session=session,
            server_id=self.server_id,
            kind="face",
            epoch=epoch,
            rate_hz=face.rate_hz,
            layout=face.format,
            width=face.size,
            height=face.size,
            face_layout=face.layout,
            color="srgb",
            origin="top",
            alpha="none" if face.layout == "portrait" else "straight",
            mesh=_mesh() if is_texture else None,
        )

    def sound_header(self, session, epoch=0) -> AudioStreamHeader:
        rate_hz = self.sessions[session].audio_rate_hz
        return AudioStreamHeader(session, self.server_id, "audio", epoch, rate_hz, "i2")

    def header_of(self, topic):
        """What is told first of a stream."""
        kind, session = parse_topic(topic.encode())
        latent_size = 4 if self.sessions[session].latents else 0
        if kind is StreamKind.MOTION:
            return self.header(session, latent_size=latent_size)
        return self.face_header(session) if kind is StreamKind.FACE else self.sound_header(session)

    def _answers(self, message) -> list:
        if isinstance(message, Hello):
            return [self._welcome(message.id), *(self.progress(name) for name in self.sessions)]
        if isinstance(message, OpenSession):
            return [self._open(message)]
        if isinstance(message, CloseSession):
            self.sessions.pop(message.session, None)
            return [Closed(message.id, message.session)]
        if isinstance(message, Snapshot):
            return [self._snapshot(message)]
        return []

    def _open(self, message) -> Opened:
        self._opened += 1
        name = f"s{self._opened}"
        self.sessions[name] = message
        face, audio = message.face and f"face/{name}/", f"audio/{name}/" if message.echo else None
        return Opened(message.id, name, Topics(f"motion/{name}/", face, audio), 0, CREDIT)

    def _snapshot(self, message):
        if message.session is not None and message.session not in self.sessions:
            return refusal("no_session", "there is none", re=message.id, session=message.session)
        wanted = [name for name in self.sessions if message.session in (None, name)]
        return SnapshotReply(message.id, tuple(self._seen(name) for name in wanted))

    def _seen(self, name) -> SessionSnapshot:
        asked = self.sessions[name]
        face = self.face_header(name) if asked.face else None
        return SessionSnapshot(name, 0, {}, self.header(name), face, self.sound_header(name) if asked.echo else None)

    def _hear(self, message) -> None:
        expected = sum(piece != "end" for piece in self.heard)
        if message.seq != expected:
            where = {"re": getattr(message, "id", 0), "session": message.session}
            self.say(refusal("audio_gap", f"got audio number {message.seq}, expected {expected}", **where))
        else:
            self.heard.append("end" if isinstance(message, EndAudio) else bytes(message.payload))

    def _environment(self) -> Environment:
        return Environment(self._dial, lambda: self.now_ns, self.pass_time, self._pause, lambda _: self.listens)

    async def _pause(self, seconds, nudge) -> None:
        if not nudge.is_set():
            self.pass_time(seconds)

    def _dial(self, _connection, _identity) -> Transport:
        self.dialled_ns.append(self.now_ns)
        self._transports.append(_ScriptedTransport(self))
        return self._transports[-1]

    def _welcome(self, re) -> Welcome:
        end, who = "tcp://127.0.0.1:1", (self.server_id, self.features, self.limits)
        return Welcome(re, self.protocol, "scripted", *who, self.now_ns, end, end, end, HEARTBEAT_S)


class _ScriptedTransport(Transport):
    def __init__(self, daemon) -> None:
        self.waiting = []
        self._daemon = daemon

    def send(self, message, socket=Socket.CONTROL) -> None:
        # Refuses what must not go over a wire.
        encode(message)
        self._daemon.take(message, socket, self)

    def subscribe(self, socket, topic) -> None:
        self._daemon.subscribed.add((socket, topic))
        if parse_topic(topic.encode())[1] in self._daemon.sessions:
            self._daemon.say(self._daemon.header_of(topic), to=self)

    def unsubscribe(self, socket, topic) -> None:
        self._daemon.subscribed.discard((socket, topic))

    def read(self) -> list[Received]:
        read, self.waiting = self.waiting, []
        return read

    def wait(self, timeout_s) -> None:
        if not self.waiting:
            self._daemon.pass_time(max(timeout_s, 0.001))

    async def wait_async(self, timeout_s, nudge) -> None:
        if not nudge.is_set():
            self.wait(timeout_s)

    def broken(self) -> list[Socket]:
        return self._daemon.broken()

    def close(self, linger_s=0.0) -> None:
        self._daemon.hang_up(self)


def refusal(code, message, **where) -> ErrorReply:
    return ErrorReply(where.pop("re", 0), code, message, **where)


def _mesh() -> FaceMesh:
    uv = np.array([[0, 0], [1, 0], [0, 1]], "<f4").tobytes()
    return FaceMesh(uv, np.array([0, 1, 2], "<u4").tobytes(), (0.2, 0.1, 0.8, 0.9))
