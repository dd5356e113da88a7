"""The extension's zip: what is in it, and that it can be installed."""

import tomllib
import zipfile
from pathlib import PurePosixPath

import pytest

from extension import SOURCE, build
from tests.plugins.blender.blenders import versions

pytestmark = pytest.mark.blender

PLATFORMS = {
    "linux-x64": ("manylinux", ("x86_64",)),
    "windows-x64": ("win_", ("amd64",)),
    "macos-arm64": ("macosx", ("arm64", "universal2")),
    "macos-x64": ("macosx", ("x86_64", "universal2")),
}
PYTHONS = (("cp311", "cp311"), ("cp313", "cp313"), ("cp312", "abi3"))
"""Of Blender 4.2 to 5.0; and of what comes after, for which a stable interface will do."""


def wheels_of(path):
    """The wheels in a zip, as the parts of their names: package, version, Python, interface, platform."""
    names = [PurePosixPath(name).name for name in zipfile.ZipFile(path).namelist() if name.endswith(".whl")]
    return [name.removesuffix(".whl").split("-") for name in names]


def is_for(wheel, platform):
    system, chips = PLATFORMS[platform]
    return system in wheel[4] and any(chip in wheel[4] for chip in chips)


def whole(wheels, platform):
    """Whether a platform finds what the extension needs, for both Pythons."""
    fitting = [wheel for wheel in wheels if is_for(wheel, platform)]
    return all(
        any(wheel[0] == package and (wheel[2], wheel[3]) in pythons for wheel in fitting)
        for package in ("pyzmq", "msgpack")
        for pythons in (PYTHONS[:1], PYTHONS[1:])
    )


@pytest.mark.parametrize("version", versions(smoke=True))
def test_it_can_be_installed(version, installed):
    assert (installed(version) / "extensions" / "user_default" / "mien" / "blender_manifest.toml").is_file()


def test_platforms_are_those_of_the_manifest():
    manifest = tomllib.loads((SOURCE / "blender_manifest.toml").read_text(encoding="utf-8"))
    assert set(manifest["platforms"]) == set(PLATFORMS)


def test_it_has_wheels_for_every_platform_and_nothing_else_binary(extension_zip):
    wheels = wheels_of(extension_zip)
    assert [platform for platform in PLATFORMS if not whole(wheels, platform)] == []
    assert [wheel[0] for wheel in wheels if wheel[4] == "any"] == ["mien_protocol"]
    names = zipfile.ZipFile(extension_zip).namelist()
    assert not [name for name in names if name.endswith((".so", ".pyd", ".dll", ".pyc"))]


def test_a_zip_for_each_platform_has_its_wheels_and_no_others(extension_zip, tmp_path):
    zips = build(tmp_path, split_platforms=True)
    found = {path.stem.rpartition("-")[2].replace("_", "-"): path for path in zips}
    assert set(found) == set(PLATFORMS)
    for platform, path in found.items():
        wheels = wheels_of(path)
        assert whole(wheels, platform), platform
        assert [wheel for wheel in wheels if wheel[4] != "any" and not is_for(wheel, platform)] == []
        assert path.stat().st_size < 0.6 * extension_zip.stat().st_size
