import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mien_protocol.client import JitterBuffer, StreamedFrame
from mien_protocol.messages.frames import FrameFlag
from mien_protocol.quaternion import from_rotation_vector

pytestmark = pytest.mark.prop

STEP_NS = 16_666_667
MS = 1_000_000


def frame(number, epoch=0, yaw_rad=0.0):
    return StreamedFrame(
        number * STEP_NS,
        np.full(52, number / 100, np.float32),
        from_rotation_vector(np.array([0.0, yaw_rad, 0.0])),
        np.full(3, number / 1000, np.float32),
        np.full(2, number / 500, np.float32),
        epoch,
        number,
        0,
        FrameFlag(0),
    )


def filled(numbers, delay_ms=0.0, **options):
    buffer = JitterBuffer(delay_ms, **options)
    for number in numbers:
        buffer.add(frame(number))
    return buffer


@given(st.permutations(range(12)), st.floats(0.0, 11.0))
def test_the_order_of_arrival_does_not_matter(order, position):
    shown = filled(order).sample(round(position * STEP_NS))
    np.testing.assert_allclose(shown.expression, position / 100, atol=1e-6)
    np.testing.assert_allclose(shown.head_m, position / 1000, atol=1e-6)
    np.testing.assert_allclose(shown.gaze_rad, position / 500, atol=1e-6)


@given(st.lists(st.integers(0, 20 * STEP_NS), min_size=1, max_size=30))
def test_reading_on_forgets_nothing_that_is_still_to_be_shown(times):
    buffer = filled(range(16))
    for time_ns in sorted(times):
        shown = buffer.sample(time_ns)
        np.testing.assert_allclose(shown.expression[0], min(time_ns / STEP_NS, 15) / 100, atol=1e-6)
        assert shown.time_ns == time_ns


@given(st.floats(-1.5, 1.5), st.floats(-1.5, 1.5), st.floats(0.0, 1.0))
def test_the_head_turns_along_a_great_circle(start_rad, end_rad, share):
    buffer = JitterBuffer(0.0)
    buffer.add(frame(0, yaw_rad=start_rad))
    buffer.add(frame(1, yaw_rad=end_rad))
    got = buffer.sample(round(share * STEP_NS)).head_wxyz
    expected = from_rotation_vector(np.array([0.0, start_rad + share * (end_rad - start_rad), 0.0]))
    assert abs(float(got @ expected)) > 1 - 1e-6
    assert np.linalg.norm(got) == pytest.approx(1.0, abs=1e-6)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 40), st.integers(0, 2)), max_size=80))
def test_whatever_comes_the_ring_is_bounded_and_every_frame_accounted_for(steps):
    buffer = JitterBuffer(20.0, capacity=8)
    epoch, playback_ns = 0, 0
    for is_frame, number, of_epoch in steps:
        before = len(buffer)
        dropped = buffer.dropped
        if is_frame:
            buffer.add(frame(number, of_epoch))
            cleared = of_epoch > epoch
            epoch = max(epoch, of_epoch)
            assert len(buffer) == (0 if cleared else before) + 1 - (buffer.dropped - dropped)
        else:
            playback_ns = max(playback_ns, number * STEP_NS)
            assert (buffer.sample(playback_ns) is None) == (before == 0)
        assert len(buffer) <= 8


def test_what_is_shown_is_late_by_the_delay():
    shown = filled(range(10), delay_ms=50.0).sample(6 * STEP_NS + 50 * MS)
    np.testing.assert_allclose(shown.expression, 0.06, atol=1e-6)


def test_the_first_and_the_last_frame_are_held():
    buffer = filled([4, 5])
    np.testing.assert_allclose(buffer.sample(0).expression, 0.04)
    np.testing.assert_allclose(buffer.sample(99 * STEP_NS).expression, 0.05)


def test_nothing_is_shown_before_anything_came():
    assert JitterBuffer().sample(0) is None


def test_a_late_frame_is_counted_and_shown_only_where_it_is_news():
    buffer = filled([0, 1])
    buffer.sample(5 * STEP_NS)
    buffer.add(frame(3))
    assert (buffer.late, buffer.dropped) == (1, 0)
    np.testing.assert_allclose(buffer.sample(5 * STEP_NS).expression, 0.03)
    buffer.add(frame(2))
    assert (buffer.late, buffer.dropped) == (2, 1)
    np.testing.assert_allclose(buffer.sample(5 * STEP_NS).expression, 0.03)


def test_a_newer_epoch_puts_the_older_out_at_once():
    buffer = filled(range(10))
    buffer.add(frame(3, epoch=1))
    buffer.add(frame(4, epoch=0))
    assert (len(buffer), buffer.dropped) == (1, 1)
    np.testing.assert_allclose(buffer.sample(9 * STEP_NS).expression, 0.03)


@pytest.mark.parametrize(("delay_ms", "capacity"), [(-1.0, 8), (0.0, 1)])
def test_impossible_sizes_are_refused(delay_ms, capacity):
    with pytest.raises(ValueError, match="expected"):
        JitterBuffer(delay_ms, capacity)
