"""The monitor of the daemon behind the gateway."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import zmq
import zmq.asyncio

from mien_bridge.runtime.tasks import start_task
from mien_bridge.web.gateway.probe import Probe
from mien_protocol.backoff import Backoff
from mien_protocol.connection_file import read_connection
from mien_protocol.errors import MienError

__all__ = ["DaemonMonitor", "FoundDaemon"]

_log = logging.getLogger(__name__)

_LOOK_EVERY_S: Final = 0.25


@dataclass(frozen=True, slots=True)
class FoundDaemon:
    """A daemon that has answered.

    Attributes:
        connection: What its connection file says.
        server_id: Another one is another daemon, without the old sessions.
        heartbeat_s: Within what time each side gives a sign of life.
    """

    connection: Mapping[str, Any]
    server_id: str
    heartbeat_s: float


class DaemonMonitor:
    """Monitors a daemon and its successors, and calls back when one comes or goes.

    Attributes:
        found: The one that answers, or None.
    """

    def __init__(self, path: Path, context: "zmq.asyncio.Context") -> None:
        """Finds daemons by the connection file at `path`; call `attending` to begin."""
        self.found: FoundDaemon | None = None
        self._path = path
        self._context = context
        self._came: list[Callable[[FoundDaemon], None]] = []
        self._went: list[Callable[[bool], None]] = []

    def listen(self, came: Callable[[FoundDaemon], None], went: Callable[[bool], None]) -> Callable[[], None]:
        """Calls back when a daemon has answered, and when it no longer does; returns a function that ends this.

        Args:
            came: Called with the daemon, now if there is one.
            went: Called with whether it is gone for certain, rather than merely silent.
        """
        self._came.append(came)
        self._went.append(went)
        if self.found is not None:
            came(self.found)

        def unlisten() -> None:
            with suppress(ValueError):
                self._came.remove(came)
                self._went.remove(went)

        return unlisten

    @asynccontextmanager
    async def attending(self) -> AsyncIterator[None]:
        """Monitors the daemon during the block."""
        task = start_task(self._attend(), "daemon")
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _attend(self) -> None:
        while True:
            probe = await self._reached()
            try:
                assert self.found is not None
                _log.info("daemon.found", extra={"server_id": self.found.server_id})
                for came in list(self._came):
                    came(self.found)
                is_gone = await probe.watch()
                self.found = None
                _log.warning("daemon.lost", extra={"is_gone": is_gone})
                for went in list(self._went):
                    went(is_gone)
            finally:
                probe.close()

    async def _reached(self) -> Probe:
        """Tries until a daemon answers: whenever the connection file changes, else after 1, 2, 4 ... 32 s."""
        backoff = Backoff()
        while True:
            stamp = self._stamp()
            probe = await self._tried()
            if probe is not None:
                return probe
            await self._another_file(stamp, backoff.next_s())

    async def _tried(self) -> Probe | None:
        """Connects to the daemon of the connection file; None if there is none, or it does not answer."""
        probe = None
        try:
            probe = Probe(self._context, read_connection(self._path))
            welcome = await probe.greet()
        except (MienError, zmq.ZMQError) as error:
            # There is no file, or not one of a daemon.
            _log.debug("daemon.absent", extra={"reason": str(error)})
            welcome = None
        if probe is None or welcome is None:
            if probe is not None:
                probe.close()
            return None
        self.found = FoundDaemon(probe.connection, welcome.server_id, welcome.heartbeat_s)
        return probe

    async def _another_file(self, stamp: tuple[int, int] | None, patience_s: float) -> None:
        deadline_s = time.monotonic() + patience_s
        while time.monotonic() < deadline_s and self._stamp() == stamp:
            await asyncio.sleep(_LOOK_EVERY_S)

    def _stamp(self) -> tuple[int, int] | None:
        try:
            status = self._path.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_ino
