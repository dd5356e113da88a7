"""The head at rest: its size, its borders, its skeleton."""

import numpy as np
import pytest
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from mien_inference.stock_head import build_glb
from mien_protocol.rig import EXPRESSION_COUNT

pytestmark = pytest.mark.real


def open_edges(part):
    """Edges of only one triangle, after joining vertices that lie on one another; shape (edges, 2, 3)."""
    points, owner = np.unique(part.positions.round(6), axis=0, return_inverse=True)
    corners = owner.reshape(-1)[part.triangles.astype(int)]
    edges, count = np.unique(np.sort(corners[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 2)), axis=0, return_counts=True)
    assert count.max() <= 2
    return points, edges[count == 1]


def loops(edges, size):
    graph = sparse.coo_array((np.ones(len(edges)), edges.T), shape=(size, size))
    return len(set(connected_components(graph, directed=False)[1][edges.ravel()]))


def test_it_stands_on_the_floor_in_metres(head):
    eyes = head.joint_positions[-2:]
    assert eyes[:, 1] == pytest.approx(1.55, abs=0.03)
    assert eyes[0, 0] - eyes[1, 0] == pytest.approx(0.06, abs=0.004)
    assert (eyes[:, 2] > 0.1).all()


def test_it_has_all_parts(parts):
    assert set(parts) == {
        "skin", "teethUpper", "teethLower", "tongue", "lashes", "hair", "shirt", "eyeLeft", "eyeRight",
    }  # fmt: skip
    for part in parts.values():
        assert part.position_deltas.shape == (EXPRESSION_COUNT, len(part.positions), 3)
        assert part.triangles.max() < len(part.positions)


def test_the_skin_has_one_opening_which_is_flat(parts):
    points, edges = open_edges(parts["skin"])
    assert loops(edges, len(points)) == 1
    border = points[np.unique(edges)]
    distance = np.linalg.svd(border - border.mean(axis=0))[1][-1] / np.sqrt(len(border))
    assert distance < 1e-4


def test_the_shirt_covers_the_skins_border(parts):
    points, edges = open_edges(parts["skin"])
    shirt = parts["shirt"].positions
    for point in points[np.unique(edges)]:
        near = shirt[np.linalg.norm(shirt - point, axis=1).argmin()]
        assert np.linalg.norm(near - point) < 0.02


def test_the_shirt_ends_at_neck_and_hem(parts):
    points, edges = open_edges(parts["shirt"])
    assert loops(edges, len(points)) == 2


def test_texture_coordinates_fill_the_unit_square(parts):
    for name in ("skin", "teethUpper", "teethLower", "tongue", "hair", "eyeLeft", "eyeRight"):
        uv = parts[name].uv
        assert uv.min() >= 0
        assert uv.max() <= 1
        assert (np.ptp(uv, axis=0) > 0.3).all()


def test_joints_are_in_their_places(head):
    place = dict(zip(head.joint_names, head.joint_positions, strict=True))
    assert list(place) == ["chest", "neck", "head", "jaw", "eyeLeft", "eyeRight"]
    assert place["chest"][1] < place["neck"][1] < place["head"][1] < place["eyeLeft"][1]
    assert place["eyeLeft"] == pytest.approx(place["eyeRight"] * [-1, 1, 1], abs=1e-4)
    assert head.joint_parents == (None, 0, 1, 2, 2, 2)


def test_weights_bind_each_part_to_its_bone(head, parts):
    for part in parts.values():
        assert part.skin_weights.sum(axis=1) == pytest.approx(1)
    column = {name: index for index, name in enumerate(head.joint_names)}
    bones = {"eyeLeft": "eyeLeft", "eyeRight": "eyeRight", "teethUpper": "head", "teethLower": "jaw", "lashes": "head"}
    for part, joint in bones.items():
        assert (parts[part].skin_weights[:, column[joint]] > 0.99).all()
    assert (parts["hair"].skin_weights[:, column["head"]] > 0.5).mean() > 0.8
    shirt = parts["shirt"]
    assert (shirt.skin_weights[shirt.positions[:, 1] < 1.33, column["chest"]] > 0.9).all()


def test_the_same_data_gives_the_same_bytes(glb):
    assert build_glb() == glb


def test_it_is_small(glb):
    assert len(glb) < 4_000_000
