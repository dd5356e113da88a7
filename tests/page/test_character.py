"""Characters in Chromium: the stock head, and a VRM that is made here."""

import subprocess
import time

import numpy as np
import pytest

from tests.page.chromium import WEBGL
from tests.page.faces import let_go

pytestmark = pytest.mark.e2e

FLAGS = WEBGL
SQUARE = {"width": 200, "height": 200}
LIMIT_S = 180.0
# Of 0..255: what idle lips do, and what speaking ones do.
STILL, SPEAKING = 0.7, 2.0
FIGURES = "() => [...document.querySelectorAll('[data-figure]')].map((one) => [one.dataset.figure, one.textContent])"


@pytest.fixture(scope="module")
def vrm(built_page, tmp_path_factory):
    """A VRM 1 with vowels and blinks: one triangle, whose mouth opens."""
    path = tmp_path_factory.mktemp("vrm") / "test.vrm"
    bundled = subprocess.run(
        ["node_modules/.bin/esbuild", "test/write_vrm.ts", "--bundle", "--platform=node", "--format=esm"],
        cwd=built_page,
        capture_output=True,
        check=True,
    )
    subprocess.run(["node", "--input-type=module", "-", path], input=bundled.stdout, check=True)
    return path


def change(overlay):
    """How much the stock head's mouth changes from one picture to the next."""
    one, other = (overlay.picture()[115:155, 75:125].astype(np.float32) for _ in range(2))
    return float(np.abs(one - other).mean())


def looks(look):
    """What is seen, look by look, for as long as a test has patience."""
    until = time.monotonic() + LIMIT_S
    while time.monotonic() < until:
        yield look()


def test_the_stock_head_speaks_on_a_transparent_overlay(visit, show, demo_sentence):
    overlay = visit(show.overlay.replace("#", "?character=head&mute=1#"), viewport=SQUARE)
    overlay.wait("() => document.querySelector('canvas.character') !== null")
    first = next(picture for picture in looks(overlay.picture) if picture[100, 100, 3] == 255)
    assert first[[0, 0], [0, -1], 3].tolist() == [0, 0]
    studio = visit(show.studio, viewport=SQUARE)
    studio.shows("on air")
    studio.page.get_by_label("Head movement", exact=True).press("Home")
    assert any(moved < STILL for moved in looks(lambda: change(overlay)))
    studio.page.set_input_files("[data-card=speak] input[type=file]", demo_sentence)
    assert any(moved > SPEAKING for moved in looks(lambda: change(overlay)))
    let_go(studio)


def test_a_vrm_is_given_shown_and_taken_away(visit, show, vrm):
    studio = visit(show.studio, viewport={"width": 400, "height": 400})
    studio.shows("on air")
    studio.page.set_input_files("[data-card=who] input[accept*=vrm]", vrm)
    studio.shows("test.vrm")
    assert studio.page.get_by_role("radio", name="Character").is_checked()
    studio.wait("() => document.querySelector('canvas.character') !== null")
    assert studio.page.locator(".notice.refusal").count() == 0
    studio.page.get_by_role("button", name="Remove the character").click()
    studio.shows("the stock head")


def test_what_is_no_model_is_refused_in_words(visit, show, tmp_path):
    (tmp_path / "broken.glb").write_bytes(b"not a model at all")
    studio = visit(show.studio, viewport={"width": 400, "height": 400})
    studio.shows("on air")
    studio.page.set_input_files("[data-card=who] input[accept*=vrm]", tmp_path / "broken.glb")
    studio.page.get_by_role("log").locator(".refusal").wait_for()


def test_the_cost_of_a_frame_is_measured(visit, show, record_property):
    studio = visit(show.studio, viewport={"width": 400, "height": 500})
    studio.shows("on air")
    studio.page.get_by_role("radio", name="Character").check()
    studio.wait("() => parseFloat(document.querySelector('[data-figure=draw]').textContent) > 0")
    figures = dict(studio.page.evaluate(FIGURES))
    record_property("figures", figures)
    assert set(figures) == {"motion", "pictures", "latency", "drawn", "draw", "lost"}
