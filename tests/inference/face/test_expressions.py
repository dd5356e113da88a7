"""Each of the 52 coefficients moves the right part of the face in the right direction."""

import numpy as np
import pytest

from mien_protocol.rig import EXPRESSION_INDEX, EXPRESSION_NAMES, MIRRORED_INDEX

pytestmark = pytest.mark.real

X, Y, Z = np.eye(3)
# Landmarks, and the direction in the head frame (x towards the character's left, y up, z out of the face).
UPPER_LIP, LOWER_LIP, LEFT_CORNER, RIGHT_CORNER, CHIN = 13, 14, 291, 61, 152
LEFT_UPPER_LID, LEFT_LOWER_LID, RIGHT_UPPER_LID, RIGHT_LOWER_LID = 386, 374, 159, 145

EXPECTED = {
    "browDownLeft": [(334, -Y), (336, -X)],
    "browDownRight": [(105, -Y), (107, X)],
    "browInnerUp": [(336, Y), (107, Y)],
    "browOuterUpLeft": [(300, Y)],
    "browOuterUpRight": [(70, Y)],
    "cheekPuff": [(425, Z), (205, Z)],
    "cheekSquintLeft": [(330, Y)],
    "cheekSquintRight": [(101, Y)],
    "eyeBlinkLeft": [(LEFT_UPPER_LID, -Y)],
    "eyeBlinkRight": [(RIGHT_UPPER_LID, -Y)],
    "eyeLookDownLeft": [(LEFT_UPPER_LID, -Y)],
    "eyeLookDownRight": [(RIGHT_UPPER_LID, -Y)],
    "eyeLookUpLeft": [(LEFT_UPPER_LID, Y)],
    "eyeLookUpRight": [(RIGHT_UPPER_LID, Y)],
    "eyeSquintLeft": [(LEFT_LOWER_LID, Y)],
    "eyeSquintRight": [(RIGHT_LOWER_LID, Y)],
    "eyeWideLeft": [(LEFT_UPPER_LID, Y)],
    "eyeWideRight": [(RIGHT_UPPER_LID, Y)],
    "jawForward": [(CHIN, Z)],
    "jawLeft": [(CHIN, X)],
    "jawOpen": [(CHIN, -Y), (LOWER_LIP, -Y)],
    "jawRight": [(CHIN, -X)],
    "mouthClose": [(LOWER_LIP, Y), (UPPER_LIP, -Y)],
    "mouthDimpleLeft": [(LEFT_CORNER, X), (LEFT_CORNER, -Z)],
    "mouthDimpleRight": [(RIGHT_CORNER, -X), (RIGHT_CORNER, -Z)],
    "mouthFrownLeft": [(LEFT_CORNER, -Y)],
    "mouthFrownRight": [(RIGHT_CORNER, -Y)],
    "mouthFunnel": [(LEFT_CORNER, -X), (RIGHT_CORNER, X), (LOWER_LIP, -Y), (UPPER_LIP, Y), (LOWER_LIP, Z)],
    "mouthLeft": [(UPPER_LIP, X), (LOWER_LIP, X)],
    "mouthLowerDownLeft": [(317, -Y)],
    "mouthLowerDownRight": [(87, -Y)],
    "mouthPressLeft": [(269, -Y), (405, Y)],
    "mouthPressRight": [(39, -Y), (181, Y)],
    "mouthPucker": [(LEFT_CORNER, -X), (RIGHT_CORNER, X), (0, Z), (17, Z)],
    "mouthRight": [(UPPER_LIP, -X), (LOWER_LIP, -X)],
    "mouthRollLower": [(17, Y), (17, -Z)],
    "mouthRollUpper": [(0, -Y), (0, -Z)],
    "mouthShrugLower": [(LOWER_LIP, Y), (199, Y)],
    "mouthShrugUpper": [(UPPER_LIP, Y)],
    "mouthSmileLeft": [(LEFT_CORNER, Y), (LEFT_CORNER, X)],
    "mouthSmileRight": [(RIGHT_CORNER, Y), (RIGHT_CORNER, -X)],
    "mouthStretchLeft": [(LEFT_CORNER, X)],
    "mouthStretchRight": [(RIGHT_CORNER, -X)],
    "mouthUpperUpLeft": [(312, Y)],
    "mouthUpperUpRight": [(82, Y)],
    "noseSneerLeft": [(358, Y)],
    "noseSneerRight": [(129, Y)],
}
NO_SKIN = {"eyeLookInLeft", "eyeLookInRight", "eyeLookOutLeft", "eyeLookOutRight", "tongueOut"}


def test_every_coefficient_is_accounted_for():
    assert EXPECTED.keys() | NO_SKIN == set(EXPRESSION_NAMES)


@pytest.mark.parametrize("name", EXPECTED)
def test_landmarks_move_as_they_should(avatar, name):
    field = avatar.mesh.expression[EXPRESSION_INDEX[name]]
    for landmark, direction in EXPECTED[name]:
        assert field[landmark] @ direction > 0.03, f"landmark {landmark} moves by {field[landmark]} cm"


@pytest.mark.parametrize("name", sorted(NO_SKIN))
def test_what_moves_no_skin(avatar, name):
    assert not avatar.mesh.expression[EXPRESSION_INDEX[name]].any()


ONE_SIDED = [name for name in EXPECTED if name.endswith("Left") and name not in {"jawLeft", "mouthLeft"}]


@pytest.mark.parametrize("name", ONE_SIDED)
def test_left_is_the_characters_own(avatar, name):
    """Most of the motion is on the side of the name, and the other side's shape is about its mirror image."""
    index = EXPRESSION_INDEX[name]
    skin = avatar.mesh.neutral[: avatar.mesh.skin_count]
    amount = np.linalg.norm(avatar.mesh.expression[index, : avatar.mesh.skin_count], axis=1)
    assert (amount * skin[:, 0]).sum() / amount.sum() > 0.7
    mirrored = np.linalg.norm(avatar.mesh.expression[MIRRORED_INDEX[index], : avatar.mesh.skin_count], axis=1)
    assert mirrored.sum() == pytest.approx(amount.sum(), rel=0.35)


def test_the_face_alone_is_the_skin_and_the_far_picture_never_moves(avatar):
    mesh = avatar.mesh
    assert mesh.expression.shape == (52, len(mesh.neutral), 3)
    moves = np.abs(mesh.expression).max((0, 2))
    far = np.linalg.norm(mesh.neutral[:, :2] - mesh.neutral[4, :2], axis=1) > 20
    assert far.any()
    assert moves[far].max() == 0
