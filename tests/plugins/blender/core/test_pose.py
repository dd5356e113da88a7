import numpy as np
import pytest

from mien.core.mapping import BoneRole, BoneRow, FaceMapping
from mien.core.pose import FACINGS, JAW_FULL_RAD, bone_rotations, head_frame, target_places
from mien_protocol.motion import Motion
from mien_protocol.quaternion import from_rotation_vector, to_matrix
from mien_protocol.rig import EXPRESSION_INDEX

pytestmark = pytest.mark.unit

FORWARD = {"-Y": (0, -1, 0), "+Y": (0, 1, 0), "-X": (-1, 0, 0), "+X": (1, 0, 0)}
UP = np.array([0.0, 0.0, 1.0])


def motion(*, turn=(0.0, 0.0, 0.0), gaze=(0.0, 0.0), **expression):
    values = np.zeros((1, 52), np.float32)
    for name, value in expression.items():
        values[0, EXPRESSION_INDEX[name]] = value
    return Motion(
        np.zeros(1, np.int64),
        np.zeros((1, 0), np.float16),
        values,
        from_rotation_vector(np.array([turn])),
        np.zeros((1, 3), np.float32),
        np.array([gaze], np.float32),
    )


def turned(found, role, vector, *, facing="-Y", share=1.0, rest=None):
    """Where a bone takes a vector of its armature's space."""
    rest = np.eye(3) if rest is None else rest
    wxyz = bone_rotations(found, FaceMapping(), BoneRow("Rig", "bone", role, share), rest, facing)
    return rest @ to_matrix(wxyz[0]) @ rest.T @ np.asarray(vector, float)


@pytest.mark.parametrize("facing", FACINGS)
def test_the_head_frame_stands_where_the_character_looks(facing):
    axes = head_frame(facing)
    assert np.allclose(axes.T @ axes, np.eye(3))
    assert np.linalg.det(axes) == pytest.approx(1.0)
    assert np.allclose(axes[:, 2], FORWARD[facing])


@pytest.mark.parametrize("facing", FACINGS)
def test_a_turn_to_the_left_is_to_the_characters_left(facing):
    out = np.array(FORWARD[facing], float)
    left = np.cross(UP, out)
    looks = turned(motion(turn=(0.0, 0.3, 0.0)), BoneRole.HEAD, out, facing=facing)
    assert looks @ left == pytest.approx(np.sin(0.3), abs=1e-5)
    assert looks @ UP == pytest.approx(0.0, abs=1e-6)


def test_a_nod_goes_down_and_a_neck_takes_its_share():
    nod = motion(turn=(0.4, 0.0, 0.0))
    assert turned(nod, BoneRole.HEAD, FORWARD["-Y"])[2] == pytest.approx(-np.sin(0.4), abs=1e-5)
    assert turned(nod, BoneRole.NECK, FORWARD["-Y"], share=0.25)[2] == pytest.approx(-np.sin(0.1), abs=1e-5)


def test_eyes_look_left_and_up():
    looks = turned(motion(gaze=(0.2, 0.1)), BoneRole.EYE_LEFT, FORWARD["-Y"])
    assert looks[0] == pytest.approx(np.sin(0.2) * np.cos(0.1), abs=1e-5)
    assert looks[2] == pytest.approx(np.sin(0.1), abs=1e-5)
    assert np.allclose(turned(motion(gaze=(0.2, 0.1)), BoneRole.EYE_RIGHT, FORWARD["-Y"], share=0.0), FORWARD["-Y"])


def test_a_jaw_opens_downwards_and_goes_to_its_side():
    chin = turned(motion(jawOpen=0.5), BoneRole.JAW, FORWARD["-Y"])
    assert chin[2] == pytest.approx(-np.sin(0.5 * JAW_FULL_RAD), abs=1e-5)
    assert turned(motion(jawLeft=1.0), BoneRole.JAW, FORWARD["-Y"])[0] > 0.05
    assert turned(motion(jawRight=1.0), BoneRole.JAW, FORWARD["-Y"])[0] < -0.05


def test_the_axes_of_the_bone_make_no_difference_to_what_it_does():
    rest = to_matrix(from_rotation_vector(np.array([0.5, -1.2, 2.0]))).astype(float)
    nod = motion(turn=(0.3, 0.2, -0.1))
    one, other = (turned(nod, BoneRole.HEAD, FORWARD["-Y"], rest=axes) for axes in (None, rest))
    assert np.allclose(one, other, atol=1e-5)


@pytest.mark.parametrize("facing", FACINGS)
@pytest.mark.parametrize("gaze", [(0.3, 0.0), (0.0, -0.2), (-0.4, 0.35)])
def test_what_eyes_follow_is_moved_to_where_they_look(facing, gaze):
    axes = np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [1.0, 0.0, 0.0]])
    row = BoneRow("Rig", "eyes", BoneRole.EYES_TARGET)
    moved = axes @ target_places(motion(gaze=gaze), row, axes, facing, 0.4)[0]
    left, up, out = head_frame(facing).T @ moved + [0.0, 0.0, 0.4]
    assert np.arctan2(left, out) == pytest.approx(gaze[0], abs=1e-6)
    assert np.arctan2(up, np.hypot(left, out)) == pytest.approx(gaze[1], abs=1e-6)
