"""Expressions that read a field from a `HeaderMap`."""

import re

from mien_protocol.messages.bake import ChunkFrames
from mien_protocol.messages.controls import ControlsKind
from mien_protocol.schema import Struct
from mien_protocol.values import INT64_MAX, Bool, Float, Int, Kind, ListOf, MapOf, Str
from protocol.generator.csharp.conventions import BY_HAND, FLAGS
from protocol.generator.csharp.properties import Property, narrow_type
from protocol.generator.csharp.source import array_name, number
from protocol.generator.declarations import FieldDeclaration, choices_of

__all__ = ["read_expression"]

_HEXADECIMAL = re.compile(r"\[0-9a-f\]\{(\d+)\}")
_CODE = "[a-z0-9_]{1,64}"


def read_expression(owner: str, held: Property) -> str:
    """The expression that reads a property of a class.

    Raises:
        TypeError: If no rule reads such a field.
    """
    field = held.field
    if (owner, field.name) in BY_HAND:
        return f"Read{held.name}(map)"
    if field.name == "session":
        return "map.SessionOrEmpty()" if field.nullable else "map.Session()"
    choice = choices_of(field.kind)
    if choice is not None:
        found = f'map.Choice("{field.name}", {array_name(choice.name)})'
        flag = FLAGS.get((owner, field.name))
        return f"{found} == {list(choice.words).index(flag[1])}" if flag else f"({choice.name}){found}"
    return _scalar(field) or _compound(field, held)


def _scalar(field: FieldDeclaration) -> str:
    kind, key = field.kind, f'"{field.name}"'
    if isinstance(kind, ChunkFrames):
        return f"(int)map.Integer({key}, 1, Limits.Default.ChunkFrames)"
    if isinstance(kind, Int):
        return _integer(field, kind)
    if isinstance(kind, Float):
        return f"map.Number({key}, {number(kind.low)}, {number(kind.high)})"
    if isinstance(kind, Bool):
        return f"map.Flag({key})" if field.default is not False else f"map.Flag({key}, mayBeMissing: true)"
    return _text(field, kind) if isinstance(kind, Str) else ""


def _integer(field: FieldDeclaration, kind: Int) -> str:
    bounds = [] if kind.low == 0 and kind.high == INT64_MAX else [number(kind.low)]
    bounds += [] if kind.high == INT64_MAX else [number(kind.high)]
    method = "IntegerOrNull" if field.nullable else "Integer"
    cast = "" if narrow_type(field) == "long" else f"({narrow_type(field)})"
    return f"{cast}map.{method}({', '.join([_key(field), *bounds])})"


def _text(field: FieldDeclaration, kind: Str) -> str:
    suffix = "OrNull" if field.nullable else ""
    digits = _HEXADECIMAL.fullmatch(kind.pattern)
    if digits:
        return f"map.Hexadecimal{suffix}({_key(field)}, {digits[1]})"
    if kind.pattern == _CODE:
        return f"map.Code({_key(field)})"
    most = "" if kind.max_bytes is None else f", {kind.max_bytes}"
    if isinstance(field.default, str):
        return f'map.TextOrNull({_key(field)}{most}) ?? "{field.default}"'
    return f"map.Text{suffix}({_key(field)}{most})"


def _compound(field: FieldDeclaration, held: Property) -> str:
    kind, key = field.kind, _key(field)
    if isinstance(kind, ControlsKind):
        return f"Controls.Read(map.Map({key}))"
    if isinstance(kind, Struct) and field.nullable:
        name = held.parameter
        return f"map.TryMap({key}, out HeaderMap {name}) ? new {held.type.rstrip('?')}({name}) : null"
    if isinstance(kind, Struct):
        return f"new {held.type}(map.Map({key}))"
    if isinstance(kind, MapOf):
        return f"map.Integers({key})"
    if isinstance(kind, ListOf):
        return _list(key, kind, kind.element)
    raise TypeError(f"no rule reads {field.name}, a {type(kind).__name__}")


def _list(key: str, kind: ListOf, element: Kind) -> str:
    if isinstance(element, Int):
        return f"map.Version({key})"
    if isinstance(element, Struct):
        return f"map.Maps({key}, (in HeaderMap element) => new {element.cls.__name__}(element))"
    if isinstance(element, Float):
        return f"map.Numbers({key}, {kind.length}, {number(element.low)}, {number(element.high)})"
    most = element.max_bytes if isinstance(element, Str) else None
    length = "" if kind.length is None else f", {kind.length}"
    return f"map.Texts({key}, {most or 'int.MaxValue'}{length})"


def _key(field: FieldDeclaration) -> str:
    return f'"{field.name}"'
