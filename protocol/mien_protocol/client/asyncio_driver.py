"""Driver that waits in an event loop."""

import asyncio
import math
from contextlib import suppress
from typing import TypeVar

from mien_protocol.client.connection.connection import Connection
from mien_protocol.client.connection.operation import Operation

__all__ = ["AsyncioDriver"]

T = TypeVar("T")


class AsyncioDriver:
    """Drives a connection in its own task, which keeps it alive between calls; several tasks may wait."""

    def __init__(self, connection: Connection) -> None:
        """Belongs to one event loop."""
        self.connection = connection
        self._wake = asyncio.Event()
        self._waiters: dict[asyncio.Future[None], int] = {}
        self._defect: Exception | None = None
        self._pump: asyncio.Task[None] | None = None

    async def run(self, waiting: Operation[T]) -> T:
        """Runs an operation to its end; a cancelled one leaves nothing behind."""
        if self._pump is None:
            self._pump = asyncio.create_task(self._drive())
        try:
            while True:
                try:
                    seconds = next(waiting)
                except StopIteration as end:
                    result: T = end.value
                    return result
                await self._turned(seconds)
        finally:
            waiting.close()
            self.wake()

    def wake(self) -> None:
        """Wakes the task to read the sockets: a send may have consumed their readiness signal."""
        self._wake.set()

    async def stop(self) -> None:
        """Stops the task."""
        if self._pump is not None:
            self._pump.cancel()
            with suppress(asyncio.CancelledError):
                await self._pump

    async def _turned(self, seconds: float) -> None:
        """Waits until the connection has been served once, or the time is over."""
        if self._defect is not None:
            raise self._defect
        turned = asyncio.get_running_loop().create_future()
        self._waiters[turned] = self.connection.now_ns() + round(seconds * 1e9)
        self.wake()
        try:
            await turned
        finally:
            del self._waiters[turned]

    async def _drive(self) -> None:
        try:
            while not self.connection.is_closed:
                # The others' turn, even if there always is something to read.
                await asyncio.sleep(0)
                self._wake.clear()
                await self.connection.wait_async(self._patience_s(), self._wake)
                self.connection.advance()
                self._tell(None)
        except Exception as error:
            self._defect = error
            self._tell(error)

    def _patience_s(self) -> float:
        """Time left until the first waiter's timeout."""
        first_ns = min(self._waiters.values(), default=None)
        return math.inf if first_ns is None else max(first_ns - self.connection.now_ns(), 0) / 1e9

    def _tell(self, error: Exception | None) -> None:
        for turned in [one for one in self._waiters if not one.done()]:
            if error is None:
                turned.set_result(None)
            else:
                turned.set_exception(error)
