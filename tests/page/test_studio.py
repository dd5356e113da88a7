"""The studio in Chromium: it speaks, directs, sends on, and says what is wrong."""

import io
import socket

import av
import numpy as np
import pytest
from PIL import Image

from mien_bridge.offline.demo import portrait
from tests.page.faces import SPEAKING, STILL, hold_still, let_go, looks_until

pytestmark = pytest.mark.e2e

WARNING = """() => {
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.color = "var(--warn)";
  const color = getComputedStyle(probe).color;
  probe.remove();
  return color;
}"""

FIGURE = "([name, least]) => parseInt(document.querySelector(`[data-figure=${name}]`).textContent) >= least"


def spoken(studio, recording):
    studio.page.set_input_files("[data-card=speak] input[type=file]", recording)


def control(page, label):
    return page.get_by_label(label, exact=True)


@pytest.fixture
def still_head(studio):
    """A head that stays where it is, so that what moves at its mouth are the lips."""
    hold_still(studio)
    yield studio
    let_go(studio)


def test_a_file_is_spoken_with_the_mouth_alone(still_head, demo_sentence):
    # A machine that others keep busy may miss one, which takes two seconds.
    _, helmet = looks_until(still_head, lambda mouth: mouth > SPEAKING, again=lambda: spoken(still_head, demo_sentence))
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
    page.get_by_role("radio", name="presenter").check()
    control(page, "Feeling from the voice").press("End")
    page.get_by_text("Distance and blinks").click()
    page.get_by_label("Blinks at the natural rate").uncheck()
    other = visit(show.studio)
    other.wait("() => document.querySelector('[role=slider]').getAttribute('aria-valuetext') === '3° right'")
    assert control(other.page, "Lip movement").input_value() == "2"
    assert other.page.get_by_role("radio", name="happy").is_checked()
    assert other.page.get_by_role("radio", name="presenter").is_checked()
    assert control(other.page, "Feeling from the voice").input_value() == "1"
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
    studio.page.set_input_files("[data-card=who] input[accept*=jpeg]", tmp_path / "noise.png")
    studio.page.get_by_role("log").get_by_text("face").wait_for()
    studio.page.get_by_role("button", name="Dismiss").first.click()
    assert studio.page.locator(".named .name").first.inner_text() == "astronaut.png"


def test_an_output_to_which_nobody_listens_is_not_shown_as_one_that_works(studio):
    page = studio.page
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as nobody:
        nobody.bind(("127.0.0.1", 0))
        port = nobody.getsockname()[1]
    page.get_by_role("button", name="Add an output").click()
    form = page.locator("form.add")
    form.get_by_label("Kind").select_option("vmc")
    form.get_by_label("to", exact=True).fill(f"127.0.0.1:{port}")
    form.get_by_role("button", name="Add").click()
    studio.shows(f"nothing listens at 127.0.0.1:{port}")
    studio.wait("() => document.querySelector('.output .phase').textContent === 'not received'")
    color = page.locator(".output .phase").evaluate("(one) => getComputedStyle(one).color")
    assert color == page.evaluate(WARNING)
    # Its heading is what its user knows, not how the protocol is called.
    assert page.locator(".output .name").inner_text().startswith("VMC (VSeeFace")
    page.get_by_role("button", name="Remove VMC").click()
    studio.wait("() => document.querySelector('.output') === null")


def test_speech_and_microphone_are_above_the_fold(visit, show):
    visited = visit(show.studio, viewport={"width": 1440, "height": 900})
    visited.shows("on air")
    visited.page.get_by_role("region", name="First steps").wait_for()
    for name in ("Speak", "Microphone"):
        box = visited.page.get_by_role("region", name=name, exact=True).bounding_box()
        assert box["y"] + box["height"] <= 900
    for name in ("Say", "Copy"):
        box = visited.page.get_by_role("button", name=name, exact=True).bounding_box()
        assert box["y"] + box["height"] <= 900


def test_three_steps_lead_a_stranger_to_speech_and_are_gone_then(visit, show):
    visited = visit(show.studio)
    steps = visited.page.get_by_role("region", name="First steps")
    steps.wait_for()
    assert steps.get_by_role("listitem").count() == 3
    # The show has begun with a photo.
    assert visited.page.locator(".step.done").count() == 1
    assert ".png" in steps.get_by_role("listitem").first.inner_text()
    steps.get_by_role("button", name="Type", exact=True).click()
    assert visited.page.get_by_label("Text to say").evaluate("(one) => one === document.activeElement")
    steps.get_by_role("button", name="Say hello").click()
    steps.wait_for(state="hidden")
    visited.page.reload()
    visited.shows("on air")
    assert steps.is_hidden()
    visited.page.get_by_role("button", name="Interrupt").click()


def test_a_new_photo_is_told_to_be_made(studio, tmp_path):
    studio.page.get_by_role("radio", name="Photo").check()
    picture = Image.open(io.BytesIO(portrait())).convert("RGB").rotate(2.0)
    picture.save(tmp_path / "turned.jpg")
    studio.page.set_input_files("[data-card=who] input[accept*=jpeg]", tmp_path / "turned.jpg")
    studio.shows("Making the face of turned.jpg")
    studio.wait("() => document.querySelector('.curtain').hidden")
    assert studio.page.locator(".named .name").first.inner_text() == "turned.jpg"


def test_voices_are_chosen_by_language_and_name(studio):
    page = studio.page
    language, voice = (page.get_by_role("combobox", name=name) for name in ("Language", "Voice"))
    language.select_option("English")
    assert "Great Britain" in voice.locator("option").all_inner_texts()
    voice.select_option(label="Great Britain")
    assert voice.input_value() == "en-gb"
    language.select_option("German")
    assert voice.count() == 0
    language.select_option("")


def test_a_film_is_made_of_the_photo_and_a_recording_while_the_show_goes_on(studio, demo_sentence, tmp_path):
    page = studio.page
    page.set_input_files("[data-card=film] input[type=file]", demo_sentence)
    page.get_by_role("progressbar", name="Progress of the film").wait_for()
    assert page.get_by_role("button", name="Film a recording").is_disabled()
    studio.wait(FIGURE, ["motion", 20])
    with page.expect_download() as saved:
        page.get_by_role("link", name="Save").click()
    saved.value.save_as(tmp_path / "film.mp4")
    assert saved.value.suggested_filename == f"{demo_sentence.stem}.mp4"
    with av.open(str(tmp_path / "film.mp4")) as film:
        assert film.streams.video[0].frames > 30
        assert len(film.streams.audio) == 1


def test_a_film_of_a_text_is_cancelled(studio):
    page = studio.page
    page.get_by_label("Text to say").fill("A rather long text, of which nobody will ever see a film. " * 20)
    page.get_by_role("button", name="Film the text").click()
    page.get_by_role("button", name="Cancel", exact=True).first.click()
    studio.wait("() => document.querySelector('[data-card=film] progress').hidden")
    assert page.get_by_role("link", name="Save").count() == 0
    page.get_by_label("Text to say").fill("")


def test_the_overlay_that_is_copied_has_sound_unless_a_microphone_is_on(studio, show):
    assert "mute" not in show.overlay
    studio.wait("(address) => document.querySelector('.address input').value === address", show.overlay)


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
    stranger.shows("Open the whole address that `mien live` printed when it began")


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
