"""The adapter for LiveKit Agents, driven by LiveKit's own runner, in a room that goes nowhere."""

import asyncio

import numpy as np
import pytest
from livekit import rtc
from livekit.agents import AgentSession, AgentStateChangedEvent, UserStateChangedEvent
from livekit.agents.types import USERDATA_TIMED_TRANSCRIPT
from livekit.agents.voice.avatar import AudioSegmentEnd
from livekit.agents.voice.io import TimedString

from mien_agents import TalkingFace
from mien_agents.livekit import MienAvatar, MienVideoGenerator
from mien_protocol.errors import MienError
from tests.agents.conftest import PATIENCE_S

pytestmark = pytest.mark.e2e


class Publication:
    def __init__(self, kind) -> None:
        self.kind = kind

    async def wait_for_subscription(self) -> None:
        return


class Room(rtc.EventEmitter):
    """Takes tracks, and shows them to nobody; a real one needs a server."""

    identity, kind = "agent-7", None

    def __init__(self) -> None:
        super().__init__()
        self.local_participant = self
        self.tracks: list[object] = []
        self.track_publications, self.remote_participants = {}, {}

    def isconnected(self) -> bool:
        return True

    async def publish_track(self, track, options):
        self.tracks.append(track)
        publication = self.track_publications[len(self.tracks)] = Publication(track.kind)
        self.emit("local_track_published", publication, track)
        return publication


def frames(speech: np.ndarray) -> list[rtc.AudioFrame]:
    """Speech as a synthesizer brings it, 100 ms at a time."""
    pieces = np.split(speech, range(1_600, len(speech), 1_600))
    return [rtc.AudioFrame(piece.tobytes(), 16_000, 1, len(piece)) for piece in pieces]


@pytest.fixture
def talk(options):
    """Runs what an agent does with an avatar that has been started; returns what LiveKit heard of the playback."""

    def run(agent_does):
        async def talked():
            agent, room, ends = AgentSession(), Room(), asyncio.Queue()
            async with asyncio.timeout(PATIENCE_S), MienAvatar(options) as avatar:
                await avatar.start(agent, room)
                agent.output.audio.on("playback_finished", ends.put_nowait)
                await agent_does(agent.output.audio, room)
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


def test_it_is_an_avatar_as_livekits_own_are(options, speech):
    async def lived():
        agent, room, metrics, words = AgentSession(), Room(), [], []
        avatar = MienAvatar(options)
        avatar.on("metrics_collected", metrics.append)
        avatar.on("word_spoken", words.append)
        async with asyncio.timeout(PATIENCE_S):
            await avatar.start(agent, room)
            assert (avatar.avatar_identity, avatar.provider) == ("agent-7", "mien")
            first, *others = frames(speech)
            first.userdata[USERDATA_TIMED_TRANSCRIPT] = [TimedString("Good", 0.0, 0.3), TimedString("day", 5.0, 5.4)]
            ended = asyncio.Event()
            agent.output.audio.on("playback_finished", lambda _: ended.set())
            for frame in (first, *others):
                await agent.output.audio.capture_frame(frame)
            agent.output.audio.flush()
            await avatar.wait_for_join()
            await ended.wait()
            with pytest.raises(MienError, match="started before"):
                await avatar.start(agent, room)
            await avatar.aclose()
            await avatar.aclose()
        assert not any(room._events.values())
        with pytest.raises(MienError, match="in no room"):
            _ = avatar.avatar_identity
        return metrics, words

    metrics, words = asyncio.run(lived())
    assert metrics[0].metadata.model_provider == "mien"
    # A word beyond the sound was not spoken.
    assert [(word.text, word.start_s, word.end_s) for word in words] == [("Good", 0.0, 0.3)]


def test_the_face_listens_thinks_and_speaks_as_the_session_tells(options):
    async def told():
        agent, room, shown = AgentSession(), Room(), []
        async with asyncio.timeout(PATIENCE_S), MienAvatar(options) as avatar:
            await avatar.start(agent, room)
            face = avatar._face
            came = asyncio.Condition()

            async def set_controls(controls):
                await TalkingFace.set_controls(face, controls)
                async with came:
                    shown.append(controls["activity"])
                    came.notify_all()

            face.set_controls = set_controls
            user, own = UserStateChangedEvent, AgentStateChangedEvent
            for kind, state in (
                (user, "speaking"),
                (own, "thinking"),
                (own, "speaking"),
                (own, "listening"),
                (user, "away"),
            ):
                before, event = len(shown), kind(old_state="listening", new_state=state)
                agent.emit(event.type, event)
                async with came:
                    await came.wait_for(lambda before=before: len(shown) > before)
        return shown

    assert asyncio.run(told()) == ["listening", "thinking", "speaking", "listening", "idle"]
