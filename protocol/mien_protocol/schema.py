"""Wire layout of a message from its annotations: a map, or the array of a frame's header."""

import dataclasses
import types
from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from mien_protocol.limits import Limits
from mien_protocol.values import Kind, malformed, wrong

__all__ = [
    "Field",
    "Layout",
    "Message",
    "Payload",
    "PayloadKind",
    "Struct",
    "layout_of",
    "read_array",
    "read_map",
    "write_array",
    "write_map",
]


class Message:
    """Base of all messages: a frozen dataclass whose annotated fields are its form on the wire."""

    __slots__ = ()

    def check(self) -> None:
        """Checks conditions across fields.

        Raises:
            ProtocolError: `malformed`, if the fields contradict each other.
        """


Payload = bytes | bytearray | memoryview
"""A payload part: any contiguous bytes, so that a picture need not be copied to be sent."""


class PayloadKind(Kind):
    """Type of a message's payload part, of which there is at most one."""

    @abstractmethod
    def read(self, value: object, name: str, limits: Limits) -> Payload:
        """The payload as it is, not copied; raises as every `read` does."""


T = TypeVar("T", bound=Message)


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a message's header.

    Attributes:
        name: In Python and on the wire.
        kind: What it may hold.
        nullable: True if nil may stand for it.
        required: True if it may not be left out.
    """

    name: str
    kind: Kind
    nullable: bool
    required: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """A message on the wire; what the topic says is in neither.

    Attributes:
        header: Fields of the header, in order.
        payload: What the payload part may be, if the message has one: its field is `payload`.
    """

    header: tuple[Field, ...]
    payload: PayloadKind | None


def layout_of(cls: type[Message]) -> Layout:
    """Layout of a class of messages on the wire."""
    return _cached_layout(cls)


def read_map(cls: type[T], value: object, name: str, limits: Limits, **given: object) -> T:
    """A message from a map.

    Args:
        cls: What to read.
        value: What msgpack unpacked; keys that `cls` does not know are passed over.
        name: What to call it in errors.
        limits: Of lengths.
        **given: Fields that are not in the map.

    Raises:
        ProtocolError: `malformed`, naming the field.
    """
    if not isinstance(value, Mapping):
        raise wrong(name, "a map", value)
    for field in layout_of(cls).header:
        # A key left out and a key with nil mean the same.
        held = value.get(field.name)
        if held is not None:
            given[field.name] = field.kind.read(held, f"{name}.{field.name}", limits)
        elif field.required:
            if not field.nullable:
                raise malformed(f"{name}.{field.name}", "a value", "none")
            given[field.name] = None
    return _checked(cls, given)


def write_map(message: Message, name: str, limits: Limits) -> dict[str, Any]:
    """The map that msgpack is to pack for a message; raises as `read_map` does."""
    written: dict[str, Any] = {}
    for field in layout_of(type(message)).header:
        value = getattr(message, field.name)
        if value is None and field.nullable:
            written[field.name] = None
        else:
            written[field.name] = field.kind.write(value, f"{name}.{field.name}", limits)
    message.check()
    return written


def read_array(cls: type[T], values: Sequence[Any], name: str, limits: Limits, **given: object) -> T:
    """A message from an array of its fields; elements beyond those are passed over; raises as `read_map` does."""
    for at, field in enumerate(layout_of(cls).header):
        if at < len(values) and (values[at] is not None or not field.nullable):
            given[field.name] = field.kind.read(values[at], f"{name}.{field.name}", limits)
        elif field.required:
            raise malformed(name, f"{field.name} at position {at}", f"{len(values)} elements")
    return _checked(cls, given)


def write_array(message: Message, name: str, limits: Limits) -> list[Any]:
    """The array that msgpack is to pack for a message, without the nils at its end; raises as `read_map` does."""
    written: list[Any] = []
    for field in layout_of(type(message)).header:
        value = getattr(message, field.name)
        if value is not None or not field.nullable:
            written.append(field.kind.write(value, f"{name}.{field.name}", limits))
    message.check()
    return written


@dataclass(frozen=True, slots=True)
class Struct(Kind):
    """A map of known fields within a message."""

    cls: type[Message]

    def read(self, value: object, name: str, limits: Limits) -> Message:
        """The structure from a map."""
        return read_map(self.cls, value, name, limits)

    def write(self, value: object, name: str, limits: Limits) -> dict[str, Any]:
        """The map of a structure."""
        if not isinstance(value, self.cls):
            raise wrong(name, f"a {self.cls.__name__}", value)
        return write_map(value, name, limits)


def _checked(cls: type[T], given: dict[str, object]) -> T:
    message = cast("Callable[..., T]", cls)(**given)
    message.check()
    return message


def _layout(cls: type[Any]) -> Layout:
    hints = get_type_hints(cls, include_extras=True)
    header: list[Field] = []
    payload: PayloadKind | None = None
    for field in dataclasses.fields(cls):
        kind, nullable = _kind_of(hints[field.name])
        required = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        if isinstance(kind, PayloadKind):
            payload = kind
        elif kind is not None:
            header.append(Field(field.name, kind, nullable, required))
    return Layout(tuple(header), payload)


# The cast is for mypy, to which a class is not hashable.
_cached_layout = cast("Callable[[type[Message]], Layout]", cache(_layout))


def _kind_of(hint: object) -> tuple[Kind | None, bool]:
    """The kind that an annotation names, if any, and whether it allows None."""
    nullable = get_origin(hint) in (Union, types.UnionType) and type(None) in get_args(hint)
    candidates = [hint, *get_args(hint)] if nullable else [hint]
    kinds = [note for part in candidates for note in getattr(part, "__metadata__", ()) if isinstance(note, Kind)]
    return (kinds[0] if kinds else None), nullable
