"""The project's Python files, and what is in them."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = {
    "mien_protocol": ROOT / "protocol" / "mien_protocol",
    "mien_inference": ROOT / "inference" / "mien_inference",
    "mien_bridge": ROOT / "bridge" / "mien_bridge",
    "mien_agents": ROOT / "bridge" / "mien_agents",
}
FOLDERS = ("protocol", "inference", "bridge", "plugins", "tests", "benchmarks", "docs")


def python_files(*folders: str) -> list[Path]:
    """Every Python file of the named folders, or of all; without what package managers put there."""
    found = [path for folder in folders or FOLDERS for path in (ROOT / folder).rglob("*.py")]
    own = [path for path in found if "node_modules" not in path.parts]
    return sorted(own if folders else [*own, ROOT / "run.py"])


def name_of(path: Path) -> str:
    """A file's path within the project."""
    return path.relative_to(ROOT).as_posix()


def tree_of(path: Path) -> ast.Module:
    """A file's syntax."""
    return ast.parse(path.read_text(encoding="utf-8"))


def imports_of(path: Path) -> Iterator[str]:
    """Every module that a file imports anywhere, by its full name."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}:{node.lineno} imports relatively"
            yield node.module or ""
