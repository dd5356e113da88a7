"""A client of the daemon in an event loop: `async with AsyncClient() as client: ...`."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Unpack

from mien_protocol.client.async_session import AsyncSession, AsyncSessionView
from mien_protocol.client.asyncio_driver import AsyncioDriver
from mien_protocol.client.bake_job import BAKE_PATIENCE_S
from mien_protocol.client.client import PATIENCE_S
from mien_protocol.client.connection.connection import Connection
from mien_protocol.client.connection.environment import Environment
from mien_protocol.client.connection.operation import look
from mien_protocol.client.properties import BakeProperties, ClientProperties
from mien_protocol.client.sessions.bake import Bake
from mien_protocol.client.sessions.operations import BakeOptions, SessionOptions, bake, open_session, snapshot, watch
from mien_protocol.client.sessions.sound_source import Pcm, SoundSource
from mien_protocol.connection_file import default_connection_file
from mien_protocol.messages.snapshot import SessionSnapshot
from mien_protocol.motion import Motion

__all__ = ["AsyncBakeJob", "AsyncClient"]


class AsyncClient(ClientProperties):
    """`Client` in an event loop; use it in an `async with`.

    A task of its own reads what comes and keeps the connection alive; any number of tasks may wait at once.
    """

    def __init__(
        self,
        connection_file: Path | None = None,
        *,
        name: str = "mien_protocol",
        patience_s: float = PATIENCE_S,
        environment: Environment | None = None,
    ) -> None:
        """Not connected yet; `async with` connects. Arguments as of `Client`."""
        super().__init__(Connection(connection_file or default_connection_file(), name, environment or Environment()))
        self._patience_s = patience_s
        self._driver = AsyncioDriver(self._connection)

    async def __aenter__(self) -> "AsyncClient":
        """Connects and says hello; raises as `Client` does."""
        try:
            await self._driver.run(self._connection.connect(self._patience_s))
        except BaseException:
            await self.close()
            raise
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        await self.close()

    async def open_session(self, **options: Unpack[SessionOptions]) -> AsyncSession:
        """Opens a session and subscribes to its streams; arguments and errors as of `Client.open_session`."""
        core = await self._driver.run(open_session(self._connection, options, self._patience_s))
        return AsyncSession(core, self._driver)

    async def sessions(self) -> list[str]:
        """The names of all sessions there are, whoever opened them."""
        return [one.session for one in await self.snapshot()]

    async def snapshot(self, session: str | None = None) -> tuple[SessionSnapshot, ...]:
        """All sessions, or one alone, with the headers of their streams."""
        return await self._driver.run(snapshot(self._connection, session, self._patience_s))

    async def watch(self, session: str, *, face: bool = False, sound: bool = False) -> AsyncSessionView:
        """Watches a session that another client has opened; arguments and errors as of `Client.watch`."""
        core = await self._driver.run(
            watch(self._connection, session, face=face, sound=sound, patience_s=self._patience_s)
        )
        return AsyncSessionView(core, self._driver)

    async def bake(self, pcm: Pcm, samples: int | None = None, **options: Unpack[BakeOptions]) -> "AsyncBakeJob":
        """Starts turning sound into motion; arguments and errors as of `Client.bake`."""
        core = await self._driver.run(bake(self._connection, SoundSource(pcm, samples), options, self._patience_s))
        return AsyncBakeJob(core, self._driver)

    async def close(self) -> None:
        """Closes the connection; the daemon ends sessions that were not closed."""
        await self._driver.stop()
        self._connection.close()


class AsyncBakeJob(BakeProperties):
    """Running bake: `BakeJob` in an event loop; `async for motion in job`."""

    def __init__(self, core: Bake, driver: AsyncioDriver) -> None:
        """Wraps an opened bake."""
        super().__init__(core)
        self._driver = driver

    async def __aenter__(self) -> "AsyncBakeJob":
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        self.cancel()

    async def __aiter__(self) -> AsyncIterator[Motion]:
        """The motion, some seconds at a time, in order; raises as `BakeJob` does."""
        while (motion := await self._driver.run(self._core.next(BAKE_PATIENCE_S))) is not None:
            yield motion

    async def ready(self) -> list[Motion]:
        """The motion that arrived since the last call, without waiting for more; raises as iterating does."""
        await self._driver.run(look())
        return self._core.ready()

    def cancel(self) -> None:
        """Ends the bake; more calls do nothing."""
        self._core.close()
        self._driver.wake()
