"""The daemon: four sockets, one loop.

Its plan of threads, for two cores:

- The thread that calls `serve` does everything that must not wait: control, motion, echo, the signs of life, and
  bakes. It never works longer than a few milliseconds at a time: audio is performed in pieces of 20 ms (0.6 ms of
  work each), a bake in pieces of 200 ms (6 ms), and between two pieces of a bake everybody else has had a turn.
- A thread for pictures. Rasteriser, compositor and JPEG run outside Python's lock, so that it takes the other core.
  It draws the newest frame of each session; those that it had no time for are gaps in `seq`.
- A thread for avatars, which take seconds, so that nobody's pictures wait for somebody else's photo.
- A thread for texts, which waits for the synthesizer.
- ZeroMQ's own thread for input and output.
"""

import contextlib
import logging
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NoReturn

import zmq

from mien_bridge.daemon.bakes.bake_server import BakeServer
from mien_bridge.daemon.performance.pipeline_traits import PipelineTraits, measure_traits
from mien_bridge.daemon.performance.session import PipelineFactory
from mien_bridge.daemon.pictures.avatar_cache import AvatarCache
from mien_bridge.daemon.pictures.face_worker import FaceWorker
from mien_bridge.daemon.sessions.control_server import ControlServer
from mien_bridge.daemon.sessions.registry import SessionRegistry
from mien_bridge.daemon.sessions.tts_worker import TtsWorker
from mien_bridge.daemon.sessions.wire_session import SessionChannels
from mien_bridge.daemon.wire.clients import ClientTable
from mien_bridge.daemon.wire.connection_file import remove_connection, write_connection
from mien_bridge.daemon.wire.identity import DaemonIdentity
from mien_bridge.daemon.wire.router_io import receive_waiting, send_to
from mien_bridge.daemon.wire.security import Security
from mien_bridge.daemon.wire.sockets import Sockets
from mien_bridge.daemon.wire.streams import Publisher
from mien_bridge.tts import Synthesizer
from mien_protocol.errors import ErrorCode
from mien_protocol.limits import DEFAULT_LIMITS
from mien_protocol.schema import Message

__all__ = ["Server", "ServerOptions"]

_log = logging.getLogger(__name__)

_TICK_MS: Final = 4
"""Interval at which sessions are served while there are any: a fourth of a frame at 60 frames a second."""
_IDLE_TICK_MS: Final = 200


@dataclass(frozen=True, slots=True)
class ServerOptions:
    """Options of a daemon.

    Attributes:
        host: The address to listen on.
        port: The first of four; 0 for any that are free.
        connection_file: Where clients find it.
        heartbeat_s: Within what time each side gives a sign of life, 0.1..60.
        version: Of Mien, for `welcome`.
    """

    host: str
    port: int
    connection_file: Path
    heartbeat_s: float = 2.0
    version: str = "0"


