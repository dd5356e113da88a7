"""The built page, a show that serves it, and browsers that visit."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.hygiene.sources import ROOT
from tests.page.chromium import SOFTWARE, Visit, chromium
from tests.page.live_show import LiveShow

PAGE = ROOT / "bridge" / "page"


@pytest.fixture(scope="session")
def built_page() -> Path:
    """The page's folder, with the page built of its sources as they are."""
    done = subprocess.run([sys.executable, str(PAGE / "build_page.py")], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return PAGE


@pytest.fixture(scope="session")
def show(built_page, face_models, astronaut_png, tmp_path_factory):
    """A show with the astronaut's face, small and with alpha, and a page. The first test waits for it."""
    folder = tmp_path_factory.mktemp("show")
    face = ["--photo", astronaut_png, "--layout", "cutout", "--size", "256", "--face-fps", "20"]
    show = LiveShow(*face, folder=folder)
    yield show
    assert show.end() == 0


@pytest.fixture(scope="module")
def browser(request):
    """A Chromium for a module; it says by `FLAGS` of which kind."""
    with chromium(*getattr(request.module, "FLAGS", SOFTWARE)) as browser:
        yield browser


@pytest.fixture
def visit(browser):
    """Opens pages, and closes them after the test: none may have complained, or asked strangers for anything."""
    visits = []

    def open_page(url: str, **options) -> Visit:
        visits.append(Visit(browser, url, **options))
        return visits[-1]

    yield open_page
    for visited in visits:
        visited.close()


@pytest.fixture
def studio(visit, show):
    """The studio, on air."""
    visited = visit(show.studio)
    visited.shows("on air")
    return visited
