"""A Unity project as far as the compiler is concerned: assemblies, installed packages, symbols."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.plugins.unity.toolchain.asmdef import Assembly, read_assembly

__all__ = ["PACKAGE", "TESTS", "Project", "default_project"]

ROOT = Path(__file__).parents[4]
PACKAGE = ROOT / "plugins" / "unity"
TESTS = ROOT / "tests" / "plugins" / "unity"

SYMBOLS = frozenset(
    {
        "UNITY_2022_3_OR_NEWER",
        "UNITY_2021_3_OR_NEWER",
        "UNITY_INCLUDE_TESTS",
        "UNITY_EDITOR",
        "UNITY_STANDALONE",
        "NET_STANDARD_2_1",
        "NET_STANDARD",
        "CSHARP_7_3_OR_NEWER",
    }
)
"""Those of an editor 2022.3 with the .NET Standard profile, as far as the package might ask."""


@dataclass(frozen=True)
class Project:
    """What is compiled together.

    Attributes:
        folders: Where assembly definitions are looked for.
        packages: Installed packages and their versions.
        symbols: Symbols that are defined for all.
        engine: Names of the assemblies that every one sees unless it says otherwise.
    """

    folders: tuple[Path, ...]
    packages: Mapping[str, str] = field(default_factory=dict)
    symbols: frozenset[str] = SYMBOLS
    engine: tuple[str, ...] = ("UnityEngine", "UnityEditor")

    def assemblies(self) -> dict[str, Assembly]:
        """Every assembly whose constraints hold, by name.

        Raises:
            ValueError: If two have the same name, or a definition is none.
        """
        found: dict[str, Assembly] = {}
        for path in sorted(path for folder in self.folders for path in folder.rglob("*.asmdef")):
            assembly = read_assembly(path)
            if assembly.name in found:
                raise ValueError(f"{path} and {found[assembly.name].path} are both called {assembly.name}")
            found[assembly.name] = assembly
        return {name: each for name, each in found.items() if each.is_compiled(self.symbols_of(each))}

    def symbols_of(self, assembly: Assembly) -> set[str]:
        """The symbols with which an assembly is compiled."""
        return set(self.symbols) | assembly.symbols(self.packages)

    def closure(self, names: list[str]) -> list[Assembly]:
        """The named assemblies and all that they need, each after what it needs itself.

        Raises:
            ValueError: If there is no such assembly, or some need one another.
        """
        assemblies = self.assemblies()
        if missing := set(names) - set(assemblies):
            raise ValueError(f"there is no assembly {min(missing)}; there are {', '.join(sorted(assemblies))}")
        order: dict[str, Assembly] = {}
        for name in names:
            self._visit(name, assemblies, order, ())
        return list(order.values())

    def needs(self, assembly: Assembly, assemblies: Mapping[str, Assembly]) -> list[str]:
        """Names of the assemblies that one is compiled against."""
        engine = self.engine if assembly.engine and assembly.name not in self.engine else ()
        asked = [*assembly.references, *engine]
        return [name for name in dict.fromkeys(asked) if name in assemblies]

    def _visit(
        self, name: str, assemblies: Mapping[str, Assembly], order: dict[str, Assembly], above: tuple[str, ...]
    ) -> None:
        if name in above:
            raise ValueError(f"assemblies need one another: {' -> '.join([*above, name])}")
        for need in self.needs(assemblies[name], assemblies):
            if need not in order:
                self._visit(need, assemblies, order, (*above, name))
        order.setdefault(name, assemblies[name])


def default_project() -> Project:
    """The package, its tests and their stand-ins, with every optional package installed."""
    return Project(
        folders=(PACKAGE, TESTS),
        packages={"com.unity.timeline": "1.7.5", "com.vrmc.vrm": "0.128.0", "com.vrmc.univrm": "0.128.0"},
        symbols=SYMBOLS | {"MIEN_LIBZMQ"},
    )
