"""A face for LiveKit Agents: an `AvatarSession`, as LiveKit's own avatar plugins are.

LiveKit's `AvatarRunner` publishes the face's video and sound in the agent's room, in step with one another, and tells
the agent how much of its answer was heard, also where it was interrupted:

    async def entrypoint(context: JobContext) -> None:
        await context.connect()
        session = AgentSession(...)
        avatar = MienAvatar(FaceOptions(photo=Path("me.jpg").read_bytes()))
        await avatar.start(session, context.room)
        await session.start(agent=Agent(instructions="..."), room=context.room)
        await avatar.wait_for_join()
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any, Final, Literal, Self

import numpy as np
from livekit import rtc
from livekit.agents import AgentSession, AgentStateChangedEvent, UserStateChangedEvent
from livekit.agents.types import USERDATA_TIMED_TRANSCRIPT
from livekit.agents.utils import is_given
from livekit.agents.voice.avatar import (
    AudioSegmentEnd,
    AvatarOptions,
    AvatarRunner,
    AvatarSession,
    QueueAudioOutput,
    VideoGenerator,
)
from livekit.agents.voice.io import TimedString

from mien_agents.activity import ActivityFollower
from mien_agents.spoken_words import SpokenWord, SpokenWords
from mien_agents.talking_face import FaceOptions, Picture, Sound, TalkingFace, UtteranceEnd
from mien_protocol.errors import MienError
from mien_protocol.messages.choices import Activity

__all__ = ["MienAvatar", "MienVideoGenerator"]

_AGENT: Final = {"thinking": Activity.THINKING, "speaking": Activity.SPEAKING}
_USER: Final = {"speaking": Activity.LISTENING, "away": Activity.IDLE}


class MienVideoGenerator(VideoGenerator):
    """Turns an agent's sound into frames of video and sound; a LiveKit `VideoGenerator`."""

    def __init__(
        self, face: TalkingFace, audio_rate_hz: int, on_word: Callable[[SpokenWord], None] = lambda word: None
    ) -> None:
        """Shows a face that is open.

        Args:
            face: The face.
            audio_rate_hz: Samples a second that it was opened for.
            on_word: Called with each word as it is spoken, where the synthesizer tells the times of words.
        """
        self._face = face
        self._audio_rate_hz = audio_rate_hz
        self._on_word = on_word
        self._words = SpokenWords(audio_rate_hz)

    async def push_audio(self, frame: rtc.AudioFrame | AudioSegmentEnd) -> None:
        """Takes a piece of what the agent says, or its end.

        Raises:
            MienError: If the frame is not mono at the rate that the face was opened for, or the session is gone.
        """
        if isinstance(frame, AudioSegmentEnd):
            self._words.end()
            await self._face.end()
            return
        if (frame.sample_rate, frame.num_channels) != (self._audio_rate_hz, 1):
            raise MienError(
                f"the agent's sound has {frame.num_channels} channels at {frame.sample_rate} Hz, expected one at "
                f"{self._audio_rate_hz}; give QueueAudioOutput and FaceOptions the same rate"
            )
        for text in frame.userdata.get(USERDATA_TIMED_TRANSCRIPT, ()):
            if isinstance(text, TimedString) and is_given(text.start_time):
                end_s = text.end_time if is_given(text.end_time) else None
                self._words.add(SpokenWord(str(text), text.start_time, end_s))
        await self._face.push(np.frombuffer(frame.data, np.int16))

    async def clear_buffer(self) -> None:
        """Interrupts, and drops what was not said."""
        self._words.drop()
        await self._face.interrupt()

    async def __aiter__(self) -> AsyncIterator[rtc.VideoFrame | rtc.AudioFrame | AudioSegmentEnd]:
        """Yields video and sound as they are to be shown, and the end of each utterance."""
        async for item in self._face:
            if isinstance(item, Picture):
                height, width = item.rgba.shape[:2]
                yield rtc.VideoFrame(width, height, rtc.VideoBufferType.RGBA, item.rgba.tobytes())
            elif isinstance(item, Sound):
                for word in self._words.performed(len(item.samples)):
                    self._on_word(word)
                yield rtc.AudioFrame(item.samples.tobytes(), item.rate_hz, 1, len(item.samples))
            elif isinstance(item, UtteranceEnd):
                self._words.shown()
                yield AudioSegmentEnd()