class Server:
    """One run of the daemon; use it in a `with`, and call `serve`."""

    def __init__(
        self,
        options: ServerOptions,
        security: Security,
        build: PipelineFactory,
        avatars: AvatarCache | None,
        synthesizer: Synthesizer | None = None,
    ) -> None:
        """Binds the sockets and writes the connection file.

        Args:
            options: How to run.
            security: Its secrets.
            build: Makes the pipelines of sessions and bakes.
            avatars: Makes avatars; None for a daemon that makes no pictures.
            synthesizer: Speaks texts, and is closed with the daemon; None for a daemon that has no voice.

        Raises:
            MienError: If a port is taken, or another daemon has the connection file.
        """
        self.server_id = secrets.token_hex(8)
        self._options = options
        self._security = security
        traits = measure_traits(build)
        self._sockets = Sockets(options.host, options.port, security)
        try:
            write_connection(
                options.connection_file, self._sockets.endpoints, self.server_id, security.token, security.curve_key
            )
        except BaseException:
            self._sockets.close()
            raise
        self._begin(build, traits, avatars, synthesizer)

    def _begin(
        self,
        build: PipelineFactory,
        traits: PipelineTraits,
        avatars: AvatarCache | None,
        synthesizer: Synthesizer | None,
    ) -> None:
        heartbeat_ns = self._heartbeat_ns = round(self._options.heartbeat_s * 1e9)
        self._woken, socket = self._sockets.inproc("results")
        wake = _Waker(socket).wake
        self._motion = Publisher(self._sockets.motion, heartbeat_ns)
        self._face = Publisher(self._sockets.face, heartbeat_ns)
        self._face_worker = None if avatars is None else FaceWorker(avatars, wake)
        self._tts_worker = None if synthesizer is None else TtsWorker(synthesizer, wake)
        channels = SessionChannels(self._motion, self._face, self._face_worker, self._tts_worker, self._tell)
        self._registry = SessionRegistry(build, traits, channels, self.server_id, self._has_room)
        self._control_server = ControlServer(
            self._registry,
            ClientTable(heartbeat_ns),
            self._security.admits,
            self._identity().welcome,
            time.monotonic_ns,
        )
        self._bake_server = BakeServer(
            build,
            admits=self._security.admits,
            deliver=self._deliver,
            has_room=self._has_room,
            unidentified=ClientTable(heartbeat_ns),
            clock=time.monotonic_ns,
        )
        self._poller = zmq.Poller()
        for socket in (
            self._sockets.control,
            self._sockets.bake,
            self._sockets.motion,
            self._sockets.face,
            self._woken,
        ):
            self._poller.register(socket, zmq.POLLIN)
        self._housekept_ns = time.monotonic_ns()
        self._lost_replies = 0

    @property
    def control_endpoint(self) -> str:
        """Address of the control socket."""
        return self._sockets.endpoints.control

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        self.close()

    def serve(self, checkpoint: Callable[[], None]) -> NoReturn:
        """Serves until `checkpoint`, which is called several times a second, raises."""
        _log.info("daemon.ready", extra={"server_id": self.server_id, "control": self.control_endpoint})
        while True:
            checkpoint()
            self.turn()

    def turn(self) -> None:
        """Waits for an event, for a moment at most, and serves all parts once."""
        ready = dict(self._poller.poll(self._patience_ms()))
        now_ns = time.monotonic_ns()
        if self._sockets.control in ready:
            receive_waiting(self._sockets.control, self._control_server.receive)
        self._motion.greet(now_ns)
        self._face.greet(now_ns)
        self._registry.perform(time.monotonic_ns)
        if self._woken in ready:
            self._take_results()
        if self._sockets.bake in ready:
            receive_waiting(self._sockets.bake, self._bake_server.receive)
        self._bake_server.work(time.monotonic_ns())
        if not self._registry.has_backlog:
            self._registry.prepare(now_ns)
        if now_ns - self._housekept_ns > self._heartbeat_ns // 10:
            self._keep_house(now_ns)

    def close(self) -> None:
        """Tells the sessions' owners, ends the threads, closes the sockets, removes the connection file."""
        for live in self._registry:
            self._registry.end_with_reason(live, ErrorCode.NO_SESSION, "the daemon stops")
        self._bake_server.close()
        if self._tts_worker is not None:
            self._tts_worker.close()
        if self._face_worker is not None:
            self._face_worker.close()
        self._sockets.close()
        remove_connection(self._options.connection_file, self.server_id)
        _log.info("daemon.stopped", extra={"server_id": self.server_id})

    def _patience_ms(self) -> int:
        if self._registry.has_backlog or self._bake_server.has_work:
            return 0
        return _TICK_MS if len(self._registry) or len(self._bake_server) else _IDLE_TICK_MS

    def _take_results(self) -> None:
        while self._woken.poll(0):
            self._woken.recv()
        if self._face_worker is not None:
            self._take_from(self._face_worker)
        for spoken in [] if self._tts_worker is None else self._tts_worker.take():
            live = self._registry.get(spoken.job.session)
            if live is not None:
                with self._registry.guard(live):
                    live.take(spoken)

    def _take_from(self, worker: FaceWorker) -> None:
        ready, pictures = worker.take()
        now_ns = time.monotonic_ns()
        for result in ready:
            self._control_server.deliver(result, now_ns)
        for picture in pictures:
            live = self._registry.get(picture.request.session)
            if live is None or live.face is None:
                continue
            if picture.payload is None:
                self._registry.end_with_reason(
                    live, ErrorCode.INTERNAL, "the face could not be drawn; the log tells more"
                )
            else:
                with self._registry.guard(live):
                    live.face.publish(picture, self._face, now_ns)

    def _keep_house(self, now_ns: int) -> None:
        lost_ns = now_ns - self._housekept_ns
        if lost_ns > self._heartbeat_ns:
            # The process was stopped, or the machine asleep: the clients' messages are still to be read.
            self._control_server.extend_deadlines(lost_ns)
            self._bake_server.extend_deadlines(lost_ns)
        self._housekept_ns = now_ns
        if self._lost_replies:
            _log.info("replies.lost", extra={"count": self._lost_replies})
            self._lost_replies = 0
        self._control_server.expire(now_ns)
        self._bake_server.expire(now_ns)
        self._motion.keep_alive(now_ns)
        self._face.keep_alive(now_ns)

    def _has_room(self) -> bool:
        return (
            len(self._registry) + self._control_server.pending_avatars + len(self._bake_server)
            < DEFAULT_LIMITS.sessions
        )

    def _tell(self, identity: bytes, message: Message) -> bool:
        sent = send_to(self._sockets.control, identity, message)
        # Clients vanish, which is no defect, and those that do not read must not fill the log.
        self._lost_replies += not sent
        return sent

    def _deliver(self, identity: bytes, message: Message) -> bool:
        return send_to(self._sockets.bake, identity, message)

    def _identity(self) -> DaemonIdentity:
        features = [
            *(["say"] if self._tts_worker else []),
            *(["face"] if self._face_worker else []),
            "bake",
            "echo",
            *(["curve"] if self._security.curve_key else []),
        ]
        name, heartbeat_s = f"mien {self._options.version}", self._options.heartbeat_s
        return DaemonIdentity(name, self.server_id, tuple(features), self._sockets.endpoints, heartbeat_s)


class _Waker:
    """Wakes the loop from the threads of faces and speech; a socket may be used by one thread at a time."""

    def __init__(self, socket: "zmq.Socket[bytes]") -> None:
        self._socket = socket
        self._lock = threading.Lock()

    def wake(self) -> None:
        # If a thousand calls wait already, one more would not wake it sooner.
        with self._lock, contextlib.suppress(zmq.Again):
            self._socket.send(b"", zmq.DONTWAIT)
