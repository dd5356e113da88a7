"""Options that a client fills in: classes with defaults and one check of all."""

from mien_protocol.messages import FaceRequest
from protocol.generator.csharp.checking import check_option, write_statement
from protocol.generator.csharp.comments import summary
from protocol.generator.csharp.conventions import CHECKED, CLASSES, OPTIONS, PARTIAL
from protocol.generator.csharp.properties import Property, property_of
from protocol.generator.csharp.source import number, source
from protocol.generator.declarations import REQUIRED, choices_of, declaration_of
from protocol.generator.text import pascal

__all__ = ["face_options", "session_options"]


def session_options() -> str:
    """The source of the options of a session."""
    fields = declaration_of(OPTIONS.source).fields
    held = [property_of(OPTIONS.name, field) for field in fields if field.default is not REQUIRED]
    return _class(OPTIONS.name, OPTIONS.summary, held, [])


def face_options() -> str:
    """The source of the options of a session's pictures."""
    request = declaration_of(FaceRequest)
    name = CLASSES[request.name]
    held = [property_of(name, field) for field in request.fields]
    writing = [
        "",
        "        internal void Write(MessagePackWriter writer)",
        "        {",
        f"            writer.WriteMapHeader({len(held)});",
        *(f"            {write_statement(each, each.name)}" for each in held),
        "        }",
    ]
    return _class(name, request.summary, held, writing)


def _class(name: str, note: str, held: list[Property], more: list[str]) -> str:
    properties = [line for each in held for line in each.lines(f"{{ get; set; }}{_initial(each)}")]
    checks = [f"            {check}" for each in held if (check := check_option(name, each))]
    hook = ["            CheckFields();"] if name in CHECKED else []
    validate = ["", "        internal void Validate()", "        {", *checks, *hook, "        }"]
    partial = "partial " if name in PARTIAL else ""
    head = [*summary(note, 1), f"    public sealed {partial}class {name}", "    {"]
    declared = ["", "        partial void CheckFields();"] if hook else []
    return source([*head, *properties[1:], *validate, *more, *declared, "    }"])


def _initial(held: Property) -> str:
    default, choice = held.field.default, choices_of(held.field.kind)
    if choice is not None:
        return f" = {choice.name}.{pascal(str(default))};"
    if isinstance(default, int) and default:
        return f" = {number(default)};"
    return ""
