"""Assembly definitions (.asmdef) as Unity reads them: which sources, against what, and whether at all."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.plugins.unity.toolchain.versions import fits

__all__ = ["Assembly", "VersionDefine", "read_assembly"]

_KNOWN = {
    "name",
    "rootNamespace",
    "references",
    "includePlatforms",
    "excludePlatforms",
    "allowUnsafeCode",
    "overrideReferences",
    "precompiledReferences",
    "autoReferenced",
    "defineConstraints",
    "versionDefines",
    "noEngineReferences",
}

_OURS = {"program", "documented"}
"""Keys of ours, in definitions outside the package: a program rather than a library; whether to ask for comments,
as is done of everything but tests."""


@dataclass(frozen=True, slots=True)
class VersionDefine:
    """A symbol that is defined where a package is installed.

    Attributes:
        package: Its name.
        expression: Versions for which the symbol is defined.
        symbol: The symbol.
    """

    package: str
    expression: str
    symbol: str


@dataclass(frozen=True, slots=True)
class Assembly:
    """One assembly definition.

    Attributes:
        path: Of the file.
        name: Of the assembly.
        references: Names of other assemblies that it asks for; those that there are not are passed over.
        precompiled: File names of libraries that it asks for.
        constraints: Symbols without which it is not compiled; a leading `!` turns one around.
        version_defines: Symbols that depend on packages.
        engine: Whether it sees the engine's assemblies.
        editor_only: Whether it is for the editor alone.
        unsafe: Whether unsafe code is allowed.
        program: Whether it is a program; outside the package only.
        documented: Whether everything public needs a comment.
    """

    path: Path
    name: str
    references: tuple[str, ...]
    precompiled: tuple[str, ...]
    constraints: tuple[str, ...]
    version_defines: tuple[VersionDefine, ...]
    engine: bool
    editor_only: bool
    unsafe: bool
    program: bool
    documented: bool

    @property
    def sources(self) -> list[Path]:
        """Its source files: all below its folder, but for what lies in a folder of another definition."""
        return sorted(_sources(self.path.parent, is_root=True))

    def symbols(self, packages: Mapping[str, str]) -> set[str]:
        """The symbols that its version defines bring, given the installed packages and their versions."""
        return {
            define.symbol
            for define in self.version_defines
            if define.package in packages and fits(packages[define.package], define.expression)
        }

    def is_compiled(self, symbols: Iterable[str]) -> bool:
        """Whether its constraints hold."""
        known = set(symbols)
        return all(any(_holds(part, known) for part in each.split("||")) for each in self.constraints)


def read_assembly(path: Path) -> Assembly:
    """An assembly definition from its file.

    Raises:
        ValueError: If the file has a key that Unity does not know, or refers to an assembly by GUID.
    """
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if unknown := set(content) - _KNOWN - _OURS:
        raise ValueError(f"{path}: no assembly definition has the key {min(unknown)!r}")
    references = tuple(content.get("references", ()))
    if any(name.startswith("GUID:") for name in references):
        raise ValueError(f"{path}: refer to assemblies by name, so that a reader sees to which")
    return Assembly(
        path=path,
        name=content["name"],
        references=references,
        precompiled=tuple(content.get("precompiledReferences", ())),
        constraints=tuple(content.get("defineConstraints", ())),
        version_defines=tuple(
            VersionDefine(each["name"], each["expression"], each["define"])
            for each in content.get("versionDefines", ())
        ),
        engine=not content.get("noEngineReferences", False),
        editor_only=content.get("includePlatforms") == ["Editor"],
        unsafe=content.get("allowUnsafeCode", False),
        program=content.get("program", False),
        documented=content.get("documented", "UNITY_INCLUDE_TESTS" not in content.get("defineConstraints", ())),
    )


def _sources(folder: Path, *, is_root: bool = False) -> Iterable[Path]:
    entries = list(folder.iterdir())
    if not is_root and any(entry.suffix in (".asmdef", ".asmref") for entry in entries):
        return
    for entry in entries:
        # As Unity: folders that end in ~ or begin with a dot are none of its business.
        if entry.is_dir() and not entry.name.endswith("~") and not entry.name.startswith("."):
            yield from _sources(entry)
        elif entry.suffix == ".cs":
            yield entry


def _holds(constraint: str, symbols: set[str]) -> bool:
    symbol = constraint.strip()
    return symbol[1:] not in symbols if symbol.startswith("!") else symbol in symbols
