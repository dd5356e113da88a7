"""Lids: shut they are skin over the whole eye, at rest they are the photo's."""

import cv2
import numpy as np
import pytest

from mien_inference.face import PortraitRenderer
from mien_inference.face.photo.landmarks import open_landmarker
from mien_protocol.rig import SIDES
from tests.inference.face.frames import frame_of

pytestmark = pytest.mark.real

BLINK = {"eyeBlinkLeft": 1.0, "eyeBlinkRight": 1.0}


@pytest.fixture(scope="module")
def portrait(avatar):
    return PortraitRenderer(avatar, size=512)


def tracked(picture, face_models) -> dict[str, float]:
    """MediaPipe's coefficients of a picture."""
    from mediapipe import Image, ImageFormat

    with open_landmarker(face_models) as landmarker:
        data = np.ascontiguousarray(picture[..., :3])
        found = landmarker.detect(Image(image_format=ImageFormat.SRGB, data=data)).face_blendshapes[0]
    return {score.category_name: score.score for score in found}


def between_lids(portrait, avatar, side: str) -> np.ndarray:
    """Where the eye was open in the photo, a mask of the picture."""
    paths = [avatar.mesh.paths[f"{lid}_lid_{side.lower()}"] for lid in ("upper", "lower")]
    rest = portrait._view.from_canvas(avatar.mesh.texture_px)
    mask = np.zeros(portrait.size[::-1], np.uint8)
    cv2.fillPoly(mask, [np.round(np.concatenate([rest[paths[0]], rest[paths[1]][::-1]])).astype(np.int32)], 1)
    return mask > 0


def test_a_tracker_reads_a_blink(portrait, face_models):
    """The same tracker reads .60 to .74 in the blinks of a speaker on video."""
    shut = tracked(portrait.render(frame_of(**BLINK)), face_models)
    half = tracked(portrait.render(frame_of(eyeBlinkLeft=0.5, eyeBlinkRight=0.5)), face_models)
    at_rest = tracked(portrait.render(frame_of()), face_models)
    for side in SIDES:
        name = f"eyeBlink{side}"
        assert shut[name] > 0.5
        assert at_rest[name] < 0.15
        assert at_rest[name] + 0.03 < half[name] < shut[name] - 0.15


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("brows", [{}, {"browDownLeft": 1.0, "browDownRight": 1.0}, {"browInnerUp": 1.0}])
def test_a_shut_eye_shows_skin(portrait, avatar, side, brows):
    picture = portrait.render(frame_of(**BLINK, **brows)).astype(float)
    opening = between_lids(portrait, avatar, side)
    skin = picture[[int(y) for y in portrait.points[[50, 280], 1]], [int(x) for x in portrait.points[[50, 280], 0]], :3]
    colours = picture[opening][:, :3]
    # Lashes are dark; the white of an eye would be paler than any skin, its iris darker than most of a lid.
    assert np.ptp(colours, axis=1).mean() > 0.5 * np.ptp(skin, axis=1).mean()
    assert np.median(colours.sum(1)) > 0.6 * skin.sum(1).mean()


@pytest.mark.parametrize("frame", [frame_of(), frame_of(jawOpen=0.5)])
def test_lids_at_rest_are_the_photos(portrait, avatar, frame, monkeypatch):
    with_layers = portrait.render(frame).copy()
    monkeypatch.setattr("mien_inference.face.paint.eye_painter.EyePainter.paint", lambda *_: None)
    np.testing.assert_array_equal(portrait.render(frame), with_layers)


@pytest.mark.parametrize("look", ["eyeLookUp", "eyeLookDown"])
def test_upper_lids_follow_the_gaze(portrait, look):
    open_px = height_px(portrait, frame_of())
    looking = height_px(portrait, frame_of(**{look + side: 1.0 for side in SIDES}))
    assert looking > 1.1 * open_px if look == "eyeLookUp" else looking < 0.7 * open_px


def height_px(portrait, frame) -> float:
    portrait.render(frame)
    return float(portrait.points[145, 1] - portrait.points[159, 1])


@pytest.mark.parametrize("other", ["eyeSquint", "eyeWide", "eyeLookDown", "eyeLookUp", "browDown", "browOuterUp"])
def test_a_shut_eye_stays_shut(portrait, other):
    portrait.render(frame_of(**BLINK, **{other + side: 1.0 for side in SIDES}))
    for upper, lower in ((159, 145), (386, 374), (158, 153), (160, 144)):
        assert portrait.points[upper, 1] > portrait.points[lower, 1] - 0.7


@pytest.mark.parametrize("look", [1.0, -1.0])
def test_a_catch_light_follows_the_iris_halfway(portrait, avatar, look):
    """The astronaut has a window in her eyes: it stays where it is seen while the iris goes."""
    left = avatar.eyes[1]
    assert left.glint.rgba[..., :3].max() > 60
    assert not left.glint.rgba[..., 3].any()
    # The iris below it is rid of the light.
    height, width = left.iris.rgba.shape[:2]
    ys, xs = np.indices((height, width)) - np.array([height, width])[:, None, None] / 2
    middle = np.hypot(xs, ys) < 0.25 * width
    plain, lit = (sprite[..., :3].sum(2)[middle].max() for sprite in (left.iris.rgba, left.iris.rgba + left.glint.rgba))
    assert plain < 0.7 * lit
    name = "eyeLookOutLeft" if look > 0 else "eyeLookInLeft"
    picture = portrait.render(frame_of(**{name: 0.35})).astype(float)
    opening = between_lids(portrait, avatar, "Left")
    iris_px = portrait._view.from_canvas(left.iris_px)
    near = np.hypot(*(np.indices(opening.shape)[::-1] - iris_px[:, None, None])) < 6
    assert picture[opening & near][:, :3].mean(1).max() > 110
