"""A face for agent frameworks: sound in, pictures and sound out, to be shown as they come."""

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal, Self

import numpy as np
from numpy.typing import NDArray

from mien_agents.speech_progress import SpeechProgress
from mien_protocol.client import AsyncClient, AsyncSession, FaceRequest
from mien_protocol.errors import MienError
from mien_protocol.limits import Limits
from mien_protocol.messages.controls import ControlsKind, PartialControls
from mien_protocol.messages.frames import FrameFlag

__all__ = ["FaceOptions", "Picture", "Sound", "TalkingFace", "UtteranceEnd"]

_PATIENCE_S: Final = 10.0
"""For a picture, of which there are many a second; who is silent for longer is gone."""
_LOOK_S: Final = 1.0
"""For motion, which may pause while a daemon is busy or gone; the pictures tell when it was for too long."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class FaceOptions:
    """Options of a face.

    Attributes:
        photo: JPEG, PNG or WebP.
        size: Longer side of the pictures, pixels, 64..2048.
        fps: Pictures a second, 1..120.
        layout: `portrait`, the photo's frame, or `cutout`, the person with alpha.
        audio_rate_hz: Samples a second of the sound that is pushed and comes back, 8000..48000.
        seed: Chooses a performance; None lets the sound choose it.
        controls: Emotion, gaze and the like, by their names on the wire.
        connection_file: Of the daemon; None for the user's own.
    """

    photo: bytes = field(repr=False)
    size: int = 512
    fps: int = 25
    layout: Literal["portrait", "cutout"] = "portrait"
    audio_rate_hz: int = 24_000
    seed: int | None = None
    controls: PartialControls = field(default_factory=PartialControls)
    connection_file: Path | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to be shown.

    Attributes:
        time_ns: Media time, nanoseconds of the session's sound.
        rgba: sRGB, straight alpha, top row first, uint8, shape (height, width, 4).
    """

    time_ns: int
    rgba: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Sound:
    """Sound to be played.

    Attributes:
        time_ns: Media time of its first sample, nanoseconds.
        samples: Mono, 16 bit, shape (samples,).
        rate_hz: Samples a second.
    """

    time_ns: int
    samples: NDArray[np.int16]
    rate_hz: int


@dataclass(frozen=True, slots=True)
class UtteranceEnd:
    """The mark that an utterance has been shown to its end."""


Item = Picture | Sound | UtteranceEnd

_MOST_WAITING: Final[dict[type[Item], int]] = {Picture: 16, Sound: 3_000, UtteranceEnd: 64}
"""Limit of what waits to be shown: 0.6 s of pictures, of 2048 x 2048 pixels 268 MB, and a minute of sound. Whoever does
not read has no use for what is older."""


