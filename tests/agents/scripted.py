"""A client of a daemon that is not there: its session does what a test wants."""

import asyncio
from collections.abc import Callable
from types import SimpleNamespace

import numpy as np

from mien_protocol.messages.frames import FrameFlag

PLAIN = FrameFlag(0)


class ScriptedSession:
    """Gives what is in its lists, and then waits until it is closed; counts what it is asked."""

    def __init__(self) -> None:
        self.pictures: list[SimpleNamespace] = []
        self.frames: list[SimpleNamespace] = []
        self.sound: list[SimpleNamespace] = []
        self.calls: list[str] = []
        self.defect: Exception | None = None
        self.has_room = asyncio.Event()
        self.has_room.set()
        self.may_cancel = asyncio.Event()
        self.may_cancel.set()
        self.nothing_more = asyncio.Event()
        self.woken = asyncio.Event()

    async def faces(self, timeout_s):
        for picture in self.pictures:
            yield picture
        await self._silence(asyncio.Event())

    async def ready(self, timeout_s):
        frames, self.frames = self.frames, []
        if not frames and not self.sound:
            await self._silence(self.woken)
            self.woken.clear()
        return frames

    async def ready_sound(self, timeout_s=0.0):
        sound, self.sound = self.sound, []
        return sound

    async def push(self, samples):
        await self.has_room.wait()
        self.calls.append("push")

    async def end_audio(self):
        self.calls.append("end")

    async def set_controls(self, controls):
        self.calls.append(controls)

    async def cancel(self):
        await self.may_cancel.wait()
        self.calls.append("cancel")

    async def close(self):
        self.calls.append("close")

    async def _silence(self, end):
        self.nothing_more.set()
        if self.defect is not None:
            raise self.defect
        await end.wait()


class ScriptedClient:
    """Opens one session, unless it never comes to it."""

    def __init__(self, session: ScriptedSession | None, opening: Callable[[], None]) -> None:
        self._session = session
        self._opening = opening

    async def __aenter__(self):
        return self

    async def open_session(self, **_):
        self._opening()
        if self._session is None:
            await asyncio.Event().wait()
        return self._session

    async def close(self):
        pass


def picture(time_ns: int) -> SimpleNamespace:
    return SimpleNamespace(time_ns=time_ns, rgba=np.zeros((1, 1, 4), np.uint8), flags=PLAIN)


def motion(time_ns: int, flags: FrameFlag = PLAIN) -> SimpleNamespace:
    return SimpleNamespace(time_ns=time_ns, flags=flags)


def piece(time_ns: int, first_sample: int = 0) -> SimpleNamespace:
    return SimpleNamespace(time_ns=time_ns, samples=np.zeros(480, np.int16), rate_hz=24_000, first_sample=first_sample)
