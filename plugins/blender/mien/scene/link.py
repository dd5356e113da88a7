# SPDX-License-Identifier: GPL-3.0-or-later
"""The connection to the daemon that everything in Blender shares."""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mien_protocol.client import Client, DaemonBusyError
from mien_protocol.connection_file import default_connection_file, read_connection
from mien_protocol.errors import MienError, ProtocolError

from ..core.daemon_process import DaemonProcess
from ..core.patient_connection import PatientConnection

__all__ = ["LINK", "Link", "LinkOptions"]

_NAME: Final = "Blender"

_PATIENCE_S: Final = 2.0
"""Time that a daemon may take to answer: Blender stands still meanwhile."""

_ATTEMPT_S: Final = 10.0
"""Time that a busy daemon may take, at once, while Blender stays usable."""

_BUSY_S: Final = 120.0
"""Time that it may take in all: making a face takes a slow machine about so long."""

_START_S: Final = 60.0
"""Time that a started daemon may take to be ready; it may have to fetch model files first."""


@dataclass(frozen=True, slots=True)
class LinkOptions:
    """Search for the daemon.

    Attributes:
        connection_file: What it has written; None for where `mien serve` writes it.
        command: What starts one if there is none; empty to start none.
    """

    connection_file: Path | None = None
    command: str = ""


class Link:
    """One client, and the daemon's process if it was started here."""

    def __init__(self, patience_s: float = _PATIENCE_S, attempt_s: float = _ATTEMPT_S) -> None:
        """Connects to nothing yet.

        Args:
            patience_s: Time in which a daemon answers that is not busy.
            attempt_s: Time that a busy one may take, at once.
        """
        self._patience_s = patience_s
        self._attempt_s = attempt_s
        self._client: Client | None = None
        self._waiting: PatientConnection | None = None
        self._process: DaemonProcess | None = None
        self._started_s = 0.0
        self._former_id = ""

    @property
    def is_connected(self) -> bool:
        """True if a daemon answered lately."""
        return self._client is not None and self._client.is_connected

    @property
    def started_here(self) -> bool:
        """True if the daemon's process is ours."""
        return self._process is not None and self._process.lives

    @property
    def is_waiting(self) -> bool:
        """True if the daemon is there, but too busy to answer, and is waited for."""
        return self._waiting is not None

    def client(self, options: LinkOptions) -> Client | None:
        """The client; None while the daemon is busy, or was just started and is not ready: ask again.

        Raises:
            MienError: If there is no daemon and none can be started, or it is busy for too long.
        """
        if self._client is not None and not self._client.is_connected:
            self.disconnect()
        if self._client is None:
            self._client = self._connected(options)
        return self._client

    def disconnect(self) -> None:
        """Closes the connection, and waits for none any more."""
        if self._waiting is not None:
            self._waiting.abandon()
            self._waiting = None
        if self._client is not None:
            self._client.close()
            self._client = None

    def close(self) -> None:
        """Closes the connection, and ends the daemon if it was started here."""
        self.disconnect()
        if self._process is not None:
            self._process.stop()
            self._process = None

    def _connected(self, options: LinkOptions) -> Client | None:
        if self._process is not None and self._waiting is None:
            return self._awaited(self._process)
        try:
            return self._asked(options.connection_file)
        except (ProtocolError, DaemonBusyError):
            # There is one, which refuses us, or has no time: another would not be better.
            raise
        except MienError:
            if not options.command:
                raise
        if self._process is not None:
            self._process.stop()
        file = options.connection_file or default_connection_file()
        self._former_id = _server_id(file)
        self._process = DaemonProcess(options.command, options.connection_file)
        self._started_s = time.monotonic()
        return None

    def _awaited(self, process: DaemonProcess) -> Client | None:
        """A client of the daemon that was started, once it has said how it is reached."""
        try:
            process.check()
        except MienError:
            self.close()
            raise
        if time.monotonic() - self._started_s > _START_S:
            self.close()
            raise MienError(f"the daemon was started, but was not ready within {_START_S:.0f} s; try it in a terminal")
        # A file that a killed daemon left is not to be waited for.
        if _server_id(process.connection_file) in ("", self._former_id):
            return None
        return self._asked(process.connection_file)

    def _asked(self, file: Path | None) -> Client | None:
        """A client; None where the daemon is busy, which is waited for from now on."""
        if self._waiting is not None:
            if not self._waiting.is_over:
                return None
            over, self._waiting = self._waiting, None
            return over.client()
        try:
            return Client(file, name=_NAME, patience_s=self._patience_s)
        except DaemonBusyError:
            self._waiting = PatientConnection(file, _NAME, attempt_s=self._attempt_s, longest_s=_BUSY_S)
            return None


def _server_id(path: Path) -> str:
    try:
        return str(read_connection(path)["server_id"])
    except MienError:
        return ""


LINK: Final = Link()
"""Blender's own; closed when the extension is disabled."""
