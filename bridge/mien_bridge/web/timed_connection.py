"""A connection whose request must come soon, while its answer may take long."""

import asyncio
import logging
from typing import Any, Final

from websockets.asyncio.server import ServerConnection

__all__ = ["TimedConnection"]

_log = logging.getLogger(__name__)

_REQUEST_S: Final = 5.0
_ANSWER_S: Final = 300.0
"""The stock head takes some seconds to be made, a character of 17 MB a minute to reach a phone."""
_MOST: Final = 128
"""Connections at a time, of strangers too: the files that a process may have open are for the show as well."""


class TimedConnection(ServerConnection):
    """Disconnects those who send no request, and those who do not read the answer.

    `websockets` knows one time for request and answer together, after which it hangs up.
    """

    def __init__(self, connections: "set[TimedConnection]", *arguments: Any, **options: Any) -> None:  # noqa: ANN401
        """A connection that is among `connections` for as long as it lives; the rest as of its parent."""
        super().__init__(*arguments, **options)
        self._connections = connections
        self._waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Starts the timer of the request."""
        super().connection_made(transport)
        self._connections.add(self)
        self._wait(_REQUEST_S)
        if len(self._connections) > _MOST:
            _log.warning("web.crowded", extra={"most": _MOST})
            self.transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stops the timer."""
        self._wait(None)
        self._connections.discard(self)
        super().connection_lost(exc)

    def expect_reader(self) -> None:
        """Starts the timer of the answer."""
        self._wait(_ANSWER_S)

    def welcome(self) -> None:
        """Stops the timer: the connection is a WebSocket."""
        self._wait(None)

    def _wait(self, seconds: float | None) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
        self._waiting = None if seconds is None else self.loop.call_later(seconds, self.transport.abort)
