"""Expressions that check a value before it is sent, and statements that write it."""

from mien_protocol.messages.controls import ControlsKind
from mien_protocol.schema import Struct
from mien_protocol.values import INT64_MAX, INT64_MIN, Bin, Int, Str
from protocol.generator.csharp.conventions import LABELS
from protocol.generator.csharp.properties import Property
from protocol.generator.csharp.source import array_name, number
from protocol.generator.declarations import choices_of
from protocol.generator.text import pascal, words

__all__ = ["check_option", "checked", "write_statement"]


def checked(held: Property) -> str:
    """The constructor's parameter, checked where it can be wrong."""
    name, kind = held.parameter, held.field.kind
    suffix = "OrNull" if held.field.nullable else ""
    if isinstance(kind, Int) and (kind.low, kind.high) != (INT64_MIN, INT64_MAX):
        return f"Check.Range{suffix}(nameof({name}), {name}, {number(kind.low)}, {number(kind.high)})"
    if isinstance(kind, Str) and kind.chars_limit:
        return f"Check.CodePoints(nameof({name}), {name}, {_limit(kind.chars_limit)})"
    if isinstance(kind, Str) and kind.max_bytes is not None:
        return f"Check.Text{suffix}(nameof({name}), {name}, {kind.max_bytes})"
    return name


def check_option(owner: str, held: Property) -> str:
    """The statement that checks a property of options; empty where it cannot be wrong."""
    kind, name = held.field.kind, held.name
    label = LABELS.get((owner, held.field.name), words(held.field.name))
    if isinstance(kind, Int):
        return f'Check.Range("{label}", {name}, {number(kind.low)}, {number(kind.high)});'
    if isinstance(kind, Bin):
        return f'Check.BytesOrNull("{label}", {name}, {_limit(kind.limit)});'
    if isinstance(kind, Str) and kind.pattern:
        return f'Check.Sha256OrNull("{label}", {name});'
    if isinstance(kind, ControlsKind | Struct):
        return f"{name}{'?' if held.field.nullable else ''}.Validate();"
    return ""


def write_statement(held: Property, value: str) -> str:
    """The statement that writes a field's key and value."""
    field, choice = held.field, choices_of(held.field.kind)
    if field.name == "session":
        return f"Header.Session{'OrNil' if field.nullable else ''}(writer, {value});"
    written = value if choice is None else f"{array_name(choice.name)}[(int){value}]"
    return f'Header.Field(writer, "{field.name}", {written});'


def _limit(name: str) -> str:
    return f"Limits.Default.{pascal(name)}"
