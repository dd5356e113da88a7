"""Lips: shut at rest on any photo, shut where speech shuts them, and never one through the other."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from mien_inference.face.shape.contact import CONTACT_LOWER, CONTACT_UPPER, part_crossed_lips
from mien_inference.face.shape.correctives import corrected
from mien_protocol.rig import EXPRESSION_COUNT
from tests.inference.face.frames import expression_of, frame_of

pytestmark = pytest.mark.real

SHUT_CM = 0.04


def gaps_cm(avatar, expression: np.ndarray) -> np.ndarray:
    """How far each pair of inner edges is apart, beyond the neutral face, where lips are shut."""
    mesh = avatar.mesh
    neutral = mesh.neutral[CONTACT_UPPER, 1] - mesh.neutral[CONTACT_LOWER, 1]
    vertices = mesh.neutral + np.tensordot(corrected(expression), mesh.expression, 1)
    part_crossed_lips(vertices, neutral, mesh.contact.reshape(len(mesh.contact), -1))
    return vertices[CONTACT_UPPER, 1] - vertices[CONTACT_LOWER, 1] - neutral


def test_a_photo_with_teeth_gets_a_neutral_face_with_lips_shut(avatar):
    photographed = avatar.mesh.texture_px[CONTACT_LOWER, 1] - avatar.mesh.texture_px[CONTACT_UPPER, 1]
    assert photographed.max() / avatar.head.px_per_cm > 0.5
    neutral = avatar.mesh.neutral[CONTACT_UPPER, 1] - avatar.mesh.neutral[CONTACT_LOWER, 1]
    assert np.abs(neutral).max() < 0.12


@pytest.mark.parametrize("jaw", [0.05, 0.2, 0.5, 1.0])
def test_mouth_close_shuts_what_the_jaw_opened(avatar, jaw):
    assert gaps_cm(avatar, expression_of(jawOpen=jaw)).max() > 1.5 * jaw
    assert gaps_cm(avatar, expression_of(jawOpen=jaw, mouthClose=jaw)).max() < SHUT_CM


@pytest.mark.parametrize(
    "bilabial",
    [
        {"mouthPressLeft": 0.5, "mouthPressRight": 0.5},
        {"jawOpen": 0.1, "mouthClose": 0.15, "mouthPucker": 0.5},
        {"mouthRollLower": 0.5, "mouthRollUpper": 0.5},
        {"mouthSmileLeft": 0.6, "mouthSmileRight": 0.6, "mouthPressLeft": 0.3, "mouthPressRight": 0.3},
    ],
    ids=["press", "close", "roll", "smiling"],
)
def test_bilabials_are_shut(avatar, bilabial):
    assert gaps_cm(avatar, expression_of(**bilabial)).max() < SHUT_CM


SHUT_BY = [
    *("mouthPucker", "mouthSmileLeft", "mouthStretchRight", "mouthFrownLeft", "mouthDimpleRight", "mouthLeft"),
    *(
        "mouthRollLower",
        "mouthRollUpper",
        "mouthShrugLower",
        "mouthShrugUpper",
        "noseSneerLeft",
        "cheekPuff",
        "jawLeft",
    ),
]


@pytest.mark.parametrize("name", SHUT_BY)
def test_shapes_that_do_not_part_lips_leave_them_shut(avatar, name):
    assert gaps_cm(avatar, expression_of(**{name: 1.0})).max() < SHUT_CM


@given(hnp.arrays(np.float32, EXPRESSION_COUNT, elements=st.floats(0, 1, width=32)))
@settings(deadline=None, max_examples=50)
def test_lips_never_cross(avatar, expression):
    assert gaps_cm(avatar, expression).min() > -1e-3


def test_shut_lips_show_no_teeth(renderer):
    """The mouth of a shut and of an opened-and-closed jaw look alike where teeth would be."""
    rest = renderer.render(frame_of()).astype(int)
    opened = renderer.render(frame_of(jawOpen=0.5)).astype(int)
    assert np.abs(opened - rest).max() > 60
    slightly = renderer.render(frame_of(jawOpen=0.02, mouthClose=0.02)).astype(int)
    assert np.abs(slightly - rest).max() < 30
