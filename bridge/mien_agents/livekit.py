"""A face for LiveKit Agents: the generator and the avatar that its `AvatarRunner` needs.

The runner publishes the face's video and sound in the agent's room, in step with one another, and tells the agent how
much of its answer was heard, also where it was interrupted:

    async def entrypoint(context: JobContext) -> None:
        session = AgentSession(...)
        async with MienAvatar(FaceOptions(photo=Path("me.jpg").read_bytes())) as avatar:
            await avatar.start(session, context.room)
            await session.start(agent=Agent(instructions="..."), room=context.room)
            await avatar.wait()
"""

from collections.abc import AsyncIterator
from typing import Any, Self

import numpy as np
from livekit import rtc
from livekit.agents import AgentSession
from livekit.agents.voice.avatar import (
    AudioSegmentEnd,
    AvatarOptions,
    AvatarRunner,
    QueueAudioOutput,
    VideoGenerator,
)

from mien_agents.talking_face import FaceOptions, Picture, Sound, TalkingFace, UtteranceEnd
from mien_protocol.errors import MienError

__all__ = ["MienAvatar", "MienVideoGenerator"]


class MienVideoGenerator(VideoGenerator):
    """Turns an agent's sound into frames of video and sound; a LiveKit `VideoGenerator`."""

    def __init__(self, face: TalkingFace, audio_rate_hz: int) -> None:
        """Shows a face that is open.

        Args:
            face: The face.
            audio_rate_hz: Samples a second that it was opened for.
        """
        self._face = face
        self._audio_rate_hz = audio_rate_hz

    async def push_audio(self, frame: rtc.AudioFrame | AudioSegmentEnd) -> None:
        """Takes a piece of what the agent says, or its end.

        Raises:
            MienError: If the frame is not mono at the rate that the face was opened for, or the session is gone.
        """
        if isinstance(frame, AudioSegmentEnd):
            await self._face.end()
            return
        if (frame.sample_rate, frame.num_channels) != (self._audio_rate_hz, 1):
            raise MienError(
                f"the agent's sound has {frame.num_channels} channels at {frame.sample_rate} Hz, expected one at "
                f"{self._audio_rate_hz}; give QueueAudioOutput and FaceOptions the same rate"
            )
        await self._face.push(np.frombuffer(frame.data, np.int16))

    async def clear_buffer(self) -> None:
        """Interrupts, and drops what was not said."""
        await self._face.interrupt()

    async def __aiter__(self) -> AsyncIterator[rtc.VideoFrame | rtc.AudioFrame | AudioSegmentEnd]:
        """Yields video and sound as they are to be shown, and the end of each utterance."""
        async for item in self._face:
            if isinstance(item, Picture):
                height, width = item.rgba.shape[:2]
                yield rtc.VideoFrame(width, height, rtc.VideoBufferType.RGBA, item.rgba.tobytes())
            elif isinstance(item, Sound):
                yield rtc.AudioFrame(item.samples.tobytes(), item.rate_hz, 1, len(item.samples))
            elif isinstance(item, UtteranceEnd):
                yield AudioSegmentEnd()


class MienAvatar:
    """A face in an agent's room; use it in an `async with`, and `start` it before the agent's session."""

    def __init__(self, options: FaceOptions) -> None:
        """Not connected yet."""
        self._options = options
        self._face = TalkingFace(options)
        self._runner: AvatarRunner | None = None

    async def __aenter__(self) -> Self:
        """Connects to the daemon; raises `MienError` as `TalkingFace` does."""
        await self._face.__aenter__()
        return self

    async def __aexit__(self, *_: object) -> None:
        runner, self._runner = self._runner, None
        if runner is not None:
            await runner.aclose()
        await self._face.close()

    async def start(self, session: "AgentSession[Any]", room: rtc.Room) -> None:
        """Takes the agent's sound, and publishes the face's video and sound in its place.

        Args:
            session: The agent's session, not started yet.
            room: Where to.
        """
        options = self._options
        sound = QueueAudioOutput(sample_rate=options.audio_rate_hz, wait_playback_start=True)
        width, height = await self._size()
        self._runner = AvatarRunner(
            room,
            audio_recv=sound,
            video_gen=MienVideoGenerator(self._face, options.audio_rate_hz),
            options=AvatarOptions(
                video_width=width,
                video_height=height,
                video_fps=options.fps,
                audio_sample_rate=options.audio_rate_hz,
                audio_channels=1,
            ),
        )
        await self._runner.start()
        session.output.audio = sound

    async def wait(self) -> None:
        """Waits until the face is gone; raises the error that ended it."""
        if self._runner is not None:
            await self._runner.wait_for_complete()

    async def _size(self) -> tuple[int, int]:
        """Width and height of the pictures: a portrait keeps its photo's proportions."""
        async for item in self._face:
            if isinstance(item, Picture):
                return item.rgba.shape[1], item.rgba.shape[0]
        raise MienError("the daemon sent no picture")
