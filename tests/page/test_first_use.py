"""The studio on a bare machine: no photo can be given, and nothing records sound."""

import os

import pytest

from tests.page.chromium import SOFTWARE, Visit, chromium
from tests.page.live_show import LiveShow

pytestmark = pytest.mark.e2e

LISTEN_TO = "Listen to"
ADDRESS = "(address) => document.querySelector('.address input').value === address"
NO_LIBRARY = 'raise OSError("PortAudio library not found")'


@pytest.fixture(scope="module")
def bare(built_page, tmp_path_factory):
    """A show that makes no faces, on a machine without PortAudio, which wants its microphone."""
    folder = tmp_path_factory.mktemp("bare")
    (folder / "sounddevice.py").write_text(NO_LIBRARY, encoding="utf-8")
    paths = os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")])
    show = LiveShow("--no-face", folder=folder, listens_to=(), environment={"PYTHONPATH": paths})
    yield show
    assert show.end() == 0


def test_a_machine_that_cannot_listen_offers_the_browsers_microphone(bare):
    flags = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
    with chromium(*SOFTWARE, *flags) as browser:
        studio = Visit(browser, bare.studio)
        # The address that was printed has no sound, as OBS would hear the microphone, too; what is copied is the same.
        assert "mute=1" in bare.overlay
        studio.wait(ADDRESS, bare.overlay)
        studio.shows("PortAudio, which records from sound devices, is not installed")
        assert studio.page.get_by_label(LISTEN_TO).input_value() == "microphone:"
        studio.page.get_by_role("button", name="Use this browser's microphone").click()
        studio.wait("() => document.querySelector('.trouble').hidden")
        assert studio.page.get_by_label(LISTEN_TO).input_value() == "page"
        studio.page.get_by_label(LISTEN_TO).select_option("none")
        studio.wait(ADDRESS, bare.overlay.replace("?mute=1", ""))
        studio.close()
    assert len(bare.said("PortAudio")) == 1


def test_a_show_without_faces_offers_no_photo(bare):
    with chromium(*SOFTWARE) as browser:
        studio = Visit(browser, bare.studio)
        studio.page.get_by_role("region", name="First steps").wait_for()
        assert studio.page.locator("button:visible", has_text="photo").count() == 0
        assert studio.page.locator("[data-card=who] .named:visible").count() == 1
        studio.page.get_by_role("radio", name="Photo").check()
        studio.shows("This show draws no photos")
        studio.page.get_by_role("radio", name="Character").check()
        studio.close()
