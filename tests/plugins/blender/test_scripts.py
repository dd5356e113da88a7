"""Scripts of checks, each in one process of each Blender."""

import pytest

from tests.plugins.blender.blenders import run_inside, versions

pytestmark = pytest.mark.blender


@pytest.mark.parametrize("version", versions())
@pytest.mark.parametrize("script", ["bake.py", "takes.py", "troubles.py"])
def test_in_blender(script, version, installed, given, tmp_path):
    run_inside(script, version, installed(version), tmp_path, given)
