"""The face texture: put back where it was taken from it is the portrait, and its texels stay at their place."""

import cv2
import numpy as np
import pytest

from mien_inference.face import TRANSPARENT, PortraitRenderer, TextureRenderer, build_avatar, close_up, picture_side
from mien_inference.face.unwrap.texels import find_texels
from mien_inference.face.unwrap.visibility import shown_share
from mien_inference.interfaces import FaceRenderer
from mien_protocol.errors import MienError
from tests.inference.face.frames import frame_of
from tests.inference.face.reprojection import bilinear, textured

pytestmark = pytest.mark.real

PORTRAIT_PX = 320

AT_REST = frame_of()
OPEN = frame_of(jawOpen=0.5, mouthUpperUpLeft=0.2, mouthLowerDownLeft=0.2)
SMILE = frame_of(mouthSmileLeft=0.8, mouthSmileRight=0.8, jawOpen=0.1)
BLINK = frame_of(eyeBlinkLeft=1.0, eyeBlinkRight=1.0)
LOOK = frame_of(eyeLookOutLeft=0.7, eyeLookInRight=0.7)
LEFT = frame_of(turn_rad=(0.0, 0.26, 0.0))
LEFT_OPEN = frame_of(turn_rad=(0.0, 0.26, 0.0), jawOpen=0.5)
NOD = frame_of(turn_rad=(0.14, -0.1, 0.1), head_m=(0.01, 0.0, 0.05), browInnerUp=0.6)


@pytest.fixture(scope="module")
def texture(avatar):
    return TextureRenderer(PortraitRenderer(close_up(avatar), size=512, background=TRANSPARENT), size=512)


@pytest.fixture(scope="module")
def portrait(avatar):
    return PortraitRenderer(avatar, size=PORTRAIT_PX)


def at(values, surface, name):
    """What a texture holds where a landmark lies."""
    column, row = (surface.uv[surface.landmarks[name]] * len(values)).astype(int)
    return values[row, column]


def put_back(texture, portrait, frame):
    """The texture of a frame on the mesh as that frame's portrait draws it, and the portrait."""
    rgba = texture.render(frame)
    picture = portrait.render(frame)
    pose = portrait._view.pose(frame.head_wxyz, frame.head_m)
    depth = pose.place(portrait._shape(frame.expression))[1][: len(portrait.points)]
    return textured(rgba, texture.surface, portrait.points, depth, picture.shape[:2]), picture


def difference(back, picture):
    """Grey levels between the two where the texture is to be seen in full, both as soft as sampling twice makes one."""
    seen = back[..., 3] > 250
    both = (cv2.GaussianBlur(p[..., :3].astype(np.float32), (0, 0), 1.0) for p in (back, picture))
    return np.abs(np.subtract(*both)).max(2)[cv2.erode(seen.astype(np.uint8), np.ones((7, 7))) > 0]


@pytest.mark.parametrize(
    ("frame", "hundredth"),
    # A head that is turned with its mouth open shows another part of what lies deep in it.
    [(AT_REST, 8), (OPEN, 16), (SMILE, 16), (BLINK, 8), (LOOK, 12), (LEFT, 12), (LEFT_OPEN, 70), (NOD, 16)],
    ids=["at rest", "open mouth", "smile", "blink", "look", "turned left", "turned left, open mouth", "nod, nearer"],
)
def test_put_back_it_is_the_portrait(texture, portrait, frame, hundredth):
    levels = difference(*put_back(texture, portrait, frame))
    assert len(levels) > 5_000
    assert np.percentile(levels, 50) < 1
    assert np.percentile(levels, 95) < 5
    assert np.percentile(levels, 99) < hundredth


def test_the_openings_show_what_is_in_them(texture, portrait):
    """Another texture in their place would be seen: the mouth and the eyes are more than skin put back."""
    for frame, most in ((OPEN, "mouth"), (LOOK, "eyes")):
        back, picture = put_back(texture, portrait, frame)
        alien, _ = put_back(texture, portrait, AT_REST)
        openings = texture.surface.triangles[-texture.surface.openings :]
        portrait.render(frame)
        (left, top), (right, bottom) = (
            bound(portrait.points[openings].reshape(-1, 2), axis=0).astype(int) for bound in (np.min, np.max)
        )
        box = (slice(top, bottom), slice(left, right), slice(3))
        own, other = (np.abs(b[box] - picture[box]).max(2) for b in (back, alien))
        assert np.percentile(own, 99) < np.percentile(other, 99) / 2, most


def test_a_texel_stays_at_its_place_of_the_skin_however_the_head_is_held(texture):
    still = texture.render(AT_REST).copy()
    np.testing.assert_array_equal(texture.render(LEFT), still)
    head = frame_of(turn_rad=(0.3, 0.5, -0.2), head_m=(0.1, -0.1, 0.2))
    np.testing.assert_array_equal(texture.render(head), still)


@pytest.mark.parametrize("frame", [OPEN, SMILE, BLINK])
def test_a_texel_stays_at_its_place_of_the_skin_whatever_the_face_does(texture, frame):
    """What an expression leaves alone in the portrait's light, the tip of the nose and the forehead, stays as it is."""
    still = texture.render(AT_REST).astype(int)
    moved = texture.render(frame).astype(int)
    for name in ("noseTip", "forehead", "noseRoot"):
        column, row = (texture.surface.uv[texture.surface.landmarks[name]] * 512).astype(int)
        around = (slice(row - 2, row + 3), slice(column - 2, column + 3), slice(3))
        assert np.abs(moved[around] - still[around]).max() < 14, name


