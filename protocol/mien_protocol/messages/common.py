"""Field types that several messages share."""

from dataclasses import dataclass
from typing import Annotated

from mien_protocol.limits import Limits
from mien_protocol.schema import Message, Payload, PayloadKind
from mien_protocol.values import INT64_MIN, UINT32_MAX, Bool, Int, ListOf, Str, malformed, wrong

__all__ = [
    "PROTOCOL_VERSION",
    "AudioBytes",
    "Count",
    "Epoch",
    "Flag",
    "Nanoseconds",
    "Payload",
    "RateHz",
    "Reply",
    "Request",
    "RequestId",
    "ServerId",
    "SessionId",
    "Sha256",
    "Text",
    "Version",
]

PROTOCOL_VERSION = (1, 2)
"""Major and minor version of the protocol that this package speaks."""

RequestId = Annotated[int, Int(1, UINT32_MAX)]
SessionId = Annotated[str, Str(pattern="[a-z0-9]{1,32}")]
ServerId = Annotated[str, Str(pattern="[0-9a-f]{16}")]
Sha256 = Annotated[str, Str(pattern="[0-9a-f]{64}")]
Epoch = Annotated[int, Int(0, UINT32_MAX)]
Count = Annotated[int, Int()]
Nanoseconds = Annotated[int, Int(INT64_MIN)]
RateHz = Annotated[int, Int(1, UINT32_MAX)]
Flag = Annotated[bool, Bool()]
Text = Annotated[str, Str()]
Version = Annotated[tuple[int, int], ListOf(Int(0, 65_535), length=2)]


@dataclass(frozen=True, slots=True)
class Request(Message):
    """A message that is answered by exactly one reply.

    Attributes:
        id: Number of the request, 1..2^32-1, unique among those under way.
    """

    id: RequestId


@dataclass(frozen=True, slots=True)
class Reply(Message):
    """A message that answers a request.

    Attributes:
        re: The `id` of the request.
    """

    re: RequestId


@dataclass(frozen=True, slots=True)
class AnyBytes(PayloadKind):
    """A payload of any content."""

    def read(self, value: object, name: str, limits: Limits) -> Payload:
        """The bytes as they are, not copied."""
        if not isinstance(value, Payload) or not memoryview(value).c_contiguous:
            raise wrong(name, "contiguous bytes", value)
        if _length(value) > limits.payload_bytes:
            raise malformed(name, f"at most {limits.payload_bytes} bytes", f"{_length(value)} bytes")
        return value


@dataclass(frozen=True, slots=True)
class AudioBytes(AnyBytes):
    """A payload of mono PCM, signed 16 bit little-endian.

    Attributes:
        may_be_empty: True if there may be no samples.
    """

    may_be_empty: bool = False

    def read(self, value: object, name: str, limits: Limits) -> Payload:
        """The bytes as they are, not copied."""
        checked = AnyBytes.read(self, value, name, limits)
        size = _length(checked)
        if size % 2 or size > 2 * limits.audio_samples or (size == 0 and not self.may_be_empty):
            least = 0 if self.may_be_empty else 1
            raise malformed(name, f"{least}..{limits.audio_samples} samples of 2 bytes", f"{size} bytes")
        return checked


def _length(value: Payload) -> int:
    return value.nbytes if isinstance(value, memoryview) else len(value)
