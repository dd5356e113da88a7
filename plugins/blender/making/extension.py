"""Builds the extension: `mien-VERSION.zip`, by Blender's own command line."""

import argparse
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Final

from environments import ROOT, VERSIONS, make_ready, scripts_of
from mien_inference.stock_head import build_glb
from wheels import fetch_wheels, write_protocol_wheel

__all__ = ["SOURCE", "build", "extension_version", "stage"]

SOURCE: Final = Path(__file__).resolve().parents[1] / "mien"

MANIFEST: Final = "blender_manifest.toml"

BUILDER: Final = VERSIONS[1]
"""Whose command line packs and validates."""


def extension_version() -> str:
    """As the manifest has it."""
    return str(tomllib.loads((SOURCE / MANIFEST).read_text(encoding="utf-8"))["version"])


def build(output: Path, *, split_platforms: bool = False) -> list[Path]:
    """Makes the zip, or one for each platform, and validates it.

    Args:
        output: The folder; former zips of the same names are overwritten.
        split_platforms: Whether each platform gets a zip with its own wheels alone.

    Returns:
        The zips.

    Raises:
        subprocess.CalledProcessError: If Blender's command line finds a fault, or a wheel cannot be had.
    """
    output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder) / "mien", Path(folder) / "made"
        made.mkdir()
        stage(source)
        options = ["--split-platforms"] if split_platforms else []
        _blender("build", "--source-dir", str(source), "--output-dir", str(made), *options)
        zips = sorted(made.glob("*.zip"))
        for path in zips:
            _blender("validate", str(path))
        return [Path(shutil.copy(path, output)) for path in zips]


def stage(folder: Path) -> None:
    """Puts together what goes into the zip: sources, presets, stock head, wheels, and the manifest that names them."""
    shutil.copytree(SOURCE, folder, ignore=shutil.ignore_patterns("__pycache__"))
    presets = folder / "core" / "presets"
    shutil.copytree(ROOT / "protocol" / "presets", presets, ignore=shutil.ignore_patterns("README.md"))
    shutil.copy(SOURCE.parent / "LICENSE", folder)
    assets = folder / "assets"
    assets.mkdir()
    (assets / "head.glb").write_bytes(build_glb())
    wheels = folder / "wheels"
    wheels.mkdir()
    packed = [Path(shutil.copy(path, wheels)) for path in fetch_wheels()]
    packed.append(write_protocol_wheel(wheels, extension_version()))
    names = "".join(f'  "./wheels/{path.name}",\n' for path in sorted(packed))
    manifest = folder / MANIFEST
    head, table, tables = manifest.read_text(encoding="utf-8").partition("\n[")
    manifest.write_text(f"{head}\nwheels = [\n{names}]\n{table}{tables}", encoding="utf-8")


def _blender(*arguments: str) -> None:
    """Runs the command line of Blender's extensions, which is a program in plain Python."""
    program = scripts_of(BUILDER) / "addons_core" / "bl_pkg" / "cli" / "blender_ext.py"
    done = subprocess.run([sys.executable, str(program), *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.stderr.write(done.stdout + done.stderr)
        done.check_returncode()


def main() -> int:
    """Builds into `out/`, or where `--output` says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, default=ROOT / "out", metavar="DIR", help="default: out/")
    parser.add_argument("--split-platforms", action="store_true", help="one zip for each platform")
    args = parser.parse_args()
    if not make_ready(BUILDER):
        sys.stderr.write("building needs Python 3.11, in which Blender's module runs; it is not here\n")
        return 2
    for path in build(args.output, split_platforms=args.split_platforms):
        sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
