"""Messages of a connection: hello, ping and errors."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from mien_protocol.errors import ProtocolError
from mien_protocol.messages.common import Flag, Nanoseconds, Reply, Request, ServerId, SessionId, Text, Version
from mien_protocol.schema import Message
from mien_protocol.values import UINT32_MAX, Float, Int, ListOf, MapOf, Str

__all__ = ["ErrorReply", "Hello", "Ping", "Pong", "Welcome"]


@dataclass(frozen=True, slots=True)
class Hello(Request):
    """The first message of a connection.

    Attributes:
        protocol: Major and minor version that the client speaks.
        client: Name and version of the client, for logs; at most 64 bytes of UTF-8.
        token: From the connection file; at most 128 bytes of UTF-8.
    """

    protocol: Version
    client: Annotated[str, Str(max_bytes=64)]
    token: Annotated[str, Str(max_bytes=128)] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Welcome(Reply):
    """Answers `Hello`.

    Attributes:
        protocol: Version spoken from here on: the same major, the smaller minor version.
        server: Name and version of the daemon.
        server_id: 16 hexadecimal digits, new at every start of the daemon.
        features: Abilities of this daemon beyond the minimum; unknown ones may be ignored.
        limits: Limits that are not the defaults, by name (`Limits.named` reads them).
        daemon_ns: Daemon time.
        motion: Endpoint of the motion socket.
        face: Endpoint of the face socket.
        bake: Endpoint of the bake socket.
        heartbeat_s: Seconds within which each side gives a sign of life, 0.1..60.
    """

    protocol: Version
    server: Text
    server_id: ServerId
    features: Annotated[tuple[str, ...], ListOf(Str())]
    limits: Annotated[Mapping[str, int], MapOf(Int())]
    daemon_ns: Nanoseconds
    motion: Text
    face: Text
    bake: Text
    heartbeat_s: Annotated[float, Float(0.1, 60)]


@dataclass(frozen=True, slots=True)
class Ping(Request):
    """Asks for the time, and is a sign of life.

    Attributes:
        client_ns: The client's time at sending, nanoseconds.
    """

    client_ns: Nanoseconds


@dataclass(frozen=True, slots=True)
class Pong(Reply):
    """Answers `Ping`.

    Attributes:
        client_ns: As it was in the `Ping`.
        received_ns: Daemon time at which the `Ping` came.
        sent_ns: Daemon time at which this was sent.
    """

    client_ns: Nanoseconds
    received_ns: Nanoseconds
    sent_ns: Nanoseconds


@dataclass(frozen=True, slots=True)
class ErrorReply(Message):
    """Answers a request that cannot be fulfilled.

    Attributes:
        re: The `id` of the request; 0 where the message at fault had none that could be read.
        code: One of `ErrorCode`, or a code of a later version; at most 64 bytes.
        message: Explanation: what was got and what was expected.
        hint: Advice on what to do; may be empty.
        retryable: True if the same message may succeed later.
        session: The session concerned, or None.
    """

    re: Annotated[int, Int(0, UINT32_MAX)]
    code: Annotated[str, Str(pattern="[a-z0-9_]{1,64}")]
    message: Text
    hint: Text = ""
    retryable: Flag = False
    session: SessionId | None = None

    @staticmethod
    def of(error: ProtocolError) -> "ErrorReply":
        """The message that tells `error` to the other side."""
        return ErrorReply(error.re, error.code, error.message, error.hint, error.retryable, error.session)

    def error(self) -> ProtocolError:
        """The exception to raise at the receiver."""
        return ProtocolError(
            self.code, self.message, self.hint, retryable=self.retryable, re=self.re, session=self.session
        )