class MienAvatar(AvatarSession[Literal["word_spoken"]]):
    """A face in an agent's room, as the video of the agent itself: it joins as no other participant.

    `start` it before the agent's session. It ends with the job; outside of a job with `aclose`, or `async with`. It
    emits `metrics_collected`, as every avatar, and `word_spoken` with a `SpokenWord` where the synthesizer tells the
    times of words. It listens, thinks and speaks as the session tells.
    """

    # Stated once more, as LiveKit's types are not known where it is not installed.
    _room: rtc.Room | None

    def __init__(self, options: FaceOptions) -> None:
        """Not connected yet."""
        super().__init__()
        self._options = options
        self._face = TalkingFace(options)
        self._is_open = False
        self._runner: AvatarRunner | None = None
        self._activity = ActivityFollower(self._face)
        self._following: asyncio.Task[None] | None = None

    @property
    def avatar_identity(self) -> str:
        """Identity of the participant whose video the face is: the agent.

        Raises:
            MienError: If it was not started.
        """
        if self._room is None:
            raise MienError("the avatar is in no room yet; start it")
        identity: str = self._room.local_participant.identity
        return identity

    @property
    def provider(self) -> str:
        """Name of the provider, for metrics."""
        return "mien"

    async def __aenter__(self) -> Self:
        """Connects to the daemon; raises `MienError` as `TalkingFace` does."""
        await self._open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def start(self, agent_session: "AgentSession[Any]", room: rtc.Room) -> None:
        """Takes the agent's sound, and publishes the face's video and sound in its place.

        Args:
            agent_session: The agent's session, not started yet.
            room: The room to publish in.

        Raises:
            MienError: If there is no daemon, it cannot use the photo, or this was started before.
        """
        if self._runner is not None:
            raise MienError("the avatar was started before; make another for another session")
        await self._open()
        await super().start(agent_session, room)
        agent_session.on("agent_state_changed", self._agent_changed)
        agent_session.on("user_state_changed", self._user_changed)
        self._following = asyncio.create_task(self._activity.follow())
        sound = QueueAudioOutput(sample_rate=self._options.audio_rate_hz, wait_playback_start=True)
        self._runner = await self._make_runner(room, sound)
        await self._runner.start()
        # What wraps the agent's sound, such as the synchronizer of transcripts, stays in place.
        agent_session.output.replace_audio_tail(sound)

    async def aclose(self) -> None:
        """Takes the face off the room, and ends its session; more calls do nothing."""
        runner, self._runner = self._runner, None
        if runner is not None:
            await runner.aclose()
        following, self._following = self._following, None
        if following is not None:
            following.cancel()
            await asyncio.gather(following, return_exceptions=True)
        await self._face.close()
        if self._agent_session is not None:
            self._agent_session.off("agent_state_changed", self._agent_changed)
            self._agent_session.off("user_state_changed", self._user_changed)
        room, self._room = self._room, None
        # Given a room, it removes its participant from it: here, that is the agent.
        await super().aclose()
        if room is not None:
            room.off("connection_state_changed", self._on_connection_state_changed)

    async def wait(self) -> None:
        """Waits until the face is gone; raises the error that ended it."""
        if self._runner is not None:
            await self._runner.wait_for_complete()

    async def _open(self) -> None:
        if not self._is_open:
            await self._face.__aenter__()
            self._is_open = True

    async def _make_runner(self, room: rtc.Room, sound: QueueAudioOutput) -> AvatarRunner:
        options = self._options
        width, height = await self._size()
        return AvatarRunner(
            room,
            audio_recv=sound,
            video_gen=MienVideoGenerator(self._face, options.audio_rate_hz, self._tell_word),
            options=AvatarOptions(
                video_width=width,
                video_height=height,
                video_fps=options.fps,
                audio_sample_rate=options.audio_rate_hz,
                audio_channels=1,
            ),
        )

    async def _size(self) -> tuple[int, int]:
        """Width and height of the pictures: a portrait keeps its photo's proportions."""
        async for item in self._face:
            if isinstance(item, Picture):
                return item.rgba.shape[1], item.rgba.shape[0]
        raise MienError("the daemon sent no picture")

    def _agent_changed(self, event: AgentStateChangedEvent) -> None:
        self._activity.set_agent(_AGENT.get(event.new_state))

    def _user_changed(self, event: UserStateChangedEvent) -> None:
        self._activity.set_user(_USER.get(event.new_state))

    def _tell_word(self, word: SpokenWord) -> None:
        self.emit("word_spoken", word)
