"""Messages of a daemon, and their parts: types that read themselves from a `HeaderMap`."""

from collections.abc import Iterator

from mien_protocol.messages import StreamHeader
from mien_protocol.schema import Struct
from mien_protocol.values import Int, ListOf, MapOf, Str
from protocol.generator.csharp.comments import summary
from protocol.generator.csharp.conventions import CHECKED, GROUPS, PARTIAL, Group
from protocol.generator.csharp.properties import Property, is_constant, property_of
from protocol.generator.csharp.reading import read_expression
from protocol.generator.csharp.source import source
from protocol.generator.declarations import Declaration, FieldDeclaration, declaration_of
from protocol.generator.text import pascal

__all__ = ["daemon_message", "group_class", "stream_header"]

_CHECK = "partial void CheckFields(in HeaderMap map);"


def daemon_message(message: Declaration) -> str:
    """The source of the type of a message, or of a part of one."""
    inherited = issubclass(message.cls, StreamHeader)
    own = message.fields[len(declaration_of(StreamHeader).fields) :] if inherited else message.fields
    kind = f" : base(map, StreamKind.{pascal(str(message.row.stream))})" if inherited and message.row else ""
    partial = "partial " if message.name in PARTIAL else ""
    flat = message.row is not None and not inherited and all(_is_flat(field) for field in message.fields)
    form = f"readonly {partial}struct" if flat else f"sealed {partial}class"
    base = " : StreamHeader" if inherited else ""
    head = [*summary(message.summary, 1), f"    public {form} {message.name}{base}", "    {"]
    constructor = [f"        internal {message.name}(in HeaderMap map){kind}"]
    return source([*head, *_body(message.name, own, constructor), "    }"])


def group_class(group: Group) -> str:
    """The source of the class of fields that several messages share."""
    fields = [declaration_of(group.source).field(name) for name in group.fields]
    partial = "partial " if group.name in PARTIAL else ""
    head = [*summary(group.summary, 1), f"    public sealed {partial}class {group.name}", "    {"]
    return source([*head, *_body(group.name, fields, [f"        internal {group.name}(in HeaderMap map)"]), "    }"])


def stream_header() -> str:
    """The source of the class that all stream headers extend."""
    base = declaration_of(StreamHeader)
    head = [*summary(base.summary, 1), "    public abstract class StreamHeader", "    {"]
    constructor = ["        private protected StreamHeader(in HeaderMap map, StreamKind kind)"]
    names = "Names.StreamKinds[(int)"
    check = [
        "            if (Kind != kind)",
        "            {",
        f'                throw map.Wrong("kind", {names}kind], {names}Kind]);',
        "            }",
    ]
    return source([*head, *_body(base.name, base.fields, constructor, check), "    }"])


def _body(
    owner: str,
    fields: "tuple[FieldDeclaration, ...] | list[FieldDeclaration]",
    constructor: list[str],
    end: list[str] | None = None,
) -> list[str]:
    """Constants, constructor, properties and the hook for hand-written checks."""
    constants = [field for field in fields if is_constant(field)]
    groups, properties = _properties(owner, fields)
    reading = [_statement(owner, field, properties, groups) for field in fields]
    checks = ["            CheckFields(map);"] if owner in CHECKED else []
    lines = [
        *_constants(constants),
        *constructor,
        "        {",
        *(f"            {line}" for line in dict.fromkeys(reading)),
        *(end or []),
        *checks,
        "        }",
    ]
    shown: dict[str, list[str]] = {}
    for field in fields:
        if field.name in groups:
            group = groups[field.name]
            shown[group.property] = [
                "",
                *summary(group.note, 2),
                f"        public {group.name} {group.property} {{ get; }}",
            ]
        elif field.name in properties:
            shown[field.name] = properties[field.name].lines()
    lines += [line for each in shown.values() for line in each]
    return [*lines, *(["", f"        {_CHECK}"] if checks else [])]


def _properties(
    owner: str, fields: "tuple[FieldDeclaration, ...] | list[FieldDeclaration]"
) -> tuple[dict[str, Group], dict[str, Property]]:
    names = {field.name for field in fields}
    groups = {
        name: group
        for group in GROUPS
        if group.name != owner and names.issuperset(group.fields)
        for name in group.fields
    }
    alone = (field for field in fields if field.name not in groups and not is_constant(field))
    return groups, {field.name: property_of(owner, field) for field in alone}


def _statement(owner: str, field: FieldDeclaration, properties: dict[str, Property], groups: dict[str, Group]) -> str:
    if field.name in groups:
        group = groups[field.name]
        return f"{group.property} = new {group.name}(map);"
    if is_constant(field):
        return f'map.Choice("{field.name}", {_array(field)});'
    held = properties[field.name]
    return f"{held.name} = {read_expression(owner, held)};"


def _constants(fields: list[FieldDeclaration]) -> Iterator[str]:
    for field in fields:
        if isinstance(field.kind, Str):
            yield f'        private static readonly string[] {_array(field)} = {{ "{field.kind.choices[0]}" }};'
            yield ""


def _array(field: FieldDeclaration) -> str:
    return f"{pascal(field.name)}s"


def _is_flat(field: FieldDeclaration) -> bool:
    """True if a field is no object of its own; the two numbers of a version are none."""
    if isinstance(field.kind, ListOf):
        return isinstance(field.kind.element, Int)
    return not isinstance(field.kind, MapOf | Struct)
