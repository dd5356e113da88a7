"""Writes what Unity's package and the page know of characters from `protocol/presets`: `python3 run.py generate`.

A preset becomes a table of a line a shape, which both read: `viseme_U = jawOpen 0.25, mouthPucker 0.55 | v_ou`, with
other names of the shape after bars; a shape that is called like its coefficient is a line of its own.
"""

import json
import sys
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

__all__ = ["KnownRegion", "KnownShapes", "Rules", "generated_files", "read_known_shapes", "read_rules"]

ROOT: Final = Path(__file__).resolve().parents[2]

PRESETS: Final = ROOT / "protocol" / "presets"

_CSHARP: Final = ROOT / "plugins" / "unity" / "Runtime" / "Core" / "Mapping"

_TYPESCRIPT: Final = ROOT / "bridge" / "page" / "src" / "character" / "preset_tables.ts"

_WIDTH: Final = 112


@dataclass(frozen=True, slots=True)
class KnownRegion:
    """A part of the face that one preset moves as a whole: what its coefficients begin with, and which it needs."""

    name: str
    begins: list[str]
    needs: list[str]


@dataclass(frozen=True, slots=True)
class Rules:
    """By what presets are chosen: the share of one that is enough, and the parts of the face."""

    enough: float
    regions: list[KnownRegion]


@dataclass(frozen=True, slots=True)
class KnownShapes:
    """Shapes of a preset.

    Attributes:
        name: Of its file.
        title: What users know it by.
        whole: True if its names count only where a part of the face has all of them.
        shapes: For each shape the weights of coefficients.
        also: Other names of its shapes.
    """

    name: str
    title: str
    whole: bool
    shapes: Mapping[str, Mapping[str, float]]
    also: Mapping[str, list[str]]


def read_known_shapes(folder: Path = PRESETS) -> list[KnownShapes]:
    """The presets that know shapes, the more likely first."""
    order = json.loads((folder / "matching.json").read_text(encoding="utf-8"))["order"]
    found = [(name, json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))) for name in order]
    return [
        KnownShapes(name, preset["title"], preset.get("whole", False), preset["shapes"], preset.get("also", {}))
        for name, preset in found
        if preset.get("shapes")
    ]


def read_rules(folder: Path = PRESETS) -> Rules:
    """By what presets are chosen."""
    known = json.loads((folder / "matching.json").read_text(encoding="utf-8"))
    regions = known["regions"].items()
    return Rules(known["enough"], [KnownRegion(name, part["begins"], part.get("needs", [])) for name, part in regions])


def generated_files(presets: list[KnownShapes], rules: Rules) -> dict[Path, str]:
    """The content of each generated file by its path."""
    files = {_CSHARP / f"{_class_name(preset)}.cs": _csharp_preset(preset) for preset in presets}
    files[_CSHARP / "KnownPresets.cs"] = _csharp_list(presets)
    files[_CSHARP / "FaceRegions.cs"] = _csharp_regions(rules)
    files[_TYPESCRIPT] = _typescript(presets, rules)
    return files


def _table(preset: KnownShapes) -> str:
    return "\n".join(_line(preset, shape) for shape in preset.shapes)


def _line(preset: KnownShapes, shape: str) -> str:
    terms = ", ".join(f"{name} {weight:g}" for name, weight in preset.shapes[shape].items())
    line = shape if terms == f"{shape} 1" else f"{shape} = {terms}"
    line = " | ".join([line, *preset.also.get(shape, [])])
    return textwrap.fill(line, _WIDTH, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)


def _class_name(preset: KnownShapes) -> str:
    return "".join(word.capitalize() for word in preset.name.split("_")) + "Preset"


def _csharp_preset(preset: KnownShapes) -> str:
    whole = ", isWhole: true" if preset.whole else ""
    return f"""\
#nullable enable
// Generated from protocol/presets/{preset.name}.json by `python3 run.py generate`; edit that.

namespace Mien.Core.Mapping
{{
    /// <summary>{preset.title}.</summary>
    internal static class {_class_name(preset)}
    {{
        internal static readonly ShapePreset Preset = PresetTable.Read(
            "{preset.name}", "{preset.title}", Shapes{whole});

        private const string Shapes = @"
{_table(preset)}
";
    }}
}}
"""


def _csharp_list(presets: list[KnownShapes]) -> str:
    rows = "\n".join(f"            {_class_name(preset)}.Preset," for preset in presets)
    return f"""\
#nullable enable
// Generated from protocol/presets/matching.json by `python3 run.py generate`; edit that.
using System.Collections.Generic;

namespace Mien.Core.Mapping
{{
    /// <summary>Known kinds of characters, the more likely first.</summary>
    internal static class KnownPresets
    {{
        internal static readonly IReadOnlyList<ShapePreset> InOrder = new[]
        {{
{rows}
        }};
    }}
}}
"""


def _csharp_regions(rules: Rules) -> str:
    def array(names: list[str]) -> str:
        return f"new[] {{ {', '.join(map(json.dumps, names))} }}" if names else "new string[0]"

    rows = "\n".join(
        f"            new FaceRegion({json.dumps(region.name)}, {array(region.begins)}, {array(region.needs)}),"
        for region in rules.regions
    )
    return f"""\
#nullable enable
// Generated from protocol/presets/matching.json by `python3 run.py generate`; edit that.

namespace Mien.Core.Mapping
{{
    /// <summary>The parts of a face, and what share of a preset is enough to be taken for one.</summary>
    internal static class FaceRegions
    {{
        internal const double Enough = {rules.enough};

        internal static readonly FaceRegion[] All =
        {{
{rows}
        }};
    }}
}}
"""


def _typescript(presets: list[KnownShapes], rules: Rules) -> str:
    regions = "".join(
        f"  {{ name: {json.dumps(region.name)}, begins: {json.dumps(region.begins)}, "
        f"needs: {json.dumps(region.needs)} }},\n"
        for region in rules.regions
    )
    entries = "".join(
        f"""\
  {{
    name: {json.dumps(preset.name)},
    title: {json.dumps(preset.title, ensure_ascii=False)},
    isWhole: {json.dumps(preset.whole)},
    shapes: `
{_table(preset)}
`,
  }},
"""
        for preset in presets
    )
    return f"""\
// Generated from protocol/presets by `python3 run.py generate`; edit those.

/** A preset as its table has it: a line a shape, and after bars other names of it. */
export interface PresetTable {{
  readonly name: string;
  readonly title: string;
  readonly isWhole: boolean;
  readonly shapes: string;
}}

/** A part of a face that one preset moves as a whole, and coefficients of which one has to move for it to be of use. */
export interface Region {{
  readonly name: string;
  readonly begins: readonly string[];
  readonly needs: readonly string[];
}}

/** Share of a preset's shapes in a region from which on it is taken, whatever those after it have. */
export const ENOUGH = {rules.enough};

export const REGIONS: readonly Region[] = [
{regions}];

/** Known shapes of characters, the more likely first. */
export const PRESET_TABLES: readonly PresetTable[] = [
{entries}];
"""


def main() -> int:
    """Writes every table that differs."""
    for path, content in generated_files(read_known_shapes(), read_rules()).items():
        if not path.is_file() or path.read_text(encoding="utf-8") != content:
            path.write_text(content, encoding="utf-8")
            sys.stderr.write(f"wrote {path.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
