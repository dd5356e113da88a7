# SPDX-License-Identifier: GPL-3.0-or-later
"""The sessions that a daemon has, asked for in a thread."""

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mien_protocol.client import Client
from mien_protocol.errors import MienError
from mien_protocol.messages.snapshot import SessionSnapshot

__all__ = ["ListedSession", "SessionList"]

_PATIENCE_S: Final = 3.0


@dataclass(frozen=True, slots=True)
class ListedSession:
    """A session.

    Attributes:
        name: What the daemon calls it.
        words: What a person is told of it.
    """

    name: str
    words: str


class SessionList:
    """Sessions at the last request for them.

    Attributes:
        sessions: The newest first.
        trouble: Why they could not be asked for; empty if they could.
    """

    def __init__(self) -> None:
        """Not asked for yet."""
        self.sessions: tuple[ListedSession, ...] = ()
        self.trouble = ""
        self._thread: threading.Thread | None = None

    @property
    def is_asking(self) -> bool:
        """True while the answer is awaited."""
        return self._thread is not None and self._thread.is_alive()

    def ask(self, connection_file: Path | None) -> None:
        """Asks for them, unless that is under way; does not wait.

        Args:
            connection_file: Which the daemon has written; None for where `mien serve` writes it.
        """
        if not self.is_asking:
            self._thread = threading.Thread(target=self._ask, args=(connection_file,), name="mien-list", daemon=True)
            self._thread.start()

    def join(self, timeout_s: float) -> bool:
        """Waits for the answer; whether it has come."""
        if self._thread is not None:
            self._thread.join(timeout_s)
        return not self.is_asking

    def _ask(self, connection_file: Path | None) -> None:
        try:
            with Client(connection_file, name="Blender, list", patience_s=_PATIENCE_S) as client:
                found = client.snapshot()
        except MienError as error:
            self.sessions, self.trouble = (), str(error)
        else:
            self.sessions = tuple(ListedSession(one.session, _words(one)) for one in reversed(found))
            self.trouble = "" if found else "the daemon has no session"


def _words(session: SessionSnapshot) -> str:
    has = [name for name, header in (("pictures", session.face), ("sound", session.audio)) if header is not None]
    return f"{session.session[:8]}{', with ' if has else ''}{' and '.join(has)}"
