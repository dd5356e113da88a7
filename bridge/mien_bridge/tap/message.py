"""Content of a recording of the wire: the daemon, and each message with its time of arrival."""

from dataclasses import dataclass
from typing import Final

from mien_protocol.codec import decode
from mien_protocol.messages.table import Sender, Socket
from mien_protocol.schema import Message

__all__ = ["FORMAT_NAME", "FORMAT_VERSION", "MAX_PARTS", "SOCKETS", "TapHeader", "TapMessage"]

FORMAT_NAME: Final = "mien_tap"
FORMAT_VERSION: Final = 1

SOCKETS: Final = (Socket.MOTION, Socket.FACE)
"""The sockets that can be tapped: what they carry is published."""

MAX_PARTS: Final = 3
"""Topic, header, payload."""


@dataclass(frozen=True, slots=True)
class TapHeader:
    """Header of a recording.

    Attributes:
        protocol: Version of the protocol that was spoken, as `1.0`.
        server: Name and version of the daemon.
        server_id: 16 hexadecimal digits, of that run of the daemon.
    """

    protocol: str
    server: str
    server_id: str


@dataclass(frozen=True, slots=True)
class TapMessage:
    """One message as it came.

    Attributes:
        socket: Where: `Socket.MOTION` or `Socket.FACE`.
        at_ns: When it came, nanoseconds of the recorder's monotonic clock.
        parts: Its parts, topic first, as they were.
    """

    socket: Socket
    at_ns: int
    parts: tuple[bytes, ...]

    def decoded(self) -> Message:
        """Decodes the message.

        Raises:
            ProtocolError: If it breaks the protocol, or belongs to a later version of it.
        """
        return decode(self.parts, self.socket, Sender.DAEMON)
