"""Recording a daemon over real sockets."""

import threading

import numpy as np
import pytest

from mien_bridge.remote.record import RecordOptions, record_sessions, record_speech
from mien_bridge.tap.contents import read_contents
from mien_bridge.tap.reader import TapReader
from mien_bridge.tap.tally import Tally
from mien_protocol.client import Client
from mien_protocol.errors import MienError, ProtocolError
from mien_protocol.messages.frames import AudioFrame, Frame, FrameFlag, MotionStreamFrame
from mien_protocol.messages.sessions import FaceRequest, OpenSession
from mien_protocol.topics import StreamKind
from tests.bridge.daemon.clocked import tone
from tests.bridge.daemon.running import meter_avatars, running
from tests.bridge.recordings import write_recording
from tests.bridge.tap.replaying import replaying

pytestmark = pytest.mark.e2e

LIMIT_S = 120.0


@pytest.fixture
def path(tmp_path):
    return tmp_path / "daemon.json"


@pytest.fixture
def output(tmp_path):
    return tmp_path / "talk.tap"


@pytest.fixture
def speech(tmp_path):
    return write_recording(
        tmp_path / "speech.wav", (tone(8_000)[None] / 32_768).astype(np.float32), 16_000, codec="pcm_s16le"
    )


def frames_of(recording, kind=Frame):
    with TapReader(recording) as reader:
        return [message for message in (one.decoded() for one in reader) if isinstance(message, kind)]


class Recording:
    """A recording that is made in a thread, from when it has begun."""

    def __init__(self, path, output, **options):
        self.tally = Tally()
        self.failure = None
        self._wanted = lambda _tally: True
        self._reached = threading.Event()
        self._thread = threading.Thread(target=self._record, args=(path, output, RecordOptions(**options)))
        self._thread.start()
        assert self._reached.wait(LIMIT_S)

    def wait(self, wanted):
        """Until the tally is as wanted."""
        self._wanted = wanted
        self._reached.clear()
        assert self._reached.wait(LIMIT_S)

    def _record(self, path, output, options):
        try:
            record_sessions(path, output, options=options, tally=self.tally, checkpoint=self._look)
        except MienError as error:
            self.failure = error

    def _look(self):
        if self._wanted(self.tally):
            self._reached.set()

    def end(self):
        self._thread.join(LIMIT_S)
        assert not self._thread.is_alive()
        return self.failure


def said(client, samples=4_800, **options):
    """A session that said something, and the frames that its owner received."""
    session = client.open_session(echo=True, **options)
    session.push(tone(samples))
    session.end_audio()
    return session, list(session.motion())


def numbers(frames):
    return [(frame.epoch, frame.seq, frame.time_ns) for frame in frames]


def test_sessions_are_recorded_until_the_last_has_ended(path, output):
    with running(path), Client(path) as client:
        # Its headers tell when the recording has subscribed.
        first = client.open_session(echo=True)
        recording = Recording(path, output)
        recording.wait(lambda tally: tally.streams == 2)
        sessions = [said(client) for _ in range(2)]
        for session in (first, *(session for session, _ in sessions)):
            session.close()
        assert recording.end() is None
    recorded = frames_of(output, MotionStreamFrame)
    for session, frames in sessions:
        own = [frame for frame in recorded if frame.session == session.name]
        # Idle motion follows until the session is closed.
        assert numbers(own)[: len(frames)] == numbers(frames)
    assert recording.tally.total(StreamKind.MOTION).frames == len(recorded)
    assert recording.tally.total(StreamKind.AUDIO).frames == len(frames_of(output, AudioFrame))
    assert recording.tally.total(StreamKind.FACE) is None


def test_one_session_among_several(path, output):
    with running(path), Client(path) as client:
        other, _ = said(client)
        session = client.open_session()
        recording = Recording(path, output, session=session.name)
        session.end_audio()
        recording.wait(lambda tally: tally.total(StreamKind.MOTION) and tally.total(StreamKind.MOTION).frames)
        session.close()
        assert recording.end() is None
        assert other.is_open
    assert {frame.session for frame in frames_of(output)} == {session.name}


def test_the_time_can_be_limited(path, output):
    with running(path):
        recording = Recording(path, output, seconds=0.05)
        assert recording.end() is None
    assert (frames_of(output), recording.tally.streams) == ([], 0)


def test_a_session_that_is_not_there_is_said_before_a_file_is_begun(path, output):
    with running(path), pytest.raises(ProtocolError, match="no session nobody"):
        record_sessions(path, output, options=RecordOptions(session="nobody"), tally=Tally(), checkpoint=lambda: None)
    assert not output.exists()


def test_a_file_that_cannot_be_written_is_said(path, tmp_path):
    with running(path), pytest.raises(MienError, match="-o"):
        record_sessions(path, tmp_path, options=RecordOptions(), tally=Tally(), checkpoint=lambda: None)


def test_speech_is_said_and_recorded_in_one_go(path, output, speech):
    tally = Tally()
    asked = OpenSession(1, avatar=b"photo", face=FaceRequest(size=64, rate_hz=20))
    with running(path, avatars=meter_avatars()):
        record_speech(path, output, audio=speech, asked=asked, tally=tally, checkpoint=lambda: None)
    recorded = frames_of(output, MotionStreamFrame)
    assert recorded[0].flags & FrameFlag.FIRST
    assert [frame.seq for frame in recorded if frame.flags & FrameFlag.LAST] == [29]
    assert sum(len(frame.payload) for frame in frames_of(output, AudioFrame)) == 16_000
    assert set(read_contents(output).sessions.popitem()[1].streams) == set(StreamKind)
    assert tally.total(StreamKind.FACE).frames > 0


def test_what_was_recorded_is_replayed_and_recorded_again(path, output, speech, tmp_path):
    with running(path):
        record_speech(path, output, audio=speech, asked=OpenSession(1), tally=Tally(), checkpoint=lambda: None)
    again = tmp_path / "again.tap"
    with replaying(tmp_path / "replay.json", output, speed=1.0) as replay:
        record_speech(replay.path, again, audio=speech, asked=OpenSession(1), tally=Tally(), checkpoint=lambda: None)
    for kind in (MotionStreamFrame, AudioFrame):
        first, second = (
            [(*numbers([one])[0], one.payload) for one in frames_of(file, kind)] for file in (output, again)
        )
        length = min(len(first), len(second))
        # What follows the utterance ends where it happened to be stopped.
        assert length >= 25
        assert first[:length] == second[:length]
