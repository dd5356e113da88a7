"""From the expression of a photo to a neutral face."""

import numpy as np
import pytest

from mien_inference.face import Avatar, Crop, FaceModels, PortraitRenderer, build_avatar
from mien_inference.face.photo.landmarks import FoundFace, find_faces
from mien_inference.face.photo.retouch import with_soft_folds, without_teeth
from mien_inference.face.shape.headframe import HeadFrame
from mien_inference.face.shape.mouth_expression import MouthExpression, mouth_expression
from tests.inference.face.frames import frame_of

pytestmark = pytest.mark.real

CORNERS = (61, 291)
INNER_LIPS = ([81, 13, 311], [178, 14, 402])


@pytest.fixture(scope="module")
def found(astronaut: np.ndarray, face_models: FaceModels) -> FoundFace:
    (face,) = find_faces(astronaut, face_models)
    return face


@pytest.fixture(scope="module")
def landmarks(found: FoundFace) -> np.ndarray:
    return HeadFrame.of_landmarks(found.points)[1]


@pytest.fixture(scope="module")
def as_photographed(astronaut: np.ndarray, face_models: FaceModels) -> Avatar:
    return build_avatar(astronaut, face_models, crop=Crop.FACE, neutral=False)


def width_cm(avatar: Avatar) -> float:
    right, left = avatar.mesh.neutral[list(CORNERS)]
    return float(np.linalg.norm(left - right))


def test_a_grin_is_let_go_and_told(avatar, as_photographed):
    upper, lower = (avatar.mesh.neutral[lips, 1] for lips in INNER_LIPS)
    assert np.abs(upper - lower).max() < 0.15
    assert width_cm(avatar) < 0.93 * width_cm(as_photographed)
    assert any("smiles with parted lips" in finding for finding in avatar.findings)


@pytest.mark.parametrize(
    "asked", [{"jawOpen": 0.2, "mouthClose": 0.2}, {"mouthPressLeft": 0.3, "mouthPressRight": 0.3}]
)
def test_parted_lips_that_stay_as_photographed_shut_when_told_to(as_photographed, asked):
    renderer = PortraitRenderer(as_photographed, size=512)

    def gap_px(**asked: float) -> float:
        renderer.render(frame_of(**asked))
        return float((renderer.points[INNER_LIPS[1], 1] - renderer.points[INNER_LIPS[0], 1]).max())

    assert gap_px() > 6
    assert gap_px(**asked) < 1.5
    assert gap_px(jawOpen=0.2, mouthClose=0.1) > gap_px(**asked) + 2


def test_a_face_made_neutral_needs_no_sealing(avatar):
    assert not avatar.mesh.seal.any()


def test_the_photo_stays_as_it_is_if_asked(as_photographed):
    upper, lower = (as_photographed.mesh.neutral[lips, 1] for lips in INNER_LIPS)
    assert (upper - lower).min() > 0.4
    assert as_photographed.findings == ()
    renderer = PortraitRenderer(as_photographed, size=256)
    picture = renderer.render(frame_of())[..., :3].astype(int)
    points = renderer.points[list(CORNERS)]
    forehead = picture[: int(points[:, 1].min()) - 40]
    shown = as_photographed.layers.photo
    scale = shown.shape[0] / picture.shape[0]
    rows = (np.arange(len(forehead)) * scale + scale / 2).astype(int)
    columns = (np.arange(picture.shape[1]) * scale + scale / 2).astype(int)
    assert np.median(np.abs(forehead - shown[rows][:, columns])) < 4


def test_each_side_of_a_smile_counts_for_itself(landmarks):
    smirk = mouth_expression(landmarks, (0.9, 0.0))
    assert smirk.smiles[0] > 0.5
    assert smirk.smiles[1] == 0
    assert "on its right side" in smirk.findings[0]


def test_a_smile_must_be_seen_in_the_scores_and_in_the_shape(landmarks):
    assert mouth_expression(landmarks, (0.0, 0.0)).smiles == (0, 0)
    drooping = landmarks.copy()
    drooping[list(CORNERS), 1] -= 0.8
    assert mouth_expression(drooping, (0.9, 0.9)).smiles == (0, 0)


def test_a_relaxed_mouth_is_nothing_to_tell():
    assert MouthExpression(parted=False, smiles=(0.1, 0.2)).findings == ()
    assert "parted" in MouthExpression(parted=True, smiles=(0.0, 0.0)).findings[0]


def test_teeth_give_way_to_lips_and_the_skin_stays(astronaut, found):
    closed = without_teeth(astronaut, found)
    x, y = found.points[[13, 14], :2].mean(0).round().astype(int)
    red, green, _ = closed[y, x].astype(int)
    tooth = astronaut[y, x].astype(int)
    assert red - green > tooth[0] - tooth[1] + 10
    changed = (closed != astronaut).any(2)
    mouth = found.points[[61, 291, 0, 17], :2]
    rows, columns = np.nonzero(changed)
    assert columns.min() >= mouth[:, 0].min() - 4
    assert columns.max() <= mouth[:, 0].max() + 4
    assert rows.min() >= mouth[:, 1].min() - 4
    assert rows.max() <= mouth[:, 1].max() + 4


def test_folds_are_lightened_on_the_side_that_smiles(astronaut, found):
    np.testing.assert_array_equal(with_soft_folds(astronaut, found, (0, 0)), astronaut)
    softened = with_soft_folds(astronaut, found, (1.0, 0.0)).astype(int)
    changed = np.nonzero((softened != astronaut).any(2))[1]
    assert changed.max() < found.points[1, 0]
    assert (softened >= astronaut).all()
