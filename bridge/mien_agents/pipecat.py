"""A face for Pipecat: a processor that stands between the synthesizer and the transport's output.

    pipeline = Pipeline([transport.input(), stt, user, llm, tts, MienVideoService(options), transport.output(), agent])

The transport must show video: `video_out_enabled=True`, `video_out_is_live=True`, and the pictures' size.
"""

import asyncio
from collections.abc import Awaitable

import numpy as np
from pipecat.frames.frames import (
    CancelFrame,
    EndFrame,
    Frame,
    InterruptionFrame,
    OutputImageRawFrame,
    StartFrame,
    TTSAudioRawFrame,
    TTSStoppedFrame,
)
from pipecat.processors.frame_processor import FrameDirection, FrameProcessor

from mien_agents.talking_face import FaceOptions, Picture, Sound, TalkingFace
from mien_protocol.errors import MienError

__all__ = ["MienVideoService"]


class MienVideoService(FrameProcessor):
    """Replaces the synthesizer's sound by the face's: the same sound, with pictures in step."""

    def __init__(self, options: FaceOptions) -> None:
        """Not connected yet: the pipeline's start connects.

        Args:
            options: What kind of face; `audio_rate_hz` is that of the synthesizer.
        """
        super().__init__()
        self._options = options
        self._face = TalkingFace(options)
        self._showing: asyncio.Task[None] | None = None

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        """Takes the agent's sound out of the pipeline, and all else through it."""
        await super().process_frame(frame, direction)
        if isinstance(frame, TTSAudioRawFrame):
            await self._try(self._push(frame))
            return
        if isinstance(frame, StartFrame):
            # Nothing may come before it.
            await self.push_frame(frame, direction)
            await self._try(self._start())
            return
        if isinstance(frame, TTSStoppedFrame):
            await self._try(self._face.end())
        elif isinstance(frame, InterruptionFrame):
            await self._try(self._face.interrupt())
        elif isinstance(frame, EndFrame | CancelFrame):
            await self._stop()
        await self.push_frame(frame, direction)

    async def cleanup(self) -> None:
        """Lets go of the daemon."""
        await self._stop()
        await super().cleanup()  # type: ignore[no-untyped-call]

    async def _start(self) -> None:
        await self._face.__aenter__()
        self._showing = self.create_task(self._show())

    async def _stop(self) -> None:
        showing, self._showing = self._showing, None
        if showing is not None:
            await self.cancel_task(showing)
        await self._face.close()

    async def _push(self, frame: TTSAudioRawFrame) -> None:
        if (frame.sample_rate, frame.num_channels) != (self._options.audio_rate_hz, 1):
            raise MienError(
                f"the synthesizer's sound has {frame.num_channels} channels at {frame.sample_rate} Hz, expected one at "
                f"{self._options.audio_rate_hz}; give FaceOptions its rate"
            )
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
        except MienError as error:
            await self.push_error(error_msg=str(error), exception=error)

    async def _try(self, doing: Awaitable[None]) -> None:
        """Does it; what goes wrong is the pipeline's to know, and no reason for the agent to fall silent."""
        try:
            await doing
        except MienError as error:
            await self.push_error(error_msg=str(error), exception=error)
