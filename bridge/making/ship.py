"""Makes a folder with the daemon that a game brings to its players: `python3 run.py ship -o FOLDER`.

The folder holds a copy of this Python, the packages that motion needs, and a program that starts the daemon. It needs
nothing of the machine that it runs on but the system's C library, and runs on systems like the one it was made on.
"""

import argparse
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OURS = ("protocol/mien_protocol", "inference/mien_inference", "bridge/mien_bridge")
THEIRS = ("numpy", "scipy", "numba", "llvmlite", "pyzmq", "msgpack", "safetensors", "av")
"""Packages that `mien serve --no-face` loads; neither torch nor MediaPipe nor OpenCV."""

NOT_OURS = ("__pycache__", "training", "page", "built")
NOT_STANDARD = (
    "__pycache__", "site-packages", "dist-packages", "config-*", "ensurepip", "idlelib", "lib2to3", "test", "tests",
    "tkinter", "turtledemo", "*.a",
)  # fmt: skip
EVERYWHERE = ("libc.so", "libm.so", "libdl.so", "libpthread.so", "librt.so", "libutil.so", "ld-linux", "linux-vdso")

STARTER = """\
#!/bin/sh
here=$(cd "${0%/*}" && pwd)
LD_LIBRARY_PATH="$here/python/lib" exec "$here/python/bin/python3" -I -S "$here/daemon.py" "$@"
"""
STARTER_WINDOWS = '@"%~dp0python\\python.exe" -I -S "%~dp0daemon.py" %*\r\n'


def main(arguments: list[str]) -> int:
    """Makes the folder; returns the exit code."""
    parser = argparse.ArgumentParser(prog="run.py ship", description=__doc__)
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FOLDER", help="a folder that is not there")
    folder = parser.parse_args(arguments).output.resolve()
    if folder.exists():
        print(f"ship: {folder} is there already; name another folder, or remove it", file=sys.stderr)
        return 2
    ship(folder)
    size_mb = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    print(f"{folder}: {size_mb:.0f} MB; start {starter(folder).name} in it")
    return 0


def ship(folder: Path) -> None:
    """Fills a folder that is not there."""
    copy_python(folder / "python")
    packages = folder / "packages"
    for name in OURS:
        shutil.copytree(ROOT / name, packages / Path(name).name, ignore=shutil.ignore_patterns(*NOT_OURS))
    for name in ("mien", *THEIRS):
        copy_distribution(name, packages)
    shutil.copy2(ROOT / "bridge" / "making" / "daemon.py", folder / "daemon.py")
    shutil.copy2(ROOT / "LICENSE", folder / "LICENSE")
    start = starter(folder)
    start.write_text(STARTER_WINDOWS if sys.platform == "win32" else STARTER, encoding="utf-8", newline="")
    start.chmod(0o755)


def starter(folder: Path) -> Path:
    """The program of a folder that starts the daemon."""
    return folder / ("mien-daemon.cmd" if sys.platform == "win32" else "mien-daemon")


def copy_python(folder: Path) -> None:
    """Copies the Python that runs this, with its standard library and what both load."""
    base, leave = Path(sys.base_prefix), shutil.ignore_patterns(*NOT_STANDARD)
    if sys.platform == "win32":
        for name in ("Lib", "DLLs"):
            shutil.copytree(base / name, folder / name, ignore=leave)
        for path in [*base.glob("*.exe"), *base.glob("*.dll")]:
            shutil.copy2(path, folder)
        return
    standard = Path(sysconfig.get_path("stdlib", vars={"base": str(base), "installed_base": str(base)}))
    shutil.copytree(standard, folder / "lib" / standard.name, ignore=leave, ignore_dangling_symlinks=True)
    program = folder / "bin" / "python3"
    program.parent.mkdir()
    shutil.copy2(Path(sys.executable).resolve(), program)
    if sys.platform == "linux":
        for library in sorted(libraries([program, *folder.rglob("*.so")])):
            shutil.copy2(library, folder / "lib" / library.name)


def libraries(programs: list[Path]) -> Iterator[Path]:
    """Libraries of the system that programs load, without what every Linux has.

    Raises:
        subprocess.CalledProcessError: If `ldd` failed for all.
    """
    listed = subprocess.run(["ldd", *map(str, programs)], capture_output=True, text=True, check=False).stdout
    found = {line.split("=>")[1].split()[0] for line in listed.splitlines() if "=> /" in line}
    return (Path(path) for path in found if not Path(path).name.startswith(EVERYWHERE))


def copy_distribution(name: str, packages: Path) -> None:
    """Copies the files of an installed distribution, its licence among them."""
    for file in distribution(name).files or ():
        if ".." in file.parts or file.suffix == ".pth" or {"__pycache__", "tests"} & set(file.parts):
            continue
        target = packages / file
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(Path(str(file.locate())), target)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
