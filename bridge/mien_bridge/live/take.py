"""One recording of a live session."""

import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from mien_bridge.tap.recorder import Recorder
from mien_bridge.tap.tally import Tally
from mien_protocol.errors import MienError
from mien_protocol.messages.connection import Welcome
from mien_protocol.messages.sessions import Topics
from mien_protocol.messages.table import Socket

__all__ = ["Take"]

_TURN_S: Final = 0.1


class Take:
    """Writes what a session's streams carry into a file that `mien replay` plays; in a thread of its own."""

    def __init__(
        self, path: Path, connection_file: Path, welcome: Welcome, topics: Topics, fail: Callable[[str], None]
    ) -> None:
        """Begins to record.

        Args:
            path: The file.
            connection_file: Of the daemon.
            welcome: What it says of itself.
            topics: The session's.
            fail: Takes why the recording broke off, in its thread.

        Raises:
            MienError: If the file cannot be written.
        """
        self.path = path
        self._fail = fail
        self._recorder = Recorder(connection_file, welcome, _named(topics), path, Tally())
        self._is_over = threading.Event()
        self._is_whole = False
        self._thread = threading.Thread(target=self._record, name="recording", daemon=True)
        self._thread.start()

    def close(self) -> bool:
        """Ends the file; returns whether it is complete."""
        self._is_over.set()
        self._thread.join()
        return self._is_whole

    def _record(self) -> None:
        try:
            with self._recorder as recorder:
                while not self._is_over.is_set():
                    recorder.turn(_TURN_S)
        except (MienError, OSError) as error:
            self._fail(str(error))
        else:
            self._is_whole = True


def _named(topics: Topics) -> Iterable[tuple[Socket, str]]:
    named = ((Socket.MOTION, topics.motion), (Socket.MOTION, topics.audio), (Socket.FACE, topics.face))
    return [(socket, topic) for socket, topic in named if topic is not None]
