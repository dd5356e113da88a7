"""Files by the path of their address, and by nothing else."""

import pytest

from mien_bridge.web.site.pages import Pages, find_pages
from mien_protocol.errors import MienError
from tests.bridge.web.serving import pages

pytestmark = pytest.mark.unit


@pytest.fixture
def folder(tmp_path):
    made = pages(tmp_path / "pages")
    (made / "assets").mkdir()
    (made / "assets" / "studio-1a2b.js").write_text("1", encoding="utf-8")
    (made / "notes.secret").write_text("secret", encoding="utf-8")
    (tmp_path / "beside.html").write_text("secret", encoding="utf-8")
    return made


@pytest.mark.parametrize(("path", "file"), [("/", "index.html"), ("/overlay", "overlay.html")])
def test_pages_have_short_names(folder, path, file):
    page = Pages(folder).page(path)
    assert page.body == (folder / file).read_bytes()
    assert page.content_type == "text/html; charset=utf-8"
    assert not page.is_kept


def test_what_the_build_named_by_its_content_may_be_kept(folder):
    page = Pages(folder).page("/assets/studio-1a2b.js")
    assert (page.body, page.content_type, page.is_kept) == (b"1", "text/javascript; charset=utf-8", True)


@pytest.mark.parametrize(
    "path",
    [
        "/../beside.html",
        "/assets/../../beside.html",
        "/%2e%2e/beside.html",
        "/..%2fbeside.html",
        "//etc/passwd",
        "/assets/",
        "/notes.secret",
        "index.html",
        "/index.html/",
        "/\\..\\beside.html",
        "",
    ],
)
def test_nothing_else_is_there(folder, path):
    assert Pages(folder).page(path) is None


def test_a_folder_without_a_page_is_refused(tmp_path):
    with pytest.raises(MienError, match=r"there is no index\.html in"):
        Pages(tmp_path)


def test_pages_that_were_not_built_are_none(folder, tmp_path):
    assert find_pages(tmp_path / "built") is None
    assert find_pages(folder).page("/") is not None
