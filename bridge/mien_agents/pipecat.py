"""A face for Pipecat: a processor that stands between the synthesizer and the transport's output.

    pipeline = Pipeline([transport.input(), stt, user, llm, tts, MienVideoService(options), transport.output(), agent])

The transport must show video: `video_out_enabled=True`, `video_out_is_live=True`, and the pictures' size.
"""

import asyncio
from collections.abc import Awaitable
from contextlib import suppress
from typing import Final

import numpy as np
from pipecat.frames.frames import (
    CancelFrame,
    EndFrame,
    Frame,
    InterruptionFrame,
    LLMFullResponseStartFrame,
    OutputImageRawFrame,
    StartFrame,
    TTSAudioRawFrame,
    TTSStartedFrame,
    TTSStoppedFrame,
    UserStartedSpeakingFrame,
    UserStoppedSpeakingFrame,
)
from pipecat.processors.frame_processor import FrameDirection, FrameProcessor

from mien_agents.activity import ActivityFollower
from mien_agents.talking_face import FaceOptions, Picture, Sound, TalkingFace, UtteranceEnd
from mien_protocol.errors import MienError
from mien_protocol.messages.choices import Activity

__all__ = ["MienVideoService"]

_PATIENCE_S: Final = 90.0
"""For what is still to be said when the pipeline ends; a face takes a minute of sound ahead."""


class MienVideoService(FrameProcessor):
    """Replaces the synthesizer's sound by the face's: the same sound, with pictures in step.

    Where the face is gone, or does not take it, the synthesizer's sound passes as it is: the agent is heard.
    """

    def __init__(self, options: FaceOptions) -> None:
        """Not connected yet: the pipeline's start connects.

        Args:
            options: What kind of face; `audio_rate_hz` is that of the synthesizer.
        """
        super().__init__()
        self._options = options
        self._face = TalkingFace(options)
        self._activity = ActivityFollower(self._face)
        self._showing: asyncio.Task[None] | None = None
        self._following: asyncio.Task[None] | None = None
        self._is_said = True
        self._unshown = 0
        self._all_shown = asyncio.Event()
        self._told = ""

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        """Takes the agent's sound out of the pipeline, and all else through it."""
        await super().process_frame(frame, direction)
        self._note(frame)
        if isinstance(frame, TTSAudioRawFrame):
            if not await self._try(self._push(frame)):
                await self.push_frame(frame, direction)
            return
        if isinstance(frame, StartFrame):
            # Nothing may come before it.
            await self.push_frame(frame, direction)
            await self._try(self._start())
            return
        if isinstance(frame, TTSStoppedFrame):
            await self._try(self._end())
        elif isinstance(frame, InterruptionFrame):
            await self._try(self._interrupt())
        elif isinstance(frame, EndFrame):
            await self._finish()
        elif isinstance(frame, CancelFrame):
            await self._stop()
        await self.push_frame(frame, direction)

    async def cleanup(self) -> None:
        """Disconnects from the daemon."""
        await self._stop()
        await super().cleanup()  # type: ignore[no-untyped-call]

    async def _start(self) -> None:
        await self._face.__aenter__()
        self._showing = self.create_task(self._show())
        self._following = self.create_task(self._activity.follow())

    def _note(self, frame: Frame) -> None:
        """Notes who speaks, or is about to."""
        if isinstance(frame, UserStartedSpeakingFrame):
            self._activity.set_user(Activity.LISTENING)
        elif isinstance(frame, UserStoppedSpeakingFrame):
            self._activity.set_user(None)
        elif isinstance(frame, LLMFullResponseStartFrame):
            self._activity.set_agent(Activity.THINKING)
        elif isinstance(frame, TTSStartedFrame):
            self._activity.set_agent(Activity.SPEAKING)
        if isinstance(frame, UserStartedSpeakingFrame | InterruptionFrame):
            # An answer may have been without words.
            self._activity.set_agent(None)

    async def _stop(self) -> None:
        for task in (self._showing, self._following):
            if task is not None:
                await self.cancel_task(task)
        self._showing = self._following = None
        await self._face.close()

    async def _end(self) -> None:
        if not self._is_said:
            self._is_said = True
            await self._face.end()
            self._unshown += 1

    async def _interrupt(self) -> None:
        self._is_said = True
        self._shown(self._unshown)
        await self._face.interrupt()

    async def _finish(self) -> None:
        """Stops once all that was said has been shown."""
        if await self._try(self._end()) and self._unshown and self._showing is not None:
            self._all_shown.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._all_shown.wait(), _PATIENCE_S)
        await self._stop()

    def _shown(self, utterances: int) -> None:
        self._unshown = max(self._unshown - utterances, 0)
        if not self._unshown:
            self._all_shown.set()
            if self._is_said:
                self._activity.set_agent(None)

    async def _push(self, frame: TTSAudioRawFrame) -> None:
        if (frame.sample_rate, frame.num_channels) != (self._options.audio_rate_hz, 1):
            raise MienError(
                f"the synthesizer's sound has {frame.num_channels} channels at {frame.sample_rate} Hz, expected one at "
                f"{self._options.audio_rate_hz}; give FaceOptions its rate"
            )
        self._is_said = False
        await self._face.push(np.frombuffer(frame.audio, np.int16))

    async def _show(self) -> None:
        try:
            async for item in self._face:
                if isinstance(item, Picture):
                    height, width = item.rgba.shape[:2]
                    rgb = np.ascontiguousarray(item.rgba[..., :3])
                    await self.push_frame(OutputImageRawFrame(rgb.tobytes(), (width, height), "RGB"))
                elif isinstance(item, Sound):
                    await self.push_frame(TTSAudioRawFrame(item.samples.tobytes(), item.rate_hz, 1))
                elif isinstance(item, UtteranceEnd):
                    self._shown(1)
        except MienError as error:
            await self._tell(error)
        finally:
            self._shown(self._unshown)

    async def _try(self, doing: Awaitable[None]) -> bool:
        """Runs an operation; an error is reported to the pipeline and does not silence the agent."""
        try:
            await doing
        except MienError as error:
            await self._tell(error)
            return False
        return True

    async def _tell(self, error: MienError) -> None:
        """Reports an error once: fifty pieces of sound a second would fail for the same reason."""
        if str(error) != self._told:
            self._told = str(error)
            await self.push_error(error_msg=self._told, exception=error)
