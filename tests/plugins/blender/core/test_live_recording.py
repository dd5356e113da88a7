import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mien.core.live_recording import LiveRecording
from mien.core.punching import Keys, punched
from tests.plugins.blender.core.live_frames import STEP_NS, frame

pytestmark = pytest.mark.prop

FPS = st.sampled_from([12.0, 24.0, 25.0, 30 / 1.001, 30.0, 60.0, 120.0])


@given(FPS, st.floats(0.0, 500.0), st.integers(0, 40), st.integers(1, 80))
def test_every_scene_frame_has_the_face_of_its_time(fps, first, began, length):
    recording = LiveRecording([frame(number) for number in range(60)], began * STEP_NS, first, fps)
    for number in range(60, 200):
        recording.take(frame(number))
    start, motion = recording.motion((began + length) * STEP_NS)
    frames = start + np.arange(len(motion))
    times = began / 60 + (frames - first) / fps
    np.testing.assert_allclose(motion.expression[:, 0] if len(motion) else [], times * 60 / 100, atol=1e-5)
    assert start >= first - 1e-5
    assert start - first < 1
    if len(motion):
        end = first + length / 60 * fps
        assert end - 1 - 1e-3 < frames[-1] <= end + 1e-3


def test_what_was_cut_off_is_not_recorded():
    recording = LiveRecording([frame(number) for number in range(60)], 0, 1.0, 60.0)
    recording.take(frame(30, epoch=1))
    _, motion = recording.motion(59 * STEP_NS)
    np.testing.assert_allclose(motion.expression[40:, 0], 0.3, atol=1e-6)


def test_another_session_goes_on_where_the_former_was():
    recording = LiveRecording([frame(number) for number in range(60)], 10 * STEP_NS, 1.0, 60.0)
    recording.go_on(40 * STEP_NS, -3 * STEP_NS)
    for number in range(100):
        recording.take(frame(number, epoch=0))
    _, motion = recording.motion(20 * STEP_NS)
    assert len(motion) == 54
    np.testing.assert_allclose(motion.expression[:33, 0], np.arange(10, 43) / 100, atol=1e-5)
    np.testing.assert_allclose(motion.expression[33:, 0], np.arange(0, 21) / 100, atol=1e-5)


def test_a_press_too_short_for_a_frame_gives_none():
    recording = LiveRecording([frame(number) for number in range(60)], 10 * STEP_NS, 1.5, 24.0)
    first, motion = recording.motion(10 * STEP_NS + 1_000_000)
    assert first == 2
    assert len(motion) == 0


def test_heads_turn_the_short_way():
    recording = LiveRecording([frame(0), frame(100)], 0, 0.0, 60.0)
    _, motion = recording.motion(50 * STEP_NS)
    np.testing.assert_allclose(np.linalg.norm(motion.head_wxyz, axis=1), 1.0, atol=1e-6)
    np.testing.assert_allclose(2 * np.arcsin(motion.head_wxyz[-1, 2]), 0.05, atol=1e-5)


def keys(frames, value):
    return Keys.lines(np.array(frames, float), np.full(len(frames), value))


@given(st.sets(st.integers(0, 100)), st.integers(0, 100), st.integers(1, 50))
def test_a_punch_changes_its_own_range_and_nothing_else(old, first, count):
    there = keys(sorted(old), 1.0)
    new = keys(range(first, first + count), 2.0)
    result = punched(there, new)
    frames = result.co[:, 0]
    assert (np.diff(frames) > 0).all()
    inside = (frames >= first) & (frames < first + count)
    assert (result.co[inside, 1] == 2.0).all()
    assert inside.sum() == count
    assert sorted(frames[~inside]) == sorted(frame for frame in old if not first <= frame < first + count)
    assert (result.co[~inside, 1] == 1.0).all()


def test_what_stays_keeps_its_handles():
    there = Keys(
        *(np.array([[0.0, 1.0], [9.0, 2.0]], np.float32) + step for step in (0.0, -1.0, 1.0)),
        *(np.array(kinds, np.int32) for kinds in ([2, 0], [1, 3], [3, 1])),
    )
    result = punched(there, keys([4, 5], 0.0))
    assert result.interpolation.tolist() == [2, 1, 1, 0]
    assert result.handle_left_type.tolist() == [1, 4, 4, 3]
    np.testing.assert_array_equal(result.handle_right[[0, 3]], there.handle_right)
