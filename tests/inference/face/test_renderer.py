"""Pictures: the photo at rest, the motion asked for, the background wanted."""

from itertools import pairwise

import cv2
import numpy as np
import pytest

from mien_inference.face import (
    KEEP,
    TRANSPARENT,
    Background,
    BackgroundPicture,
    Crop,
    PortraitRenderer,
    build_avatar,
    find_faces,
)
from mien_inference.face.photo.framing import frame_photo
from mien_inference.face.shape.mouth_expression import MouthExpression
from mien_protocol.errors import MienError
from tests.inference.face.frames import frame_of

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def transparent(avatar):
    return PortraitRenderer(avatar, size=256, background=TRANSPARENT)


def changed(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return np.abs(one[..., :3].astype(int) - other[..., :3]).max(2)


def psnr_db(one: np.ndarray, other: np.ndarray) -> float:
    error = np.mean((one[..., :3].astype(float) - other[..., :3]) ** 2)
    return float(10 * np.log10(255**2 / error))


def test_the_rest_frame_is_the_photo(astronaut, face_models, monkeypatch):
    """As for a photo with lips shut: the astronaut's teeth are let pass for lips."""
    shut = MouthExpression(parted=False, smiles=(0.0, 0.0))
    monkeypatch.setattr("mien_inference.face.avatar.mouth_expression", lambda *_: shut)
    monkeypatch.setattr("mien_inference.face.shape.neutral.PARTED_CM", 9.0)
    photo = cv2.resize(astronaut, (1024, 1024), interpolation=cv2.INTER_CUBIC)
    # 1024 pixels are the size that is worked on: nothing is scaled on the way.
    picture = PortraitRenderer(build_avatar(photo, face_models), size=1024).render(frame_of())
    assert psnr_db(picture, photo) > 45
    # Only where person and background are hard to tell apart.
    assert np.mean(changed(picture, photo) > 8) < 0.01


def test_the_rest_frame_of_a_parted_mouth_differs_in_the_face_alone(astronaut, face_models):
    avatar = build_avatar(astronaut, face_models)
    picture = PortraitRenderer(avatar, size=512).render(frame_of())
    skin = (avatar.mesh.texture_px[: avatar.mesh.skin_count] - avatar.layers.margin_px) * 512 / avatar.frame_size[0]
    (left, top), (right, bottom) = skin.min(0).astype(int), skin.max(0).astype(int)
    difference = changed(picture, astronaut)
    assert difference[top:bottom, left:right].max() > 60
    difference[top - 10 : bottom + 30, left - 20 : right + 20] = 0
    assert psnr_db(picture, astronaut) > 35
    assert difference.mean() < 1.5


def test_a_photo_in_black_and_white_has_no_red_mouth(astronaut, face_models):
    grey = np.repeat(cv2.cvtColor(astronaut, cv2.COLOR_RGB2GRAY)[..., None], 3, axis=2)
    renderer = PortraitRenderer(build_avatar(grey, face_models, crop=Crop.FACE), size=256)
    closed = renderer.render(frame_of()).copy()
    opened = renderer.render(frame_of(jawOpen=0.7, tongueOut=0.4, eyeLookOutLeft=0.5, eyeLookInRight=0.5))
    assert changed(closed, opened).max() > 60
    for picture in (closed, opened):
        assert np.ptp(picture[..., :3].astype(int), axis=2).max() <= 2


def test_a_photo_in_colour_keeps_its_red_mouth(avatar, renderer):
    assert avatar.mouth.colourfulness == 1.0
    closed = renderer.render(frame_of()).copy()
    opened = renderer.render(frame_of(jawOpen=0.7, tongueOut=0.4))
    inside = opened[changed(closed, opened) > 60].astype(int)
    assert np.mean(inside[:, 0] - inside[:, 1]) > 20


@pytest.mark.parametrize("size", [64, 100, 256, 333])
def test_sizes_are_even_and_as_asked(avatar, size):
    renderer = PortraitRenderer(avatar, size=size)
    width, height = renderer.size
    assert (width, height) == (2 * round(size / 2), 2 * round(size / 2))
    picture = renderer.render(frame_of())
    assert picture.shape == (height, width, 4)
    assert picture.dtype == np.uint8


def test_the_photos_framing_keeps_its_aspect(astronaut, face_models):
    wide = build_avatar(astronaut[:320], face_models)
    assert PortraitRenderer(wide, size=256).size == (256, 160)


def test_a_portrait_is_square_even_at_the_photos_edge(astronaut, face_models):
    cut = astronaut[60:200, 150:300]
    avatar = build_avatar(cut, face_models, crop=Crop.FACE)
    renderer = PortraitRenderer(avatar, size=128)
    assert renderer.size == (128, 128)
    picture = renderer.render(frame_of(turn_rad=(0, 0.2, 0)))
    assert picture[..., :3].std() > 10


@pytest.mark.parametrize("size", [0, 63, 4097])
def test_sizes_out_of_range(avatar, size):
    with pytest.raises(MienError, match=f"64 to 4096 pixels, got {size}"):
        PortraitRenderer(avatar, size=size)


def test_the_same_motion_gives_the_same_picture(avatar, renderer):
    frame = frame_of(turn_rad=(0.1, 0.2, 0.05), jawOpen=0.4, eyeBlinkLeft=0.3, mouthPucker=0.2)
    first = renderer.render(frame).copy()
    renderer.render(frame_of(jawOpen=1.0))
    np.testing.assert_array_equal(renderer.render(frame), first)
    np.testing.assert_array_equal(PortraitRenderer(avatar, size=256).render(frame), first)


def test_transparent_pictures_have_a_person_and_nothing_else(avatar, transparent):
    alpha = transparent.render(frame_of())[..., 3]
    skin = avatar.mesh.texture_px[: avatar.mesh.skin_count]
    x, y = ((skin - avatar.layers.margin_px) * 256 / np.array(avatar.frame_size)).mean(0).astype(int)
    assert (alpha[y - 20 : y + 20, x - 15 : x + 15] == 255).all()
    assert (alpha[:40, :20] == 0).all()
    assert (alpha[:40, -20:] == 0).all()


def test_a_colour_fills_the_background(avatar, transparent):
    picture = PortraitRenderer(avatar, size=256, background=Background(colour=(10, 200, 30))).render(frame_of())
    alpha = transparent.render(frame_of())[..., 3]
    assert (picture[..., 3] == 255).all()
    assert (picture[alpha == 0][:, :3] == (10, 200, 30)).all()


def test_backgrounds_as_text():
    assert Background.parse("keep") == KEEP
    assert Background.parse("transparent") == TRANSPARENT
    assert Background.parse("blur") == Background(blur=True)
    assert Background.parse("#0a10Ff") == Background(colour=(10, 16, 255))
    with pytest.raises(MienError, match="keep, blur, transparent or #rrggbb.*'blue'"):
        Background.parse("blue")


def test_a_head_that_turns_left_looks_to_the_pictures_right(avatar, transparent):
    """Further than its hair: the nose is before the axis the head turns about."""
    view = transparent._view
    nose = avatar.mesh.neutral[[1]]
    still, _ = view.pose(frame_of().head_wxyz, np.zeros(3)).place(nose)
    left, _ = view.pose(frame_of(turn_rad=(0, 0.2, 0)).head_wxyz, np.zeros(3)).place(nose)
    nod, _ = view.pose(frame_of(turn_rad=(0.2, 0, 0)).head_wxyz, np.zeros(3)).place(nose)
    assert left[0, 0] > still[0, 0] + 5
    assert nod[0, 1] > still[0, 1] + 5


@pytest.mark.parametrize(("metres", "grows"), [(0.1, True), (-0.1, False)])
def test_a_head_that_comes_nearer_grows(transparent, metres, grows):
    area = (transparent.render(frame_of())[..., 3] > 127).sum()
    moved = (transparent.render(frame_of(head_m=(0, 0, metres)))[..., 3] > 127).sum()
    assert (moved > area * 1.05) if grows else (moved < area * 0.95)


def iris_x(renderer, avatar, side: str, **looks: float) -> float:
    """Centre of darkness between the lids of one eye."""
    picture = renderer.render(frame_of(**looks)).astype(float)
    view = renderer._view
    paths = [avatar.mesh.paths[f"{lid}_lid_{side}"] for lid in ("upper", "lower")]
    points = view.from_canvas(avatar.mesh.texture_px[np.concatenate(paths)])
    left, top = np.floor(points.min(0)).astype(int)
    right, bottom = np.ceil(points.max(0)).astype(int)
    dark = np.maximum(110 - picture[top + 1 : bottom, left + 3 : right - 2, :3].mean(2), 0)
    return float((dark.sum(0) * np.arange(dark.shape[1])).sum() / dark.sum())


@pytest.mark.parametrize(
    ("side", "look", "towards"),
    [
        ("left", "eyeLookOutLeft", 1),
        ("left", "eyeLookInLeft", -1),
        ("right", "eyeLookOutRight", -1),
        ("right", "eyeLookInRight", 1),
    ],
)
def test_eyes_look_where_they_are_told(avatar, side, look, towards):
    renderer = PortraitRenderer(avatar, size=512)
    moved = iris_x(renderer, avatar, side, **{look: 0.6}) - iris_x(renderer, avatar, side)
    assert moved * towards > 2


def test_a_blink_covers_the_eye(avatar, renderer):
    open_eyes = renderer.render(frame_of()).copy()
    shut = renderer.render(frame_of(eyeBlinkLeft=1.0))
    middle = avatar.frame_size[0] / 2
    columns = np.flatnonzero(changed(open_eyes, shut).max(0) > 40) * avatar.frame_size[0] / 256
    assert len(columns) > 5
    assert columns.mean() > middle


def test_coefficients_that_are_no_numbers_count_as_none(renderer):
    frame = frame_of()
    rest = renderer.render(frame).copy()
    frame.expression[:] = np.nan
    np.testing.assert_array_equal(renderer.render(frame), rest)


@pytest.mark.parametrize("field", ["head_wxyz", "head_m"])
@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_a_head_pose_that_is_no_number_counts_as_none(renderer, field, value):
    frame = frame_of(jawOpen=0.3)
    still = renderer.render(frame).copy()
    getattr(frame, field)[1] = value
    np.testing.assert_array_equal(renderer.render(frame), still)


@pytest.mark.parametrize(
    "ramp",
    [
        lambda t: frame_of(jawOpen=0.3 * t),
        lambda t: frame_of(jawOpen=0.3, mouthClose=0.3 * t),
        lambda t: frame_of(eyeBlinkLeft=t, eyeBlinkRight=t),
        lambda t: frame_of(turn_rad=(0, 0.3 * t, 0)),
        lambda t: frame_of(head_m=(0, 0, 0.1 * t)),
    ],
    ids=["jaw", "close", "blink", "turn", "nearer"],
)
def test_slow_motion_never_jumps(renderer, ramp):
    pictures = [renderer.render(ramp(t)).astype(np.int16) for t in np.linspace(0, 1, 31)]
    steps = [np.abs(after - before).sum() for before, after in pairwise(pictures)]
    assert max(steps) < 3.5 * np.median(steps)


def test_shoulders_follow_the_head_a_little_and_nothing_tears(avatar):
    mesh = avatar.mesh
    chin = mesh.neutral[152]
    down = chin[1] - mesh.neutral[mesh.skin_count :, 1]
    weight = mesh.head_weight[mesh.skin_count :]
    shoulders = weight[(down > 9) & (down < 11)]
    assert 0.02 < np.median(shoulders) < 0.3
    edges = mesh.triangles[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2)
    assert np.abs(np.diff(mesh.head_weight[edges], axis=1)).max() < 0.5


def test_a_picture_behind_fills_the_frame_and_keeps_its_shape(avatar):
    wide = np.zeros((90, 400, 3), np.uint8)
    wide[:, :150], wide[:, 150:250], wide[:, 250:] = (255, 0, 0), (10, 200, 30), (0, 0, 255)
    background = Background(picture=BackgroundPicture(wide))
    picture = PortraitRenderer(avatar, size=256, background=background).render(frame_of())
    np.testing.assert_array_equal(picture[4, [4, 250]], [(10, 200, 30, 255)] * 2)


def test_a_blurred_background_is_the_photos_without_its_edges(avatar):
    sharp, blurred = (
        PortraitRenderer(avatar, size=256, background=background).render(frame_of()).astype(int)
        for background in (KEEP, Background(blur=True))
    )
    beside = np.s_[:60, :40]
    assert np.abs(np.diff(blurred[beside], axis=0)).mean() < 0.5 * np.abs(np.diff(sharp[beside], axis=0)).mean()
    assert np.abs(blurred[beside].mean((0, 1)) - sharp[beside].mean((0, 1))).max() < 12
    face = np.s_[100:140, 110:146]
    assert np.abs(blurred[face] - sharp[face]).mean() < 3


def test_a_background_is_one_thing():
    with pytest.raises(ValueError, match="one of them"):
        Background(keep=True, blur=True)


@pytest.mark.parametrize(("crop", "aspect"), [(crop, aspect) for crop in Crop for aspect in (9 / 16, 1.0, 0.8, 16 / 9)])
def test_frames_have_their_aspect_and_hold_the_face(astronaut, face_models, crop, aspect):
    face = find_faces(astronaut, face_models)[0]
    framing = frame_photo(astronaut, face, crop, aspect)
    assert framing.size[0] / framing.size[1] == pytest.approx(aspect, rel=0.01)
    left, top, right, bottom = np.array(framing.in_photo)
    assert min(left, top) >= 0
    assert max(right, bottom) <= 1
    place = framing.face.points[:468, :2] - framing.corner
    assert (place >= 0).all()
    assert (place <= framing.size).all()
