# SPDX-License-Identifier: GPL-3.0-or-later
"""Connection to a daemon that is there, but busy: waited for in a thread, since Blender must not stand still."""

import threading
import time
from pathlib import Path

from mien_protocol.client import Client, DaemonBusyError

__all__ = ["PatientConnection"]


class PatientConnection:
    """A client to be, of a daemon that is asked until it answers."""

    def __init__(self, file: Path | None, name: str, *, attempt_s: float, longest_s: float) -> None:
        """Begins to ask.

        Args:
            file: The daemon's connection file; None for the default.
            name: Name of the client in the daemon's log.
            attempt_s: Time that an answer is waited for at once.
            longest_s: Time that it is waited for in all.
        """
        self._file = file
        self._name = name
        self._attempt_s = attempt_s
        self._deadline_s = time.monotonic() + longest_s
        self._client: Client | None = None
        self._error: Exception | None = None
        self._is_abandoned = threading.Event()
        self._thread = threading.Thread(target=self._ask, name="mien-connection", daemon=True)
        self._thread.start()

    @property
    def is_over(self) -> bool:
        """True if there is an answer, or there will be none."""
        return not self._thread.is_alive()

    def client(self) -> Client:
        """The client, once it is over.

        Raises:
            DaemonBusyError: If the daemon was busy for too long.
            MienError: If it has gone, or refuses.
        """
        if self._error is not None:
            raise self._error
        assert self._client is not None
        return self._client

    def abandon(self) -> None:
        """Gives up; a client that comes of it is closed."""
        self._is_abandoned.set()
        if self.is_over and self._client is not None:
            self._client.close()

    def _ask(self) -> None:
        while not self._is_abandoned.is_set():
            try:
                self._client, self._error = Client(self._file, name=self._name, patience_s=self._attempt_s), None
            except DaemonBusyError as error:
                self._error = error
                if time.monotonic() < self._deadline_s:
                    continue
            except Exception as error:
                # To be raised where it is asked for: in a thread nobody would hear of it.
                self._error = error
            break
        if self._is_abandoned.is_set() and self._client is not None:
            self._client.close()
