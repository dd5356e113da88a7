"""Header of a frame: an array, read where it lies, once for every frame."""

from mien_protocol.messages import Frame
from mien_protocol.values import INT64_MIN, Int
from protocol.generator.csharp.comments import element, summary
from protocol.generator.csharp.conventions import MENTIONS
from protocol.generator.csharp.properties import Property, narrow_type, property_of
from protocol.generator.csharp.source import number, source
from protocol.generator.declarations import declaration_of

__all__ = ["frame_header"]

_DETAIL = "Of a picture, the length of its JPEG; of audio, the index of its first sample; null of others."
_FLAGS = MENTIONS["FrameFlag"]


def frame_header() -> str:
    """The source of the structure."""
    frame = declaration_of(Frame)
    held = [property_of("FrameHeader", field) for field in frame.fields]
    held = [Property(each.name, _type(each), each.note, each.field) for each in held]
    parameters = ", ".join(f"{each.type} {each.parameter}" for each in held)
    notes = [line for each in held for line in element("param", each.note, 2, f' name="{each.parameter}"')]
    return source(
        [
            *summary("Header of a frame of motion, of a picture or of audio.", 1),
            "    public readonly partial struct FrameHeader",
            "    {",
            *summary("Makes a header.", 2),
            *notes,
            *element("param", _DETAIL, 2, ' name="detail"'),
            f"        public FrameHeader({parameters}, long? detail = null)",
            "        {",
            *(f"            {each.name} = {each.parameter};" for each in held),
            "            Detail = detail;",
            "        }",
            *(line for each in held for line in each.lines()),
            "",
            *summary(_DETAIL, 2),
            "        public long? Detail { get; }",
            "",
            "        private static FrameHeader ReadFields(ref MessagePackReader reader)",
            "        {",
            *(f"            {each.type} {each.parameter} = {_read(each)};" for each in held),
            f"            return new FrameHeader({', '.join(each.parameter for each in held)});",
            "        }",
            "    }",
        ]
    )


def _type(held: Property) -> str:
    return _FLAGS if held.field.name == "flags" else narrow_type(held.field)


def _read(held: Property) -> str:
    kind = held.field.kind
    if isinstance(kind, Int) and kind.low == INT64_MIN:
        return "reader.ReadInt64()"
    most = number(kind.high) if isinstance(kind, Int) else ""
    cast = "" if held.type == "long" else f"({held.type})"
    return f'{cast}Unsigned(ref reader, "{held.field.name}", {most})'
