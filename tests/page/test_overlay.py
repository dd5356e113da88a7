"""The overlay in Chromium: nothing but the face, and nothing around it."""

import pytest

from tests.page.faces import SPEAKING, hold_still, let_go, looks_until

pytestmark = pytest.mark.e2e

SQUARE = {"width": 256, "height": 256}
HAS_FACE = """() => {
  const canvas = document.querySelector("canvas.face");
  return canvas.getContext("2d").getImageData(canvas.width * 0.44, canvas.height * 0.2, 1, 1).data[3] === 255;
}"""


def overlay(visit, show, query="?mute=1"):
    visited = visit(show.overlay.replace("#", f"{query}#"), viewport=SQUARE)
    visited.wait(HAS_FACE)
    return visited


def test_what_is_around_the_face_is_transparent(visit, show):
    picture = overlay(visit, show).picture()
    corners = picture[[0, 0], [0, -1]]
    assert corners[:, 3].tolist() == [0, 0]
    # The face is there, in its own colours, and the edge of the hair is between the two.
    assert picture[72, 112, 3] == 255
    assert 0 < (picture[:80, :, 3] % 255 != 0).sum() < 3000


def test_a_background_is_as_asked_for(visit, show):
    assert overlay(visit, show, "?background=00b140").picture()[0, 0].tolist() == [0, 0xB1, 0x40, 255]


def test_it_speaks_what_the_studio_plays(visit, show, studio, demo_sentence):
    visited = overlay(visit, show)
    hold_still(studio, visited)
    studio.page.set_input_files("[data-card=speak] input[type=file]", demo_sentence)
    looks_until(visited, lambda mouth: mouth > SPEAKING)
    let_go(studio)


def test_a_wrong_token_shows_nothing_at_all(visit, show):
    visited = visit(show.overlay.partition("#")[0] + "#token=wrong", viewport=SQUARE)
    visited.wait("() => document.querySelector('main').dataset.connection === 'refused'")
    assert visited.picture()[..., 3].max() == 0
