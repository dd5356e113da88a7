"""Source files: notice, imports and doc comments."""

import re
import textwrap

from mien_protocol.values import INT64_MAX, INT64_MIN
from protocol.generator.text import WIDTH
from protocol.generator.typescript.conventions import INTERFACES

__all__ = ["array", "doc", "number", "source", "union"]

_NOTICE = "Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file."


def source(subject: str, lines: list[str], imports: str = "") -> str:
    """A module.

    Args:
        subject: Sentence about it.
        lines: Its content.
        imports: Names that it takes from `fields`; those that it does not use are left out.
    """
    body = "\n".join(lines)
    names = imports.split(", ") if imports else []
    used = [name for name in names if re.search(rf"\b{name.removeprefix('type ')}\b", body)]
    start = [f'import {{ {", ".join(used)} }} from "./fields";', ""] if used else []
    return "\n".join([f"/** {subject} */", f"// {_NOTICE}", "", *start, body, ""])


def doc(note: str, indent: str = "") -> list[str]:
    """A doc comment: one line where it fits."""
    text = _own_words(note)
    if len(line := f"{indent}/** {text} */") <= WIDTH:
        return [line]
    wrapped = textwrap.wrap(text, WIDTH - len(indent) - 3)
    return [f"{indent}/**", *(f"{indent} * {part}" for part in wrapped), f"{indent} */"]


def array(name: str, items: tuple[str, ...]) -> list[str]:
    """A constant array of words."""
    quoted = [f'"{item}"' for item in items]
    if len(line := f"export const {name} = [{', '.join(quoted)}] as const;") <= WIDTH:
        return [line]
    wrapped = textwrap.wrap(", ".join(quoted) + ",", WIDTH - 2)
    return [f"export const {name} = [", *(f"  {part}" for part in wrapped), "] as const;"]


def number(value: float) -> str:
    """A number; the ends of 64 bits are powers of two, as a double does not hold the largest."""
    if value in (INT64_MAX, INT64_MIN):
        return "2 ** 63" if value > 0 else "-(2 ** 63)"
    if isinstance(value, int):
        return f"{value:_}" if abs(value) >= 8_000 else str(value)
    return f"{value:g}"


def union(words: tuple[str, ...]) -> str:
    """The type that holds one of some words."""
    return " | ".join(f'"{word}"' for word in words)


def _own_words(note: str) -> str:
    renamed = re.sub(r"`(\w+)`", lambda found: f"`{INTERFACES.get(found[1], found[1])}`", note)
    return re.sub(r"\bNone\b", "null", renamed)
