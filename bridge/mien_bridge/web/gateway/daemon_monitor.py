"""The monitor of the daemon behind the gateway."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from mien_bridge.runtime.tasks import start_task
from mien_protocol.client.asyncio_driver import AsyncioDriver
from mien_protocol.client.connection.connection import Connection
from mien_protocol.client.connection.environment import Environment
from mien_protocol.client.connection.operation import Operation, until
from mien_protocol.client.connection.participant import Participant
from mien_protocol.messages.table import Socket
from mien_protocol.schema import Message

__all__ = ["DaemonMonitor", "FoundDaemon"]

_log = logging.getLogger(__name__)

_NAME: Final = "mien gateway"
_MENDED_S: Final = 1.0
"""Within what time the daemon has to answer after the line broke, or else its sessions are given up."""
_LONG_S: Final = 3600.0


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

    def __init__(self, path: Path) -> None:
        """Finds daemons by the connection file at `path`; call `attending` to begin."""
        self.found: FoundDaemon | None = None
        self._path = path
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
        connection, presence = Connection(self._path, _NAME, Environment()), _Presence()
        connection.attach(presence)
        driver = AsyncioDriver(connection)
        answers = 0
        try:
            while True:
                await driver.run(_welcomed(connection, presence, answers))
                answers, presence.is_forgotten = presence.answers, False
                self._come(connection)
                await driver.run(_troubled(connection, connection.broken))
                self._go(await _is_gone(driver, presence, answers))
        finally:
            await driver.stop()
            connection.close()

    def _come(self, connection: Connection) -> None:
        welcome = connection.welcome
        self.found = FoundDaemon(connection.daemon, welcome.server_id, welcome.heartbeat_s)
        _log.info("daemon.found", extra={"server_id": welcome.server_id})
        for came in list(self._came):
            came(self.found)

    def _go(self, is_gone: bool) -> None:
        self.found = None
        _log.warning("daemon.lost", extra={"is_gone": is_gone})
        for went in list(self._went):
            went(is_gone)


class _Presence(Participant):
    """A witness of the daemon itself on a connection.

    Attributes:
        answers: How many hellos it has answered.
        is_forgotten: Whether it no longer knows the connection.
    """

    def __init__(self) -> None:
        """Belongs to no session."""
        super().__init__("", "", Socket.CONTROL)
        self.answers = 0
        self.is_forgotten = False

    def reconnected(self, server_id: str) -> None:
        """Counts an answer."""
        self.answers += 1

    def fail(self, why: str) -> None:
        """Notes that the daemon does not know the connection."""
        self.is_forgotten = True

    def take(self, socket: Socket, message: Message) -> None:
        """Takes nothing: no message concerns it."""

    def tick(self, now_ns: int) -> None:
        """Has nothing to do."""

    def resume(self) -> None:
        """Has nothing to resume."""


def _welcomed(connection: Connection, presence: _Presence, answers: int) -> Operation[None]:
    """Waits for one more answer than `answers`."""
    while not connection.is_up or presence.answers == answers:
        yield _LONG_S


def _troubled(connection: Connection, broken: int) -> Operation[None]:
    """Waits until the daemon is silent, or the line breaks once more than `broken`."""
    while connection.is_up and connection.broken == broken:
        yield _LONG_S


async def _is_gone(driver: AsyncioDriver, presence: _Presence, answers: int) -> bool:
    """Tells whether the daemon is gone for certain, rather than silent or behind a line that broke for a moment."""
    connection = driver.connection
    if not connection.is_up:
        return presence.is_forgotten
    known = connection.welcome.server_id
    mended = until(lambda: not connection.is_up or presence.answers > answers, _MENDED_S, connection.now_ns)
    return not await driver.run(mended) or not connection.is_up or connection.welcome.server_id != known
