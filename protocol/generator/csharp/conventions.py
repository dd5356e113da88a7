"""Conventions of the C# client: the places where its types differ from a literal rendering of the messages.

Everything here is keyed by the C# class and the field on the wire; `*` stands for every class.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from mien_protocol.messages import BakeOpened, OpenSession
from mien_protocol.schema import Message

__all__ = [
    "BY_HAND",
    "CHECKED",
    "CLASSES",
    "FLAGS",
    "GROUPS",
    "LABELS",
    "LONGS",
    "MENTIONS",
    "NAMES",
    "NOTES",
    "OPTIONS",
    "PARTIAL",
    "Group",
]

CLASSES: Final[Mapping[str, str]] = {"FaceRequest": "FaceOptions"}
"""Classes that have another name, because users of the package fill them in."""

MENTIONS: Final[Mapping[str, str]] = {**CLASSES, "ErrorCode": "ErrorCodes", "FrameFlag": "FrameFlags"}
"""Names that doc comments spell differently."""

NAMES: Final[Mapping[tuple[str, str], str]] = {
    ("*", "protocol"): "Version",
    ("*", "last"): "IsLast",
    ("*", "retryable"): "IsRetryable",
    ("*", "latents"): "WantsLatents",
    ("*", "echo"): "WantsEcho",
    ("FaceStreamHeader", "layout"): "Format",
    ("FaceStreamHeader", "face_layout"): "Layout",
}
"""Properties that are not the field's name in Pascal case: `Is` and `Wants` before what is true or false."""

FLAGS: Final[Mapping[tuple[str, str], tuple[str, str, str]]] = {
    ("FaceStreamHeader", "alpha"): ("HasAlpha", "straight", "True if there is alpha, straight; otherwise opaque."),
    ("MotionLayout", "layout"): ("HasLatents", "m1l", "True if the motion latent follows the face."),
}
"""Fields of two words that are true or false here: property, the word for true, note."""

LONGS: Final = frozenset({"id", "re"})
"""Fields that are `long` though a smaller type would hold them: numbers that a client passes on."""

BY_HAND: Final[Mapping[tuple[str, str], str]] = {
    ("FaceMesh", "uv"): "IReadOnlyList<float>",
    ("FaceMesh", "triangles"): "IReadOnlyList<int>",
    ("FaceMesh", "openings"): "int",
    ("FaceMesh", "positions"): "IReadOnlyList<float>?",
    ("FaceMesh", "landmarks"): "IReadOnlyDictionary<string, int>",
    ("Welcome", "limits"): "Limits",
}
"""Fields that a hand-written method `Read…`, beside the generated file, reads, with their types."""

CHECKED: Final = frozenset({"FaceMesh", "FaceStreamHeader", "MotionLayout", "SessionOptions"})
"""Classes whose fields are checked against each other by a hand-written `CheckFields`."""

PARTIAL: Final = CHECKED | {"ErrorReply", "Say", "Welcome"}
"""Classes with hand-written members in a file beside the generated one, called `CLASS.….cs`."""

LABELS: Final[Mapping[tuple[str, str], str]] = {
    ("SessionOptions", "rate_hz"): "motion rate",
    ("FaceOptions", "size"): "face size",
    ("FaceOptions", "rate_hz"): "face rate",
    ("FaceOptions", "quality"): "face quality",
}
"""Names of options in errors, where the field's own words would not tell which one is meant."""

NOTES: Final[Mapping[tuple[str, str], str]] = {
    ("Controls", "blink_rate_per_min"): 'Blinks a minute, 0..60; <see cref="double.NaN"/> for the natural rate.',
    ("Snapshot", "session"): "The one of interest; empty for all.",
    ("ErrorReply", "session"): "The session concerned, or empty.",
    ("Welcome", "limits"): "Limits of what the daemon takes.",
    ("FaceMesh", "uv"): "Pairs, across the texture and down from its top left, 0..1; one pair a vertex.",
    ("FaceMesh", "triangles"): "Triples of vertices, counter-clockwise seen from outside.",
    ("FaceMesh", "positions"): "Triples: the neutral face in the wire's axes, metres, one a vertex; or null.",
}
"""Notes about what is held differently here."""


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that several messages share, and that are one object here.

    Attributes:
        name: Of its class.
        property: Of the messages that have it.
        summary: Sentence about the class.
        note: Sentence about the property.
        source: Message whose fields it has.
        fields: Their names; empty for all of the source.
    """

    name: str
    property: str
    summary: str
    note: str
    source: type[Message]
    fields: tuple[str, ...] = ()


GROUPS: Final = (
    Group(
        "MotionLayout",
        "Layout",
        "Layout of the frames of motion.",
        "Layout of its frames.",
        BakeOpened,
        ("layout", "expression_names", "latent_model", "latent_size"),
    ),
)
"""Groups that a daemon sends."""

OPTIONS: Final = Group(
    "SessionOptions",
    "Options",
    "Options of a session, or of a bake.",
    "Options, which must not change afterwards.",
    OpenSession,
)
"""Options that a client fills in; a bake uses those that it knows."""
