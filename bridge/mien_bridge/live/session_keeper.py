"""The session on air at the daemon, opened again whenever it or the daemon is lost."""

import asyncio
import time
from contextlib import suppress
from typing import Final, NoReturn, Protocol, cast

from mien_bridge.inputs.sound import SILENCE, Samples
from mien_bridge.live.daemon_process import Daemon
from mien_bridge.live.stream_meter import StreamMeter
from mien_bridge.runtime.tasks import first_completed
from mien_protocol.backoff import Backoff
from mien_protocol.client import AsyncClient, DaemonSilentError, FacePicture, StreamedFrame
from mien_protocol.client.async_session import AsyncSession
from mien_protocol.client.sessions.operations import SessionOptions
from mien_protocol.errors import MienError
from mien_protocol.messages.connection import Welcome
from mien_protocol.messages.controls import NATURAL_CONTROLS, PartialControls
from mien_protocol.messages.sessions import Opened

__all__ = ["SessionKeeper", "SessionListener"]

_TURN_S: Final = 1.0
_CLOSE_S: Final = 1.0
_FIRST_WAIT_S: Final = 0.25
_LONGEST_WAIT_S: Final = 8.0
_WAITING_PIECES: Final = 250
"""Five seconds of sound: where the daemon takes none for so long, what is older is not worth being said."""


_HEAD_START: Final = SILENCE[:144]
"""3 ms of silence before the first piece. To make 48 kHz into 16 kHz the daemon holds back a millisecond, so that a
piece of 20 ms would not quite fill a step of its performance, which would wait for the next piece: 20 ms, each time."""


class SessionListener(Protocol):
    """A listener to the session's fate; called in the loop's thread, and at once."""

    def daemon_slow(self) -> None:
        """The daemon is there, but has not answered for long."""

    def session_opened(self, welcome: Welcome, opened: Opened) -> None:
        """A session has begun."""

    def session_over(self, missed: int) -> None:
        """Nobody performs any more; of the last `missed` pieces of sound that were sent no motion has come."""

    def session_closed(self, why: str) -> None:
        """The session is over; `why` is empty where another follows at once."""

    def frame(self, frame: StreamedFrame | FacePicture) -> None:
        """A frame of motion, or a picture, has come."""


