"""Scripts of checks, each in one process of each Blender."""

import sys

import pytest

from tests.plugins.blender.blenders import run_inside, versions

pytestmark = pytest.mark.blender

SCRIPTS = (
    "bake.py", "characters.py", "modal.py", "panels.py", "rigs.py", "sounds.py", "takes.py", "troubles.py", "vrm.py",
)  # fmt: skip


@pytest.mark.parametrize("version", versions())
@pytest.mark.parametrize("script", SCRIPTS)
def test_in_blender(script, version, installed, given, tmp_path):
    run_inside(script, version, installed(version), tmp_path, given)


@pytest.mark.parametrize("version", versions(smoke=True))
def test_the_essentials(version, installed, given, tmp_path):
    run_inside("smoke.py", version, installed(version), tmp_path, given)


@pytest.mark.parametrize("version", versions()[-1:])
def test_a_daemon_of_its_own(version, installed, given, tmp_path):
    run_inside("daemon.py", version, installed(version), tmp_path, given, sys.executable)


@pytest.mark.parametrize("version", versions()[-1:])
def test_a_daemon_of_its_own_ends_with_blender(version, installed, given, tmp_path):
    run_inside("leaving.py", version, installed(version), tmp_path, given, sys.executable, tmp_path / "own.json")
    assert not (tmp_path / "own.json").exists()
