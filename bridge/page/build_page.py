"""Builds the page into mien_bridge/web/built: `python build_page.py`; needs Node and npm, and nothing else but Python.

Does nothing where what was built is that of the sources as they are.
"""

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
BUILT = HERE.parent / "mien_bridge" / "web" / "built"
# Pages have an ending: this is served to nobody.
STAMP = BUILT / ".stamp"
LOCK = HERE / "package-lock.json"
INSTALLED = HERE / "node_modules" / ".package-lock.json"
SOURCES = ("package.json", "package-lock.json", "tsconfig.json", "vite.config.ts", "index.html", "overlay.html")
OLDEST_NODE = (20, 19)


def main(arguments: list[str]) -> int:
    """Builds; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--if-possible", action="store_true", help="without Node say so, and go on without the page")
    options = parser.parse_args(arguments)
    wanted = stamp()
    if STAMP.is_file() and STAMP.read_text(encoding="utf-8") == wanted:
        return 0
    if (lack := what_is_missing()) is not None:
        say(f"{lack}: https://nodejs.org; without it the page is the plain one")
        return 0 if options.if_possible else 2
    try:
        build()
    except subprocess.CalledProcessError as error:
        say(f"building the page failed (exit code {error.returncode}); the lines above say why")
        return 0 if options.if_possible else 1
    STAMP.write_text(wanted, encoding="utf-8")
    say(f"the page is in {BUILT}")
    return 0


def stamp() -> str:
    """Changes whenever the page has to be built anew."""
    content = hashlib.sha256()
    files = [HERE / name for name in SOURCES] + sorted(path for path in (HERE / "src").rglob("*") if path.is_file())
    for path in files:
        content.update(path.relative_to(HERE).as_posix().encode() + b"\0" + path.read_bytes())
    return f"{content.hexdigest()}\n"


def what_is_missing() -> str | None:
    """The reason why the page cannot be built, in words; None if it can."""
    oldest = ".".join(map(str, OLDEST_NODE))
    if shutil.which("npm") is None or (node := shutil.which("node")) is None:
        return f"building the page needs npm and Node {oldest} or newer"
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    numbers = tuple(int(number) for number in re.findall(r"[0-9]+", version)[:2])
    return None if numbers >= OLDEST_NODE else f"building the page needs Node {oldest} or newer, this is {version}"


def build() -> None:
    """Installs what the lock file pins, unless it is there, and builds.

    Raises:
        subprocess.CalledProcessError: If either failed.
    """
    npm = str(shutil.which("npm"))
    if not INSTALLED.is_file() or INSTALLED.stat().st_mtime < LOCK.stat().st_mtime:
        call([npm, "ci", "--no-audit", "--no-fund", "--loglevel", "error"])
    call([npm, "run", "--silent", "build", "--", "--logLevel", "warn"])


def call(command: list[str]) -> None:
    """Runs a command line in the page's folder; its lines go to stderr.

    Raises:
        subprocess.CalledProcessError: If it failed.
    """
    subprocess.run(command, cwd=HERE, check=True, stdout=sys.stderr, env=os.environ | {"NO_UPDATE_NOTIFIER": "1"})


def say(line: str) -> None:
    """A line on what happens, on stderr: stdout is for results."""
    print(f"page: {line}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
