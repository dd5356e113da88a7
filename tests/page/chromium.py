"""A real Chromium, as the tests of the page drive it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

LIMIT_MS = 240_000

FLAGS = [
    "--no-sandbox",
    "--no-first-run",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--autoplay-policy=no-user-gesture-required",
]
SOFTWARE = ["--disable-gpu", "--disable-3d-apis"]
"""Draws pictures fast, and has no WebGL."""
WEBGL = ["--disable-gpu", "--enable-unsafe-swiftshader"]


def executable() -> str:
    """The Chromium that is there; playwright's own would have to be fetched."""
    names = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("there is no Chromium: apt install chromium, or name one in CHROMIUM")
    return found


@contextmanager
def chromium(*flags: str) -> Iterator[Browser]:
    """A browser with a profile of its own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), headless=True, args=[*FLAGS, *flags])
        try:
            yield browser
        finally:
            browser.close()


class Visit:
    """A page that is open, and what it did that no page should.

    Attributes:
        page: Playwright's.
        complaints: Errors of scripts, and violations of the page's policy.
        foreign: Addresses that are not the show's.
    """

    def __init__(self, browser: Browser, url: str, **options) -> None:
        self.context = browser.new_context(**({"viewport": {"width": 1280, "height": 900}} | options))
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(LIMIT_MS)
        self.complaints = []
        self.foreign = []
        origin = url.partition("/#")[0].partition("/overlay")[0]
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._hear)
        self.page.on("request", lambda request: self._watch(request.url, origin))
        self.page.goto(url)

    def _hear(self, message):
        if "Content Security Policy" in message.text or "Uncaught" in message.text:
            self.complaints.append(message.text)

    def _watch(self, address, origin):
        if not address.startswith((origin, "blob:" + origin, "data:")):
            self.foreign.append(address)

    def wait(self, script, argument=None):
        """Waits until a script gives something true."""
        return self.page.wait_for_function(script, arg=argument, timeout=LIMIT_MS)

    def shows(self, text):
        """Waits until a text is to be read."""
        self.page.get_by_text(text).first.wait_for()

    def picture(self, **options) -> np.ndarray:
        """What is to be seen, RGBA."""
        return decoded(self.page.screenshot(omit_background=True, **options))

    def close(self):
        self.context.close()
        assert self.complaints == []
        assert self.foreign == []


def decoded(png: bytes) -> np.ndarray:
    """A PNG file as RGBA, shape (height, width, 4)."""
    import io

    from PIL import Image

    return np.asarray(Image.open(io.BytesIO(png)).convert("RGBA"))
