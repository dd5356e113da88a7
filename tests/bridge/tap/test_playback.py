import pytest

from mien_bridge.tap.contents import read_contents
from mien_bridge.tap.message import TapMessage
from mien_bridge.tap.playback import Playback
from mien_protocol.errors import MienError
from mien_protocol.messages.frames import AudioFrame, Frame
from mien_protocol.messages.table import Socket
from mien_protocol.topics import StreamKind
from tests.bridge.tap.tapped import FRAME_NS, Talk, write_tap

pytestmark = pytest.mark.unit

EVERYTHING = tuple(StreamKind)
START_NS = 70_000_000_000
LONG_NS = 10_000_000_000


@pytest.fixture
def path(tmp_path):
    return tmp_path / "talk.tap"


def playback(path, messages, *, speed=1.0):
    contents = read_contents(write_tap(path, messages))
    return Playback(contents, list(contents.sessions.values()), speed=speed)


def frames(messages):
    return [message for message in messages if isinstance(message, Frame)]


def recorded_frames(messages):
    return frames(message.decoded() for message in messages)


def where(frame):
    return frame.KIND, frame.epoch, frame.seq, frame.time_ns, getattr(frame, "first_sample", 0)


def test_the_first_round_is_what_was_recorded(path):
    messages = Talk(streams=EVERYTHING, first_seq=40, time_ns=7_000).messages
    play = playback(path, messages)
    play.start(START_NS)
    assert frames(play.due(START_NS + LONG_NS)) == recorded_frames(messages)
    assert not play.is_playing


def test_nothing_is_due_before_it_starts(path):
    play = playback(path, Talk().messages)
    assert (list(play.due(START_NS)), play.next_ns) == ([], None)


@pytest.mark.parametrize("speed", [0.5, 1.0, 4.0])
def test_each_frame_is_due_as_it_came_and_the_first_at_once(path, speed):
    play = playback(path, Talk(frames=5).messages, speed=speed)
    play.start(START_NS)
    for index in range(5):
        due_ns = START_NS + round(index * FRAME_NS / speed)
        assert [frame.seq for frame in frames(play.due(due_ns - 1))] == []
        assert play.next_ns == due_ns
        assert [frame.seq for frame in frames(play.due(due_ns))] == [index]
    # 16.7 ms after the last one, as between the others.
    assert play.ends_ns == pytest.approx(START_NS + 5 * FRAME_NS / speed, abs=100)


def test_the_next_round_follows_the_former(path):
    talk = Talk(streams=EVERYTHING, frames=12, first_seq=9, epochs=(0,) * 5 + (2,) * 7)
    play = playback(path, talk.messages)
    rounds = []
    for _ in range(3):
        play.start(START_NS)
        rounds.append(frames(play.due(START_NS + LONG_NS)))
    assert [len(one) for one in rounds] == [len(rounds[0])] * 3
    for kind in StreamKind:
        stream = [frame for one in rounds for frame in one if frame.KIND is kind]
        assert [frame.seq for frame in stream] == list(range(9, 9 + len(stream)))
        assert [frame.epoch for frame in stream] == sorted(frame.epoch for frame in stream)
        times = [frame.time_ns for frame in stream]
        assert times == sorted(set(times))
        assert [bytes(frame.payload) for frame in stream[: len(stream) // 3]] * 3 == [
            bytes(frame.payload) for frame in stream
        ]
    sound = [frame for one in rounds for frame in one if isinstance(frame, AudioFrame)]
    assert [frame.first_sample for frame in sound] == [533 * index for index in range(len(sound))]
    assert {frame.epoch for frame in rounds[2]} == {4, 6}


def test_a_round_that_was_broken_off_leaves_no_gap(path):
    play = playback(path, Talk(frames=12).messages)
    play.start(START_NS)
    first = frames(play.due(START_NS + 3 * FRAME_NS))
    play.start(START_NS)
    second = frames(play.due(START_NS + LONG_NS))
    assert [frame.seq for frame in first + second] == list(range(4 + 12))
    assert second[0].time_ns == first[-1].time_ns + FRAME_NS - 1


def test_sessions_keep_their_distance(path):
    early, late = Talk("early", frames=3), Talk("late", frames=3, begun_ns=8_000_000_000)
    play = playback(path, early.messages + late.messages)
    play.start(START_NS)
    assert {frame.session for frame in frames(play.due(START_NS + 2_999_999_999))} == {"early"}
    assert frames(play.due(START_NS + 3_000_000_000))[0].session == "late"


def test_of_several_sessions_one_can_be_played(path):
    contents = read_contents(write_tap(path, Talk("one", begun_ns=1).messages + Talk("two").messages))
    play = Playback(contents, [contents.sessions["two"]])
    play.start(START_NS)
    assert [frame.session for frame in frames(play.due(START_NS))] == ["two"]


def test_what_a_recording_holds(path):
    contents = read_contents(write_tap(path, Talk(streams=EVERYTHING, first_seq=3).messages))
    session = contents.sessions["talk"]
    assert set(session.streams) == set(StreamKind)
    motion = session.streams[StreamKind.MOTION]
    assert (motion.header.rate_hz, motion.first.seq, motion.last.seq) == (60, 3, 14)
    assert session.ends_ns - session.begins_ns == 11 * FRAME_NS
    assert not contents.is_cut


def test_a_stream_that_does_not_say_what_it_is_cannot_be_played(path):
    messages = [one for one in Talk(streams=EVERYTHING).messages if b"face" not in one.parts[1]]
    assert set(read_contents(write_tap(path, messages)).sessions["talk"].streams) == {
        StreamKind.MOTION,
        StreamKind.AUDIO,
    }


def test_what_a_later_version_added_is_left_out(path):
    new = TapMessage(Socket.MOTION, 5_000_000_000, (b"motion/talk/", b"\x81\xa4type\xa5dance"))
    talk = Talk().messages
    play = playback(path, [talk[0], new, *talk[1:]])
    play.start(START_NS)
    assert len(frames(play.due(START_NS + LONG_NS))) == 12


@pytest.mark.parametrize("messages", [[], Talk(frames=0).messages, Talk(streams=(StreamKind.AUDIO,)).messages])
def test_a_recording_in_which_nothing_moves_is_refused(path, messages):
    with pytest.raises(MienError, match="holds no motion"):
        read_contents(write_tap(path, messages))


def test_a_message_that_breaks_the_protocol_is_named(path):
    broken = TapMessage(Socket.MOTION, 1, (b"motion/talk/", b"\x91\x01", b""))
    with pytest.raises(MienError, match="message 1 "):
        read_contents(write_tap(path, [broken, *Talk().messages]))


def test_the_end_of_a_recording_that_was_cut_off_is_told(path):
    write_tap(path, Talk().messages)
    path.write_bytes(path.read_bytes()[:-5])
    contents = read_contents(path)
    assert contents.is_cut
    assert contents.sessions["talk"].streams[StreamKind.MOTION].last.seq == 10
