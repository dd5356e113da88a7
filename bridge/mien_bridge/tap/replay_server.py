"""A stand-in for the daemon, which serves a recording over the same sockets."""

import logging
import math
import secrets
import time
from collections.abc import Callable, Sequence
from typing import Final, NoReturn

import zmq

from mien_bridge.daemon.server import ServerOptions
from mien_bridge.daemon.wire.clients import ClientTable
from mien_bridge.daemon.wire.connection_file import remove_connection, write_connection
from mien_bridge.daemon.wire.dispatcher import Dispatcher
from mien_bridge.daemon.wire.identity import DaemonIdentity
from mien_bridge.daemon.wire.router_io import receive_waiting, send_to
from mien_bridge.daemon.wire.security import Security
from mien_bridge.daemon.wire.sockets import Sockets
from mien_bridge.daemon.wire.streams import Publisher
from mien_bridge.tap.contents import Contents
from mien_bridge.tap.original_sessions import OriginalSessions
from mien_bridge.tap.replay_sessions import ReplaySessions
from mien_protocol.codec import Part, decode
from mien_protocol.errors import ErrorCode, ProtocolError
from mien_protocol.messages.connection import ErrorReply
from mien_protocol.messages.table import Sender, Socket
from mien_protocol.schema import Message
from mien_protocol.topics import StreamKind

__all__ = ["ReplayServer"]

_log = logging.getLogger(__name__)

_LONGEST_WAIT_MS: Final = 100


class ReplayServer:
    """One run of a replay; use it in a `with`, and call `serve`."""

    def __init__(
        self, options: ServerOptions, security: Security, contents: Contents, *, speed: float, loop: bool
    ) -> None:
        """Binds the sockets and writes the connection file.

        Args:
            options: As of a daemon.
            security: Its secrets.
            contents: The recording.
            speed: How many times faster than it was recorded to play.
            loop: Whether to play the recorded sessions again and again.

        Raises:
            MienError: If a port is taken, or another daemon has the connection file.
        """
        self._options = options
        self._security = security
        self._server_id = secrets.token_hex(8)
        self._sockets = Sockets(options.host, options.port, security)
        try:
            write_connection(
                options.connection_file, self._sockets.endpoints, self._server_id, security.token, security.curve_key
            )
        except BaseException:
            self._sockets.close()
            raise
        self._begin(contents, speed, loop=loop)

    def _begin(self, contents: Contents, speed: float, *, loop: bool) -> None:
        heartbeat_ns = round(self._options.heartbeat_s * 1e9)
        self._motion, self._face = (
            Publisher(socket, heartbeat_ns) for socket in (self._sockets.motion, self._sockets.face)
        )
        publishers = {
            StreamKind.MOTION: self._motion,
            StreamKind.AUDIO: self._motion,
            StreamKind.FACE: self._face,
        }
        kinds = {kind for session in contents.sessions.values() for kind in session.streams}
        features = ["say", *(name for name, kind in _FEATURES.items() if kind in kinds)]
        features += ["curve"] if self._security.curve_key else []
        name = f"mien {self._options.version} replay"
        identity = DaemonIdentity(
            name, self._server_id, tuple(features), self._sockets.endpoints, self._options.heartbeat_s
        )
        self._originals = OriginalSessions(contents, publishers, self._server_id, speed=speed, loop=loop)
        self._sessions = ReplaySessions(
            contents, publishers, self._server_id, speed=speed, originals=self._originals, tell=self._tell
        )  # fmt: skip
        self._clients = ClientTable(heartbeat_ns)
        self._dispatcher = Dispatcher(
            self._clients,
            admits=self._security.admits,
            welcome=identity.welcome,
            welcomed=self._sessions.tell_progress,
            clock=time.monotonic_ns,
            tell=self._tell,
            handlers=self._sessions.handlers(),
        )
        self._poller = zmq.Poller()
        for socket in (self._sockets.control, self._sockets.bake, self._sockets.motion, self._sockets.face):
            self._poller.register(socket, zmq.POLLIN)
        self._housekept_ns = 0
        self._originals.begin(time.monotonic_ns())

    def __enter__(self) -> "ReplayServer":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        self.close()

    def serve(self, checkpoint: Callable[[], None]) -> NoReturn:
        """Serves until `checkpoint`, which is called several times a second, raises."""
        _log.info("replay.ready", extra={"server_id": self._server_id, "control": self._sockets.endpoints.control})
        while True:
            checkpoint()
            self.turn()

    def turn(self) -> None:
        """Waits for an event or something due, for a moment at most, and serves all parts once."""
        ready = dict(self._poller.poll(self._patience_ms()))
        if self._sockets.control in ready:
            receive_waiting(self._sockets.control, self._dispatcher.receive)
        if self._sockets.bake in ready:
            receive_waiting(self._sockets.bake, self._refuse_to_bake)
        now_ns = time.monotonic_ns()
        for socket, publisher in ((self._sockets.motion, self._motion), (self._sockets.face, self._face)):
            if socket in ready:
                self._originals.greet(publisher.greet(now_ns), now_ns)
        self._originals.perform(now_ns)
        self._sessions.perform(now_ns)
        if now_ns - self._housekept_ns > self._options.heartbeat_s * 1e8:
            self._keep_house(now_ns)

    def close(self) -> None:
        """Tells the sessions' owners, closes the sockets, removes the connection file."""
        self._sessions.end("the replay stops")
        self._originals.close()
        self._sockets.close()
        remove_connection(self._options.connection_file, self._server_id)
        _log.info("replay.stopped", extra={"server_id": self._server_id})

    def _patience_ms(self) -> int:
        dues = [due for due in (self._originals.next_ns, self._sessions.next_ns) if due is not None]
        left_ms = math.ceil((min(dues) - time.monotonic_ns()) / 1e6) if dues else _LONGEST_WAIT_MS
        return min(max(left_ms, 0), _LONGEST_WAIT_MS, round(self._options.heartbeat_s * 100))

    def _keep_house(self, now_ns: int) -> None:
        self._housekept_ns = now_ns
        self._sessions.expire(self._clients, now_ns)
        self._motion.keep_alive(now_ns)
        self._face.keep_alive(now_ns)

    def _tell(self, identity: bytes, message: Message) -> None:
        if not send_to(self._sockets.control, identity, message):
            # Clients vanish; that is no defect.
            _log.info("reply.lost", extra={"type": type(message).__name__})

    def _refuse_to_bake(self, identity: bytes, parts: Sequence[Part], now_ns: int) -> None:
        try:
            message = decode(parts, Socket.BAKE, Sender.CLIENT)
            re, session = getattr(message, "id", 0), getattr(message, "session", None)
            error = ProtocolError(
                ErrorCode.UNSUPPORTED, "a replay does not bake", "use a daemon", re=re, session=session
            )  # fmt: skip
        except ProtocolError as unreadable:
            error = unreadable
        if error.re or error.session or self._clients.may_be_told(identity, now_ns):
            send_to(self._sockets.bake, identity, ErrorReply.of(error))


_FEATURES: Final = {"face": StreamKind.FACE, "echo": StreamKind.AUDIO}
"""Features that are offered if the recording has such streams."""
