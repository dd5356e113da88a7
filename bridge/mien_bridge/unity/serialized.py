"""Unity's text form of assets and scenes, a subset of YAML: https://docs.unity3d.com/Manual/FormatDescription.html."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["Document", "Flow", "dump", "own", "vector"]

_HEAD = "%YAML 1.1\n%TAG !u! tag:unity3d.com,2011:\n"


class Flow(dict[str, Any]):
    """A map that is written on one line, as vectors and references are."""


@dataclass(frozen=True, slots=True)
class Document:
    """One object of a file.

    Attributes:
        class_id: What the engine numbers the class by, as 1 for `GameObject`.
        file_id: What others of the file refer to it by.
        class_name: The class.
        fields: What it holds. What is left out keeps the engine's default.
    """

    class_id: int
    file_id: int
    class_name: str
    fields: Mapping[str, Any]


def dump(documents: Iterable[Document]) -> str:
    """The text of a file."""
    parts = [_HEAD]
    for each in documents:
        parts.append(f"--- !u!{each.class_id} &{each.file_id}\n{each.class_name}:\n")
        parts.extend(f"{line}\n" for line in _block(each.fields, 1))
    return "".join(parts)


def own(document: Document | int) -> Flow:
    """A reference to an object of the same file; 0 for none."""
    return Flow(fileID=document if isinstance(document, int) else document.file_id)


def vector(values: Iterable[float], names: str = "xyzw") -> Flow:
    """A vector, quaternion or colour, by the names of its components."""
    return Flow(zip(names, (float(value) for value in values), strict=False))


def _block(fields: Mapping[str, Any], depth: int) -> Iterable[str]:
    indent = "  " * depth
    for name, value in fields.items():
        if isinstance(value, Mapping) and not isinstance(value, Flow):
            yield f"{indent}{name}:"
            yield from _block(value, depth + 1)
        elif _is_list(value) and value:
            yield f"{indent}{name}:"
            yield from _items(value, depth)
        else:
            yield f"{indent}{name}: {_scalar(value)}".rstrip()


def _items(values: Sequence[Any], depth: int) -> Iterable[str]:
    indent = "  " * depth
    for value in values:
        if isinstance(value, Mapping) and not isinstance(value, Flow):
            first, *rest = _block(value, depth + 1)
            yield f"{indent}- {first.lstrip()}"
            yield from rest
        else:
            yield f"{indent}- {_scalar(value)}"


def _is_list(value: object) -> bool:
    return isinstance(value, (list, tuple))


def _scalar(value: object) -> str:
    if isinstance(value, Flow):
        return "{" + ", ".join(f"{name}: {_scalar(part)}" for name, part in value.items()) + "}"
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float):
        return f"{value:.7g}"
    return "[]" if _is_list(value) else str(value)
