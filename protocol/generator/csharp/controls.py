"""Controls of a performance: a structure of which each part may be left out."""

from mien_protocol.messages.controls import CONTROL_SINCE
from mien_protocol.values import Float
from protocol.generator.csharp.comments import summary
from protocol.generator.csharp.conventions import NOTES
from protocol.generator.csharp.properties import Property
from protocol.generator.csharp.source import array_name, number, source
from protocol.generator.declarations import FieldDeclaration, choices_of, control_fields
from protocol.generator.text import pascal, words

__all__ = ["controls"]

_NAME = "Controls"


def controls() -> str:
    """The source of the controls."""
    held = [_property(field) for field in control_fields()]
    properties = [line for each in held for line in each.lines("{ get; set; }")]
    return source(
        [
            *summary("Controls of a performance; what is null stays as it is.", 1),
            "    public struct Controls",
            "    {",
            *properties[1:],
            *_method("internal static Controls Read(in HeaderMap map)", _reading(held)),
            *_method("internal readonly void Validate()", [check for each in held if (check := _check(each))]),
            *_method(
                "internal readonly void Write(MessagePackWriter writer)",
                ["writer.WriteMapHeader(Count());", *(_writing(each) for each in held)],
            ),
            *_method("private readonly int Count()", _counting(held)),
            "    }",
        ]
    )


def _property(field: FieldDeclaration) -> Property:
    choice = choices_of(field.kind)
    type_name = "double?" if choice is None else f"{choice.name}?"
    return Property(pascal(field.name), type_name, NOTES.get((_NAME, field.name), field.note), field)


def _reading(held: list[Property]) -> list[str]:
    lines = [f"    {each.name} = {_read(each.field)}," for each in held]
    return ["return new Controls", "{", *lines, "};"]


def _read(field: FieldDeclaration) -> str:
    key, late, choice = f'"{field.name}"', field.name in CONTROL_SINCE, choices_of(field.kind)
    suffix = "OrNull" if late or field.nullable else ""
    if choice is not None:
        cast = f"{choice.name}?" if late else choice.name
        return f"({cast})map.Choice{suffix}({key}, {array_name(choice.name)})"
    read = f"map.Number{suffix}({key}, {_range(field)})"
    return f"{read} ?? double.NaN" if field.nullable else read


def _check(held: Property) -> str:
    if not isinstance(held.field.kind, Float):
        return ""
    method = "RangeOrNaN" if held.field.nullable else "RangeOrNull"
    return f'Check.{method}("{words(held.field.name)}", {held.name}, {_range(held.field)});'


def _range(field: FieldDeclaration) -> str:
    return f"{number(field.kind.low)}, {number(field.kind.high)}" if isinstance(field.kind, Float) else ""


def _writing(held: Property) -> str:
    choice, key = choices_of(held.field.kind), f'"{held.field.name}"'
    if choice is not None:
        return f"Header.Given(writer, {key}, {array_name(choice.name)}, (int?){held.name});"
    return f"Header.Given(writer, {key}, {held.name});"


def _counting(held: list[Property]) -> list[str]:
    terms = [f"({each.name} is null ? 0 : 1)" for each in held]
    return [f"return {terms[0]}", *(f"    + {term}" for term in terms[1:-1]), f"    + {terms[-1]};"]


def _method(signature: str, body: list[str]) -> list[str]:
    return ["", f"        {signature}", "        {", *(f"            {line}" for line in body), "        }"]
