"""Declarations of messages as a generator needs them: fields with kinds, defaults and notes."""

import dataclasses
from dataclasses import dataclass
from enum import StrEnum

from mien_protocol.messages import choices, controls
from mien_protocol.messages.table import BY_CLASS, TABLE, MessageType, Sender
from mien_protocol.schema import Message, layout_of
from mien_protocol.topics import StreamKind
from mien_protocol.values import Kind, Str
from protocol.generator.notes import attribute_notes, member_notes, summary

__all__ = [
    "REQUIRED",
    "Choice",
    "Declaration",
    "FieldDeclaration",
    "choices_of",
    "control_fields",
    "declaration_of",
    "every_choice",
    "maps_from",
]

REQUIRED = object()
"""Default of a field that has none."""


@dataclass(frozen=True, slots=True)
class FieldDeclaration:
    """One field.

    Attributes:
        name: On the wire.
        kind: Type and range.
        nullable: True if nil may stand for it.
        default: Value of a field that is left out, or `REQUIRED`.
        note: Sentence about it.
    """

    name: str
    kind: Kind
    nullable: bool
    default: object
    note: str


@dataclass(frozen=True, slots=True)
class Declaration:
    """One message, or a part of one.

    Attributes:
        cls: Its class in Python.
        row: Its row of the table of messages; None of a part.
        summary: Sentence about it.
        fields: Fields of its header, in order.
    """

    cls: type[Message]
    row: MessageType | None
    summary: str
    fields: tuple[FieldDeclaration, ...]

    @property
    def name(self) -> str:
        """Name of its class."""
        return self.cls.__name__

    @property
    def type_name(self) -> str:
        """The header's `type`; empty of a part."""
        return self.row.name if self.row else ""

    def field(self, name: str) -> FieldDeclaration:
        """The field of a name."""
        return next(field for field in self.fields if field.name == name)


@dataclass(frozen=True, slots=True)
class Choice:
    """Words that a field may hold.

    Attributes:
        name: Of the enumeration.
        summary: Sentence about it.
        words: Note of each word, in order.
    """

    name: str
    summary: str
    words: dict[str, str]


def declaration_of(cls: type[Message]) -> Declaration:
    """The declaration of a class."""
    notes = attribute_notes(cls)
    defaults = {field.name: _default(field) for field in dataclasses.fields(cls)}  # type: ignore[arg-type]
    fields = tuple(
        FieldDeclaration(field.name, field.kind, field.nullable, defaults[field.name], notes[field.name])
        for field in layout_of(cls).header
    )
    return Declaration(cls, BY_CLASS.get(cls), summary(cls), fields)


def maps_from(sender: Sender) -> list[Declaration]:
    """Messages of a sender whose header is a map, in the order of the table."""
    return [declaration_of(row.cls) for row in TABLE if row.sender is sender and not row.name.endswith("_frame")]


def control_fields() -> tuple[FieldDeclaration, ...]:
    """The controls; each may be left out, and the default is the natural value."""
    notes = attribute_notes(controls.PartialControls)
    natural = dict(controls.NATURAL_CONTROLS)
    return tuple(
        FieldDeclaration(name, kind, natural[name] is None, natural[name], notes[name])
        for name, kind in controls.CONTROL_KINDS.items()
    )


def choices_of(kind: Kind) -> Choice | None:
    """The words that a kind allows, where they are an enumeration of the protocol."""
    if not isinstance(kind, Str) or not kind.choices or not isinstance(kind.choices[0], StrEnum):
        return None
    return _choice(type(kind.choices[0]))


def every_choice() -> list[Choice]:
    """Every enumeration of words that messages use."""
    return [_choice(cls) for cls in (*(getattr(choices, name) for name in choices.__all__), StreamKind)]


def _choice(cls: type[StrEnum]) -> Choice:
    notes = member_notes(cls)
    return Choice(cls.__name__, summary(cls), {member.value: notes.get(member.name, "") for member in cls})


def _default(field: "dataclasses.Field[object]") -> object:
    if field.default is not dataclasses.MISSING:
        return field.default
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return REQUIRED
