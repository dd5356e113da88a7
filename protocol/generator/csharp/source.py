"""Source files: notice, usings and namespace around a type."""

import re

__all__ = ["array_name", "number", "source"]

_NOTICE = "// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file."

_USINGS = {
    "System": r"\[Flags\]|\bReadOnlySpan<",
    "System.Collections.Generic": r"\b(IReadOnlyList|IReadOnlyDictionary|List|Dictionary)<",
    "Mien.Core.MessagePack": r"\bMessagePack(Reader|Writer)\b",
    "Mien.Core.Wire": r"\b(HeaderMap|HeaderCheck|Limits|ProtocolVersion|SessionName|StreamKind)\b",
}

_LARGE = {
    2**64 - 1: "ulong.MaxValue",
    2**63 - 1: "long.MaxValue",
    2**53 - 1: "(1L << 53) - 1",
    2**32 - 1: "uint.MaxValue",
    2**31 - 1: "int.MaxValue",
    2**16 - 1: "ushort.MaxValue",
    -(2**63): "long.MinValue",
}


def source(lines: list[str], namespace: str = "Mien.Core.Messages") -> str:
    """A file with one type, whose lines are indented already."""
    body = "\n".join(lines)
    usings = [f"using {name};" for name, used in _USINGS.items() if name != namespace and re.search(used, body)]
    head = ["#nullable enable", _NOTICE, *usings]
    return "\n".join([*head, "", f"namespace {namespace}", "{", body, "}", ""])


def number(value: float) -> str:
    """A number as people write it: a constant's name for the largest, `_` in what is long."""
    if isinstance(value, int):
        return _LARGE.get(value, f"{value:_}" if abs(value) >= 8_000 else str(value))
    return f"{value:g}"


def array_name(choice: str) -> str:
    """The array in `Names` that spells a choice: `Names.Activities` for `Activity`."""
    return f"Names.{choice[:-1]}ies" if choice.endswith("y") else f"Names.{choice}s"
