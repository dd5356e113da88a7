"""Which way heads and eyes turn in each output, told from what is seen: a face looks to its left, nods, leans."""

import numpy as np
import pytest

from mien_bridge.outputs.ifacialmocap.text import Version, format_frame
from mien_bridge.outputs.livelink.packet import to_packet_values
from mien_bridge.outputs.osc_template.fields import FIELDS, read_fields
from mien_bridge.outputs.vmc.bones import Bones
from mien_bridge.outputs.vts.tracked_values import tracking_values
from mien_protocol.quaternion import multiply, to_matrix
from tests.bridge.outputs.fakes import frame
from tests.bridge.outputs.readers import UNREAL

pytestmark = pytest.mark.unit

LEFT, UP, OUT = np.eye(3)
"""The axes of the wire."""

LOOKS_LEFT = frame(turn=(0, 0.3, 0), gaze=(0.2, 0), eyeLookOutLeft=0.4, eyeLookInRight=0.4)
LOOKS_DOWN = frame(turn=(0.3, 0, 0), gaze=(0, -0.2), eyeLookDownLeft=0.4, eyeLookDownRight=0.4)
LEANS_RIGHT = frame(turn=(0, 0, 0.3))


def test_these_faces_do_what_they_are_called():
    left, down, leaning = (to_matrix(face.head_wxyz) for face in (LOOKS_LEFT, LOOKS_DOWN, LEANS_RIGHT))
    assert (left @ OUT) @ LEFT > 0.2
    assert (down @ OUT) @ UP < -0.2
    assert (leaning @ UP) @ LEFT < -0.2


def angles(face) -> dict[str, dict[str, float]]:
    """What each output tells of a face, by the names of its format."""
    text = format_frame(face, Version.V2, nudge=False).decode().split("=")[1]
    mocap = {
        f"{name}{axis}": float(number)
        for name, numbers in (part.split("#") for part in text.split("|")[:-1])
        for axis, number in zip("XYZ", numbers.split(","), strict=False)
    }
    return {
        "livelink": dict(zip(UNREAL, to_packet_values(face).tolist(), strict=True)),
        "vts": tracking_values(face),
        "osc": dict(zip(FIELDS, read_fields(face).tolist(), strict=True)),
        "mocap": mocap,
    }


@pytest.mark.parametrize(
    ("face", "signs"),
    [
        (
            LOOKS_LEFT,
            {
                "livelink": {"HeadYaw": 1, "HeadPitch": 0, "HeadRoll": 0, "LeftEyeYaw": 1, "RightEyeYaw": 1},
                # The right of the screen, but for the eyes.
                "vts": {"FaceAngleX": 1, "FaceAngleY": 0, "FaceAngleZ": 0, "EyeLeftX": -1, "EyeRightX": -1},
                "osc": {"head.yaw": 1, "head.pitch": 0, "head.roll": 0, "gaze.yaw": 1, "gaze.pitch": 0},
                "mocap": {"headX": 0, "headY": 1, "headZ": 0, "leftEyeY": 1, "rightEyeY": 1},
            },
        ),
        (
            LOOKS_DOWN,
            {
                "livelink": {"HeadYaw": 0, "HeadPitch": 1, "HeadRoll": 0, "LeftEyePitch": 1, "RightEyePitch": 1},
                "vts": {"FaceAngleX": 0, "FaceAngleY": -1, "FaceAngleZ": 0, "EyeLeftY": -1, "EyeRightY": -1},
                "osc": {"head.yaw": 0, "head.pitch": 1, "head.roll": 0, "gaze.yaw": 0, "gaze.pitch": -1},
                "mocap": {"headX": 1, "headY": 0, "headZ": 0, "leftEyeX": 1, "rightEyeX": 1},
            },
        ),
        (
            LEANS_RIGHT,
            {
                "livelink": {"HeadYaw": 0, "HeadPitch": 0, "HeadRoll": 1},
                # The left of the screen.
                "vts": {"FaceAngleX": 0, "FaceAngleY": 0, "FaceAngleZ": -1},
                "osc": {"head.yaw": 0, "head.pitch": 0, "head.roll": 1},
                "mocap": {"headX": 0, "headY": 0, "headZ": 1},
            },
        ),
    ],
)
def test_angles_have_the_signs_of_their_format(face, signs):
    told = angles(face)
    for output, expected in signs.items():
        assert {name: round(np.sign(told[output][name])) for name in expected} == expected, output


def test_coefficients_beyond_their_range_are_kept_within():
    told = angles(frame(jawOpen=1.5, mouthClose=-0.5))
    assert (told["livelink"]["JawOpen"], told["livelink"]["MouthClose"]) == (1.0, 0.0)
    assert (told["osc"]["jawOpen"], told["osc"]["mouthClose"]) == (1.0, 0.0)


def in_unity(xyzw: np.ndarray, point: tuple[float, float, float]) -> np.ndarray:
    """Where a rotation takes a point; the formula is the same in axes of either hand."""
    x, y, z, w = xyzw
    return to_matrix(np.array((w, x, y, z))) @ np.array(point)


def test_bones_turn_in_unitys_axes_the_same_way():
    bones = Bones(0.4, 0.0, True, True)
    for face, is_so in (
        (LOOKS_LEFT, lambda out, up: out[0] < -0.2),
        (LOOKS_DOWN, lambda out, up: out[1] < -0.2),
        (LEANS_RIGHT, lambda out, up: up[0] > 0.2),
    ):
        neck, head, *_ = bones.poses(face)[:, 3:][:, [3, 0, 1, 2]]
        whole = multiply(neck, head)[[1, 2, 3, 0]]
        assert is_so(in_unity(whole, (0, 0, 1)), in_unity(whole, (0, 1, 0)))
    left_eye, right_eye = bones.poses(LOOKS_LEFT)[2:4]
    assert left_eye[0] < 0 < right_eye[0]
    assert in_unity(left_eye[3:], (0, 0, 1))[0] < -0.1
    assert in_unity(bones.poses(LOOKS_DOWN)[3, 3:], (0, 0, 1))[1] < -0.1
    assert in_unity(bones.poses(frame(jawOpen=1.0))[4, 3:], (0, 0, 1))[1] < -0.2
