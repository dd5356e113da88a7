"""Blenders to build and test with: the module `bpy` of each version, in an environment of its own."""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

__all__ = ["ROOT", "VERSIONS", "find_python", "folder_of", "make_ready", "python_of", "scripts_of"]

ROOT: Final = Path(__file__).resolve().parents[3]

PINS: Final = Path(__file__).parent / "environments"

VERSIONS: Final = ("4.2.23", "4.5.15", "5.0.1")
"""The long-term releases and the present one, as far as there are wheels for Python 3.11."""

PYTHON: Final = (3, 11)
"""Python of Blender 4.2 to 5.0; their modules run in no other."""


def folder_of(version: str) -> Path:
    """Path of a version's environment, existing or not."""
    return ROOT / ".cache" / "blender" / version


def python_of(version: str) -> Path:
    """The interpreter of an environment."""
    folder = folder_of(version)
    return folder / "Scripts" / "python.exe" if os.name == "nt" else folder / "bin" / "python"


def scripts_of(version: str) -> Path:
    """The scripts that come with a version, among them the command line of its extensions."""
    found = sorted(folder_of(version).glob(f"**/site-packages/bpy/{version.rpartition('.')[0]}/scripts"))
    if not found:
        raise FileNotFoundError(f"no Blender {version} in {folder_of(version)}")
    return found[0]


def find_python() -> str | None:
    """An interpreter that can run Blender's module, or None."""
    if sys.version_info[:2] == PYTHON:
        return sys.executable
    return shutil.which("python{}.{}".format(*PYTHON))


def make_ready(version: str) -> bool:
    """Makes an environment unless it is there; whether it is there afterwards.

    Raises:
        subprocess.CalledProcessError: If it cannot be installed.
    """
    pins = PINS / f"{version}.txt"
    stamp = folder_of(version) / "mien-stamp.txt"
    wanted = hashlib.sha256(pins.read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return True
    python = find_python()
    if python is None:
        return False
    say(f"installing Blender {version} into {folder_of(version)} (1 GB)")
    subprocess.run([python, "-m", "venv", "--clear", str(folder_of(version))], check=True)
    pip = [str(python_of(version)), "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-deps"]
    subprocess.run([*pip, "-r", str(pins)], check=True)
    stamp.write_text(wanted, encoding="utf-8")
    return True


def main() -> int:
    """Makes the environments that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("version", nargs="*", help=f"of {', '.join(VERSIONS)}; default: all")
    for version in parser.parse_args().version or VERSIONS:
        if not make_ready(version):
            say(f"Blender's module needs Python {'{}.{}'.format(*PYTHON)}, which is not here: it will not be tested")
            break
    return 0


def say(line: str) -> None:
    """A line on what happens, on stderr."""
    sys.stderr.write(f"blender: {line}\n")


if __name__ == "__main__":
    sys.exit(main())
