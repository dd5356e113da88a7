"""What an agent's framework needs of a face: sound in, pictures and sound out, to be shown as they come."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal, Self

import numpy as np
from numpy.typing import NDArray

from mien_protocol.client import AsyncClient, AsyncSession, FacePicture, FaceRequest, SoundPiece
from mien_protocol.errors import MienError
from mien_protocol.messages.controls import PartialControls
from mien_protocol.messages.frames import FrameFlag

__all__ = ["FaceOptions", "Picture", "Sound", "TalkingFace", "UtteranceEnd"]

_PATIENCE_S: Final = 10.0
"""For a picture, of which there are many a second; who is silent for longer is gone."""
_LOOK_S: Final = 1.0
"""Sound may be long in coming: nobody has to speak."""
_WAITING: Final = 64
"""What waits to be shown, at most: of more the oldest pictures are dropped, and no sound."""


@dataclass(frozen=True, slots=True)
class FaceOptions:
    """What kind of face.

    Attributes:
        photo: JPEG, PNG or WebP.
        size: Longer side of the pictures, pixels, 64..2048.
        fps: Pictures a second, 1..120.
        layout: `portrait`, the photo's frame, or `cutout`, the person with alpha.
        audio_rate_hz: Samples a second of the sound that is pushed and comes back, 8000..48000.
        seed: Chooses a performance.
        controls: Emotion, gaze and the like, by their names on the wire.
        connection_file: Of the daemon; None for the user's own.
    """

    photo: bytes = field(repr=False)
    size: int = 512
    fps: int = 25
    layout: Literal["portrait", "cutout"] = "portrait"
    audio_rate_hz: int = 24_000
    seed: int = 0
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
    """What was said has been shown to its end."""


Item = Picture | Sound | UtteranceEnd


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
        self._pushing: set[asyncio.Task[None]] = set()
        self._order = asyncio.Lock()

    async def __aenter__(self) -> Self:
        """Connects, and has the face made, which takes a second or two.

        Raises:
            MienError: If there is no daemon, or it cannot use the photo.
        """
        await self._client.__aenter__()
        options = self._options
        try:
            self._session = await self._client.open_session(
                pace="speak",
                audio_rate_hz=options.audio_rate_hz,
                seed=options.seed,
                echo=True,
                controls=options.controls,
                avatar=options.photo,
                face=FaceRequest(layout=options.layout, size=options.size, rate_hz=options.fps),
            )
            # An utterance that has ended, if of nothing: from here on there are pictures.
            await self._session.end_audio()
        except BaseException:
            await self._client.close()
            raise
        readers = (self._read_pictures(self._session), self._read_sound(self._session))
        self._tasks = [asyncio.create_task(reader) for reader in readers]
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def push(self, samples: NDArray[np.int16]) -> None:
        """Has the face say something; waits while the daemon has no room, and not for the saying.

        Args:
            samples: Mono at `audio_rate_hz`, shape (samples,).

        Raises:
            MienError: If the session is gone.
        """
        task = asyncio.create_task(self._push(samples))
        self._pushing.add(task)
        try:
            # What an interruption broke off is as good as said.
            with suppress(asyncio.CancelledError):
                await asyncio.shield(task)
        finally:
            if task.done():
                self._pushing.discard(task)

    async def end(self) -> None:
        """Ends the utterance: the face goes to rest after it, and then an `UtteranceEnd` comes."""
        async with self._order:
            await self._opened().end_audio()

    async def interrupt(self) -> None:
        """Drops what was not said; the face eases to rest. Nothing of before comes once this returns."""
        for task in self._pushing:
            task.cancel()
        self._pushing.clear()
        await self._opened().cancel()
        self._waiting = deque(item for item in self._waiting if isinstance(item, Picture))

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
        """Ends the session; more calls do nothing."""
        for task in (*self._tasks, *self._pushing):
            task.cancel()
        await asyncio.gather(*self._tasks, *self._pushing, return_exceptions=True)
        self._tasks = []
        session, self._session = self._session, None
        if session is not None:
            with suppress(MienError):
                await session.close()
        await self._client.close()

    def _opened(self) -> AsyncSession:
        if self._failure is not None:
            raise self._failure
        if self._session is None:
            raise MienError("the face is not open; use it in an `async with`")
        return self._session

    async def _push(self, samples: NDArray[np.int16]) -> None:
        async with self._order:
            await self._opened().push(samples)

    async def _read_pictures(self, session: AsyncSession) -> None:
        try:
            async for picture in session.faces(_PATIENCE_S):
                self._add_picture(picture)
        except MienError as error:
            self._fail(error)
        else:
            self._fail(MienError("the daemon ended the session"))

    async def _read_sound(self, session: AsyncSession) -> None:
        try:
            while True:
                for piece in await session.ready_sound(_LOOK_S):
                    self._add_sound(piece)
        except MienError as error:
            self._fail(error)

    def _add_picture(self, picture: FacePicture) -> None:
        assert picture.rgba is not None
        if sum(isinstance(item, Picture) for item in self._waiting) >= _WAITING:
            self._waiting.remove(next(item for item in self._waiting if isinstance(item, Picture)))
        self._add(Picture(picture.time_ns, picture.rgba))
        if picture.flags & FrameFlag.LAST:
            self._add(UtteranceEnd())

    def _add_sound(self, piece: SoundPiece) -> None:
        self._add(Sound(piece.time_ns, piece.samples, piece.rate_hz))

    def _add(self, item: Item) -> None:
        self._waiting.append(item)
        self._changed.set()

    def _fail(self, error: MienError) -> None:
        self._failure = self._failure or error
        self._changed.set()
