"""Scripts of checks of what is live, in one process of each Blender, with a daemon that makes pictures and speaks."""

import selectors
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.typed import command
from tests.plugins.blender.blenders import LIMIT_S, run_inside, versions

pytestmark = pytest.mark.blender


@pytest.fixture(scope="session")
def given_face(
    given: Path, astronaut_png: Path, face_models: object, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """As `given`, but the daemon makes pictures; `photo.png` is a portrait."""
    folder = tmp_path_factory.mktemp("given-face")
    for name in ("head.glb", "speech.wav", "speech-48k.wav"):
        shutil.copy(given / name, folder)
    shutil.copy(astronaut_png, folder / "photo.png")
    process = subprocess.Popen(
        command("serve", "--quiet", "--port", "0", "--connection-file", folder / "daemon.json"), stdout=subprocess.PIPE
    )
    try:
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            assert selector.select(LIMIT_S), "the daemon is not ready"
        assert process.stdout.readline(), "the daemon has ended"
        yield folder
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("version", versions())
@pytest.mark.parametrize("script", ["live.py", "face.py", "say.py"])
def test_in_blender(script, version, installed, given_face, tmp_path):
    run_inside(script, version, installed(version), tmp_path, given_face)
