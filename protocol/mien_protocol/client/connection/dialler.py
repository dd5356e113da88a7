"""Search for the daemon, and attempts to connect to it, with back-off."""

import logging
import secrets
from pathlib import Path

from mien_protocol.backoff import Backoff
from mien_protocol.client.connection.environment import Environment
from mien_protocol.client.connection.transport import Transport
from mien_protocol.client.errors import DaemonSilentError
from mien_protocol.connection_file import read_connection
from mien_protocol.errors import MienError

__all__ = ["Dialler"]

_log = logging.getLogger(__name__)


class Dialler:
    """Connects to the daemon that wrote the connection file last.

    Attributes:
        token: From the connection file that was read last.
        trouble: Why the last attempt failed, if it did.
    """

    def __init__(self, path: Path, environment: Environment) -> None:
        """Reads the connection file at `path` at each attempt."""
        self.token = ""
        self.trouble: MienError | None = None
        self._path = path
        self._environment = environment
        # Not beginning with a zero, as ids made by ROUTER sockets do.
        self._identity = b"\x01" + secrets.token_bytes(15)
        self._due_ns = 0
        self._backoff = Backoff()

    def dial(self) -> Transport:
        """Connects.

        Raises:
            MienError: If no daemon has written the file, or it names no addresses.
        """
        found = read_connection(self._path)
        self.token = found["token"]
        return self._environment.dial(found, self._identity)

    def due_in_ns(self) -> int:
        """Time until the next attempt is due; 0 for now."""
        return max(self._due_ns - self._environment.clock(), 0)

    def broke(self, *, again_at_once: bool = False) -> None:
        """Records that a connection has broken."""
        self._backoff.reset()
        first_s = self._backoff.next_s()
        self._wait(0.0 if again_at_once else first_s)

    def failed(self, trouble: MienError) -> None:
        """Records that an attempt has failed; doubles the wait before the next."""
        self.trouble = trouble
        self._wait(self._backoff.next_s())
        _log.info("daemon.absent", extra={"reason": str(trouble)})

    def succeeded(self) -> None:
        """Records that an attempt has succeeded."""
        self.trouble = None

    def silent(self, what: str) -> DaemonSilentError:
        """Builds the error that tells what cannot be done, and what is known of the daemon."""
        told = self.trouble is not None and not isinstance(self.trouble, DaemonSilentError)
        known = f" ({self.trouble})" if told else ""
        return DaemonSilentError(
            f"{what}: the daemon of {self._path} is silent{known}; see whether it still runs, and its log"
        )

    def _wait(self, seconds: float) -> None:
        self._due_ns = self._environment.clock() + round(seconds * 1e9)
