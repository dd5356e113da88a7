"""The extension as a user has it: built once, installed once in each Blender."""

from collections.abc import Callable
from pathlib import Path

import pytest

from extension import build
from tests.plugins.blender.blenders import run_inside


@pytest.fixture(scope="session")
def extension_zip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built extension."""
    (path,) = build(tmp_path_factory.mktemp("extension"))
    return path


@pytest.fixture(scope="session")
def installed(extension_zip: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The user folder of a Blender in which the extension is installed."""
    made: dict[str, Path] = {}

    def resources(version: str) -> Path:
        if version not in made:
            made[version] = tmp_path_factory.mktemp(f"blender-{version}")
            run_inside("install.py", version, made[version], tmp_path_factory.mktemp("install"), extension_zip)
        return made[version]

    return resources
