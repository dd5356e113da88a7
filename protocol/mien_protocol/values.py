"""Kinds of values on the wire, each with its range."""

import math
import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mien_protocol.errors import ErrorCode, ProtocolError
from mien_protocol.limits import Limits

__all__ = [
    "INT64_MAX",
    "INT64_MIN",
    "UINT32_MAX",
    "Bin",
    "Bool",
    "Float",
    "Int",
    "Kind",
    "ListOf",
    "MapOf",
    "Str",
    "malformed",
    "wrong",
]

UINT32_MAX = 2**32 - 1
INT64_MIN, INT64_MAX = -(2**63), 2**63 - 1

_SHOWN_CHARS = 60


def malformed(name: str, expected: str, got: str) -> ProtocolError:
    """The error for a malformed field, with a reason in words."""
    return ProtocolError(ErrorCode.MALFORMED, f"{name}: expected {expected}, got {got}")


def wrong(name: str, expected: str, value: object) -> ProtocolError:
    """The error for a value that is not what its field must hold; shows no more than the value's beginning."""
    return malformed(name, expected, _shown(value))


class Kind(ABC):
    """Type of a field. Reading and writing make the same checks: no message is sent that would be refused."""

    @abstractmethod
    def read(self, value: object, name: str, limits: Limits) -> object:
        """The field's value, from what msgpack unpacked.

        Raises:
            ProtocolError: `malformed`, naming the field, if the value is of another type or out of range.
        """

    def write(self, value: object, name: str, limits: Limits) -> object:
        """Converts the field's value to what msgpack packs; raises as `read` does."""
        return self.read(value, name, limits)


@dataclass(frozen=True, slots=True)
class Int(Kind):
    """A whole number, `low`..`high`; true and false are none."""

    low: int = 0
    high: int = INT64_MAX

    def read(self, value: object, name: str, limits: Limits) -> int:
        """An int of the range."""
        if not isinstance(value, int) or isinstance(value, bool) or not self.low <= value <= self.high:
            raise wrong(name, f"an integer {self.low}..{self.high}", value)
        return int(value)


@dataclass(frozen=True, slots=True)
class Float(Kind):
    """A finite number, `low`..`high`; a msgpack integer will do."""

    low: float
    high: float

    def read(self, value: object, name: str, limits: Limits) -> float:
        """A float of the range."""
        number = value if isinstance(value, int | float) and not isinstance(value, bool) else math.nan
        # `not (a <= b)` rather than `a > b`: NaN must fail too.
        if not self.low <= number <= self.high:
            raise wrong(name, f"a number {self.low:g}..{self.high:g}", value)
        return float(number)


@dataclass(frozen=True, slots=True)
class Bool(Kind):
    """True or false."""

    def read(self, value: object, name: str, limits: Limits) -> bool:
        """A bool."""
        if not isinstance(value, bool):
            raise wrong(name, "true or false", value)
        return value


@dataclass(frozen=True, slots=True)
class Str(Kind):
    """Text, in UTF-8 on the wire.

    Attributes:
        max_bytes: Largest length in UTF-8, below the limit of any string.
        pattern: A regular expression that the whole text matches, or empty.
        choices: The only texts, or empty for any.
        chars_limit: Name of the limit that counts its code points, or empty.
    """

    max_bytes: int | None = None
    pattern: str = ""
    choices: tuple[str, ...] = ()
    chars_limit: str = ""

    def read(self, value: object, name: str, limits: Limits) -> str:
        """A str of the length and form."""
        if not isinstance(value, str):
            raise wrong(name, "text", value)
        if self.choices and value not in self.choices:
            raise wrong(name, f"one of {', '.join(self.choices)}", value)
        if self.pattern and not re.fullmatch(self.pattern, value):
            raise wrong(name, f"text of the form {self.pattern}", value)
        self._check_length(value, name, limits)
        return str(value)

    def _check_length(self, value: str, name: str, limits: Limits) -> None:
        most_chars = getattr(limits, self.chars_limit) if self.chars_limit else limits.str_bytes
        if len(value) > most_chars:
            raise malformed(name, f"at most {most_chars} characters", f"{len(value)} characters")
        try:
            size = len(value.encode("utf-8"))
        except UnicodeEncodeError:
            raise wrong(name, "text that UTF-8 can carry", value) from None
        most_bytes = limits.str_bytes if self.max_bytes is None else min(self.max_bytes, limits.str_bytes)
        if size > most_bytes:
            raise malformed(name, f"at most {most_bytes} bytes of UTF-8", f"{size} bytes")


