"""Lids that a photo shows lowered open for a neutral face, and what was seen is said."""

import numpy as np
import pytest

from mien_inference.face import Avatar, Crop, PortraitRenderer, build_avatar
from mien_inference.face.shape.lid_opening import EYES, Lids, lid_opening, opening_cm
from mien_protocol.rig import SIDES
from tests.inference.face.frames import frame_of

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def photographed(avatar):
    """Takes a picture of the avatar with its eyes shut by so much on either side."""
    renderer = PortraitRenderer(avatar, size=512)

    def take(left: float, right: float) -> np.ndarray:
        frame = frame_of(eyeBlinkLeft=left, eyeBlinkRight=right)
        return np.ascontiguousarray(renderer.render(frame)[..., :3])

    return take


def darkest_in_eye(avatar, side: str) -> float:
    """How dark the iris is between the lids at rest, as a share of the light of the cheek."""
    renderer = PortraitRenderer(avatar, size=512)
    grey = renderer.render(frame_of())[..., :3].astype(float).mean(2)
    upper, lower = (renderer.points[avatar.mesh.paths[f"{lid}_lid_{side.lower()}"]] for lid in ("upper", "lower"))
    x, top, bottom = upper[8, 0], upper[8, 1], lower[8, 1]
    column = grey[int(top + 0.35 * (bottom - top)) : int(top + 0.75 * (bottom - top)) + 1, int(x) - 2 : int(x) + 3]
    x, y = renderer.points[280]
    return float(np.median(column) / grey[int(y), int(x)])


def of_eyes(avatar: Avatar) -> list[str]:
    """What is said of the eyes; the astronaut smiles besides."""
    return [finding for finding in avatar.findings if "eye" in finding]


def test_eyes_shut_in_the_photo_are_opened(photographed, face_models):
    avatar = build_avatar(photographed(1.0, 1.0), face_models, crop=Crop.FACE)
    (finding,) = of_eyes(avatar)
    assert "both eyes are shut" in finding
    assert "not the person's own" in finding
    for side in SIDES:
        eye = EYES[side]
        width = np.linalg.norm(np.subtract(*avatar.mesh.neutral[list(eye.corners)]))
        assert 0.22 < opening_cm(avatar.mesh.neutral, eye) / width < 0.32
        assert darkest_in_eye(avatar, side) < 0.55


def test_eyes_shut_in_the_photo_blink(photographed, face_models):
    renderer = PortraitRenderer(build_avatar(photographed(1.0, 1.0), face_models, crop=Crop.FACE), size=512)
    renderer.render(frame_of(eyeBlinkLeft=1.0, eyeBlinkRight=1.0))
    for upper, lower in ((159, 145), (386, 374)):
        assert renderer.points[upper, 1] > renderer.points[lower, 1] - 0.7


def test_a_wink_takes_the_other_eye(photographed, face_models, avatar):
    winking = build_avatar(photographed(1.0, 0.0), face_models, crop=Crop.FACE)
    (finding,) = of_eyes(winking)
    assert finding.startswith("the left eye is ")
    assert finding.endswith("as the mirror image of the other")
    right, left = winking.eyes
    np.testing.assert_array_equal(left.iris.rgba, right.iris.rgba[:, ::-1])


def test_a_photo_is_left_as_it_is(photographed, face_models):
    avatar = build_avatar(photographed(1.0, 1.0), face_models, crop=Crop.FACE, neutral=False)
    assert avatar.findings == ()
    for eye in EYES.values():
        assert opening_cm(avatar.mesh.neutral, eye) < 0.3


def test_open_eyes_stay_as_they_are(avatar, astronaut, face_models):
    assert of_eyes(avatar) == []
    plain = build_avatar(astronaut, face_models, crop=Crop.FACE, neutral=False)
    eyes = [k for eye in EYES.values() for k in (*eye.upper, *eye.lower)]
    np.testing.assert_allclose(avatar.mesh.neutral[eyes], plain.mesh.neutral[eyes], atol=0.02)


@pytest.mark.parametrize(
    ("share", "seen", "opens_to"),
    [(0.0, Lids.SHUT, 0.27), (0.12, Lids.LOWERED, 0.27), (0.17, Lids.SCREWED_UP, 0.22), (0.3, Lids.OPEN, 0.3)],
)
def test_how_far_eyes_open(avatar, share, seen, opens_to):
    rest = np.concatenate([avatar.mesh.neutral[:468], np.zeros((10, 3))]).astype(np.float64)
    for eye in EYES.values():
        width = np.linalg.norm(np.subtract(*rest[list(eye.corners)]))
        middle = rest[list(eye.lower)]
        bow = np.sin(np.linspace(0, np.pi, 9))[:, None]
        rest[list(eye.upper)] = middle + bow * [0, share * width, 0]
    opened = lid_opening(rest)
    assert set(opened.seen.values()) == {seen}
    assert bool(opened.findings) == (seen is not Lids.OPEN)
    for eye in EYES.values():
        width = np.linalg.norm(np.subtract(*rest[list(eye.corners)]))
        assert opening_cm(rest + opened.padded, eye) / width == pytest.approx(opens_to, abs=0.025)
