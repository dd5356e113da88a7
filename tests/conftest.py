"""What all tests share: model files, a portrait, speech, readers in Node; and no silent skipping where it counts."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from mien_bridge.models.face import find_face_models
from mien_bridge.offline.demo import portrait, sentence

READERS = Path(__file__).parent / "js"

# In continuous integration the same cases every time: what fails there fails here. Elsewhere new ones each run. No case
# has a deadline: on a busy machine any may take long.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("here", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.fixture(scope="session", autouse=True)
def _own_installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keeps the user's own number out of what tests make."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_CONFIG_HOME", "APPDATA"):
            patch.setenv(name, str(tmp_path_factory.mktemp("config")))
        yield


@pytest.fixture(scope="session")
def face_models():
    """The MediaPipe model files, fetched into the cache if they are not there yet."""
    return find_face_models(None, print)


@pytest.fixture(scope="session")
def astronaut_png(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portrait, 512x512, in the public domain: it smiles with its teeth, a hard case."""
    path = tmp_path_factory.mktemp("photos") / "astronaut.png"
    path.write_bytes(portrait())
    return path


@pytest.fixture(scope="session")
def demo_sentence() -> Iterator[Path]:
    """Speech of a few seconds, which comes with the package."""
    with sentence() as path:
        yield path


@pytest.fixture(scope="session")
def node_readers() -> Path:
    """The folder of the readers in Node, with what their lock file pins; fails where Node is missing."""
    lock = READERS / "package-lock.json"
    installed = READERS / "node_modules" / ".package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
        npm = shutil.which("npm")
        assert npm, "npm is missing: the readers in tests/js need Node 20 or later, https://nodejs.org"
        subprocess.run([npm, "ci", "--no-audit", "--no-fund"], cwd=READERS, check=True, capture_output=True)
    return READERS


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Iterator[None]:
    """Makes a skipped test fail in continuous integration: there, everything a test needs is there."""
    report = yield
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, but nothing may be missing here: {report.longrepr}"
    return report
