"""Films of a show: one at a time, made by `mien talk` in a process of its own."""

import asyncio
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from mien_bridge.live.film_order import FilmOrder
from mien_bridge.runtime.tasks import start_task
from mien_bridge.web.live_host import Film
from mien_bridge.web.live_state import FilmState
from mien_protocol.errors import MienError

__all__ = ["Films"]

_END_S: Final = 5.0
"""Time that a process has for its end before it is killed."""
_ERROR: Final = "mien: error: "
_PROGRESS: Final = re.compile(r"video: +(?:([0-9]+)% )?([0-9]+) frames, [0-9]+ fps(?:, (.+ left))?$")


class Films:
    """Makes one film at a time, and keeps the last one until another is begun; in the loop's thread.

    Attributes:
        state: The film that is being made, or was made last.
    """

    def __init__(self, say: Callable[[str], None], command: tuple[str, ...] | None = None) -> None:
        """Starts without a film.

        Args:
            say: Takes a line for the user.
            command: What makes one of the arguments of `mien talk`; None for Mien's own.
        """
        self.state: FilmState | None = None
        self._say = say
        self._command = command or (sys.executable, "-P", "-m", "mien_bridge.cli.film_child")
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._process: subprocess.Popen[str] | None = None
        self._making: asyncio.Task[None] | None = None
        self._number = 0

    async def begin(self, order: FilmOrder) -> None:
        """Begins a film, and drops the one before.

        Raises:
            MienError: If one is being made, or nothing can be written.
        """
        if self._making is not None:
            raise MienError("a film is being made; wait until it is done, or cancel it")
        self._number += 1
        self.state = FilmState(order.name, "making", self._number, note="beginning")
        self._making = start_task(self._make(order), "film")

    async def cancel(self) -> None:
        """Ends the film that is being made, and leaves nothing of it."""
        if self._making is None:
            return
        making = self._making
        if self._process is not None:
            self._process.terminate()
        self.state = None
        await asyncio.wait([making])

    def film(self) -> Film | None:
        """The film that is done; None while there is none."""
        if self._folder is None or self.state is None or self.state.state != "done":
            return None
        return Film(self.state.name, Path(self._folder.name) / "film.mp4")

    async def close(self) -> None:
        """Ends what is being made, and removes what was made."""
        await self.cancel()
        await self._drop()

    async def _make(self, order: FilmOrder) -> None:
        try:
            await self._drop()
            self._folder = await asyncio.to_thread(
                tempfile.TemporaryDirectory, prefix="mien-film-", ignore_cleanup_errors=True
            )
            folder = Path(self._folder.name)
            arguments = await asyncio.to_thread(order.write, folder)
            if self.state is not None:
                await self._run(order, folder, arguments)
        except OSError as error:
            self._failed(f"a film cannot be written: {(error.strerror or str(error)).lower()}")
        finally:
            if self.state is None:
                await self._drop()
            self._making = None

    async def _run(self, order: FilmOrder, folder: Path, arguments: list[str]) -> None:
        # No subprocess of asyncio's: on Windows the loop that knows them cannot watch sockets.
        process = self._process = subprocess.Popen(
            [*self._command, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
            start_new_session=sys.platform != "win32",
        )
        why = "its process ended without a word"
        try:
            assert process.stderr is not None
            while line := await asyncio.to_thread(process.stderr.readline):
                told = order.readable(line.strip(), folder)
                why = told.removeprefix(_ERROR) if told.startswith(_ERROR) else why
                self._tell(told)
            code = await asyncio.to_thread(process.wait)
        finally:
            await asyncio.to_thread(_end, process)
            self._process = None
        if self.state is None:
            return
        if code != 0 or not (folder / "film.mp4").is_file():
            self._failed(why)
        else:
            self.state = FilmState(order.name, "done", self._number, 1.0)
            self._say(f"film: {order.name} is ready in the studio")

    def _tell(self, line: str) -> None:
        """Takes what `mien talk` says of its progress into the state."""
        if self.state is None or not line or line.startswith(_ERROR):
            return
        share, note = self.state.share, line
        if (told := _PROGRESS.match(line)) is not None:
            share = share if told[1] is None else int(told[1]) / 100
            note = told[3] or f"{told[2]} pictures"
        self.state = FilmState(self.state.name, "making", self._number, share, note)

    def _failed(self, why: str) -> None:
        if self.state is not None:
            self.state = FilmState(self.state.name, "failed", self._number, self.state.share, why)
            self._say(f"film: {why}")

    async def _drop(self) -> None:
        if self._folder is not None:
            folder, self._folder = self._folder, None
            await asyncio.to_thread(folder.cleanup)


def _end(process: "subprocess.Popen[str]") -> None:
    with process:
        process.terminate()
        try:
            process.wait(_END_S)
        except subprocess.TimeoutExpired:
            process.kill()
