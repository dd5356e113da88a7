"""Headers of streams and of frames: interfaces, and the functions that read them."""

import re

from mien_protocol.messages import AudioStreamHeader, FaceStreamHeader, Frame, MotionStreamHeader, StreamHeader
from mien_protocol.topics import StreamKind
from mien_protocol.values import INT64_MAX, Int, ListOf, Str
from protocol.generator.declarations import Declaration, FieldDeclaration, declaration_of, every_choice
from protocol.generator.text import camel
from protocol.generator.typescript.conventions import FLAGS, INTERFACES, READ
from protocol.generator.typescript.source import array, doc, number, source, union

__all__ = ["headers"]

_STREAMS = (MotionStreamHeader, FaceStreamHeader, AudioStreamHeader)


def headers() -> str:
    """The source of the module."""
    streams = [declaration_of(cls) for cls in _STREAMS]
    names = [INTERFACES[stream.name] for stream in streams]
    return source(
        "Headers of streams and of their frames.",
        [
            *_kinds(),
            "",
            *_interface(declaration_of(StreamHeader)),
            *(line for stream in streams for line in ["", *_interface(stream)]),
            "",
            f"export type StreamHeader = {' | '.join(names)};",
            "",
            *_frame_interface(),
            "",
            *_stream_reader(streams),
            "",
            *_frame_reader(),
        ],
        "choice, type Fields, integer, integerAt, text, texts",
    )


def _kinds() -> list[str]:
    kind = next(choice for choice in every_choice() if choice.name == StreamKind.__name__)
    words = tuple(kind.words)
    return [
        *doc(kind.summary),
        *array("STREAM_KINDS", words),
        "export type StreamKind = (typeof STREAM_KINDS)[number];",
    ]


def _read_fields(header: Declaration) -> list[FieldDeclaration]:
    return [header.field(name) for name in READ[header.name]]


def _is_constant(field: FieldDeclaration) -> bool:
    return isinstance(field.kind, Str) and len(field.kind.choices) == 1


def _interface(header: Declaration) -> list[str]:
    stream = header.row.stream if header.row else None
    name = INTERFACES[header.name]
    head = f"export interface {name} extends CommonHeader {{" if stream else f"interface {name} {{"
    kind = [f'  readonly kind: "{stream}";'] if stream else []
    fields = [line for field in _read_fields(header) if not _is_constant(field) for line in _property(header, field)]
    return [*doc(header.summary), head, *kind, *fields, "}"]


def _property(owner: Declaration, field: FieldDeclaration) -> list[str]:
    flag = FLAGS.get((owner.name, field.name))
    name, note = (flag[0], flag[2]) if flag else (camel(field.name), field.note)
    return [*doc(note, "  "), f"  readonly {name}: {'boolean' if flag else _type(field)};"]


def _type(field: FieldDeclaration) -> str:
    if isinstance(field.kind, Int):
        return "number"
    if isinstance(field.kind, ListOf):
        return "readonly string[]"
    words = field.kind.choices if isinstance(field.kind, Str) else ()
    return union(words) if words else "string"


def _stream_reader(streams: list[Declaration]) -> list[str]:
    common = [_assignment(declaration_of(StreamHeader), field) for field in _read_fields(declaration_of(StreamHeader))]
    cases = [line for stream in streams for line in _case(stream)]
    return [
        *doc("Reads the header of a stream."),
        "export function readStreamHeader(fields: Fields): StreamHeader {",
        '  const kind = choice(fields, "kind", STREAM_KINDS);',
        "  const common = {",
        *(f"    {line}" for line in common),
        "  };",
        "  switch (kind) {",
        *(f"    {line}" for line in cases),
        "  }",
        "}",
    ]


def _case(stream: Declaration) -> list[str]:
    fields = _read_fields(stream)
    checks = [f"  {_read(stream, field)};" for field in fields if _is_constant(field)]
    held = [f"    {_assignment(stream, field)}" for field in fields if not _is_constant(field)]
    kind = str(stream.row.stream) if stream.row else ""
    made = ["  return {", "    kind,", "    ...common,", *held, "  };"] if held else ["  return { kind, ...common };"]
    return [f'case "{kind}":', *checks, *made]


def _assignment(owner: Declaration, field: FieldDeclaration) -> str:
    flag = FLAGS.get((owner.name, field.name))
    name = flag[0] if flag else camel(field.name)
    return f"{name}: {_read(owner, field)},"


def _read(owner: Declaration, field: FieldDeclaration) -> str:
    kind, key = field.kind, f'"{field.name}"'
    flag = FLAGS.get((owner.name, field.name))
    if isinstance(kind, Int):
        return f"integer(fields, {key}, {number(kind.low)}, {number(kind.high)})"
    if isinstance(kind, ListOf):
        return f"texts(fields, {key}, {kind.length})"
    if isinstance(kind, Str) and kind.choices:
        words = ", ".join(f'"{word}"' for word in kind.choices)
        read = f"choice(fields, {key}, [{words}])"
        return f'{read} === "{flag[1]}"' if flag else read
    return f"text(fields, {key})"


def _frame_interface() -> list[str]:
    lines = [line for field in _read_fields(declaration_of(Frame)) for line in _frame_property(field)]
    return [
        *doc("Header of every frame; times are milliseconds, which a number holds."),
        "export interface FrameHeader {",
        *lines,
        "}",
    ]


def _frame_property(field: FieldDeclaration) -> list[str]:
    note = field.note.replace("nanoseconds", "milliseconds")
    return [*doc(note, "  "), f"  readonly {_frame_name(field)}: number;"]


def _frame_name(field: FieldDeclaration) -> str:
    return camel(re.sub(r"_ns$", "_ms", field.name))


def _frame_reader() -> list[str]:
    frame = declaration_of(Frame)
    places = [(frame.fields.index(field), field) for field in _read_fields(frame)]
    return [
        *doc("Reads the header of a frame, an array; elements beyond those of every frame are the caller's."),
        "export function readFrameHeader(values: readonly unknown[]): FrameHeader {",
        "  return {",
        *(f"    {_frame_name(field)}: {_read_at(at, field)}," for at, field in places),
        "  };",
        "}",
    ]


def _read_at(at: int, field: FieldDeclaration) -> str:
    low, high = (field.kind.low, field.kind.high) if isinstance(field.kind, Int) else (0, INT64_MAX)
    read = f'integerAt(values, {at}, "{field.name}", {number(low)}, {number(high)})'
    return f"{read} / 1e6" if field.name.endswith("_ns") else read
