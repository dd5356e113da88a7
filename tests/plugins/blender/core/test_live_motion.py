import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mien.core.arrivals import Arrivals
from mien.core.live_motion import DELAY_MS, LiveMotion, one_frame
from mien.core.stream_clock import StreamClock
from mien_protocol.messages.frames import FrameFlag
from tests.plugins.blender.core.live_frames import MS, STEP_NS, arrived

pytestmark = pytest.mark.prop

BEGIN_NS = 5_000 * MS
DELAY_NS = round(DELAY_MS * MS)


def steady(frames, held_up_ns=0):
    """Frames that come at their pace, each held up a little on its way."""
    held = [held_up_ns] * frames if isinstance(held_up_ns, int) else held_up_ns
    return [arrived(number, BEGIN_NS + number * STEP_NS + held[number]) for number in range(frames)]


@given(st.lists(st.integers(0, 45 * MS), min_size=60, max_size=60))
def test_unevenly_held_up_frames_are_shown_evenly(held_up):
    motion, shown = LiveMotion(), []
    for each in steady(60, [0, *held_up[1:]]):
        motion.take([each])
        now_ns = BEGIN_NS + each.frame.seq * STEP_NS
        face = motion.face(max(now_ns, each.at_ns))
        shown.append((max(now_ns, each.at_ns), face.time_ns))
    for now_ns, time_ns in shown:
        # The clock asks to be confirmed by a thousandth of the time.
        assert abs(now_ns - BEGIN_NS - DELAY_NS - time_ns) < 2 * MS


def test_the_face_is_the_one_of_its_time():
    motion = LiveMotion()
    motion.take(steady(30))
    now_ns = BEGIN_NS + 20 * STEP_NS + DELAY_NS
    assert motion.shown_ns(now_ns) == pytest.approx(20 * STEP_NS, abs=2 * MS)
    np.testing.assert_allclose(motion.face(now_ns).expression, 0.2, atol=1.5e-3)


def test_a_stream_that_stopped_goes_on_where_it_stopped():
    motion = LiveMotion()
    motion.take(steady(30))
    later_ns = BEGIN_NS + 3_000 * MS
    for number in range(30, 60):
        at_ns = later_ns + (number - 30) * STEP_NS
        motion.take([arrived(number, at_ns)])
        assert motion.shown_ns(at_ns) == pytest.approx(number * STEP_NS - DELAY_NS, abs=2 * MS)


def test_a_frame_that_was_held_up_long_does_not_hold_up_those_after_it():
    motion = LiveMotion()
    motion.take(steady(30))
    at_ns = BEGIN_NS + 60 * STEP_NS
    motion.take([arrived(number, at_ns) for number in range(30, 61)])
    assert motion.shown_ns(at_ns) == pytest.approx(60 * STEP_NS - DELAY_NS, abs=2 * MS)


def test_a_cancel_shows_the_new_epoch_at_once_and_remembers_nothing_of_what_it_cut_off():
    motion = LiveMotion()
    motion.take(steady(30))
    motion.take([arrived(20, BEGIN_NS + 30 * STEP_NS, epoch=1)])
    assert motion.face(BEGIN_NS + 30 * STEP_NS).time_ns < 20 * STEP_NS
    assert [(frame.epoch, frame.seq) for frame in motion.lately][-2:] == [(0, 19), (1, 20)]


def test_another_session_begins_anew():
    motion = LiveMotion()
    motion.take(steady(30))
    assert motion.session == 1
    motion.take([arrived(0, BEGIN_NS + 40 * STEP_NS, session=2, flags=FrameFlag.FIRST)])
    assert motion.session == 2
    assert motion.utterance_ns == 0
    assert [frame.seq for frame in motion.lately] == [0]


def test_nothing_is_shown_before_a_frame_has_come():
    motion = LiveMotion()
    assert motion.face(BEGIN_NS) is None
    assert motion.session == 0
    assert motion.utterance_ns is None


def test_a_frame_becomes_motion_of_one_frame():
    face = arrived(7, 0).frame
    motion = one_frame(face)
    assert len(motion) == 1
    np.testing.assert_array_equal(motion.frame(0).expression, face.expression)
    np.testing.assert_array_equal(motion.frame(0).head_wxyz, face.head_wxyz)


@given(st.lists(st.tuples(st.integers(0, 10**10), st.integers(0, 10**9)), min_size=1))
def test_media_time_is_never_ahead_of_what_could_have_been_performed(steps):
    clock, now_ns = StreamClock(), 0
    for wait_ns, time_ns in steps:
        now_ns += wait_ns
        clock.arrived(time_ns, 0, now_ns)
        assert clock.media_ns(now_ns) >= time_ns


def test_arrivals_tell_rate_and_age():
    arrivals = Arrivals()
    assert arrivals.fps(0) == 0.0
    assert arrivals.latency_ms(0) is None
    for number in range(120):
        arrivals.add(number * STEP_NS, (5 + number % 3) * MS)
    now_ns = 119 * STEP_NS
    assert arrivals.fps(now_ns) == pytest.approx(60, rel=1e-6)
    assert arrivals.latency_ms(now_ns) == 6
    assert arrivals.fps(now_ns + 2_000 * MS) == 0.0
