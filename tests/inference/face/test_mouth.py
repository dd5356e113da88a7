"""The solid mouth: its anatomy, its jaw, its tongue, its light, and pictures that never pop."""

from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np
import pytest

from mien_inference.face import Crop, PortraitRenderer, build_avatar
from mien_inference.face.mouth.arch import LOWER, UPPER, middles, stations
from mien_inference.face.mouth.jaw import JAW, jaw_motion
from mien_inference.face.mouth.light import light_up, opening_patches
from mien_inference.face.mouth.teeth import crowns
from mien_inference.face.mouth.tongue import Reach, Tongue
from mien_inference.face.photo.sharpness import blur_px
from mien_protocol.rig import EXPRESSION_INDEX
from tests.inference.face.frames import frame_of

pytestmark = pytest.mark.real

ENAMEL = np.array([240.0, 230.0, 215.0])
CHIN = 152


def spoken(tongue=(0.0, 0.0), **more):
    """A frame whose tongue is placed."""
    return replace(frame_of(**more), tongue=np.array(tongue, np.float32))


def mouth_box(renderer: PortraitRenderer, *, grow: float = 0.25) -> tuple[slice, slice]:
    renderer.render(frame_of(jawOpen=0.8))
    lips = renderer.points[[61, 291, 0, 17]]
    low, high = lips.min(0), lips.max(0)
    room = grow * (high - low)
    (left, top), (right, bottom) = (low - room).astype(int), (high + room).astype(int)
    return slice(top, bottom), slice(left, right)


def is_enamel(picture: np.ndarray) -> np.ndarray:
    colours = picture[..., :3].astype(int)
    return (colours.min(-1) > 130) & (np.ptp(colours, axis=-1) < 45)


def is_tongue(picture: np.ndarray) -> np.ndarray:
    colours = picture[..., :3].astype(int)
    return (colours[..., 0] > 60) & (colours[..., 0] > 1.6 * colours[..., 1])


def volume_cm3(points: np.ndarray, triangles: np.ndarray) -> float:
    a, b, c = (points[triangles[:, k]] for k in range(3))
    return float(np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6)


@pytest.mark.parametrize("arch", [UPPER, LOWER], ids=["upper", "lower"])
def test_arches_have_peoples_size(arch):
    """Between the cusps of the canines 3.2 to 3.7 cm above and 2.4 to 2.9 below (Moyers et al. 1976, adults)."""
    canine = stations(arch, middles(arch)[2:3]).at[0]
    low, high = (3.2, 3.7) if arch is UPPER else (2.4, 2.9)
    assert low < 2 * canine[0] < high
    assert canine[1] < -0.3


