"""C# messages of the Unity package's core."""

from collections.abc import Iterator

from mien_protocol.messages import FaceMesh, Sender, SessionSnapshot, Topics
from protocol.generator.csharp.client_message import client_message
from protocol.generator.csharp.controls import controls
from protocol.generator.csharp.conventions import GROUPS
from protocol.generator.csharp.daemon_message import daemon_message, group_class, stream_header
from protocol.generator.csharp.enumerations import (
    choice_enumeration,
    enumerated,
    flags_enumeration,
    message_types,
    names,
)
from protocol.generator.csharp.frame_header import frame_header
from protocol.generator.csharp.options import face_options, session_options
from protocol.generator.csharp.version import spoken_version
from protocol.generator.declarations import declaration_of, maps_from

__all__ = ["sources"]


def sources() -> dict[str, str]:
    """Every generated file, by its path below the core."""
    return dict([*_client(), *_daemon(), *_values(), *_enumerations()])


def _client() -> Iterator[tuple[str, str]]:
    for message in maps_from(Sender.CLIENT):
        yield f"Messages/Client/{message.name}.cs", client_message(message)


def _daemon() -> Iterator[tuple[str, str]]:
    yield "Messages/Daemon/StreamHeader.cs", stream_header()
    yield "Messages/Daemon/FrameHeader.cs", frame_header()
    for message in [*maps_from(Sender.DAEMON), *map(declaration_of, (FaceMesh, SessionSnapshot, Topics))]:
        yield f"Messages/Daemon/{message.name}.cs", daemon_message(message)
    for group in GROUPS:
        yield f"Messages/Daemon/{group.name}.cs", group_class(group)


def _values() -> Iterator[tuple[str, str]]:
    yield "Messages/Values/Controls.cs", controls()
    yield "Messages/Values/SessionOptions.cs", session_options()
    yield "Messages/Values/FaceOptions.cs", face_options()
    yield "Messages/Values/Names.cs", names()
    yield "Wire/ProtocolVersion.Spoken.cs", spoken_version()


def _enumerations() -> Iterator[tuple[str, str]]:
    yield "Messages/MessageType.cs", message_types()
    yield "Messages/Values/FrameFlags.cs", flags_enumeration()
    for choice in enumerated():
        # Kinds of streams are of the wire's own layer, below that of the messages.
        folder = "Wire" if choice.name == "StreamKind" else "Messages/Values"
        namespace = "Mien.Core.Wire" if choice.name == "StreamKind" else "Mien.Core.Messages"
        yield f"{folder}/{choice.name}.cs", choice_enumeration(choice, namespace)
