"""The wheels that the extension carries: those of others as they are on the package index, and `mien_protocol`."""

import argparse
import base64
import hashlib
import json
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from environments import ROOT

__all__ = ["LOCK", "Wheel", "fetch_wheels", "locked_wheels", "write_protocol_wheel"]

LOCK: Final = Path(__file__).with_name("wheels.json")

PACKAGES: Final = ("pyzmq", "msgpack")
"""Requirements of `mien_protocol` beyond numpy, which Blender brings."""

PLATFORMS: Final = ("manylinux_2_28_x86_64", "win_amd64", "macosx_11_0_arm64", "macosx_10_15_x86_64")

PYTHONS: Final = ("3.11", "3.13")
"""Of Blender 4.2 to 5.0, and from 5.1 on."""

_CACHE: Final = ROOT / ".cache" / "wheels"

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The time of every file in a wheel, so that the same content gives the same bytes."""


@dataclass(frozen=True, slots=True)
class Wheel:
    """A wheel of the package index.

    Attributes:
        filename: Its name, which tells for which systems it is.
        requirement: Which package and version, as `pip` writes it.
        platform: A platform that it is for.
        python: A version of Python that it is for.
        sha256: Of its bytes.
    """

    filename: str
    requirement: str
    platform: str
    python: str
    sha256: str


def locked_wheels() -> list[Wheel]:
    """Packages of the lock file."""
    return [Wheel(**entry) for entry in json.loads(LOCK.read_text(encoding="utf-8"))]


def fetch_wheels() -> list[Path]:
    """The locked wheels, from the cache or from the index; each is what its hash says.

    Raises:
        subprocess.CalledProcessError: If one cannot be downloaded.
        ValueError: If one is not what was locked.
    """
    _CACHE.mkdir(parents=True, exist_ok=True)
    return [_fetched(wheel) for wheel in locked_wheels()]


def lock_wheels(versions: dict[str, str]) -> list[Wheel]:
    """Downloads `versions` of `PACKAGES` for every platform and Python, and writes the lock file."""
    found: dict[str, Wheel] = {}
    for python in PYTHONS:
        for platform in PLATFORMS:
            for package in PACKAGES:
                requirement = f"{package}=={versions[package]}"
                with tempfile.TemporaryDirectory() as folder:
                    path = _download(requirement, platform, python, Path(folder))
                    # One wheel may be for several platforms: it is listed once.
                    found.setdefault(path.name, Wheel(path.name, requirement, platform, python, _sha256(path)))
    wheels = sorted(found.values(), key=lambda wheel: wheel.filename)
    LOCK.write_text(json.dumps([asdict(wheel) for wheel in wheels], indent=1) + "\n", encoding="utf-8")
    return wheels


def write_protocol_wheel(folder: Path, version: str) -> Path:
    """Packs `mien_protocol`, which is Python alone, as the wheel specification says (PEP 427)."""
    name = f"mien_protocol-{version}"
    source = ROOT / "protocol" / "mien_protocol"
    files = {
        path.relative_to(source.parent).as_posix(): path.read_bytes()
        for path in sorted(source.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }
    files[f"{name}.dist-info/METADATA"] = (
        f"Metadata-Version: 2.1\nName: mien_protocol\nVersion: {version}\nLicense: Apache-2.0\n"
        "Requires-Dist: numpy\nRequires-Dist: msgpack\nRequires-Dist: pyzmq\n"
    ).encode()
    files[f"{name}.dist-info/LICENSE"] = (ROOT / "LICENSE").read_bytes()
    files[f"{name}.dist-info/WHEEL"] = (
        b"Wheel-Version: 1.0\nGenerator: mien\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    )
    record = f"{name}.dist-info/RECORD"
    rows = [f"{path},sha256={_record_hash(content)},{len(content)}" for path, content in files.items()]
    files[record] = "\n".join([*rows, f"{record},,", ""]).encode()
    wheel = folder / f"{name}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(zipfile.ZipInfo(path, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return wheel


def _fetched(wheel: Wheel) -> Path:
    path = _CACHE / wheel.filename
    if not path.is_file() or _sha256(path) != wheel.sha256:
        path = _download(wheel.requirement, wheel.platform, wheel.python, _CACHE)
    if path.name != wheel.filename or _sha256(path) != wheel.sha256:
        raise ValueError(f"{path.name} from the index is not the {wheel.filename} that {LOCK.name} names")
    return path


def _download(requirement: str, platform: str, python: str, folder: Path) -> Path:
    """One wheel, into a folder."""
    with tempfile.TemporaryDirectory(dir=folder) as place:
        command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet", "--no-deps"]
        command += ["--only-binary=:all:", "--implementation", "cp", "--platform", platform]
        subprocess.run([*command, "--python-version", python, "--dest", place, requirement], check=True)
        (path,) = Path(place).iterdir()
        return path.replace(folder / path.name)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _record_hash(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()


def main() -> None:
    """Writes the lock file anew, with the versions of constraints.txt."""
    argparse.ArgumentParser(description=main.__doc__).parse_args()
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    versions = dict(pin.split("==") for pin in pins if not pin.startswith("#"))
    for wheel in lock_wheels(versions):
        sys.stderr.write(f"{wheel.filename}\n")


if __name__ == "__main__":
    main()
