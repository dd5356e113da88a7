"""Builds the page into mien_bridge/web/built: `python build_page.py`; needs Python and the network.

Does nothing where what was built is that of the sources as they are. Where the system has no Node that is new enough,
that of the package index is installed beside Python.
"""

import argparse
import hashlib
import subprocess
import sys
from pathlib import Path

from node_runtime import OLDEST_NODE, Node, fetch_node, find_node

HERE = Path(__file__).resolve().parent
BUILT = HERE.parent / "mien_bridge" / "web" / "built"
# Pages have an ending: this is served to nobody.
STAMP = BUILT / ".stamp"
LOCK = HERE / "package-lock.json"
INSTALLED = HERE / "node_modules" / ".package-lock.json"
SOURCES = ("package.json", "package-lock.json", "tsconfig.json", "vite.config.ts", "index.html", "overlay.html")


def main(arguments: list[str]) -> int:
    """Builds; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--if-possible", action="store_true", help="where it cannot be built, say so and go on")
    options = parser.parse_args(arguments)
    if is_built():
        return 0
    if (lack := build(find_node() or fetch_node())) is not None:
        say(f"{lack}; without it `live` shows everything but its page")
        return 0 if options.if_possible else 1
    say(f"the page is in {BUILT}")
    return 0


def is_built() -> bool:
    """True if the page was built of the sources as they are."""
    return STAMP.is_file() and STAMP.read_text(encoding="utf-8") == stamp()


def build(node: Node | None) -> str | None:
    """Builds the page; the reason in words why it could not, None if it could."""
    if node is None:
        return f"building the page needs Node {'.'.join(map(str, OLDEST_NODE))} or newer with npm: https://nodejs.org"
    try:
        if not INSTALLED.is_file() or INSTALLED.stat().st_mtime < LOCK.stat().st_mtime:
            call(node, "ci", "--no-audit", "--no-fund", "--loglevel", "error")
        call(node, "run", "--silent", "build", "--", "--logLevel", "warn")
    except subprocess.CalledProcessError as error:
        return f"building the page failed (exit code {error.returncode}), the lines above say why"
    STAMP.write_text(stamp(), encoding="utf-8")
    return None


def stamp() -> str:
    """Changes whenever the page has to be built anew."""
    content = hashlib.sha256()
    files = [HERE / name for name in SOURCES] + sorted(path for path in (HERE / "src").rglob("*") if path.is_file())
    for path in files:
        content.update(path.relative_to(HERE).as_posix().encode() + b"\0" + path.read_bytes())
    return f"{content.hexdigest()}\n"


def call(node: Node, *arguments: str) -> None:
    """Runs npm in the page's folder; its lines go to stderr.

    Raises:
        subprocess.CalledProcessError: If it failed.
    """
    subprocess.run([*node.npm, *arguments], cwd=HERE, check=True, stdout=sys.stderr, env=node.environment())


def say(line: str) -> None:
    """A line on what happens, on stderr: stdout is for results."""
    print(f"page: {line}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
