"""The adapter for Pipecat, in a pipeline of Pipecat's own."""

import asyncio
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pipecat.frames.frames import (
    EndFrame,
    ErrorFrame,
    InterruptionFrame,
    LLMFullResponseStartFrame,
    OutputImageRawFrame,
    TextFrame,
    TTSAudioRawFrame,
    TTSStartedFrame,
    TTSStoppedFrame,
    UserStartedSpeakingFrame,
    UserStoppedSpeakingFrame,
)
from pipecat.pipeline.pipeline import Pipeline
from pipecat.pipeline.worker import PipelineWorker
from pipecat.processors.frame_processor import FrameDirection, FrameProcessor
from pipecat.workers.runner import WorkerRunner

from mien_agents import TalkingFace
from mien_agents.pipecat import MienVideoService
from tests.agents.conftest import PATIENCE_S

pytestmark = pytest.mark.e2e


class Collector(FrameProcessor):
    """Keeps what passes, and tells whoever waits for some of it."""

    def __init__(self, direction: FrameDirection) -> None:
        super().__init__()
        self._direction = direction
        self._came = asyncio.Condition()
        self.frames = []

    async def process_frame(self, frame, direction):
        await super().process_frame(frame, direction)
        if direction is self._direction:
            async with self._came:
                self.frames.append(frame)
                self._came.notify_all()
        await self.push_frame(frame, direction)

    async def until(self, enough):
        async with asyncio.timeout(PATIENCE_S), self._came:
            await self._came.wait_for(lambda: enough(self.frames))


class Piped:
    """A pipeline that runs: what goes in, and what comes out at either end."""

    def __init__(self, options) -> None:
        self.up = Collector(FrameDirection.UPSTREAM)
        self.down = Collector(FrameDirection.DOWNSTREAM)
        pipeline = Pipeline([self.up, MienVideoService(options), self.down])
        self._worker = PipelineWorker(pipeline, cancel_on_idle_timeout=False, enable_rtvi=False)

    async def put(self, *frames) -> None:
        for frame in frames:
            await self._worker.queue_frame(frame)

    async def run(self, doing) -> None:
        runner = WorkerRunner(handle_sigint=False)
        await runner.add_workers(self._worker)

        async def done():
            await self.down.until(len)
            await doing(self)
            await self.put(EndFrame())

        async with asyncio.timeout(PATIENCE_S):
            await asyncio.gather(runner.run(), done())


def run(options, doing) -> Piped:
    async def piped():
        made = Piped(options)
        await made.run(doing)
        return made

    return asyncio.run(piped())


def spoken(speech):
    return [
        TTSAudioRawFrame(piece.tobytes(), 16_000, 1) for piece in np.split(speech, range(1_600, len(speech), 1_600))
    ]


def heard(frames) -> np.ndarray:
    return np.frombuffer(b"".join(f.audio for f in frames if isinstance(f, TTSAudioRawFrame)), np.int16)


def pictures(frames):
    return [frame for frame in frames if isinstance(frame, OutputImageRawFrame)]


def test_sound_comes_back_with_pictures(options, speech):
    async def answer(piped):
        await piped.put(*spoken(speech), TTSStoppedFrame())
        await piped.down.until(lambda frames: len(heard(frames)) >= len(speech) and len(pictures(frames)) > 20)

    frames = run(options, answer).down.frames
    assert np.array_equal(heard(frames)[: len(speech)], speech)
    first = pictures(frames)[0]
    assert (first.size, first.format, len(first.image)) == ((128, 128), "RGB", 128 * 128 * 3)


def test_all_else_passes(options):
    async def answer(piped):
        await piped.put(TextFrame("hello"))
        await piped.down.until(lambda frames: any(isinstance(frame, TextFrame) for frame in frames))

    run(options, answer)


def test_the_face_listens_thinks_and_speaks_as_the_pipeline_tells(options, speech, monkeypatch):
    shown = []

    async def set_controls(face, controls):
        await original(face, controls)
        shown.append(controls["activity"])

    original = TalkingFace.set_controls
    monkeypatch.setattr(TalkingFace, "set_controls", set_controls)

    async def turn(piped):
        frames = (
            UserStartedSpeakingFrame(),
            UserStoppedSpeakingFrame(),
            LLMFullResponseStartFrame(),
            TTSStartedFrame(),
        )
        for number, frame in enumerate(frames, 1):
            await piped.put(frame)
            while len(shown) < number:
                await asyncio.sleep(0)
        await piped.put(*spoken(speech[:8_000]), TTSStoppedFrame())
        while len(shown) < len(frames) + 1:
            await asyncio.sleep(0)

    run(options, turn)
    assert shown == ["listening", "auto", "thinking", "speaking", "auto"]


def test_an_interruption_ends_the_sound(options, speech):
    async def answer(piped):
        await piped.put(*spoken(np.tile(speech, 5)))
        await piped.down.until(lambda frames: len(heard(frames)))
        await piped.put(InterruptionFrame())
        await piped.down.until(lambda frames: any(isinstance(frame, InterruptionFrame) for frame in frames))
        before = len(heard(piped.down.frames))
        await piped.put(*spoken(speech[:4_800]), TTSStoppedFrame())
        await piped.down.until(lambda frames: len(heard(frames)) >= before + 4_800)
        assert np.array_equal(heard(piped.down.frames)[before:][:4_800], speech[:4_800])

    run(options, answer)


def test_an_interruption_while_the_face_takes_no_more(options, speech):
    async def answer(piped):
        # Longer than a daemon takes ahead, so that the service waits in the middle of a frame.
        await piped.put(*spoken(np.tile(speech, 100)))
        await piped.down.until(lambda frames: len(heard(frames)))
        await piped.put(InterruptionFrame())
        await piped.down.until(lambda frames: any(isinstance(frame, InterruptionFrame) for frame in frames))
        before = len(heard(piped.down.frames))
        await piped.put(*spoken(speech[:4_800]), TTSStoppedFrame())
        await piped.down.until(lambda frames: len(heard(frames)) >= before + 4_800)

    run(options, answer)


def test_what_was_said_is_heard_before_the_end(options, speech):
    async def answer(piped):
        await piped.put(*spoken(speech))

    frames = run(options, answer).down.frames
    assert np.array_equal(heard(frames)[: len(speech)], speech)
    assert isinstance(frames[-1], EndFrame)


def test_without_a_daemon_the_agent_is_heard_and_the_pipeline_told(options, tmp_path, speech):
    async def answer(piped):
        await piped.put(*spoken(speech), TTSStoppedFrame())
        await piped.down.until(lambda frames: len(heard(frames)) == len(speech))

    piped = run(replace(options, connection_file=Path(tmp_path / "none.json")), answer)
    assert np.array_equal(heard(piped.down.frames), speech)
    errors = [frame.error for frame in piped.up.frames if isinstance(frame, ErrorFrame)]
    # Why the face did not open, and that it is not open: not each of 21 times.
    assert len(errors) == 2
    assert "none.json" in errors[0]


def test_without_a_daemon_the_pipeline_is_told_and_goes_on(options, tmp_path):
    async def answer(piped):
        await piped.up.until(lambda frames: any(isinstance(frame, ErrorFrame) for frame in frames))
        await piped.put(TextFrame("hello"))
        await piped.down.until(lambda frames: any(isinstance(frame, TextFrame) for frame in frames))

    piped = run(replace(options, connection_file=Path(tmp_path / "none.json")), answer)
    assert "none.json" in next(frame.error for frame in piped.up.frames if isinstance(frame, ErrorFrame))