class TalkingFace:
    """One session of a daemon; use it in an `async with`, and iterate over it for as long as it is open.

    The face waits alive: pictures come from the beginning, whether anybody speaks or not.
    """

    def __init__(self, options: FaceOptions) -> None:
        """Not connected yet."""
        self._options = options
        self._client = AsyncClient(options.connection_file, name="mien_agents")
        self._session: AsyncSession | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._waiting: deque[Item] = deque()
        self._changed = asyncio.Event()
        self._failure: MienError | None = None
        self._turns: set[asyncio.Task[None]] = set()
        self._order = asyncio.Lock()
        self._interruptions = 0
        self._progress = SpeechProgress()

    async def __aenter__(self) -> Self:
        """Connects and makes the face, which takes a second or two.

        Raises:
            MienError: If there is no daemon, or it cannot use the photo.
        """
        opening = asyncio.create_task(self._open())
        self._tasks = [opening]
        if not await _finished(opening):
            raise MienError("the face was closed while it was being opened")
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def push(self, samples: NDArray[np.int16]) -> None:
        """Queues sound for the face; waits while the daemon has no room, not until it is spoken.

        Args:
            samples: Mono at `audio_rate_hz`, shape (samples,).

        Raises:
            MienError: If the session is gone.
        """
        await self._in_turn(self._push(samples))

    async def end(self) -> None:
        """Ends the utterance: the face goes to rest after it, and then an `UtteranceEnd` comes."""
        await self._in_turn(self._end())

    async def set_controls(self, controls: PartialControls, *, queued: bool = False) -> None:
        """Changes some controls: the mood, the gaze, the manner, the activity; the others stay as they are.

        Args:
            controls: Controls by their names on the wire, such as `{"emotion": "happy", "emotion_strength": 0.6}`.
            queued: Whether they wait for the sound that was pushed before, and go with it where it is interrupted.
                Otherwise they hold from the next frame on, whatever is being said.

        Raises:
            MienError: If the session is gone, or refuses a value.
        """
        session = self._opened()
        if queued and not self._progress.is_over:
            ControlsKind().read(controls, "controls", Limits())
            self._progress.add(controls)
        else:
            await session.set_controls(controls)

    async def interrupt(self) -> None:
        """Drops what was not said; the face eases to rest. Nothing earlier comes once this returns."""
        self._interruptions += 1
        for task in self._turns:
            task.cancel()
        self._progress = SpeechProgress()
        try:
            await self._opened().cancel()
        finally:
            self._waiting = deque(item for item in self._waiting if isinstance(item, Picture))
            # Sound of before may have come meanwhile.
            self._progress.restart()

    async def __aiter__(self) -> AsyncIterator[Item]:
        """Pictures and sound in the order in which they are to be shown, without an end; for one reader.

        Raises:
            MienError: If the session is lost.
        """
        while True:
            while self._waiting:
                yield self._waiting.popleft()
            if self._failure is not None:
                raise self._failure
            self._changed.clear()
            await self._changed.wait()

    async def close(self) -> None:
        """Ends the session, and the iteration of its reader; more calls do nothing."""
        self._fail(MienError("the face was closed; open another"))
        for task in (*self._tasks, *self._turns):
            task.cancel()
        await asyncio.gather(*self._tasks, *self._turns, return_exceptions=True)
        self._tasks = []
        session, self._session = self._session, None
        if session is not None:
            with suppress(MienError):
                await session.close()
        await self._client.close()

    async def _open(self) -> None:
        await self._client.__aenter__()
        options = self._options
        try:
            session = await self._client.open_session(
                pace="speak",
                audio_rate_hz=options.audio_rate_hz,
                seed=options.seed,
                echo=True,
                controls=options.controls,
                avatar=options.photo,
                face=FaceRequest(layout=options.layout, size=options.size, rate_hz=options.fps),
            )
            # An utterance that has ended, if of nothing: from here on there are pictures.
            await session.end_audio()
        except BaseException:
            await self._client.close()
            raise
        self._session = session
        readers = (self._read_pictures(session), self._read_speech(session))
        self._tasks = [asyncio.create_task(self._watched(reader)) for reader in readers]

    def _opened(self) -> AsyncSession:
        if self._failure is not None:
            raise self._failure
        if self._session is None:
            raise MienError("the face is not open; use it in an `async with`")
        return self._session

    async def _in_turn(self, doing: Coroutine[None, None, None]) -> None:
        """Runs an operation after those before it; one that an interruption cuts short counts as done."""
        task = asyncio.create_task(doing)
        self._turns.add(task)
        try:
            await _finished(task)
        finally:
            self._turns.discard(task)

    async def _push(self, samples: NDArray[np.int16]) -> None:
        async with self._order:
            self._progress.pushed += len(samples)
            await self._opened().push(samples)

    async def _end(self) -> None:
        async with self._order:
            await self._opened().end_audio()

    async def _watched(self, reading: Coroutine[None, None, None]) -> None:
        try:
            await reading
        except MienError as error:
            self._fail(error)
        except Exception as error:
            _log.exception("face.failed")
            self._fail(MienError(f"a defect of the face: {type(error).__name__}: {error}; open another"))
        else:
            self._fail(MienError("the daemon ended the session"))

    async def _read_pictures(self, session: AsyncSession) -> None:
        async for picture in session.faces(_PATIENCE_S):
            assert picture.rgba is not None
            self._add(Picture(picture.time_ns, picture.rgba))

    async def _read_speech(self, session: AsyncSession) -> None:
        """Sound, and where utterances end: by the motion, of which nothing is lost, while pictures may be."""
        while True:
            interruptions = self._interruptions
            frames = await session.ready(_LOOK_S)
            # A frame leaves after the sound up to it, so that all of that is here.
            pieces = await session.ready_sound()
            for piece in pieces if interruptions == self._interruptions else ():
                for controls in self._progress.performed(piece.first_sample, len(piece.samples)):
                    await session.set_controls(controls)
            items: list[tuple[int, Item]] = [
                (piece.time_ns, Sound(piece.time_ns, piece.samples, piece.rate_hz)) for piece in pieces
            ]
            if interruptions == self._interruptions:
                items += [(frame.time_ns, UtteranceEnd()) for frame in frames if frame.flags & FrameFlag.LAST]
            for _, item in sorted(items, key=lambda timed: timed[0]):
                self._add(item)

    def _add(self, item: Item) -> None:
        alike = [one for one in self._waiting if type(one) is type(item)]
        if len(alike) >= _MOST_WAITING[type(item)]:
            self._waiting = deque(one for one in self._waiting if one is not alike[0])
        self._waiting.append(item)
        self._changed.set()

    def _fail(self, error: MienError) -> None:
        self._failure = self._failure or error
        self._changed.set()


async def _finished(task: asyncio.Task[None]) -> bool:
    """Waits for a task; False if it was cancelled. Whoever is cancelled while waiting takes the task along.

    Raises:
        Exception: Whatever the task raised.
    """
    try:
        await asyncio.wait([task])
    finally:
        task.cancel()
    if task.cancelled():
        return False
    task.result()
    return True
