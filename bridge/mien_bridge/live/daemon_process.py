"""The daemon that performs a show: a process of the show's own, or one that runs already."""

import asyncio
import os
import subprocess
import sys
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Final

from mien_bridge.runtime.stderr_copy import StderrCopy
from mien_protocol.backoff import Backoff
from mien_protocol.errors import MienError

__all__ = ["Daemon", "ExternalDaemon", "ManagedDaemon"]

_FIRST_WAIT_S: Final = 0.5
_LONGEST_WAIT_S: Final = 16.0
"""Before it is started again."""
_STEADY_S: Final = 30.0
"""One that has run for so long begins with the shortest wait again."""
_END_S: Final = 3.0
"""Time that a daemon may take to end before it is killed."""


class Daemon(ABC):
    """A daemon that performs."""

    def __init__(self, connection_file: Path) -> None:
        self.connection_file = connection_file

    @property
    @abstractmethod
    def is_alive(self) -> bool:
        """True if it is certainly there, however long it takes to answer."""

    @abstractmethod
    async def keep(self) -> None:
        """Keeps it running; until cancelled, when it is ended.

        Raises:
            MienError: If it does not even start.
        """

    @abstractmethod
    async def ready(self) -> None:
        """Waits until it can be connected to."""

    @abstractmethod
    async def gone(self) -> None:
        """Waits until it has certainly ended."""


class ExternalDaemon(Daemon):
    """A daemon that somebody else has started."""

    @property
    def is_alive(self) -> bool:
        """False: nobody here knows."""
        return False

    async def keep(self) -> None:
        """Leaves it alone."""
        await asyncio.Event().wait()

    async def ready(self) -> None:
        """Takes it for ready: the client waits for it, and says so if it is not."""

    async def gone(self) -> None:
        """Waits for good: the client finds out."""
        await asyncio.Event().wait()


class ManagedDaemon(Daemon):
    """A daemon in a process of the show's own, restarted when it dies."""

    def __init__(self, connection_file: Path, options: list[str], stderr: StderrCopy) -> None:
        """Not started yet.

        Args:
            connection_file: Where it will write how to reach it.
            options: Of `mien serve`.
            stderr: Where it logs, and its user is told when it ends.
        """
        super().__init__(connection_file)
        self._options = options
        self._stderr = stderr
        self._is_up = asyncio.Event()
        self._is_down = asyncio.Event()

    @property
    def is_alive(self) -> bool:
        """True from when it has said that it is ready until its process ends."""
        return self._is_up.is_set()

    async def keep(self) -> None:
        """Starts it, and again when it has died."""
        loop, backoff = asyncio.get_running_loop(), Backoff(_FIRST_WAIT_S, _LONGEST_WAIT_S)
        while True:
            begun_s = loop.time()
            code = await self._run()
            if loop.time() - begun_s > _STEADY_S:
                backoff.reset()
            wait_s = backoff.next_s()
            self._stderr.say(f"daemon: ended (exit code {code}); started again in {wait_s:g} s")
            await asyncio.sleep(wait_s)

    async def ready(self) -> None:
        """Waits until it has said that it is ready."""
        await self._is_up.wait()

    async def gone(self) -> None:
        """Waits until it has ended."""
        await self._is_down.wait()

    async def _run(self) -> int:
        """One run of it, to its end; returns its exit code."""
        process = self._start()
        try:
            assert process.stdout is not None
            if await asyncio.to_thread(process.stdout.readline):
                self._is_down.clear()
                self._is_up.set()
            elif not self._is_down.is_set():
                await asyncio.to_thread(process.wait)
                raise MienError("the daemon did not start; the lines above say why")
            return await asyncio.to_thread(process.wait)
        finally:
            self._is_up.clear()
            self._is_down.set()
            await asyncio.to_thread(_end, process)

    def _start(self) -> "subprocess.Popen[bytes]":
        # Not from the current folder, whose files may have the names of modules.
        module = [sys.executable, "-P", "-m", "mien_bridge.cli.daemon_child"]
        where = ["--port", "0", "--connection-file", str(self.connection_file), "--quiet"]
        # Ctrl-C in a terminal is for the show, which ends it when all else has ended. No subprocess of asyncio's: on
        # Windows the loop that knows them cannot watch sockets.
        return subprocess.Popen(
            [*module, *where, *self._options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._stderr.file,
            start_new_session=os.name != "nt",
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )


def _end(process: "subprocess.Popen[bytes]") -> None:
    with process:
        process.terminate()
        try:
            process.wait(_END_S)
        except subprocess.TimeoutExpired:
            process.kill()
