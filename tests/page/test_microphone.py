"""The browser's microphone: Chromium plays a recording in its place."""

from pathlib import Path

import pytest

from tests.bridge.recordings import write_recording
from tests.page.chromium import SOFTWARE, Visit, chromium
from tests.page.faces import SPEAKING, hold_still, let_go, looks_until

pytestmark = pytest.mark.e2e

LOUD = "() => parseInt(document.querySelector('.meter').ariaValueNow) > -40"
LISTEN_TO = "Listen to"


@pytest.fixture(scope="module")
def recording(demo_sentence, tmp_path_factory) -> Path:
    """The demo sentence as Chromium wants it."""
    import numpy as np

    from mien_bridge.media.audio import SPEECH_RATE_HZ, AudioFile

    with AudioFile(demo_sentence) as audio:
        speech = np.concatenate([block.speech for block in audio.blocks()])
    path = tmp_path_factory.mktemp("speech") / "speech.wav"
    return write_recording(path, speech[None], SPEECH_RATE_HZ, codec="pcm_s16le")


def test_it_is_heard_and_the_face_speaks(show, recording):
    flags = (
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-audio-capture={recording}",
    )
    with chromium(*SOFTWARE, *flags) as browser:
        studio = Visit(browser, show.studio)
        studio.shows("on air")
        hold_still(studio)
        studio.page.get_by_label(LISTEN_TO).select_option("page")
        studio.wait(LOUD)
        # Who speaks does not want to hear it once more.
        assert not studio.page.get_by_role("switch", name="Sound").is_checked()
        looks_until(studio, lambda mouth: mouth > SPEAKING)
        studio.page.get_by_label(LISTEN_TO).select_option("none")
        studio.wait("() => parseInt(document.querySelector('.meter').ariaValueNow) <= -60")
        let_go(studio)
        studio.close()


def test_it_is_heard_while_the_key_is_held(show, recording):
    flags = (
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-audio-capture={recording}",
    )
    with chromium(*SOFTWARE, *flags) as browser:
        studio = Visit(browser, show.studio)
        studio.shows("on air")
        studio.page.get_by_label(LISTEN_TO).select_option("page")
        studio.page.get_by_label("Push to talk").check()
        talk = studio.page.get_by_role("button", name="Hold to talk")
        talk.focus()
        studio.page.keyboard.down(" ")
        studio.wait("() => document.querySelector('.meter').classList.contains('open')")
        studio.page.keyboard.up(" ")
        studio.wait("() => !document.querySelector('.meter').classList.contains('open')")
        studio.page.get_by_label("Push to talk").uncheck()
        studio.page.get_by_label(LISTEN_TO).select_option("none")
        studio.close()


def test_where_it_may_not_be_heard_that_is_told_in_words(show):
    with chromium(*SOFTWARE) as browser:
        studio = Visit(browser, show.studio)
        studio.shows("on air")
        studio.page.get_by_label(LISTEN_TO).select_option("page")
        studio.page.get_by_role("log").get_by_text("microphone").wait_for()
        assert studio.page.get_by_label(LISTEN_TO).input_value() == "none"
        studio.close()
