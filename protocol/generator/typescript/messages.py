"""Messages that the page sends, and the version in which it speaks."""

from mien_protocol import messages
from mien_protocol.values import Int, Str
from protocol.generator.declarations import Declaration, FieldDeclaration, declaration_of
from protocol.generator.typescript.conventions import SENT
from protocol.generator.typescript.source import doc, source

__all__ = ["sent_messages"]


def sent_messages() -> str:
    """The source of the module."""
    major, minor = messages.PROTOCOL_VERSION
    version = [
        *doc("Major and minor version of the protocol that the page speaks."),
        f"export const PROTOCOL_VERSION = [{major}, {minor}] as const;",
    ]
    interfaces = [line for name in SENT for line in ["", *_interface(declaration_of(getattr(messages, name)))]]
    return source("Messages that the page sends on the channel `control`.", [*version, *interfaces])


def _interface(message: Declaration) -> list[str]:
    fields = [
        line
        for field in message.fields
        for line in [*doc(field.note, "  "), f"  readonly {field.name}: {_type(field)};"]
    ]
    head = [*doc(message.summary), f"export interface {message.name} {{", f'  readonly type: "{message.type_name}";']
    return [*head, *fields, "}"]


def _type(field: FieldDeclaration) -> str:
    if isinstance(field.kind, Int):
        return "number"
    return "string" if isinstance(field.kind, Str) else "readonly [number, number]"
