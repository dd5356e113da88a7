"""What the 52 shapes do to the face, measured on its own landmarks."""

import numpy as np
import pytest
from scipy.spatial import KDTree
from scipy.spatial.transform import Rotation

from mien_inference.stock_head.body import read_body
from mien_inference.stock_head.lids import LOWER, UPPER, lash_strip
from mien_inference.stock_head.location import find_data_dir
from mien_protocol.rig import (
    EXPRESSION_INDEX,
    EXPRESSION_NAMES,
    EYE_PITCH_FULL_RAD,
    EYE_YAW_FULL_RAD,
    MIRRORED_INDEX,
)

pytestmark = pytest.mark.real

EYE_HEIGHT_M, MOUTH_HEIGHT_M = 1.553, 1.486
BOTH_LIDS = {"eyeBlinkLeft": 1.0, "eyeBlinkRight": 1.0}


def moved(parts, name):
    """Rest positions and displacements of all vertices that a shape moves, over all parts."""
    index = EXPRESSION_INDEX[name]
    points = np.concatenate([part.positions for part in parts.values()])
    deltas = np.concatenate([part.position_deltas[index] for part in parts.values()])
    rows = np.linalg.norm(deltas, axis=1) > 1e-5
    return points[rows], deltas[rows]


def centre_of_motion(parts, name):
    points, deltas = moved(parts, name)
    return np.average(points, axis=0, weights=np.linalg.norm(deltas, axis=1))


def widest_gap(heights):
    """The largest distance between neighbours on a vertical line: an opening of the face."""
    return np.diff(np.sort(heights)).max()


def front_of(corners, places):
    """The greatest z of triangles, shape (triangles, 3, 3), over each place, shape (places, 2)."""
    a, b, c = (corners[:, k, :2] for k in range(3))

    def cross(u, v):
        return u[..., 0] * v[..., 1] - u[..., 1] * v[..., 0]

    area = cross(b - a, c - a)
    with np.errstate(divide="ignore", invalid="ignore"):
        second = cross(places[:, None] - a, c - a) / area
        third = cross(b - a, places[:, None] - a) / area
    inside = (second >= 0) & (third >= 0) & (second + third <= 1)
    z = (
        corners[:, 0, 2]
        + second * (corners[:, 1, 2] - corners[:, 0, 2])
        + third * (corners[:, 2, 2] - corners[:, 0, 2])
    )
    return np.where(inside, z, -np.inf).max(axis=1)


def lip_gap(parts, posed, **coefficients):
    rest = parts["skin"].positions
    lips = (np.abs(rest[:, 0]) < 0.0015) & (rest[:, 2] > 0.1435) & (np.abs(rest[:, 1] - MOUTH_HEIGHT_M) < 0.011)
    return widest_gap(posed("skin", **coefficients)[lips, 1])


def lid_gap(parts, posed, side, **coefficients):
    rest = parts["skin"].positions
    column = np.abs(rest[:, 0] - side * 0.0305) < 0.0012
    lids = column & (rest[:, 2] > 0.128) & (np.abs(rest[:, 1] - EYE_HEIGHT_M) < 0.012)
    return widest_gap(posed("skin", **coefficients)[lids, 1])


@pytest.mark.parametrize("name", EXPRESSION_NAMES)
def test_every_shape_moves_something_visible(parts, name):
    _, deltas = moved(parts, name)
    assert 0.001 < np.linalg.norm(deltas, axis=1).max() < 0.06


@pytest.mark.parametrize("name", EXPRESSION_NAMES)
def test_left_is_positive_x(parts, name):
    x = centre_of_motion(parts, name)[0]
    if name in ("jawLeft", "jawRight", "mouthLeft", "mouthRight") or not name.endswith(("Left", "Right")):
        assert abs(x) < 0.012
    else:
        assert (x > 0.005) if name.endswith("Left") else (x < -0.005)


@pytest.mark.parametrize(("name", "sign"), [("jawLeft", 1), ("jawRight", -1), ("mouthLeft", 1), ("mouthRight", -1)])
def test_sideways_shapes_go_to_their_side(parts, name, sign):
    _, deltas = moved(parts, name)
    assert sign * deltas[:, 0].mean() > 0.0005


@pytest.mark.parametrize("name", EXPRESSION_NAMES)
def test_a_shape_moves_its_own_region(parts, name):
    height = centre_of_motion(parts, name)[1]
    if name.startswith(("brow", "eye")):
        assert EYE_HEIGHT_M - 0.025 < height < EYE_HEIGHT_M + 0.045
    elif name.startswith(("jaw", "mouth", "tongue")):
        assert MOUTH_HEIGHT_M - 0.05 < height < MOUTH_HEIGHT_M + 0.035
    else:
        assert MOUTH_HEIGHT_M - 0.01 < height < EYE_HEIGHT_M + 0.01


@pytest.mark.parametrize(("name", "axis", "sign"), [
    ("browDownLeft", 1, -1), ("browInnerUp", 1, 1), ("browOuterUpRight", 1, 1), ("cheekPuff", 2, 1),
    ("eyeBlinkLeft", 1, -1), ("eyeWideRight", 1, 1), ("jawForward", 2, 1), ("jawOpen", 1, -1),
    ("mouthFrownLeft", 1, -1), ("mouthFunnel", 2, 1), ("mouthPucker", 2, 1), ("mouthSmileRight", 1, 1),
    ("mouthLowerDownLeft", 1, -1), ("mouthUpperUpLeft", 1, 1), ("tongueOut", 2, 1),
])  # fmt: skip
def test_a_shape_goes_its_way(parts, name, axis, sign):
    _, deltas = moved(parts, name)
    strongest = deltas[np.argmax(np.linalg.norm(deltas, axis=1))]
    assert sign * strongest[axis] > 0.5 * np.linalg.norm(strongest)


