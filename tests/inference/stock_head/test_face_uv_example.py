"""The documentation's example gives a head, here the stock head, UV for face textures."""

import json

import numpy as np
import pytest

from docs.examples.face_uv import face_uv, nearest
from mien_inference.face import Crop, build_avatar, decode_photo
from mien_inference.face.unwrap.surface import surface_of
from tests.hygiene.sources import ROOT

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def surface(astronaut_png, face_models):
    return surface_of(build_avatar(decode_photo(astronaut_png.read_bytes()), face_models, crop=Crop.FACE))


@pytest.fixture(scope="module")
def landmarks():
    return json.loads((ROOT / "docs" / "examples" / "stock_head_landmarks.json").read_text())


@pytest.fixture(scope="module")
def mesh(surface):
    """As msgpack gives it."""
    return {
        "uv": surface.uv.astype("<f4").tobytes(),
        "triangles": surface.triangles.astype("<u4").tobytes(),
        "positions": surface.positions.astype("<f4").tobytes(),
        "openings": surface.openings,
        "landmarks": dict(surface.landmarks),
    }


@pytest.fixture(scope="module")
def mapped(parts, landmarks, mesh):
    return face_uv(parts["skin"].positions, landmarks, mesh)


def at(parts, place):
    """The vertex of the skin that is nearest to a place."""
    return int(np.linalg.norm(parts["skin"].positions - np.array(place), axis=1).argmin())


@pytest.mark.parametrize(
    "name", ["noseTip", "noseRoot", "cheekLeft", "cheekRight", "browInnerLeft", "lipUpper", "lipLower", "mouthLeft"]
)
def test_what_a_modeller_pointed_at_is_where_the_texture_has_it(parts, landmarks, surface, mapped, name):
    uv, weight = mapped
    vertex = at(parts, landmarks[name])
    assert weight[vertex] == 1
    assert uv[vertex] == pytest.approx(surface.uv[surface.landmarks[name]], abs=0.03)


def test_the_lips_are_kept_apart(parts, landmarks, surface, mapped):
    """Some millimetres above the seam the texture shows the upper lip, and as much below it the lower one."""
    x, y, z = landmarks["lipUpperInner"]
    above, below = (mapped[0][at(parts, (x, y + step, z + 0.003))] for step in (0.004, -0.004))
    inner, outer = (surface.uv[surface.landmarks[name], 1] for name in ("lipUpperInner", "lipLowerInner"))
    assert above[1] < inner + 0.01 < outer - 0.01 < below[1]


def test_left_is_left_and_the_face_is_whole(parts, mapped):
    uv, weight = mapped
    positions = parts["skin"].positions
    inside = weight == 1
    sides = np.abs(positions[:, 0]) > 0.01
    assert (np.sign(positions[:, 0]) == np.sign(uv[:, 0] - 0.5))[inside & sides].mean() > 0.99
    assert uv[inside].min() < 0.1
    assert uv[inside].max() > 0.9


def test_the_back_of_the_head_and_the_neck_have_no_part_in_it(parts, mapped):
    positions, weight = parts["skin"].positions, mapped[1]
    assert weight[positions[:, 2] < 0].max() == 0
    assert weight[positions[:, 1] < 1.42].max() == 0


def test_the_nearest_place_is_that_of_a_search():
    rng = np.random.default_rng(5)
    vertices = rng.normal(size=(60, 3))
    triangles = rng.integers(0, 60, (40, 3))
    triangles = triangles[[len(set(triangle)) == 3 for triangle in triangles]]
    points = rng.normal(size=(30, 3))
    corner, share = nearest(points, vertices, triangles, candidates=len(triangles) - 1)
    found = np.linalg.norm((share[..., None] * vertices[corner]).sum(1) - points, axis=1)
    shares = rng.dirichlet([0.7, 0.7, 0.7], 4_000)
    places = np.einsum("sk,tkc->tsc", shares, vertices[triangles]).reshape(-1, 3)
    searched = np.linalg.norm(points[:, None] - places, axis=2).min(1)
    assert (found <= searched + 1e-9).all()
    assert np.abs(found - searched).max() < 0.1
