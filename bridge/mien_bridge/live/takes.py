"""The recordings of a show: a file for each session that is on air while it is recorded."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from mien_bridge.live.take import Take
from mien_protocol.errors import MienError
from mien_protocol.messages.connection import Welcome
from mien_protocol.messages.sessions import Topics

__all__ = ["Takes"]

_FOLDER: Final = Path("recordings")


class Takes:
    """Begins and ends recordings; in the loop's thread.

    Attributes:
        is_wanted: Whether what is on air is recorded.
    """

    def __init__(self, folder: Path | None, connection_file: Path, say: Callable[[str], None]) -> None:
        """Records from the first session on where a folder was given.

        Args:
            folder: Where to; None for `recordings`, and only when asked to.
            connection_file: Of the daemon.
            say: Takes a line for the user.
        """
        self.is_wanted = folder is not None
        self._folder = folder or _FOLDER
        self._connection_file = connection_file
        self._say = say
        self._take: Take | None = None
        self._session: tuple[Welcome, Topics] | None = None

    @property
    def path(self) -> Path | None:
        """The file that is being written."""
        return None if self._take is None else self._take.path

    def want(self, is_wanted: bool) -> None:
        """Starts or stops recording.

        Raises:
            MienError: If the file cannot be written.
        """
        self.is_wanted = is_wanted
        if not is_wanted:
            self._end()
        elif self._take is None and self._session is not None:
            self._begin(*self._session)

    def session_opened(self, welcome: Welcome, topics: Topics) -> None:
        """A session has begun."""
        self._session = welcome, topics
        if self.is_wanted:
            try:
                self._begin(welcome, topics)
            except MienError as error:
                self.is_wanted = False
                self._say(f"recording: {error}")

    def session_closed(self) -> None:
        """The session is over."""
        self._session = None
        self._end()

    def _begin(self, welcome: Welcome, topics: Topics) -> None:
        path = self._free_path()
        loop = asyncio.get_running_loop()

        def fail(why: str) -> None:
            loop.call_soon_threadsafe(self._broke_off, path, why)

        self._take = Take(path, self._connection_file, welcome, topics, fail)
        self._say(f"recording: {path}")

    def _end(self) -> None:
        if self._take is not None:
            take, self._take = self._take, None
            if take.close():
                self._say(f"recording: {take.path} is complete")

    def _broke_off(self, path: Path, why: str) -> None:
        self._say(f"recording: broke off: {why}")
        if self.path == path:
            self._take = None

    def _free_path(self) -> Path:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise MienError(
                f"cannot make the folder {self._folder}: {(error.strerror or str(error)).lower()}; name another"
            ) from error
        name = time.strftime("%Y-%m-%d-%H%M%S")
        paths = (self._folder / f"{name}{end}.tap" for end in ("", *(f"-{number}" for number in range(2, 1_000))))
        return next(path for path in paths if not path.exists())
