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

from mien_bridge.daemon.baking.bakery import Bakery
from mien_bridge.daemon.performing.session import Build
from mien_bridge.daemon.performing.traits import Traits, traits_of
from mien_bridge.daemon.pictures.faces import Faces, Studio
from mien_bridge.daemon.sessions.control import Control
from mien_bridge.daemon.sessions.live_session import Outlets
from mien_bridge.daemon.sessions.speaker import Speaker
from mien_bridge.daemon.sessions.stage import Stage
from mien_bridge.daemon.wire.clients import Clients
from mien_bridge.daemon.wire.connection_file import remove_connection, write_connection
from mien_bridge.daemon.wire.host import Host
from mien_bridge.daemon.wire.routing import receive_some, send_to
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
"""How often sessions are looked after while there are any: a fourth of a frame at 60 frames a second."""
_IDLE_TICK_MS: Final = 200


@dataclass(frozen=True, slots=True)
class ServerOptions:
    """How to run a daemon.

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
        build: Build,
        studio: Studio | None,
        synthesizer: Synthesizer | None = None,
    ) -> None:
        """Binds the sockets and writes the connection file.

        Args:
            options: How to run.
            security: Its secrets.
            build: Makes the pipelines of sessions and bakes.
            studio: Makes avatars; None for a daemon that makes no pictures.
            synthesizer: Speaks texts, and is closed with the daemon; None for a daemon that has no voice.

        Raises:
            MienError: If a port is taken, or another daemon has the connection file.
        """
        self.server_id = secrets.token_hex(8)
        self._options = options
        self._security = security
        traits = traits_of(build)
        self._sockets = Sockets(options.host, options.port, security)
        try:
            write_connection(
                options.connection_file, self._sockets.endpoints, self.server_id, security.token, security.curve_key
            )
        except BaseException:
            self._sockets.close()
            raise
        self._begin(build, traits, studio, synthesizer)

    def _begin(self, build: Build, traits: Traits, studio: Studio | None, synthesizer: Synthesizer | None) -> None:
        heartbeat_ns = self._heartbeat_ns = round(self._options.heartbeat_s * 1e9)
        self._woken, socket = self._sockets.inproc("results")
        wake = _Waker(socket).wake
        self._motion = Publisher(self._sockets.motion, heartbeat_ns)
        self._face = Publisher(self._sockets.face, heartbeat_ns)
        self._faces = None if studio is None else Faces(studio, wake)
        self._speaker = None if synthesizer is None else Speaker(synthesizer, wake)
        outlets = Outlets(self._motion, self._face, self._faces, self._speaker, self._tell)
        self._stage = Stage(build, traits, outlets, self.server_id, self._has_room)
        self._control = Control(
            self._stage, Clients(heartbeat_ns), self._security.admits, self._host().welcome, time.monotonic_ns
        )
        self._bakery = Bakery(
            build,
            admits=self._security.admits,
            deliver=self._deliver,
            room=self._has_room,
            strangers=Clients(heartbeat_ns),
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
        """Where the control socket listens."""
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
        """Waits for something to happen, for a moment at most, and lets everybody have a turn."""
        ready = dict(self._poller.poll(self._patience_ms()))
        now_ns = time.monotonic_ns()
        if self._sockets.control in ready:
            receive_some(self._sockets.control, self._control.receive)
        self._motion.greet(now_ns)
        self._face.greet(now_ns)
        self._stage.perform(time.monotonic_ns)
        if self._woken in ready:
            self._take_results()
        if self._sockets.bake in ready:
            receive_some(self._sockets.bake, self._bakery.receive)
        self._bakery.work(time.monotonic_ns())
        if not self._stage.has_backlog:
            self._stage.prepare(now_ns)
        if now_ns - self._housekept_ns > self._heartbeat_ns // 10:
            self._keep_house(now_ns)

    def close(self) -> None:
        """Tells the sessions' owners, ends the threads, closes the sockets, removes the connection file."""
        for live in self._stage:
            self._stage.end_by_itself(live, ErrorCode.NO_SESSION, "the daemon stops")
        self._bakery.close()
        if self._speaker is not None:
            self._speaker.close()
        if self._faces is not None:
            self._faces.close()
        self._sockets.close()
        remove_connection(self._options.connection_file, self.server_id)
        _log.info("daemon.stopped", extra={"server_id": self.server_id})

    def _patience_ms(self) -> int:
        if self._stage.has_backlog or self._bakery.has_work:
            return 0
        return _TICK_MS if len(self._stage) or len(self._bakery) else _IDLE_TICK_MS

    def _take_results(self) -> None:
        while self._woken.poll(0):
            self._woken.recv()
        if self._faces is not None:
            self._take_from(self._faces)
        for spoken in [] if self._speaker is None else self._speaker.take():
            live = self._stage.get(spoken.line.session)
            if live is not None:
                with self._stage.guarding(live):
                    live.take(spoken)

    def _take_from(self, faces: Faces) -> None:
        ready, pictures = faces.take()
        now_ns = time.monotonic_ns()
        for order in ready:
            self._control.deliver(order, now_ns)
        for picture in pictures:
            live = self._stage.get(picture.request.session)
            if live is None or live.face is None:
                continue
            if picture.payload is None:
                self._stage.end_by_itself(live, ErrorCode.INTERNAL, "the face could not be drawn; the log tells more")
            else:
                with self._stage.guarding(live):
                    live.face.publish(picture, self._face, now_ns)

    def _keep_house(self, now_ns: int) -> None:
        lost_ns = now_ns - self._housekept_ns
        if lost_ns > self._heartbeat_ns:
            # The process was stopped, or the machine asleep: what clients sent meanwhile is still to be read.
            self._control.excuse(lost_ns)
            self._bakery.excuse(lost_ns)
        self._housekept_ns = now_ns
        if self._lost_replies:
            _log.info("replies.lost", extra={"count": self._lost_replies})
            self._lost_replies = 0
        self._control.expire(now_ns)
        self._bakery.expire(now_ns)
        self._motion.keep_alive(now_ns)
        self._face.keep_alive(now_ns)

    def _has_room(self) -> bool:
        return len(self._stage) + self._control.orders + len(self._bakery) < DEFAULT_LIMITS.sessions

    def _tell(self, identity: bytes, message: Message) -> bool:
        sent = send_to(self._sockets.control, identity, message)
        # Clients vanish; that is no defect, and who does not read must not fill the log.
        self._lost_replies += not sent
        return sent

    def _deliver(self, identity: bytes, message: Message) -> bool:
        return send_to(self._sockets.bake, identity, message)

    def _host(self) -> Host:
        features = [
            *(["say"] if self._speaker else []),
            *(["face"] if self._faces else []),
            "bake",
            "echo",
            *(["curve"] if self._security.curve_key else []),
        ]
        name, heartbeat_s = f"mien {self._options.version}", self._options.heartbeat_s
        return Host(name, self.server_id, tuple(features), self._sockets.endpoints, heartbeat_s)


class _Waker:
    """Wakes the loop from the threads of faces and speech; a socket may be used by one thread at a time."""

    def __init__(self, socket: "zmq.Socket[bytes]") -> None:
        self._socket = socket
        self._lock = threading.Lock()

    def wake(self) -> None:
        # Where a thousand calls wait already, one more would not wake it sooner.
        with self._lock, contextlib.suppress(zmq.Again):
            self._socket.send(b"", zmq.DONTWAIT)
