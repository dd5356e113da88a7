"""Controls of a performance: words, interface, ranges, natural values, and their reading."""

from mien_protocol.values import Float
from protocol.generator.declarations import Choice, FieldDeclaration, choices_of, control_fields
from protocol.generator.typescript.source import array, doc, number, source

__all__ = ["controls"]


def controls() -> str:
    """The source of the module."""
    fields = control_fields()
    choices = [choice for field in fields if (choice := choices_of(field.kind))]
    return source(
        "Controls of a performance; names, units and ranges are the protocol's.",
        [
            *(line for choice in choices for line in [*_words(choice), ""]),
            *doc("All controls."),
            "export interface Controls {",
            *(
                line
                for field in fields
                for line in [*doc(field.note, "  "), f"  readonly {field.name}: {_type(field)};"]
            ),
            "}",
            "",
            *doc("Ends of the ranges."),
            "export const CONTROL_RANGES = {",
            *(f"  {field.name}: {_range(field.kind)}," for field in fields if isinstance(field.kind, Float)),
            "} as const;",
            "",
            *doc("Controls of a session that names none."),
            "export const NATURAL: Controls = {",
            *(f"  {field.name}: {_value(field.default)}," for field in fields),
            "};",
            "",
            *_reading(fields),
        ],
        "choice, type Fields, isAbsent, optionalFinite",
    )


def _words(choice: Choice) -> list[str]:
    name = _array_name(choice)
    return [
        *doc(choice.summary),
        *array(name, tuple(choice.words)),
        f"export type {choice.name} = (typeof {name})[number];",
    ]


def _array_name(choice: Choice) -> str:
    plural = f"{choice.name[:-1]}ies" if choice.name.endswith("y") else f"{choice.name}s"
    return plural.upper()


def _type(field: FieldDeclaration) -> str:
    choice = choices_of(field.kind)
    plain = "number" if choice is None else choice.name
    return f"{plain} | null" if field.nullable else plain


def _range(kind: Float) -> str:
    return f"[{number(kind.low)}, {number(kind.high)}]"


def _value(value: object) -> str:
    if value is None:
        return "null"
    return number(value) if isinstance(value, int | float) else f'"{value}"'


def _reading(fields: tuple[FieldDeclaration, ...]) -> list[str]:
    return [
        *doc("Reads controls; those that are missing have their natural value."),
        "export function readControls(fields: Fields): Controls {",
        "  return {",
        *(f"    {field.name}: {_read(field)}," for field in fields),
        "  };",
        "}",
    ]


def _read(field: FieldDeclaration) -> str:
    key, choice = f'"{field.name}"', choices_of(field.kind)
    if choice is not None:
        return f"isAbsent(fields[{key}]) ? NATURAL.{field.name} : choice(fields, {key}, {_array_name(choice)})"
    read = f"optionalFinite(fields, {key})"
    return read if field.nullable else f"{read} ?? NATURAL.{field.name}"
