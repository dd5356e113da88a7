import dataclasses

import numpy as np
import pytest

from mien_protocol.motion import Motion, MotionFrame

pytestmark = pytest.mark.unit


def counted(frames: int, start: int = 0) -> Motion:
    index = np.arange(start, start + frames)
    empty = Motion.empty(4)
    return Motion(
        time_ns=index.astype(np.int64),
        **{
            field.name: np.repeat(index[:, None], getattr(empty, field.name).shape[1], axis=1).astype(
                getattr(empty, field.name).dtype
            )
            for field in dataclasses.fields(Motion)
            if field.name != "time_ns"
        },
    )


def test_parts_that_were_cut_can_be_joined():
    motion = counted(7)
    joined = Motion.concatenate([motion[:3], motion[3:3], motion[3:]])
    for field in dataclasses.fields(Motion):
        np.testing.assert_array_equal(getattr(joined, field.name), getattr(motion, field.name))


def test_a_frame_is_one_row_of_everything():
    frame = counted(7).frame(5)
    assert frame.time_ns == 5
    for values in (frame.expression, frame.head_wxyz, frame.head_m, frame.gaze_rad, frame.tongue):
        assert set(values) == {5.0}


def test_nothing_has_no_frames_and_the_right_widths():
    empty = Motion.empty(4)
    assert len(empty) == 0
    assert len(Motion.concatenate([empty, counted(2)])) == 2


@pytest.mark.parametrize("field", ["expression", "head_wxyz", "head_m", "gaze_rad", "tongue", "latent"])
def test_arrays_that_disagree_are_refused(field):
    motion = counted(3)
    with pytest.raises(ValueError, match=rf"motion\.{field} must have shape .* got \(2, "):
        dataclasses.replace(motion, **{field: getattr(motion, field)[:2]})


def test_a_tongue_that_nothing_was_said_of_is_at_rest():
    fields = dataclasses.asdict(counted(3))
    del fields["tongue"]
    motion = Motion(**fields)
    np.testing.assert_array_equal(motion.tongue, np.zeros((3, 2)))
    parts = (motion.expression[0], motion.head_wxyz[0], motion.head_m[0], motion.gaze_rad[0])
    np.testing.assert_array_equal(MotionFrame(0, *parts).tongue, np.zeros(2))


def test_a_wrong_width_is_refused():
    with pytest.raises(ValueError, match=r"motion\.expression must have shape \(3, 52\)"):
        dataclasses.replace(counted(3), expression=np.zeros((3, 51), np.float32))


def test_joining_nothing_is_refused():
    with pytest.raises(ValueError, match="need at least one array"):
        Motion.concatenate([])
