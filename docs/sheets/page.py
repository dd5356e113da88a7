"""The pictures of docs/page.md, taken in Chromium: look at them after every change of the page."""

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from docs.sheets.contact_sheet import PICTURES
from mien_bridge.offline.demo import portrait, sentence

WIDE = (1440, 900)
NARROW = (390, 844)
SQUARE = (480, 480)
CHECK = 24
FLAGS = ["--no-sandbox", "--disable-gpu", "--enable-unsafe-swiftshader"]
IN_TIME = ".health[data-health=good]"
Scheme = Literal["light", "dark"]
MOVES = "(name) => parseInt(document.querySelector(`[data-figure=${name}]`)?.textContent) > 3"


def main() -> None:
    """Writes `page-studio.jpg`, `page-dark.jpg`, `page-narrow.jpg` and `page-overlay.jpg`."""
    with TemporaryDirectory() as folder, live(Path(folder)) as (studio, overlay), chromium() as browser:
        save("studio", shot(browser, studio, WIDE, "light"))
        save("narrow", shot(browser, studio, NARROW, "dark"))
        save("dark", shot(browser, studio, WIDE, "dark", "Character"))
        save("overlay", side_by_side(browser, overlay))


@contextmanager
def live(folder: Path) -> Iterator[tuple[str, str]]:
    """A show of the astronaut that speaks; the addresses of studio and overlay."""
    (folder / "astronaut.png").write_bytes(portrait())
    with sentence() as speech:
        options = ["--photo", str(folder / "astronaut.png"), "--layout", "cutout", "--vmc", "127.0.0.1:39539"]
        command = [sys.executable, "-m", "mien_bridge", "live", "--port", "0", "--audio", str(speech), *options]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip(), process.stdout.readline().strip()
        finally:
            process.terminate()
            process.wait()


@contextmanager
def chromium() -> Iterator[Browser]:
    """The Chromium that is there."""
    path = shutil.which(os.environ.get("CHROMIUM", "chromium"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def shot(browser: Browser, url: str, size: tuple[int, int], scheme: Scheme, shown: str = "Photo") -> Image.Image:
    """The studio while something moves in it."""
    page = opened(browser, url, size, scheme)
    page.get_by_role("radio", name=shown).check()
    if shown == "Character":
        page.wait_for_selector("canvas.character")
    page.wait_for_function(MOVES, arg="pictures" if shown == "Photo" else "motion")
    page.wait_for_selector(IN_TIME)
    taken = picture(page)
    page.close()
    return taken


def side_by_side(browser: Browser, url: str) -> Image.Image:
    """The overlay with the photo's face and with the stock head, over squares that show what is transparent."""
    sheet = Image.new("RGB", (2 * SQUARE[0], SQUARE[1]))
    for at, character in enumerate(("face", "head")):
        page = opened(browser, url.replace("#", f"?mute=1&character={character}#"), SQUARE, "light")
        taken = picture(page)
        # Nothing is to be seen before the first picture, or before the head's file is read.
        while taken.getchannel("A").getbbox() is None:
            taken = picture(page)
        page.close()
        squares = checks()
        squares.paste(taken, mask=taken.getchannel("A"))
        sheet.paste(squares, (at * SQUARE[0], 0))
    return sheet


def opened(browser: Browser, url: str, size: tuple[int, int], scheme: Scheme) -> Page:
    """A page in a window of a size."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
    page.set_default_timeout(120_000)
    page.goto(url)
    return page


def picture(page: Page) -> Image.Image:
    """What is to be seen of a page."""
    return Image.open(io.BytesIO(page.screenshot(omit_background=True))).convert("RGBA")


def checks() -> Image.Image:
    """Squares as of a chess board."""
    board = Image.new("RGB", SQUARE, "#ffffff")
    for y in range(0, SQUARE[1], CHECK):
        for x in range(y % (2 * CHECK), SQUARE[0], 2 * CHECK):
            board.paste("#d5d5d5", (x, y, x + CHECK, y + CHECK))
    return board


def save(name: str, image: Image.Image) -> None:
    """Writes a picture of the page's."""
    image.convert("RGB").save(PICTURES / f"page-{name}.jpg", quality=86)


if __name__ == "__main__":
    main()
