"""Distributions of a fresh clone: a wheel with the page, or words that it has none; an sdist with its sources."""

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.hygiene.sources import ROOT

pytestmark = pytest.mark.real


@pytest.fixture
def clone(tmp_path) -> Path:
    """The files of the repository as they are, and no others: what was built or installed stays behind."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    folder = tmp_path / "clone"
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file() and name.partition("/")[0] not in ("tests", "docs", "plugins", "benchmarks"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    return folder


def built(clone: Path, hook: str, **environment: str) -> tuple[list[str], str]:
    """The names of files in what a hook of the build makes of a clone, and what it said."""
    script = (
        f"import sys; sys.path.insert(0, 'bridge/page'); import build_backend; print(build_backend.{hook}(sys.argv[1]))"
    )
    (clone / "dist").mkdir()
    done = subprocess.run(
        [sys.executable, "-c", script, str(clone / "dist")],
        cwd=clone, env=os.environ | environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    path = clone / "dist" / done.stdout.split()[-1]
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as wheel:
            return wheel.namelist(), done.stderr
    with tarfile.open(path) as archive:
        return [name.partition("/")[2] for name in archive.getnames()], done.stderr


def test_a_wheel_of_a_fresh_clone_carries_the_built_page(clone, built_page):
    shutil.copytree(built_page / "node_modules", clone / "bridge" / "page" / "node_modules", symlinks=True)
    (clone / "bridge" / "page" / "node_modules" / ".package-lock.json").touch()
    names, said = built(clone, "build_wheel")
    assert {"mien_bridge/web/built/index.html", "mien_bridge/web/built/overlay.html"} <= set(names)
    assert any(name.startswith("mien_bridge/web/built/assets/") and name.endswith(".js") for name in names)
    assert {name.partition("/")[0].partition("-")[0] for name in names} == {
        "mien", "mien_agents", "mien_bridge", "mien_inference", "mien_protocol",
    }  # fmt: skip
    assert "NO PAGE" not in said


def test_a_wheel_whose_page_cannot_be_built_says_that_it_carries_none(clone, tmp_path):
    left = clone / "bridge" / "mien_bridge" / "web" / "built" / "index.html"
    left.parent.mkdir()
    left.write_text("of other sources", encoding="utf-8")
    nowhere = {"npm_config_registry": "http://127.0.0.1:9/", "npm_config_cache": str(tmp_path / "npm")}
    names, said = built(clone, "build_wheel", npm_config_fetch_retries="0", **nowhere)
    assert "mien_bridge/web/app/server.py" in names
    assert not any(name.startswith("mien_bridge/web/built") for name in names)
    assert "THIS WHEEL CARRIES NO PAGE" in said


def test_an_sdist_carries_what_the_page_is_built_of(clone):
    (clone / "bridge" / "page" / "node_modules").mkdir()
    (clone / "bridge" / "page" / "node_modules" / "of_others.js").touch()
    names, _ = built(clone, "build_sdist")
    tracked = [path.relative_to(clone).as_posix() for path in (clone / "bridge" / "page").rglob("*") if path.is_file()]
    needed = [name for name in tracked if "node_modules" not in name and "__pycache__" not in name]
    assert len(needed) > 50
    assert set(needed) - set(names) == set()
    assert {"constraints.txt", "run.py", "LICENSE", "bridge/mien_bridge/web/app/server.py"} <= set(names)
    assert not any("node_modules" in name or "web/built" in name for name in names)
