import pytest

from mien_bridge.remote.watch.stream_watch import StreamWatch
from mien_protocol.messages.frames import FrameFlag, MotionStreamFrame
from mien_protocol.messages.streams import AudioStreamHeader, FaceStreamHeader, MotionStreamHeader
from mien_protocol.rig import EXPRESSION_NAMES

pytestmark = pytest.mark.unit

MOTION = MotionStreamHeader("talk", "0" * 16, "motion", 2, 60, "m1", EXPRESSION_NAMES, None, 0)
FACE = FaceStreamHeader("talk", "0" * 16, "face", 0, 40, "jpeg", 64, 48, "cutout", "srgb", "top", "straight")
SOUND = AudioStreamHeader("talk", "0" * 16, "audio", 0, 16_000, "i2")

MS = 1_000_000


def frame(seq, flags=0, epoch=2):
    return MotionStreamFrame("talk", epoch, seq, seq * 16 * MS, 0, flags, b"")


def watched(frames=11, every_ms=20, latency_ms=None):
    watch = StreamWatch(MOTION)
    for index in range(frames):
        watch.add(frame(index), index * every_ms * MS, index if latency_ms is None else latency_ms)
    return watch


def status(watch, now_ms, **options):
    return watch.status(now_ms * MS, watched=True, **options)


def test_rate_and_percentiles_are_those_of_what_came():
    told = status(watched(101, every_ms=20), 2_000)
    assert told.rate_hz == pytest.approx(50.0)
    assert (told.p50_ms, told.p95_ms, told.p99_ms) == (50.0, 95.0, 99.0)
    assert (told.asked_hz, told.frames, told.lost) == (60, 101, 0)


def test_what_is_long_ago_is_not_told():
    watch = watched(11, every_ms=20, latency_ms=500.0)
    for index in range(11, 40):
        watch.add(frame(index), (10_500 + index * 10) * MS, 1.0)
    told = status(watch, 11_000)
    assert told.p99_ms == 1.0
    assert told.rate_hz == pytest.approx(100.0)
    assert told.frames == 40


def test_nothing_but_what_is_known_is_told_before_a_frame_has_come():
    told = status(StreamWatch(MOTION), 5)
    assert (told.rate_hz, told.p50_ms, told.epoch, told.state) == (0.0, None, 2, "waiting")


def test_one_frame_has_no_rate():
    assert status(watched(1), 5).rate_hz == 0.0


def test_latency_is_not_told_while_the_clock_is_not_known():
    watch = StreamWatch(MOTION)
    watch.add(frame(0), 0, None)
    assert (status(watch, 1).p50_ms, status(watch, 1).frames) == (None, 1)


def test_gaps_are_counted_and_epochs_followed():
    watch = StreamWatch(MOTION)
    for seq, epoch in ((5, 2), (6, 2), (9, 3)):
        watch.add(frame(seq, epoch=epoch), seq, 1.0)
    assert (status(watch, 1).lost, status(watch, 1).epoch) == (2, 3)
    watch.describe(MotionStreamHeader("talk", "0" * 16, "motion", 7, 60, "m1", EXPRESSION_NAMES, None, 0))
    assert status(watch, 1).epoch == 7


@pytest.mark.parametrize(
    ("flags", "state"),
    [
        (0, "speaking"),
        (FrameFlag.FIRST, "speaking"),
        (FrameFlag.IDLE, "idle"),
        (FrameFlag.INTERRUPTED | FrameFlag.IDLE, "interrupted"),
    ],
)
def test_the_state_is_that_of_the_last_frame(flags, state):
    watch = StreamWatch(MOTION)
    watch.add(frame(0, int(flags)), 0, 1.0)
    assert status(watch, 1_000).state == state
    assert status(watch, 1_001).state == "waiting"
    assert watch.status(0, watched=False).state == "unwatched"


def test_each_kind_says_what_it_is():
    forms = [
        (status(StreamWatch(header), 0).form, status(StreamWatch(header), 0).asked_hz)
        for header in (MOTION, FACE, SOUND)
    ]
    assert forms == [("m1", 60), ("cutout 64x48 jpeg", 40), ("i2 16000 Hz", None)]
