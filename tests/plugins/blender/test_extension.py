"""The extension's zip: what is in it, and that it can be installed."""

import zipfile

import pytest

from tests.plugins.blender.blenders import versions

pytestmark = pytest.mark.blender


@pytest.mark.parametrize("version", versions(smoke=True))
def test_it_can_be_installed(version, installed):
    assert (installed(version) / "extensions" / "user_default" / "mien" / "blender_manifest.toml").is_file()


def test_it_has_wheels_for_every_platform_and_nothing_else_binary(extension_zip):
    names = zipfile.ZipFile(extension_zip).namelist()
    wheels = [name for name in names if name.endswith(".whl")]
    for platform in ("x86_64.whl", "win_amd64", "macosx"):
        for python in ("cp311", "cp31[23]"):
            assert [name for name in wheels if platform in name], (platform, python)
    assert not [name for name in names if name.endswith((".so", ".pyd", ".dll", ".pyc"))]
