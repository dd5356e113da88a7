"""The package's presets, made of Blender's: `python -m tests.plugins.unity.toolchain.presets` writes their tables anew.

What is known of characters is kept there, with its sources; what only Unity's package knows, as VRM 0's names, is kept
beside it here.
"""

import json
import re
import textwrap
from pathlib import Path
from typing import Any

from tests.plugins.unity.toolchain.project import PACKAGE, ROOT

__all__ = ["with_shapes"]

_BLENDERS = ROOT / "plugins" / "blender" / "mien" / "core" / "presets"
_TABLE = re.compile(r'PresetTable\.Read\(\s*"(\w+)", "([^"]*)"(.*?)@"\n(.*?)\n";', re.DOTALL)
_WIDTH = 112


def with_shapes(text: str, known: dict[str, Any]) -> str:
    """A preset's source, with the shapes and the title that Blender's has."""

    def table(found: re.Match[str]) -> str:
        name, _, between, before = found.groups()
        lines = [_line(shape, known, _aliases(before)) for shape in known["shapes"]]
        return f'PresetTable.Read("{name}", "{known["title"]}"{between}@"\n' + "\n".join(lines) + '\n";'

    return _TABLE.sub(table, text, count=1)


def _line(shape: str, known: dict[str, Any], aliases: dict[str, list[str]]) -> str:
    terms = ", ".join(f"{name} {weight:g}" for name, weight in known["shapes"][shape].items())
    also = list(dict.fromkeys([*aliases.get(shape, []), *known.get("also", {}).get(shape, [])]))
    line = shape if terms == f"{shape} 1" else f"{shape} = {terms}"
    return textwrap.fill(" | ".join([line, *also]), _WIDTH, subsequent_indent="    ", break_long_words=False)


def _aliases(table: str) -> dict[str, list[str]]:
    """The other names that a table has for its shapes."""
    rows = re.sub(r"\n +", " ", table).splitlines()
    return {row.split("|")[0].split("=")[0].strip(): [name.strip() for name in row.split("|")[1:]] for row in rows}


def main() -> None:
    """Writes all tables."""
    for path in sorted(Path(PACKAGE / "Runtime" / "Core" / "Mapping").glob("*Preset.cs")):
        text = path.read_text(encoding="utf-8")
        if found := _TABLE.search(text):
            known = json.loads((_BLENDERS / f"{found[1]}.json").read_text(encoding="utf-8"))
            path.write_text(with_shapes(text, known), encoding="utf-8")


if __name__ == "__main__":
    main()
