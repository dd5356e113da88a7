"""Files that are generated: content by path, and the comparison with what is on disk."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from protocol.generator import csharp, typescript

__all__ = ["generated_files", "outdated", "write"]

_FOLDERS = {csharp: "plugins/unity/Runtime/Core", typescript: "bridge/page/src/wire"}


def generated_files() -> dict[str, str]:
    """Content of every generated file, by its path in the repository."""
    return {
        f"{folder}/{name}": text for language, folder in _FOLDERS.items() for name, text in language.sources().items()
    }


def outdated(files: Mapping[str, str], root: Path) -> list[str]:
    """Paths whose file on disk is missing or differs."""
    return [path for path, text in files.items() if _on_disk(root / path) != text]


def write(files: Mapping[str, str], root: Path, paths: Iterable[str]) -> None:
    """Writes some of the files."""
    for path in paths:
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(files[path], encoding="utf-8", newline="\n")


def _on_disk(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None
