"""The adapter for LiveKit Agents, driven by LiveKit's own runner, in a room that goes nowhere."""

import asyncio

import numpy as np
import pytest
from livekit import rtc
from livekit.agents.voice.avatar import AudioSegmentEnd, QueueAudioOutput

from mien_agents import TalkingFace
from mien_agents.livekit import MienAvatar, MienVideoGenerator
from mien_protocol.errors import MienError
from tests.agents.conftest import PATIENCE_S

pytestmark = pytest.mark.e2e


class Publication:
    async def wait_for_subscription(self) -> None:
        return


class Room:
    """Takes tracks, and shows them to nobody; a real one needs a server."""

    def __init__(self) -> None:
        self.local_participant = self
        self.tracks: list[object] = []

    def isconnected(self) -> bool:
        return True

    def on(self, event, callback) -> None:
        pass

    def off(self, event, callback) -> None:
        pass

    async def publish_track(self, track, options):
        self.tracks.append(track)
        return Publication()


class Agent:
    """What an agent's session has of sound."""

    def __init__(self) -> None:
        self.output = self
        self.audio: QueueAudioOutput | None = None


def frames(speech: np.ndarray) -> list[rtc.AudioFrame]:
    """Speech as a synthesizer brings it, 100 ms at a time."""
    pieces = np.split(speech, range(1_600, len(speech), 1_600))
    return [rtc.AudioFrame(piece.tobytes(), 16_000, 1, len(piece)) for piece in pieces]


@pytest.fixture
def talk(options):
    """Runs what an agent does with an avatar that has been started; returns what LiveKit heard of the playback."""

    def run(agent_does):
        async def talked():
            agent, room, ends = Agent(), Room(), asyncio.Queue()
            async with asyncio.timeout(PATIENCE_S), MienAvatar(options) as avatar:
                await avatar.start(agent, room)
                agent.audio.on("playback_finished", ends.put_nowait)
                await agent_does(agent.audio, room)
                return await ends.get(), room

        return asyncio.run(talked())

    return run


def test_an_answer_is_shown_to_its_end(talk, speech):
    async def answer(output, _):
        for frame in frames(speech):
            await output.capture_frame(frame)
        output.flush()

    heard, room = talk(answer)
    assert not heard.interrupted
    assert heard.playback_position == pytest.approx(2.0, abs=0.15)
    assert [type(track) for track in room.tracks] == [rtc.LocalAudioTrack, rtc.LocalVideoTrack]


def test_an_interruption_tells_how_much_was_heard(talk, speech):
    async def answer(output, _):
        started = asyncio.Event()
        output.on("playback_started", lambda _: started.set())
        for frame in frames(np.tile(speech, 5)):
            await output.capture_frame(frame)
        output.flush()
        await started.wait()
        output.clear_buffer()

    heard, _ = talk(answer)
    assert heard.interrupted
    assert 0 < heard.playback_position < 9


def test_frames_are_livekits_own(options, speech):
    async def generated():
        async with asyncio.timeout(PATIENCE_S), TalkingFace(options) as face:
            generator = MienVideoGenerator(face, 16_000)
            for frame in frames(speech[:8_000]):
                await generator.push_audio(frame)
            await generator.push_audio(AudioSegmentEnd())
            got = []
            async for item in generator:
                got.append(item)
                if isinstance(item, AudioSegmentEnd):
                    break
            return got

    got = asyncio.run(generated())
    video = next(item for item in got if isinstance(item, rtc.VideoFrame))
    assert (video.width, video.height, video.type) == (128, 128, rtc.VideoBufferType.RGBA)
    sound = b"".join(bytes(item.data) for item in got if isinstance(item, rtc.AudioFrame))
    assert sound[:16_000] == speech[:8_000].tobytes()


def test_sound_of_another_rate_is_refused_in_words(options):
    async def refused():
        async with TalkingFace(options) as face:
            await MienVideoGenerator(face, 16_000).push_audio(rtc.AudioFrame(bytes(960), 48_000, 1, 480))

    with pytest.raises(MienError, match="1 channels at 48000 Hz, expected one at 16000"):
        asyncio.run(refused())
