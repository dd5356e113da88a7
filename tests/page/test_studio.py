"""The studio in Chromium: it speaks, directs, sends on, and says what is wrong."""

import socket

import numpy as np
import pytest
from PIL import Image

from tests.page.faces import SPEAKING, STILL, hold_still, let_go, looks_until

pytestmark = pytest.mark.e2e

FIGURE = "([name, least]) => parseInt(document.querySelector(`[data-figure=${name}]`).textContent) >= least"


def spoken(studio, recording):
    studio.page.set_input_files(".voice input[type=file]", recording)


def control(page, label):
    return page.get_by_label(label, exact=True)


@pytest.fixture
def still_head(studio):
    """A head that stays where it is, so that what moves at its mouth are the lips."""
    hold_still(studio)
    yield studio
    let_go(studio)


def test_a_file_is_spoken_with_the_mouth_alone(still_head, demo_sentence):
    spoken(still_head, demo_sentence)
    _, helmet = looks_until(still_head, lambda mouth: mouth > SPEAKING)
    assert helmet < STILL
    still_head.wait(FIGURE, ["motion", 30])
    # What is said can be stopped in its middle.
    still_head.page.get_by_role("button", name="Interrupt").click()
    looks_until(still_head, lambda mouth: mouth < STILL)


def test_a_text_is_spoken(still_head):
    text = still_head.page.get_by_label("Text to say")
    text.fill("Good morning, everybody, and welcome to a rather long sentence about nothing at all.")
    text.press("Enter")
    looks_until(still_head, lambda mouth: mouth > SPEAKING)
    assert text.input_value() == ""


def test_controls_reach_the_show_and_every_other_page(studio, visit, show):
    page = studio.page
    page.get_by_role("slider", name="Gaze").press("ArrowRight")
    control(page, "Lip movement").press("End")
    page.get_by_role("radio", name="happy").check()
    page.get_by_label("Blinks at the natural rate").uncheck()
    other = visit(show.studio)
    other.wait("() => document.querySelector('[role=slider]').getAttribute('aria-valuetext') === '3° right'")
    assert control(other.page, "Lip movement").input_value() == "2"
    assert other.page.get_by_role("radio", name="happy").is_checked()
    assert not other.page.get_by_label("Blinks at the natural rate").is_checked()
    page.get_by_role("button", name="Back to natural").click()
    other.wait("() => document.querySelector('[role=slider]').getAttribute('aria-valuetext') === 'at you'")


def test_an_output_is_added_runs_rests_and_goes(studio):
    page = studio.page
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as receiver:
        receiver.bind(("127.0.0.1", 0))
        receiver.settimeout(120)
        page.get_by_role("button", name="Add an output").click()
        form = page.locator("form.add")
        form.get_by_label("Kind").select_option("vmc")
        form.get_by_label("Name", exact=True).fill("My avatar")
        form.get_by_label("to", exact=True).fill(f"127.0.0.1:{receiver.getsockname()[1]}")
        form.get_by_role("button", name="Add").click()
        assert b"/VMC/Ext/" in receiver.recv(2048)
    studio.wait("() => document.querySelector('.output .phase')?.textContent === 'on'")
    page.get_by_role("switch", name="My avatar").uncheck()
    studio.wait("() => document.querySelector('.output .phase').textContent === 'off'")
    page.get_by_role("button", name="Remove My avatar").click()
    studio.wait("() => document.querySelector('.output') === null")


def test_wrong_settings_are_refused_in_words(studio):
    page = studio.page
    page.get_by_role("button", name="Add an output").click()
    form = page.locator("form.add")
    form.get_by_label("Kind").select_option("vmc")
    form.get_by_label("to", exact=True).fill("nowhere at all")
    form.get_by_role("button", name="Add").click()
    page.get_by_role("log").get_by_text("nowhere at all").wait_for()
    assert form.is_visible()


def test_a_photo_without_a_face_is_refused_in_words(studio, tmp_path):
    noise = np.random.default_rng(0).integers(0, 256, (300, 300, 3), np.uint8)
    Image.fromarray(noise).save(tmp_path / "noise.png")
    studio.page.set_input_files(".desk input[accept*=jpeg]", tmp_path / "noise.png")
    studio.page.get_by_role("log").get_by_text("face").wait_for()
    studio.page.get_by_role("button", name="Dismiss").first.click()
    assert studio.page.locator(".named .name").first.inner_text() == "astronaut.png"


def test_recording_is_switched_on_and_off(studio):
    record = studio.page.get_by_role("button", name="Record", exact=True)
    record.click()
    studio.page.get_by_text("Recording to").wait_for()
    assert record.get_attribute("aria-pressed") == "true"
    record.click()
    studio.wait("() => document.querySelector('.recording').textContent === ''")


def test_a_wrong_token_is_told_in_words(visit, show):
    stranger = visit(show.studio.partition("#")[0] + "#token=wrong")
    stranger.shows("not let in")
    stranger.shows("Open the address that `mien live` has printed")


def test_without_webgl_a_character_is_told_in_words(studio):
    studio.page.get_by_role("radio", name="Character").check()
    studio.page.get_by_role("log").get_by_text("This browser has no WebGL").wait_for()
    studio.page.get_by_role("radio", name="Photo").check()


def test_a_daemon_that_dies_comes_back_by_itself(studio, show):
    before = show.lines
    show.kill_daemon()
    studio.shows("daemon down")
    show.wait_for("on air", before)
    studio.shows("on air")
    studio.wait(FIGURE, ["motion", 30])
    studio.wait(FIGURE, ["pictures", 5])


def test_a_show_that_is_gone_is_told_in_words_until_it_is_back(visit, show):
    lines = []
    visited = visit("about:blank")
    # Playwright stands between the page and the show, and can cut the line.
    visited.page.route_web_socket("**/ws", lambda line: (line.connect_to_server(), lines.append(line)))
    visited.page.goto(show.studio)
    visited.shows("on air")
    lines[-1].close()
    visited.shows("Mien does not answer")
    visited.page.get_by_role("button", name="Try now").click()
    visited.shows("on air")
    visited.foreign.clear()