def test_the_alpha_is_none_at_the_edge_whole_within_and_the_same_in_every_frame(texture):
    alpha = texture.render(AT_REST)[..., 3].astype(int)
    names = ("noseTip", "eyeUpperLeft", "eyeLowerRight", "lipUpperInner", "lipLower", "browInnerLeft", "mouthRight")
    assert [at(alpha, texture.surface, name) for name in names] == [255] * len(names)
    assert alpha[[0, -1]].max() == alpha[:, [0, -1]].max() == 0
    assert max(np.abs(np.diff(alpha, axis=axis)).max() for axis in (0, 1)) < 40
    np.testing.assert_array_equal(texture.render(OPEN)[..., 3], alpha)


def test_the_colours_go_on_beside_the_face(texture):
    rgba = texture.render(AT_REST).astype(int)
    texels = find_texels(texture.surface.uv, texture.surface.triangles, 512)
    beside = rgba.reshape(-1, 4)[texels.outside]
    np.testing.assert_array_equal(beside[:, :3], rgba.reshape(-1, 4)[texels.nearest, :3])
    assert beside[:, 3].max() == 0
    assert beside[:, :3].mean() > 40


def test_skin_that_turns_away_fades(texture, portrait):
    """A photo taken from the side has little of the far cheek: seen here, by a renderer whose head is turned."""
    texels = find_texels(texture.surface.uv, texture.surface.triangles, 128)
    portrait.render(frame_of(turn_rad=(0.0, 0.8, 0.0)))
    alpha = 255 * shown_share(texture.surface, portrait.points, texels)
    assert at(alpha, texture.surface, "cheekLeft") < 100
    assert at(alpha, texture.surface, "cheekRight") == 255
    assert max(np.abs(np.diff(alpha, axis=axis)).max() for axis in (0, 1)) < 90


def test_the_surface_is_that_of_the_avatar(avatar, texture):
    surface, layout_triangles = texture.surface, avatar.mesh.triangles[: len(texture.surface.triangles)]
    np.testing.assert_array_equal(surface.triangles, layout_triangles)
    assert len(surface.uv) == len(surface.positions) == avatar.mesh.skin_count
    left, right = (surface.positions[surface.landmarks[name]] for name in ("eyeOuterLeft", "eyeOuterRight"))
    assert 0.07 < left[0] - right[0] < 0.1
    assert surface.positions[surface.landmarks["noseTip"], 2] == surface.positions[:, 2].max()
    sides = (surface.positions[surface.triangles[:, k]] - surface.positions[surface.triangles[:, 0]] for k in (1, 2))
    skin = np.cross(*sides)[: -surface.openings]
    assert (skin[:, 2] > 0).mean() > 0.97, "counter-clockwise seen from outside"


def test_the_placement_is_where_the_portrait_shows_the_face(astronaut, face_models, texture):
    whole = PortraitRenderer(build_avatar(astronaut, face_models), size=512)
    width, height = whole.size
    low, high = whole.points.min(0), whole.points.max(0)
    expected = (low[0] / width, low[1] / height, high[0] / width, high[1] / height)
    assert whole.surface.placement == pytest.approx(expected, abs=0.003)
    assert texture.surface.placement == pytest.approx(expected, abs=0.01)


def test_a_close_up_shows_the_same_face_larger(avatar):
    near = PortraitRenderer(close_up(avatar), size=512, background=TRANSPARENT)
    whole = PortraitRenderer(avatar, size=512, background=TRANSPARENT)
    sides = [np.ptp(renderer.points, axis=0).max() for renderer in (near, whole)]
    assert sides[0] > 1.5 * sides[1]
    for frame in (AT_REST, OPEN, LOOK):
        far, close = whole.render(frame).astype(float), near.render(frame).astype(float)
        at = [np.delete(r.points, np.unique(r.surface.triangles[-r.surface.openings :]), axis=0) for r in (whole, near)]
        levels = np.abs(bilinear(far, at[0]) - bilinear(close, at[1]))[:, :3].max(1)
        assert np.median(levels) < 3
        assert np.percentile(levels, 95) < 15


def test_pictures_are_no_larger_than_the_photo_or_the_texture_bears(avatar):
    nearer = close_up(avatar)
    sides = [picture_side(nearer, size) for size in (64, 300, 2048)]
    assert sides == [64, 300, int(1.5 * max(nearer.frame_size))]


@pytest.mark.parametrize("size", [63, 2049])
def test_a_size_out_of_range_is_refused(portrait, size):
    with pytest.raises(MienError, match=f"64 to 2048 texels, got {size}"):
        TextureRenderer(portrait, size=size)


def test_a_renderer_that_does_not_know_its_skin_is_refused():
    class Flat(FaceRenderer):
        size = (64, 64)

        def render(self, frame):
            return np.zeros((64, 64, 4), np.uint8)

    with pytest.raises(MienError, match="Flat does not tell where the skin is.*portrait or a cutout"):
        TextureRenderer(Flat(), size=64)
