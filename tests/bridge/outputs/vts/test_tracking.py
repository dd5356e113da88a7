import math

import numpy as np
import pytest

from mien_bridge.outputs.vts.tracked_values import CUSTOM_NAMES, custom_values, tracking_values
from mien_protocol.rig import EXPRESSION_NAMES
from tests.bridge.outputs.fakes import frame

pytestmark = pytest.mark.unit


def moved(name, **face):
    return pytest.approx(tracking_values(frame(**face))[name], abs=1e-4)


def test_a_face_at_rest():
    rest = tracking_values(frame())
    half = {"MouthSmile", "VoiceFrequencyPlusMouthSmile", "Brows", "BrowLeftY", "BrowRightY"}
    expected = dict.fromkeys(rest, 0.0) | dict.fromkeys(half, 0.5) | {"EyeOpenLeft": 0.8, "EyeOpenRight": 0.8}
    assert rest == pytest.approx(expected)


@pytest.mark.parametrize(
    ("axis", "name", "sign"),
    [
        # Towards the character's left, the right of the screen: Live2D turns there when +.
        ((0, 1, 0), "FaceAngleX", 1),
        # A nod down is about +X; Live2D looks up when +.
        ((1, 0, 0), "FaceAngleY", -1),
        # About +Z, out of the face: seen from the front anticlockwise, to the screen's left; Live2D leans right when +.
        ((0, 0, 1), "FaceAngleZ", -1),
    ],
)
def test_the_head_turns_as_live2d_does(axis, name, sign):
    turned = tracking_values(frame(turn=tuple(math.radians(20) * part for part in axis)))
    assert turned[name] == pytest.approx(20 * sign, abs=1e-3)
    others = {"FaceAngleX", "FaceAngleY", "FaceAngleZ"} - {name}
    assert [turned[other] for other in others] == pytest.approx([0, 0], abs=1e-3)


def test_the_head_moves_in_centimetres():
    values = tracking_values(frame(moved=(0.02, 0.03, 0.04)))
    # Towards the character's left, up, and so much nearer.
    assert [values[f"FacePosition{axis}"] for axis in "XYZ"] == pytest.approx([2.0, 3.0, -4.0])


def test_each_eye_is_its_own():
    assert moved("EyeOpenLeft", eyeBlinkLeft=1.0) == 0.0
    assert moved("EyeOpenRight", eyeBlinkLeft=1.0) == 0.8
    assert moved("EyeOpenLeft", eyeWideLeft=1.0) == 1.0
    assert moved("EyeOpenLeft", eyeBlinkLeft=0.5) == 0.4


def test_both_eyes_look_to_the_same_side():
    to_its_right = {"eyeLookInLeft": 0.5, "eyeLookOutRight": 0.5}
    assert moved("EyeLeftX", **to_its_right) == 0.5
    assert moved("EyeRightX", **to_its_right) == 0.5
    up = {"eyeLookUpLeft": 0.25, "eyeLookUpRight": 0.25}
    assert moved("EyeLeftY", **up) == 0.25
    assert moved("EyeRightY", **up) == 0.25
    assert moved("EyeRightY", eyeLookDownRight=0.25) == -0.25


@pytest.mark.parametrize(
    ("face", "name", "value"),
    [
        ({"jawOpen": 0.6}, "MouthOpen", 0.6),
        ({"jawOpen": 0.6, "mouthClose": 0.6}, "MouthOpen", 0.0),
        ({"jawOpen": 0.2, "mouthClose": 0.6}, "MouthOpen", 0.0),
        ({"jawOpen": 0.6}, "VoiceVolumePlusMouthOpen", 0.6),
        ({"mouthSmileLeft": 1.0, "mouthSmileRight": 1.0}, "MouthSmile", 1.0),
        ({"mouthFrownLeft": 1.0, "mouthFrownRight": 1.0}, "MouthSmile", 0.0),
        ({"mouthPucker": 1.0}, "MouthSmile", 0.25),
        ({"mouthSmileLeft": 1.0, "mouthSmileRight": 1.0}, "VoiceFrequencyPlusMouthSmile", 1.0),
        ({"mouthLeft": 0.5}, "MouthX", 0.5),
        ({"mouthRight": 0.5}, "MouthX", -0.5),
        ({"browInnerUp": 1.0, "browOuterUpLeft": 1.0}, "BrowLeftY", 1.0),
        ({"browInnerUp": 1.0, "browOuterUpLeft": 1.0}, "BrowRightY", 0.75),
        ({"browDownLeft": 1.0}, "BrowLeftY", 0.0),
        ({"browDownLeft": 1.0}, "Brows", 0.25),
        ({"cheekPuff": 0.3}, "CheekPuff", 0.3),
        ({"tongueOut": 0.3}, "TongueOut", 0.3),
        ({"browDownLeft": 1.0, "browDownRight": 1.0, "noseSneerLeft": 1.0, "noseSneerRight": 1.0}, "FaceAngry", 1.0),
    ],
)
def test_what_moves_a_parameter(face, name, value):
    assert value == moved(name, **face)


def test_every_coefficient_has_a_parameter_of_its_own():
    assert len(set(CUSTOM_NAMES)) == len(EXPRESSION_NAMES) == 52
    # VTube Studio's rule for names: 4 to 32 letters and digits.
    assert all(4 <= len(name) <= 32 and name.isascii() and name.isalnum() for name in CUSTOM_NAMES)
    values = custom_values(frame(jawOpen=0.5, mouthSmileLeft=0.25))
    assert values["MienJawOpen"] == 0.5
    assert values["MienMouthSmileLeft"] == 0.25
    assert sum(values.values()) == 0.75


def test_values_beyond_the_range_are_kept_within():
    face = frame()
    face.expression[:] = np.float32(1.5)
    assert set(custom_values(face).values()) == {1.0}
    assert tracking_values(face)["EyeOpenLeft"] == 0.0
