# SPDX-License-Identifier: GPL-3.0-or-later
"""The connection to the daemon that everything in Blender shares."""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mien_protocol.client import Client
from mien_protocol.connection_file import default_connection_file, read_connection
from mien_protocol.errors import MienError, ProtocolError

from ..core.daemon_process import DaemonProcess

__all__ = ["LINK", "Link", "LinkOptions"]

_PATIENCE_S: Final = 2.0
"""Time that a daemon may take to answer: Blender stands still meanwhile."""

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

    def __init__(self) -> None:
        """Connects to nothing yet."""
        self._client: Client | None = None
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

    def client(self, options: LinkOptions) -> Client | None:
        """The client; None while the daemon that was just started is not ready: ask again.

        Raises:
            MienError: If there is no daemon and none can be started.
        """
        if self._client is not None and not self._client.is_connected:
            self.disconnect()
        if self._client is None:
            self._client = self._connected(options)
        return self._client

    def disconnect(self) -> None:
        """Closes the connection."""
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
        if self._process is not None:
            return self._awaited(self._process)
        try:
            return Client(options.connection_file, name="Blender", patience_s=_PATIENCE_S)
        except ProtocolError:
            # There is one, which refuses us: another would not be better.
            raise
        except MienError:
            if not options.command:
                raise
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
        return Client(process.connection_file, name="Blender", patience_s=_PATIENCE_S)


def _server_id(path: Path) -> str:
    try:
        return str(read_connection(path)["server_id"])
    except MienError:
        return ""


LINK: Final = Link()
"""Blender's own; closed when the extension is disabled."""
