"""Version of the protocol that the C# client speaks."""

from mien_protocol.messages import PROTOCOL_VERSION
from protocol.generator.csharp.comments import summary
from protocol.generator.csharp.source import source

__all__ = ["spoken_version"]


def spoken_version() -> str:
    """The source of the part of `ProtocolVersion` that names it."""
    major, minor = PROTOCOL_VERSION
    return source(
        [
            "    public readonly partial struct ProtocolVersion",
            "    {",
            *summary("The version that this package speaks.", 2),
            f"        public static readonly ProtocolVersion Spoken = new ProtocolVersion({major}, {minor});",
            "    }",
        ],
        "Mien.Core.Wire",
    )
