"""Rounded lips: a hole that is narrow and round on any mouth, dark inside, and shut where lips are shut."""

import numpy as np
import pytest

from mien_inference.face import PortraitRenderer
from mien_inference.face.shape.basis import expression_basis
from mien_inference.face.shape.contact import CONTACT_LOWER, CONTACT_UPPER
from mien_inference.face.shape.rounding import purse_opening, round_alike, rounding
from mien_inference.face.shape.sculptor import Sculptor
from mien_inference.face.shape.topology import LOWER_LIP_RINGS, UPPER_LIP_RINGS
from mien_inference.weights import shared_weights
from mien_protocol.rig import EXPRESSION_INDEX
from tests.inference.face.frames import expression_of, frame_of

pytestmark = pytest.mark.real

PUCKER = EXPRESSION_INDEX["mouthPucker"]
OO = {"mouthPucker": 0.8, "mouthFunnel": 0.3, "jawOpen": 0.12}
OH = {"mouthFunnel": 0.7, "jawOpen": 0.35}
LIPS = sorted({k for rings in (UPPER_LIP_RINGS, LOWER_LIP_RINGS) for ring in rings for k in ring})


def opening(avatar, *, pursed: bool, **asked: float) -> np.ndarray:
    """Upper and lower edge of the opening, shape (2, 9, 3)."""
    mesh, expression = avatar.mesh, expression_of(**asked)
    vertices = mesh.neutral + np.tensordot(expression, mesh.expression, 1)
    neutral_gap = mesh.neutral[CONTACT_UPPER, 1] - mesh.neutral[CONTACT_LOWER, 1]
    if pursed:
        purse_opening(vertices, neutral_gap, mesh.contact.reshape(len(mesh.contact), -1), rounding(expression))
    vertices[CONTACT_UPPER, 1] -= neutral_gap
    return np.stack([vertices[CONTACT_UPPER], vertices[CONTACT_LOWER]])


@pytest.mark.parametrize("vowel", [OO, OH], ids=["oo", "oh"])
def test_the_sides_of_a_rounded_opening_close(avatar, vowel):
    before, after = (
        np.diff(opening(avatar, pursed=pursed, **vowel)[::-1, :, 1], axis=0)[0] for pursed in (False, True)
    )
    assert after[4] > 0.7 * before[4]
    assert after[[0, -1]].max() < 0.12 * after[4]
    assert (after[[1, -2]] < 0.4 * after[4]).all()
    assert after.min() > -1e-3


def test_the_upper_edge_of_a_rounded_opening_is_arched(avatar):
    edge = opening(avatar, pursed=True, **OO)[0, :, 1]
    assert (edge[4] - edge[[0, -1]] > 0.1).all()
    assert (np.diff(edge[1:5]) > 0).all()
    assert (np.diff(edge[4:8]) < 0).all()


def test_lips_that_are_shut_stay_so(avatar):
    upper, lower = opening(avatar, pursed=True, mouthPucker=1.0)
    np.testing.assert_allclose(upper[:, 1], lower[:, 1], atol=0.04)


def test_a_wide_and_curved_mouth_is_rounded_like_any_other():
    rest = shared_weights("face-shapes.safetensors")["rest"].astype(np.float64)
    smiling = rest.copy()
    smiling[LIPS, 0] *= 1.12
    smiling[LIPS, 1] += 0.4 * (rest[LIPS, 0] / rest[291, 0]) ** 2
    curves, widths = [], []
    for face in (Sculptor(rest), Sculptor(smiling)):
        basis = expression_basis(face)
        round_alike(face, basis, np.zeros_like(rest))
        rounded = face.rest + basis[PUCKER]
        curves.append(rounded[[78, 308], 1].mean() - rounded[[13, 14], 1].mean())
        widths.append(np.ptp(rounded[[78, 308], 0]))
    assert abs(curves[1] - curves[0]) < 0.15
    assert widths[1] - widths[0] < 0.5 * np.ptp(smiling[[78, 308], 0] - rest[[78, 308], 0])


def test_a_wide_mouth_in_a_long_face_is_rounded_as_narrow():
    """Beside eyes that are as far apart, width is what a viewer sees; the length of a face does not excuse it."""
    rest = shared_weights("face-shapes.safetensors")["rest"].astype(np.float64)
    long = rest.copy()
    long[:, 1] = 1.12 * (rest[:, 1] - rest[13, 1]) + rest[13, 1]
    long[LIPS, 0] *= 1.06
    widths = []
    for face in (Sculptor(rest), Sculptor(long)):
        basis = expression_basis(face)
        round_alike(face, basis, np.zeros_like(rest))
        widths.append(np.ptp((face.rest + basis[PUCKER])[[61, 291], 0]))
    assert widths[1] < widths[0] + 0.02


def test_a_rounded_mouth_is_dark_inside(avatar):
    renderer = PortraitRenderer(avatar, size=512)
    darkest = {}
    bared = {"jawOpen": 0.12, "mouthUpperUpLeft": 0.3, "mouthUpperUpRight": 0.3}
    for name, asked in {"rounded": OO, "bared": bared}.items():
        picture = renderer.render(frame_of(**asked))
        upper, lower = renderer.points[[13, 14]]
        x = round(float(upper[0] + lower[0]) / 2)
        darkest[name] = picture[int(upper[1]) : int(lower[1]) + 1, x - 2 : x + 3, :3].mean((1, 2)).min()
    assert darkest["rounded"] < 70
    assert darkest["rounded"] < darkest["bared"]