class SessionKeeper:
    """Keeps one session on air.

    Attributes:
        session: The one on air, or None.
        wishes: What is asked for when one is opened.
        meter: How the one on air flows.
    """

    def __init__(self, daemon: Daemon, wishes: SessionOptions, listener: SessionListener) -> None:
        """Starts without a session."""
        self.session: AsyncSession | None = None
        self.wishes = wishes
        self.meter = StreamMeter()
        self._daemon = daemon
        self._listener = listener
        self._client: AsyncClient | None = None
        self._pieces: asyncio.Queue[Samples] = asyncio.Queue(_WAITING_PIECES)
        self._next: asyncio.Queue[AsyncSession] = asyncio.Queue()
        self._changing = asyncio.Lock()
        self._begun = asyncio.Event()
        self._tagged: PartialControls = {}

    async def keep(self) -> None:
        """Keeps a session on air; until cancelled.

        A daemon that is there and does not answer is busy, and asked again.

        Raises:
            MienError: If the first is refused: something that was asked for is wrong. Or if there is no daemon.
        """
        backoff = Backoff(_FIRST_WAIT_S, _LONGEST_WAIT_S)
        while True:
            await self._daemon.ready()
            is_reached = False
            try:
                async with AsyncClient(self._daemon.connection_file, name="mien live") as client:
                    is_reached = True
                    session = await first_completed(client.open_session(**self.wishes), self._gone())
                    backoff.reset()
                    await self._perform(client, session)
            except MienError as error:
                if self._begun.is_set():
                    self._listener.session_closed(str(error))
                elif isinstance(error, DaemonSilentError) and (is_reached or self._daemon.is_alive):
                    self._listener.daemon_slow()
                else:
                    raise
            await asyncio.sleep(backoff.next_s())

    async def begun(self) -> None:
        """Waits until the first session is on air."""
        await self._begun.wait()

    def send(self, samples: Samples) -> None:
        """Queues sound for the session; drops it while there is none."""
        if self.session is None:
            return
        if self._pieces.full():
            self._pieces.get_nowait()
        self._pieces.put_nowait(samples)

    async def change(self, wishes: SessionOptions) -> None:
        """Switches to another session, once that has begun.

        Raises:
            MienError: If it cannot be opened; the former stays then.
        """
        async with self._changing:
            if self._client is None:
                raise MienError("the daemon is starting; try again in a moment")
            client, asked = self._client, self.wishes["controls"]
            session = await client.open_session(**cast("SessionOptions", {**self.wishes, **wishes}))
            # Making an avatar takes seconds, in which controls may have been moved.
            if self.wishes["controls"] != asked:
                await session.set_controls(self.wishes["controls"])
            if self._client is not client:
                raise MienError("the daemon was lost; try again in a moment")
            self.wishes = cast("SessionOptions", {**self.wishes, **wishes})
            self._next.put_nowait(session)

    async def set_controls(self, controls: PartialControls) -> None:
        """Changes some controls, also for later sessions."""
        merged = cast("PartialControls", {**self.wishes["controls"], **controls})
        if self.session is not None:
            held = await self.session.set_controls(cast("PartialControls", {**controls, **self._tagged}))
            merged = merged if self._tagged else held
        self.wishes["controls"] = merged

    async def lay_over(self, tagged: PartialControls) -> None:
        """Has controls hold over the wishes, as tags of a text ask; with none, the wishes hold again."""
        own = {**NATURAL_CONTROLS, **self.wishes["controls"]}
        changed = {name: own[name] for name in self._tagged if name in own} | dict(tagged)
        self._tagged = tagged
        if self.session is not None and changed:
            await self.session.set_controls(cast("PartialControls", changed))

    async def interrupt(self) -> None:
        """Drops what is being said."""
        while not self._pieces.empty():
            self._pieces.get_nowait()
        if self.session is not None:
            await self.session.cancel()
            self.send(_HEAD_START)

    async def _perform(self, client: AsyncClient, session: AsyncSession | None) -> None:
        self._client = client
        self._next = asyncio.Queue()
        try:
            while session is not None:
                session = await self._run_session(client, session)
        finally:
            self._client = None

    async def _run_session(self, client: AsyncClient, session: AsyncSession) -> AsyncSession | None:
        """Runs a session until another is to follow; returns that."""
        self.session, self.meter = session, StreamMeter()
        is_lost = False
        self.send(_HEAD_START)
        self._listener.session_opened(client.welcome, session.opened)
        self._begun.set()
        try:
            follower = await first_completed(
                self._push(session), self._motion(session), self._faces(session), self._sound(session),
                self._gone(), self._next.get(),
            )  # fmt: skip
        except MienError:
            is_lost = True
            raise
        else:
            self._listener.session_closed("")
            return follower
        finally:
            self._end_sending()
            # The daemon ends a session whose client is gone.
            if not is_lost:
                with suppress(MienError, TimeoutError):
                    async with asyncio.timeout(_CLOSE_S):
                        await session.close()

    def _end_sending(self) -> None:
        missed = self.meter.in_flight + self._pieces.qsize()
        while not self._pieces.empty():
            self._pieces.get_nowait()
        self.session = None
        self._listener.session_over(missed)

    async def _push(self, session: AsyncSession) -> None:
        while True:
            samples = await self._pieces.get()
            self.meter.sent(len(samples), time.monotonic_ns())
            await session.push(samples)

    async def _motion(self, session: AsyncSession) -> None:
        while True:
            for frame in await session.ready(_TURN_S):
                self.meter.frame(frame.time_ns, time.monotonic_ns())
                self._listener.frame(frame)

    async def _faces(self, session: AsyncSession) -> None:
        while True:
            for picture in await session.ready_faces(_TURN_S):
                self.meter.picture(time.monotonic_ns())
                self._listener.frame(picture)

    async def _sound(self, session: AsyncSession) -> None:
        while True:
            for piece in await session.ready_sound(_TURN_S):
                self.meter.echoed(piece.first_sample, piece.time_ns)

    async def _gone(self) -> NoReturn:
        await self._daemon.gone()
        raise MienError("the daemon has exited")