@pytest.mark.parametrize("arch", [UPPER, LOWER], ids=["upper", "lower"])
def test_crowns_are_solid_and_touch(arch):
    part = crowns(arch, ENAMEL)
    each = len(part.points) // (2 * len(arch.teeth))
    for k in range(2 * len(arch.teeth)):
        own = (part.triangles // each == k).all(1)
        assert volume_cm3(part.points, part.triangles[own]) > 0.05
    # From in front no gap is seen half-way up: each crown begins before its neighbour ends.
    incisors = [part.points[k * each : (k + 1) * each, 0] for k in (1, 0)]
    right, left = incisors[0] if incisors[0].mean() < incisors[1].mean() else incisors[1], incisors[0]
    assert right.max() > left.min() - 1e-6


def test_the_jaw_goes_where_the_chin_goes(avatar):
    mesh = avatar.mesh
    chin = mesh.neutral[[CHIN]].astype(np.float64)
    for k, coefficient in enumerate(JAW):
        moved = jaw_motion(mesh.neutral, mesh.expression, chin)[k, 0]
        np.testing.assert_allclose(moved, mesh.expression[coefficient, CHIN], atol=0.3)


def test_an_open_jaw_turns_about_its_joints(avatar):
    """What is nearer to the joints moves less, and teeth never leave the jaw: its motion is rigid."""
    mesh = avatar.mesh
    points = np.array([[0.0, -6.0, 8.0], [0.0, -5.0, 5.0], [0.0, -6.5, 8.0]])
    moved = jaw_motion(mesh.neutral, mesh.expression, points)[0]
    assert np.linalg.norm(moved[0]) > np.linalg.norm(moved[1])
    opened = points + moved
    np.testing.assert_allclose(np.linalg.norm(opened[0] - opened[2]), np.linalg.norm(points[0] - points[2]), rtol=1e-5)


@pytest.mark.parametrize("name", ["jawOpen", "jawLeft", "jawForward"])
def test_upper_teeth_stay_and_lower_ones_follow(avatar, name):
    layer = avatar.mouth
    moved = layer.jaw[JAW.index(EXPRESSION_INDEX[name])].reshape(-1, 3)
    assert np.abs(moved[layer.upper_edge]).max() == 0
    assert np.linalg.norm(moved[layer.lower_edge]) > 0.3


def test_light_fades_with_depth_and_with_the_opening():
    across = np.linspace(-2, 2, 19, dtype=np.float32)
    upper = np.stack([across, 0 * across + 0.6, 0 * across], axis=1)
    points = np.array([[0, 0, -0.7], [0, 0, -1.2], [0, 0, -1.8]], np.float32)
    normals = np.tile(np.array([0, 0, 1], np.float32), (3, 1))
    lit = {}
    for half in (0.6, 0.2):
        lower = upper * np.array([1, -1, 1], np.float32)
        patches = opening_patches(upper * np.float32([1, half, 1]), lower * np.float32([1, half, 1]))
        lit[half] = np.empty((3, 3), np.float32)
        everywhere, used = np.full((3, 3), 200, np.float32), np.ones(3, np.uint8)
        light_up(points, normals, patches, everywhere, np.ones(3, np.float32), used, lit[half])
    assert (np.diff(lit[0.6][:, 0]) < 0).all()
    assert (lit[0.2] < lit[0.6]).all()
    # Red walls: the deeper, the redder.
    redness = lit[0.6][:, 0] / lit[0.6][:, 1]
    assert redness[2] > redness[0]


def test_a_smile_bares_teeth(avatar):
    renderer = PortraitRenderer(avatar, size=512)
    box = mouth_box(renderer)
    closed = is_enamel(renderer.render(frame_of())[box]).sum()
    both = {"mouthSmile": 0.4, "mouthStretch": 0.3, "mouthLowerDown": 0.4, "mouthUpperUp": 0.3}
    sides = {f"{name}{side}": value for name, value in both.items() for side in ("Left", "Right")}
    assert is_enamel(renderer.render(frame_of(jawOpen=0.15, **sides))[box]).sum() > closed + 300


def test_the_tongue_reaches_what_it_is_told_to(avatar):
    layer = avatar.mouth
    reach = Reach(
        ridge=layer.points[layer.upper_edge] + np.float32([0, 0.7, -0.8]),
        edge=layer.points[layer.upper_edge],
        lip=layer.points[layer.upper_edge] + np.float32([0, -0.2, 0.8]),
    )
    rest = layer.points[layer.tongue]
    tongue = Tongue(rest, layer.size)

    def nearest(placing: tuple[float, float], out: float, goal: np.ndarray) -> float:
        moved = rest.copy()
        tongue.move(moved, np.array(placing, np.float32), out, reach)
        return float(np.linalg.norm(moved - goal, axis=1).min())

    assert nearest((0, 0), 0, reach.ridge) > 0.4
    assert nearest((1, 0), 0, reach.ridge) < 0.05
    assert nearest((0, 1), 0, reach.edge) < 0.05
    assert nearest((0.5, 0), 0, reach.ridge) > nearest((1, 0), 0, reach.ridge)
    assert nearest((0, 0), 1, reach.lip + np.float32([0, -0.5, 1.2])) < 0.6


def test_a_lifted_tongue_is_seen(avatar):
    renderer = PortraitRenderer(avatar, size=512)
    speech = {"jawOpen": 0.4, "mouthLowerDownLeft": 0.4, "mouthLowerDownRight": 0.4}
    rest = renderer.render(spoken(**speech)).astype(int)
    lifted = renderer.render(spoken((1.0, 0.0), **speech)).astype(int)
    assert np.abs(lifted - rest).max() > 30


def test_a_tongue_that_is_out_covers_the_lower_lip(avatar):
    renderer = PortraitRenderer(avatar, size=512)
    inside = renderer.render(frame_of(jawOpen=0.3)).astype(int)
    out = renderer.render(frame_of(jawOpen=0.3, tongueOut=1.0)).astype(int)
    x, y = renderer.points[17].astype(int)
    assert np.abs(out - inside)[y - 5 : y + 5, x - 5 : x + 5].max() > 30
    assert is_tongue(out[y - 8, x])


def test_a_tongue_that_is_no_number_rests(renderer):
    still = renderer.render(frame_of(jawOpen=0.4)).copy()
    np.testing.assert_array_equal(renderer.render(spoken((np.nan, np.nan), jawOpen=0.4)), still)
    high = renderer.render(spoken((1.0, 1.0), jawOpen=0.4)).copy()
    np.testing.assert_array_equal(renderer.render(spoken((7.0, 7.0), jawOpen=0.4)), high)


@pytest.mark.parametrize("yaw_deg", [-30, -15, 0, 15, 30])
@pytest.mark.parametrize("pitch_deg", [-20, 0, 20])
def test_no_hole_is_seen_from_any_side(avatar, yaw_deg, pitch_deg):
    """Behind all surfaces lies a colour that nothing else has: it is never in sight."""
    nothing = np.array([0, 255, 0], np.float32)
    mouth = replace(avatar.mouth, cavity=nothing)
    renderer = PortraitRenderer(replace(avatar, mouth=mouth), size=256)
    turn = np.radians([-pitch_deg, yaw_deg, 0])
    for shape in ({"jawOpen": 0.7}, {"jawOpen": 0.35, "mouthFunnel": 0.7}, {"jawOpen": 1.0}):
        picture = renderer.render(frame_of(turn_rad=turn, **shape)).astype(int)
        green = picture[..., 1] - picture[..., [0, 2]].max(2)
        assert (green > 60).sum() < 12


@pytest.mark.parametrize(
    "ramp",
    [
        lambda t: frame_of(jawOpen=0.3 * t),
        lambda t: frame_of(jawOpen=0.3 * t, mouthUpperUpLeft=0.3 * t, mouthUpperUpRight=0.3 * t),
        lambda t: frame_of(jawOpen=0.5, turn_rad=(0, 0.3 * t, 0)),
        lambda t: frame_of(jawOpen=0.2, mouthPucker=t),
        lambda t: frame_of(jawOpen=0.35 * t, mouthFunnel=0.7 * t),
    ],
    ids=["jaw", "teeth", "turn", "pucker", "oh"],
)
def test_no_pixel_of_a_slow_mouth_pops(renderer, ramp):
    box = mouth_box(renderer)
    pictures = [renderer.render(ramp(t))[box].astype(np.int16) for t in np.linspace(0, 1, 121)]
    steps = np.array([np.abs(after - before) for before, after in pairwise(pictures)])
    sums = steps.sum((1, 2, 3))
    assert sums.max() < 2.5 * np.median(sums)
    assert steps.max() < 60


def test_a_contact_shadow_is_no_line_of_ink(avatar, renderer):
    """Between drawn lips it is darker than on them, but not black."""
    assert avatar.mouth.drawn_seam
    rest = renderer.render(frame_of())[..., :3].astype(float)
    middle = (renderer.points[13] + renderer.points[14]) / 2
    x, y = np.round(middle).astype(int)
    column = rest[y - 6 : y + 7, x - 3 : x + 4].mean((1, 2))
    assert column.min() < 0.93 * column.max()
    assert column.min() > 0.45 * column.max()


def test_blur_of_a_photo_is_measured(astronaut, face_models):
    face = build_face(astronaut, face_models)
    sharp = blur_px(astronaut, face)
    blurred = blur_px(cv2.GaussianBlur(astronaut, (0, 0), 3), face)
    assert sharp < 1.5
    assert blurred == pytest.approx(3, abs=1)


def test_a_mouth_is_as_blurred_as_its_photo(astronaut, face_models):
    energies = []
    for photo in (astronaut, cv2.GaussianBlur(astronaut, (0, 0), 3)):
        renderer = PortraitRenderer(build_avatar(photo, face_models, crop=Crop.FACE), size=512)
        inside = renderer.render(frame_of(jawOpen=0.7))[mouth_box(renderer, grow=-0.2)]
        energies.append(np.abs(cv2.Laplacian(inside[..., 1].astype(np.float32), cv2.CV_32F)).mean())
    assert energies[1] < 0.6 * energies[0]


def build_face(photo: np.ndarray, face_models):
    from mien_inference.face import find_faces

    return find_faces(photo, face_models)[0]


def test_the_upper_lip_shades_the_teeth_behind_it(avatar):
    """Enamel right under the lip is much darker than half-way down to its end."""
    renderer = PortraitRenderer(avatar, size=512)
    both = {"mouthSmile": 0.5, "mouthLowerDown": 0.4, "mouthUpperUp": 0.4}
    sides = {f"{name}{side}": value for name, value in both.items() for side in ("Left", "Right")}
    picture = renderer.render(frame_of(jawOpen=0.12, **sides))[..., 1].astype(int)
    (x, top), (_, bottom) = np.round(renderer.points[[13, 14]]).astype(int)
    column = picture[top:bottom, x - 6 : x + 7].mean(1)
    assert column[1 : len(column) // 4].mean() < column[len(column) // 3 : 2 * len(column) // 3].mean() - 40
