"""Properties of C# classes: name, type and note of each field."""

from dataclasses import dataclass

from mien_protocol.messages.bake import ChunkFrames
from mien_protocol.messages.controls import ControlsKind
from mien_protocol.schema import Struct
from mien_protocol.values import UINT32_MAX, Bin, Bool, Float, Int, ListOf, MapOf, Str
from protocol.generator.csharp.comments import summary
from protocol.generator.csharp.conventions import BY_HAND, CLASSES, FLAGS, LONGS, NAMES, NOTES
from protocol.generator.declarations import FieldDeclaration, choices_of
from protocol.generator.text import camel, pascal

__all__ = ["Property", "is_constant", "narrow_type", "property_of"]


@dataclass(frozen=True, slots=True)
class Property:
    """One property.

    Attributes:
        name: In Pascal case.
        type: In C#.
        note: Sentence about it.
        field: What it holds.
    """

    name: str
    type: str
    note: str
    field: FieldDeclaration

    @property
    def parameter(self) -> str:
        """Name of the constructor's parameter."""
        return camel(self.name)

    def lines(self, accessors: str = "{ get; }") -> list[str]:
        """Its declaration within a type."""
        return ["", *summary(self.note, 2), f"        public {self.type} {self.name} {accessors}"]


def property_of(owner: str, field: FieldDeclaration, *, sent: bool = False) -> Property:
    """The property for a field.

    Args:
        owner: C# class that has it.
        field: Its declaration.
        sent: True if a client writes it, so that integers are taken as `long` and checked.
    """
    flag = FLAGS.get((owner, field.name))
    if flag is not None:
        return Property(flag[0], "bool", flag[2], field)
    name = NAMES.get((owner, field.name)) or NAMES.get(("*", field.name)) or pascal(field.name)
    note = NOTES.get((owner, field.name), field.note)
    kept = BY_HAND.get((owner, field.name))
    return Property(name, kept or _type(field, sent), note, field)


def is_constant(field: FieldDeclaration) -> bool:
    """True if a field can hold one text alone: it is checked, but no property."""
    return isinstance(field.kind, Str) and len(field.kind.choices) == 1


def narrow_type(field: FieldDeclaration) -> str:
    """The integer type that holds a field's range."""
    if isinstance(field.kind, ChunkFrames):
        return "int"
    if not isinstance(field.kind, Int) or field.name in LONGS:
        return "long"
    if field.kind.low >= -(2**31) and field.kind.high < 2**31:
        return "int"
    return "uint" if field.kind.low >= 0 and field.kind.high == UINT32_MAX else "long"


def _type(field: FieldDeclaration, sent: bool) -> str:
    if field.name == "session":
        return "SessionName"
    plain = _plain_type(field, sent)
    # A list or a map that is left out is an empty one.
    return f"{plain}?" if field.nullable and not isinstance(field.kind, ListOf | MapOf) else plain


def _plain_type(field: FieldDeclaration, sent: bool) -> str:
    kind, choice = field.kind, choices_of(field.kind)
    if choice is not None:
        return choice.name
    if isinstance(kind, Int | ChunkFrames):
        return "long" if sent else narrow_type(field)
    if isinstance(kind, Struct):
        return _class(kind)
    if isinstance(kind, ListOf):
        return _list_type(kind)
    if isinstance(kind, MapOf):
        return "IReadOnlyDictionary<string, long>"
    simple = {Float: "double", Bool: "bool", Str: "string", Bin: "byte[]", ControlsKind: "Controls"}
    return simple[type(kind)]


def _list_type(kind: ListOf) -> str:
    if isinstance(kind.element, Int):
        return "ProtocolVersion"
    if isinstance(kind.element, Struct):
        return f"IReadOnlyList<{_class(kind.element)}>"
    return "IReadOnlyList<double>" if isinstance(kind.element, Float) else "IReadOnlyList<string>"


def _class(kind: Struct) -> str:
    return CLASSES.get(kind.cls.__name__, kind.cls.__name__)