@pytest.mark.parametrize("name", [name for name in EXPRESSION_NAMES if name.endswith("Left")])
@pytest.mark.parametrize("part", ["skin", "lashes", "eyeLeft"])
def test_pairs_mirror(parts, name, part):
    ours = parts[part]
    theirs = parts["eyeRight"] if part == "eyeLeft" else ours
    left, right = (
        ours.position_deltas[EXPRESSION_INDEX[name]],
        theirs.position_deltas[MIRRORED_INDEX[EXPRESSION_INDEX[name]]],
    )
    distance, partner = KDTree(theirs.positions * [-1, 1, 1]).query(ours.positions)
    found = distance < 1e-4
    assert found.mean() > 0.95
    error = np.linalg.norm(left[found] - right[partner[found]] * [-1, 1, 1], axis=1)
    # The collection's own asymmetry, at the corners of the mouth, is about a millimetre.
    assert error.max() < 0.0015
    assert error.mean() < 0.0001


def test_lips_meet_at_rest_and_part_when_the_jaw_opens(parts, posed):
    assert lip_gap(parts, posed) < 0.004
    assert lip_gap(parts, posed, jawOpen=0.5) > 0.012
    assert lip_gap(parts, posed, jawOpen=1.0) > 0.025


@pytest.mark.parametrize("jaw", [0.25, 0.5, 1.0])
def test_mouth_close_shuts_what_the_jaw_opened(parts, posed, jaw):
    assert lip_gap(parts, posed, jawOpen=jaw, mouthClose=jaw) < 0.005


def test_the_jaw_takes_lower_teeth_and_tongue_along_and_leaves_the_upper(parts):
    jaw = EXPRESSION_INDEX["jawOpen"]
    assert parts["teethLower"].position_deltas[jaw][:, 1].max() < -0.005
    tongue = parts["tongue"]
    tip = tongue.positions[:, 2] > tongue.positions[:, 2].max() - 0.02
    assert tongue.position_deltas[jaw][tip, 1].max() < -0.02
    assert not parts["teethUpper"].position_deltas[jaw].any()


@pytest.mark.parametrize("side", [1, -1])
def test_a_blink_closes_the_lids(parts, posed, side):
    assert lid_gap(parts, posed, side) > 0.005
    assert lid_gap(parts, posed, side, **BOTH_LIDS) < 0.0025


@pytest.mark.parametrize("side", [1, -1])
def test_half_a_blink_leaves_the_eye_half_open(parts, posed, side):
    half = dict.fromkeys(BOTH_LIDS, 0.5)
    assert 0.002 < lid_gap(parts, posed, side, **half) < 0.6 * lid_gap(parts, posed, side)


@pytest.mark.parametrize("side", ["Left", "Right"])
def test_closed_lids_do_not_overlap(side):
    body = read_body(find_data_dir())
    closed = body.vertices + body.deltas[EXPRESSION_INDEX[f"eyeBlink{side}"]]
    upper, lower = (closed[lash_strip(body.base, body.vertices, side, lid)[0]] for lid in (UPPER, LOWER))
    sign = 1 if side == "Left" else -1
    below = np.interp(sign * upper[:, 0], sign * lower[:, 0], lower[:, 1]) - upper[:, 1]
    # At its corners the eye is no slit.
    assert np.abs(below[2:-1]).max() < 0.0015


@pytest.mark.parametrize("eye", ["eyeLeft", "eyeRight"])
def test_closed_lids_cover_the_eyeball(parts, posed, eye):
    ball = parts[eye].positions
    pupil = ball[np.argmax(ball[:, 2])]
    shown = ball[(np.linalg.norm(ball[:, :2] - pupil[:2], axis=1) < 0.010) & (ball[:, 2] > 0.12)]
    assert len(shown) > 10
    corners = posed("skin", **BOTH_LIDS)[parts["skin"].triangles]
    assert (front_of(corners, shown[:, :2]) > shown[:, 2] + 0.0003).all()


@pytest.mark.parametrize(("name", "axis", "angle"), [
    ("eyeLookOutLeft", "y", EYE_YAW_FULL_RAD), ("eyeLookInLeft", "y", -EYE_YAW_FULL_RAD),
    ("eyeLookOutRight", "y", -EYE_YAW_FULL_RAD), ("eyeLookInRight", "y", EYE_YAW_FULL_RAD),
    ("eyeLookUpLeft", "x", -EYE_PITCH_FULL_RAD), ("eyeLookDownRight", "x", EYE_PITCH_FULL_RAD),
])  # fmt: skip
def test_a_look_turns_the_eyeball_as_its_bone_would(head, parts, posed, name, axis, angle):
    eye = "eyeLeft" if name.endswith("Left") else "eyeRight"
    centre = head.joint_positions[head.joint_names.index(eye)]
    by_bone = Rotation.from_euler(axis, angle).apply(parts[eye].positions - centre) + centre
    assert np.abs(posed(eye, **{name: 1.0}) - by_bone).max() < 1e-5


def test_lids_follow_the_look(parts):
    up, down = (parts["skin"].position_deltas[EXPRESSION_INDEX[f"eyeLook{way}Left"]] for way in ("Up", "Down"))
    assert up[:, 1].max() > 0.003
    assert down[:, 1].min() < -0.003


def test_normals_stay_normal(parts):
    for part in parts.values():
        assert np.abs(np.linalg.norm(part.normals, axis=1) - 1).max() < 1e-5
        assert np.isfinite(part.normal_deltas).all()
        assert np.abs(part.normal_deltas).max() <= 2
