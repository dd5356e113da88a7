"""Assemblies from sources: whatever has changed since the last time, and what depends on it."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.plugins.unity.toolchain.asmdef import Assembly
from tests.plugins.unity.toolchain.installation import CACHE, Installation, ToolchainError, install
from tests.plugins.unity.toolchain.locking import locked
from tests.plugins.unity.toolchain.project import Project

__all__ = ["Build", "CompileError", "build"]

_WORKER = Path(__file__).with_name("worker.py")
_RECIPE = (
    "-noconfig",
    "-nostdlib",
    "-langversion:9",
    "-optimize",
    "-debug:portable",
    "-deterministic",
    "-warnaserror+",
)
# 1701, 1702: assemblies of another version of .NET stand in for the standard's.
_SILENT = ("1701", "1702")
_UNDOCUMENTED = "1591"


class CompileError(Exception):
    """Sources do not compile, or not without warnings; the message is the compiler's."""


@dataclass(frozen=True, slots=True)
class Build:
    """Assemblies that are up to date.

    Attributes:
        folder: Where they lie, with all that they need to run.
        installation: What runs them.
    """

    folder: Path
    installation: Installation

    def path(self, name: str) -> Path:
        """The file of an assembly."""
        return self.folder / f"{name}.dll"

    def command(self, name: str, *arguments: str) -> list[str]:
        """How to start a program."""
        config = str(self.installation.runtime_config)
        dotnet = str(self.installation.dotnet)
        return [dotnet, "exec", "--runtimeconfig", config, str(self.path(name)), *arguments]

    def environment(self) -> dict[str, str]:
        """The environment in which programs start."""
        return {**os.environ, "DOTNET_ROOT": str(self.installation.dotnet_root)}


def build(project: Project, names: list[str], cache: Path = CACHE) -> Build:
    """Compiles the named assemblies, and what they need, where sources have changed.

    Raises:
        ToolchainError: If the toolchain cannot be had.
        CompileError: If the compiler is not content.
    """
    installation = install(cache)
    folder = cache / "build"
    with locked(cache / "build.lock"):
        folder.mkdir(exist_ok=True)
        if not (folder / installation.nunit.name).exists():
            shutil.copy(installation.nunit, folder)
        assemblies = project.assemblies()
        stamps: dict[str, str] = {}
        jobs = []
        for assembly in project.closure(names):
            needs = project.needs(assembly, assemblies)
            job = _job(project, assembly, needs, installation, folder)
            stamps[assembly.name] = _stamp(assembly, job, [stamps[need] for need in needs])
            if _stamp_of(folder, assembly.name) != stamps[assembly.name]:
                jobs.append(job)
        _compile(installation, jobs, folder, stamps)
    return Build(folder, installation)


def _job(
    project: Project, assembly: Assembly, needs: list[str], installation: Installation, folder: Path
) -> dict[str, object]:
    references = [str(folder / f"{need}.dll") for need in needs]
    if installation.nunit.name in assembly.precompiled:
        references.append(str(installation.nunit))
    # Documentation is asked for by naming a file of it, which is not written.
    silent = _SILENT if assembly.documented else (*_SILENT, _UNDOCUMENTED)
    arguments = [
        *_RECIPE,
        f"-target:{'exe' if assembly.program else 'library'}",
        f"-out:{folder / assembly.name}.dll",
        f"-doc:{folder / assembly.name}.xml",
        f"-nowarn:{','.join(silent)}",
        f"-define:{';'.join(sorted(project.symbols_of(assembly)))}",
        *(["-unsafe"] if assembly.unsafe else []),
        *map(str, assembly.sources),
    ]
    return {
        "name": assembly.name,
        "arguments": arguments,
        "references": references,
        "out": str(folder / f"{assembly.name}.dll"),
    }


def _stamp(assembly: Assembly, job: dict[str, object], needs: list[str]) -> str:
    """Changes with the sources, with how they are compiled, and with what they are compiled against."""
    content = hashlib.sha256(json.dumps([job, needs]).encode())
    for source in assembly.sources:
        content.update(source.read_bytes())
    return content.hexdigest()


def _stamp_of(folder: Path, name: str) -> str | None:
    path = folder / f"{name}.stamp"
    return path.read_text(encoding="ascii") if path.is_file() and (folder / f"{name}.dll").is_file() else None


def _compile(installation: Installation, jobs: list[dict[str, object]], folder: Path, stamps: dict[str, str]) -> None:
    if not jobs:
        return
    places = {name: str(getattr(installation, name)) for name in ("roslyn", "dotnet_root", "runtime_config")}
    places["standard"] = str(installation.reference_assemblies)
    done = subprocess.run(
        [sys.executable, str(_WORKER), json.dumps(places)],
        input="\n".join(map(json.dumps, jobs)),
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(installation.site)},
    )
    results = [json.loads(line) for line in done.stdout.splitlines()]
    for job, result in zip(jobs, results, strict=False):
        if not result["success"]:
            raise CompileError(f"{job['name']} does not compile:\n" + "\n".join(result["said"][:40]))
        (folder / f"{job['name']}.stamp").write_text(stamps[str(job["name"])], encoding="ascii")
    if len(results) != len(jobs):
        raise ToolchainError(f"the compiler ended without a word:\n{done.stderr[-3000:]}")
