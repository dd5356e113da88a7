"""Messages of a client: structures that check what they are given and write themselves."""

from protocol.generator.csharp.checking import checked, write_statement
from protocol.generator.csharp.comments import element, summary
from protocol.generator.csharp.conventions import OPTIONS, PARTIAL
from protocol.generator.csharp.properties import Property, property_of
from protocol.generator.csharp.source import source
from protocol.generator.declarations import REQUIRED, Declaration, declaration_of

__all__ = ["client_message"]

_OUT_OF_RANGE = "A value is out of its range."


def client_message(message: Declaration) -> str:
    """The source of a message's structure."""
    optional = _option_names() if message.name in ("OpenSession", "BakeOpen") else set()
    written = [property_of(message.name, field, sent=True) for field in message.fields]
    own = [held for held in written if held.field.name not in optional]
    partial = "partial " if message.name in PARTIAL else ""
    head = [
        *summary(message.summary, 1),
        f"    public readonly {partial}struct {message.name} : IClientMessage",
        "    {",
    ]
    properties = [line for held in own for line in held.lines()]
    if optional:
        properties += ["", *summary(OPTIONS.note, 2), f"        public {OPTIONS.name} {OPTIONS.property} {{ get; }}"]
    return source(
        [
            *head,
            *_constructor(message, own, bool(optional)),
            *properties,
            *_writing(message, written, optional),
            "    }",
        ]
    )


def _option_names() -> set[str]:
    return {field.name for field in declaration_of(OPTIONS.source).fields if field.name != "id"}


def _constructor(message: Declaration, own: list[Property], options: bool) -> list[str]:
    parameters = [f"{held.type} {held.parameter}{_default(held)}" for held in own]
    notes = [line for held in own for line in element("param", held.note, 2, f' name="{held.parameter}"')]
    body = [f"{held.name} = {checked(held)};" for held in own]
    if options:
        parameters.append(f"{OPTIONS.name} options")
        notes += element("param", OPTIONS.note, 2, ' name="options"')
        body += ["options.Validate();", f"{OPTIONS.property} = options;"]
    fails = any("Check." in line or "Validate" in line for line in body)
    return [
        *summary("Makes the message.", 2),
        *notes,
        *(element("exception", _OUT_OF_RANGE, 2, ' cref="MienException"') if fails else []),
        f"        public {message.name}({', '.join(parameters)})",
        "        {",
        *(f"            {line}" for line in body),
        "        }",
    ]


def _default(held: Property) -> str:
    if held.field.default is REQUIRED:
        return ""
    return " = null" if held.type.endswith("?") else " = default"


def _writing(message: Declaration, written: list[Property], optional: set[str]) -> list[str]:
    options = f"{OPTIONS.property}."
    statements = [
        write_statement(
            property_of(OPTIONS.name, held.field) if held.field.name in optional else held,
            f"{options if held.field.name in optional else ''}{held.name}",
        )
        for held in written
    ]
    return [
        "",
        "        /// <inheritdoc/>",
        "        public void Write(MessagePackWriter writer)",
        "        {",
        f'            Header.Begin(writer, "{message.type_name}", {len(statements)});',
        *(f"            {statement}" for statement in statements),
        "        }",
    ]
