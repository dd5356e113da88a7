"""A client of the daemon: `with Client() as client: session = client.open_session()`."""

import logging
from pathlib import Path
from typing import Final

from mien_protocol.client.connection import Connection, Surroundings
from mien_protocol.client.session import ClientSession
from mien_protocol.clock import ClockOffset
from mien_protocol.connection_file import default_connection_file
from mien_protocol.errors import ErrorCode
from mien_protocol.messages.connection import ErrorReply, Welcome
from mien_protocol.messages.controls import PartialControls
from mien_protocol.messages.sessions import Opened, OpenSession
from mien_protocol.schema import Message

__all__ = ["Client"]

_log = logging.getLogger(__name__)

_PATIENCE_S: Final = 10.0


class Client:
    """A connection to a daemon and the sessions opened through it; use it in a `with`.

    It has no thread: everything happens within calls, of the client or of its sessions, one thread at a time. A
    daemon that hears nothing for three heartbeats ends the sessions; `turn` is for whoever has nothing else to call.
    """

    def __init__(
        self,
        connection_file: Path | None = None,
        *,
        name: str = "mien_protocol",
        patience_s: float = _PATIENCE_S,
        around: Surroundings | None = None,
    ) -> None:
        """Connects and says hello.

        Args:
            connection_file: Which the daemon has written; None for where `mien serve` writes it.
            name: What the daemon's log calls the client.
            patience_s: How long the answer to a request is waited for.
            around: Clock and sockets; None for the system's.

        Raises:
            MienError: If no daemon has written the file, or none answers, or it refuses.
        """
        self._patience_s = patience_s
        self._sessions: dict[str, ClientSession] = {}
        self._connection = Connection(
            connection_file or default_connection_file(), name, self._take, patience_s, around or Surroundings()
        )

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        self.close()

    @property
    def welcome(self) -> Welcome:
        """What the daemon said of itself: its features, its limits."""
        return self._connection.welcome

    @property
    def clock(self) -> ClockOffset:
        """The daemon's clock in the client's, which is `time.monotonic_ns`; known after the first `turn` or two."""
        return self._connection.offset

    @property
    def is_connected(self) -> bool:
        """Whether the daemon answered lately; if not, the next calls try again by themselves."""
        return self._connection.is_up

    def open_session(
        self,
        *,
        pace: str = "live",
        rate_hz: int = 60,
        seed: int = 0,
        audio_rate_hz: int = 16_000,
        controls: PartialControls | None = None,
    ) -> ClientSession:
        """Opens a session and subscribes to its motion.

        Args:
            pace: `live`, motion as audio arrives; `speak`, audio may come at once and is paced to playback.
            rate_hz: Frames of motion a second, 24..120.
            seed: Chooses a performance.
            audio_rate_hz: Samples a second of what will be pushed, 8000..48000.
            controls: Controls to begin with.

        Raises:
            ProtocolError: If the daemon refuses, with its words.
            DaemonSilentError: If it does not answer.
        """
        request = OpenSession(
            self._connection.next_id(),
            pace=pace,
            rate_hz=rate_hz,
            seed=seed,
            audio_rate_hz=audio_rate_hz,
            controls=controls or PartialControls(),
        )
        opened = self._connection.request(request, Opened)
        self._sessions = {name: one for name, one in self._sessions.items() if one.is_open}
        session = self._sessions[opened.session] = ClientSession(self._connection, opened)
        session.wait_for_header(self._patience_s)
        return session

    def turn(self, timeout_s: float = 0.0) -> None:
        """Takes what has come, or comes first within the time, and gives the daemon a sign of life."""
        self._connection.turn(timeout_s)

    def close(self) -> None:
        """Closes the connection; the daemon ends sessions that were not closed."""
        self._connection.close()

    def _take(self, message: Message) -> None:
        """Hands a message to the session that it concerns, or to all."""
        if isinstance(message, Welcome) or (isinstance(message, ErrorReply) and message.code == ErrorCode.HELLO_FIRST):
            for session in self._sessions.values():
                session.take(message)
            return
        session_name = getattr(message, "session", None)
        if session_name in self._sessions:
            self._sessions[session_name].take(message)
        elif isinstance(message, ErrorReply):
            _log.warning("daemon.error", extra={"code": message.code, "reason": message.message})
