"""Search for the daemon, and attempts to connect to it, with back-off."""

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from mien_protocol.backoff import Backoff
from mien_protocol.client.connection.environment import Environment
from mien_protocol.client.connection.transport import Transport
from mien_protocol.client.errors import DaemonBusyError, DaemonSilentError
from mien_protocol.connection_file import read_connection
from mien_protocol.endpoint import new_identity
from mien_protocol.errors import MienError

__all__ = ["Dialler"]

_log = logging.getLogger(__name__)

_LOOK_EVERY_NS: Final = 250_000_000
"""Time between looks at the connection file while nothing is connected: a daemon that starts writes it anew."""


class Dialler:
    """Connects to the daemon that wrote the connection file last.

    Attributes:
        daemon: What the connection file that was read last says of the daemon; empty before the first.
        trouble: Why the last attempt failed, if it did.
    """

    def __init__(self, path: Path, environment: Environment) -> None:
        """Reads the connection file at `path` at each attempt."""
        self.daemon: Mapping[str, Any] = {}
        self.trouble: MienError | None = None
        self._path = path
        self._environment = environment
        self._identity = new_identity()
        self._due_ns = 0
        self._read: tuple[int, int] | None = None
        self._backoff = Backoff()

    @property
    def is_outdated(self) -> bool:
        """True if the connection file was written or removed since it was read."""
        return self._written() != self._read

    def dial(self) -> Transport:
        """Connects.

        Raises:
            MienError: If no daemon has written the file, or it names no addresses.
        """
        self._read = self._written()
        self.daemon = read_connection(self._path)
        return self._environment.dial(self.daemon, self._identity)

    def due_in_ns(self) -> int:
        """Time until the next attempt may be due, to be asked again then; 0 for now, as for a file written anew."""
        left_ns = max(self._due_ns - self._environment.clock(), 0)
        return 0 if self.is_outdated else min(left_ns, _LOOK_EVERY_NS)

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

    def _written(self) -> tuple[int, int] | None:
        """Changes whenever the file is written; None where there is none."""
        try:
            status = self._path.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_ino

    def unanswered(self, patience_s: float) -> DaemonSilentError:
        """Builds the error of a first hello that was not answered, which tells a busy daemon from one that is gone."""
        control = str(self.daemon["control"])
        if not self._environment.listens(control):
            return DaemonSilentError(
                f"no hello was answered, and nobody listens at {control}: the daemon that wrote {self._path} is "
                "gone; start one with `mien serve`"
            )
        return DaemonBusyError(
            f"the daemon of {self._path} is there, but has not answered a hello for {patience_s:g} s: it is busy, or "
            "has other keys than the file; wait and try again, or see its log"
        )

    def _wait(self, seconds: float) -> None:
        self._due_ns = self._environment.clock() + round(seconds * 1e9)
