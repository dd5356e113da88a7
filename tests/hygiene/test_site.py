"""The documentation as a site: every page has a place, every link leads somewhere."""

import subprocess
import sys

import pytest

from tests.hygiene.sources import ROOT

pytestmark = pytest.mark.hygiene


def test_the_site_builds_without_a_broken_link(tmp_path):
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site")]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    assert (tmp_path / "site" / "protocol" / "index.html").is_file()
    assert (tmp_path / "site" / "pictures" / "talk.webp").is_file()
