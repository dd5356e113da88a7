"""One session of a client in an event loop."""

from collections.abc import AsyncIterator
from contextlib import nullcontext, suppress
from typing import Self

import numpy as np
from numpy.typing import NDArray

from mien_protocol.client.asyncio_driver import AsyncioDriver
from mien_protocol.client.properties import OpenedProperties, SessionProperties
from mien_protocol.client.sessions.opened_session import OpenedSession
from mien_protocol.client.sessions.streamed_session import StreamedSession
from mien_protocol.client.streams.face_picture import FacePicture
from mien_protocol.client.streams.sound_piece import SoundPiece
from mien_protocol.client.streams.streamed_frame import StreamedFrame
from mien_protocol.errors import MienError
from mien_protocol.messages.controls import PartialControls
from mien_protocol.messages.frames import FrameFlag
from mien_protocol.messages.speech import Cancelled, Said

__all__ = ["AsyncSession", "AsyncSessionView"]


class AsyncSessionView(SessionProperties):
    """Streams of a session, whoever opened it: `SessionView` in an event loop; made by `AsyncClient.watch`."""

    def __init__(self, core: StreamedSession, driver: AsyncioDriver) -> None:
        """Watches `core`, and waits by `driver`."""
        super().__init__(core)
        self._driver = driver

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        # Closing must not hide what went wrong before.
        with nullcontext() if error is None else suppress(MienError):
            await self.close()

    async def motion(self, timeout_s: float = 10.0) -> AsyncIterator[StreamedFrame]:
        """Frames as they come, until the utterance's last; as `SessionView.motion`."""
        flags = FrameFlag(0)
        while (frame := await self._driver.run(self._core.of_utterance(flags, timeout_s))) is not None:
            flags = frame.flags
            yield frame

    async def ready(self, timeout_s: float = 0.0) -> list[StreamedFrame]:
        """Frames that arrived since the last call; waits for the first ones, within the time, if there are none."""
        return await self._driver.run(self._core.motion_ready(timeout_s))

    async def faces(self, timeout_s: float = 10.0) -> AsyncIterator[FacePicture]:
        """Pictures as they come, without an end; as `SessionView.faces`."""
        while (picture := await self._driver.run(self._core.next_face(timeout_s))) is not None:
            yield picture

    async def ready_faces(self, timeout_s: float = 0.0) -> list[FacePicture]:
        """Pictures that arrived since the last call, or the first to arrive within the time; eight at most."""
        return await self._driver.run(self._core.faces_ready(timeout_s))

    async def newest_face(self, timeout_s: float = 0.0) -> FacePicture | None:
        """The newest picture since the last call, or the first within the time; skipped ones are counted."""
        return await self._driver.run(self._core.newest_face(timeout_s))

    async def sound(self, timeout_s: float = 10.0) -> AsyncIterator[SoundPiece]:
        """Echoed sound as it comes, without an end; as `SessionView.sound`."""
        while (piece := await self._driver.run(self._core.next_sound(timeout_s))) is not None:
            yield piece

    async def ready_sound(self, timeout_s: float = 0.0) -> list[SoundPiece]:
        """Echoed sound that arrived since the last call, or the first to arrive within the time."""
        return await self._driver.run(self._core.sound_ready(timeout_s))

    async def close(self) -> None:
        """Stops watching; the session itself goes on."""
        if not self._core.is_closed:
            self._core.leave()


class AsyncSession(AsyncSessionView, OpenedProperties):
    """A session at a daemon: `ClientSession` in an event loop; made by `AsyncClient.open_session`.

    Several tasks may use it at once: one that pushes, one that reads motion, one that reads pictures.
    """

    def __init__(self, core: OpenedSession, driver: AsyncioDriver) -> None:
        """Wraps an opened session."""
        super().__init__(core, driver)
        self._own = core

    async def push(self, pcm: NDArray[np.int16], timeout_s: float = 10.0) -> None:
        """Pushes sound; waits while the daemon has no room for it; as `ClientSession.push`."""
        await self._driver.run(self._own.push(pcm, timeout_s))

    async def end_audio(self) -> None:
        """Ends the utterance; as `ClientSession.end_audio`."""
        self._own.end_audio()
        self._driver.wake()

    async def say(self, text: str, voice: str | None = None, timeout_s: float = 60.0, *, tags: bool = False) -> Said:
        """Speaks a text in a session of pace `speak`; as `ClientSession.say`."""
        return await self._driver.run(self._own.say(text, voice, timeout_s, tags=tags))

    async def set_controls(self, controls: PartialControls) -> PartialControls:
        """Changes some controls; returns all that now hold."""
        return await self._driver.run(self._own.set_controls(controls))

    async def cancel(self) -> Cancelled:
        """Drops what has not been performed, with its frames, pictures and sound."""
        return await self._driver.run(self._own.cancel())

    async def close(self) -> None:
        """Ends the session; does nothing if it was closed already, or if it or the daemon is gone."""
        await self._driver.run(self._own.close())