@dataclass(frozen=True, slots=True)
class Bin(Kind):
    """Bytes.

    Attributes:
        limit: Name of the limit of its length, or empty for the header's own.
        unit: Its length is a multiple of so many bytes.
    """

    limit: str = ""
    unit: int = 1

    def read(self, value: object, name: str, limits: Limits) -> bytes:
        """Bytes of the length."""
        most = getattr(limits, self.limit) if self.limit else limits.header_bytes
        if not isinstance(value, bytes):
            raise wrong(name, "bytes", value)
        if len(value) > most or len(value) % self.unit:
            units = f", a multiple of {self.unit}" if self.unit > 1 else ""
            raise malformed(name, f"at most {most} bytes{units}", f"{len(value)} bytes")
        return value


@dataclass(frozen=True, slots=True)
class ListOf(Kind):
    """An array whose elements are all of one kind; a tuple in Python.

    Attributes:
        element: What each element is.
        length: Exact number of elements, or None for any.
    """

    element: Kind
    length: int | None = None

    def read(self, value: object, name: str, limits: Limits) -> tuple[Any, ...]:
        """A tuple of elements that were read."""
        return tuple(
            self.element.read(item, f"{name}[{at}]", limits) for at, item in enumerate(self._items(value, name, limits))
        )

    def write(self, value: object, name: str, limits: Limits) -> list[Any]:
        """A list of elements to be packed."""
        return [
            self.element.write(item, f"{name}[{at}]", limits)
            for at, item in enumerate(self._items(value, name, limits))
        ]

    def _items(self, value: object, name: str, limits: Limits) -> list[Any] | tuple[Any, ...]:
        if not isinstance(value, list | tuple):
            raise wrong(name, "an array", value)
        unfit = len(value) > limits.items if self.length is None else len(value) < self.length
        if unfit:
            expected = f"at most {limits.items}" if self.length is None else f"{self.length}"
            raise malformed(name, f"an array of {expected} elements", f"{len(value)} elements")
        # Elements beyond those that are known belong to a later version.
        return value if self.length is None else value[: self.length]


@dataclass(frozen=True, slots=True)
class MapOf(Kind):
    """A map from any text to values of one kind; a dict in Python."""

    element: Kind

    def read(self, value: object, name: str, limits: Limits) -> dict[str, Any]:
        """A dict of values that were read."""
        return {
            key: self.element.read(item, f"{name}.{key}", limits)
            for key, item in self._items(value, name, limits).items()
        }

    def write(self, value: object, name: str, limits: Limits) -> dict[str, Any]:
        """A dict of values to be packed."""
        return {
            key: self.element.write(item, f"{name}.{key}", limits)
            for key, item in self._items(value, name, limits).items()
        }

    def _items(self, value: object, name: str, limits: Limits) -> Mapping[str, Any]:
        if not isinstance(value, Mapping):
            raise wrong(name, "a map", value)
        if len(value) > limits.items:
            raise malformed(name, f"a map of at most {limits.items} pairs", f"{len(value)} pairs")
        for key in value:
            Str(max_bytes=_KEY_BYTES).read(key, f"a key of {name}", limits)
        return value


_KEY_BYTES = 64


def _shown(value: object) -> str:
    if isinstance(value, bytes | bytearray | memoryview):
        return f"{len(value)} bytes"
    if isinstance(value, Mapping | list | tuple):
        return f"{'a map' if isinstance(value, Mapping) else 'an array'} of {len(value)}"
    if isinstance(value, float) and not math.isfinite(value):
        return "a number that is not finite"
    if isinstance(value, int) and value.bit_length() > 64:
        return "an integer of more than 64 bits"
    text = value if isinstance(value, str) else repr(value)
    short = text if len(text) <= _SHOWN_CHARS else text[:_SHOWN_CHARS] + "…"
    # Escaped, so that the text can be logged and sent whatever was in it.
    return ascii(short) if isinstance(value, str) else short
