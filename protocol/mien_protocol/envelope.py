"""Envelope: a message as one piece of bytes, as WebSocket needs it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import msgpack

from mien_protocol.codec import Part, decode, encode
from mien_protocol.errors import ErrorCode, ProtocolError
from mien_protocol.header import end_of_value, pack_header, unpack_header
from mien_protocol.limits import DEFAULT_LIMITS, Limits
from mien_protocol.messages.table import BY_CLASS, Sender, Socket
from mien_protocol.schema import Message
from mien_protocol.topics import StreamKind, parse_topic

__all__ = [
    "CONTROL",
    "LIVE",
    "MESSAGE_BYTES",
    "SUBSCRIBE",
    "TOPICS",
    "UNSUBSCRIBE",
    "Envelope",
    "enveloped",
    "message_in",
    "pack_envelope",
    "pack_parts",
    "topics_in",
    "unpack_envelope",
]

CONTROL: Final = "control"
SUBSCRIBE: Final = "subscribe"
UNSUBSCRIBE: Final = "unsubscribe"
LIVE: Final = "live"

TOPICS: Final = 64
"""So many one connection may be subscribed to."""

MESSAGE_BYTES: Final = 17_000_000
"""Of one message to the gateway, envelope and all."""

_CHANNEL_BYTES: Final = 64


@dataclass(frozen=True, slots=True)
class Envelope:
    """One message and its channel.

    Attributes:
        channel: `control`, `subscribe`, `unsubscribe`, `live`, or a topic.
        header: One msgpack value.
        payload: What follows it, or None.
    """

    channel: str
    header: bytes
    payload: Part | None = field(default=None, repr=False)


def pack_envelope(envelope: Envelope) -> bytes:
    """The array `[channel, header]` or `[channel, header, payload]`; header and payload go in as they are."""
    payload = envelope.payload
    parts: list[Part] = [b"\x92" if payload is None else b"\x93", pack_header(envelope.channel), envelope.header]
    if payload is not None:
        view = memoryview(payload).cast("B")
        parts += [_bin_head(view.nbytes), view]
    return b"".join(parts)


def unpack_envelope(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Envelope:
    """Unpacks an envelope; checks the header's limits, and does not copy the payload.

    Raises:
        ProtocolError: `malformed`, if it is none.
    """
    view = memoryview(data)
    length, at = _array_head(view)
    ends = [at]
    for _ in range(length):
        ends.append(end_of_value(view, ends[-1], limits))
    if ends[-1] != len(view):
        raise _malformed(f"an array of {length} elements, got {len(view) - ends[-1]} bytes beyond it")
    payload = view[ends[2] : ends[3]] if length > 2 else None
    return Envelope(_channel(view[ends[0] : ends[1]]), bytes(view[ends[1] : ends[2]]), _bytes_of(payload))


def pack_parts(parts: Sequence[Part], socket: Socket) -> bytes:
    """The envelope of a ZeroMQ message's parts, as read from one of the daemon's sockets."""
    streamed = socket in (Socket.MOTION, Socket.FACE)
    channel = bytes(parts[0]).decode("ascii") if streamed else CONTROL
    header, *payload = parts[1:] if streamed else parts
    return pack_envelope(Envelope(channel, bytes(header), payload[0] if payload else None))


def enveloped(message: Message, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """The envelope of a message of the control, the motion or the face socket; raises as `encode` does."""
    return pack_parts(encode(message, limits), BY_CLASS[type(message)].sockets[0])


def message_in(envelope: Envelope, sender: Sender, limits: Limits = DEFAULT_LIMITS) -> Message:
    """The message of the channel `control`, or of a topic; raises as `decode` does."""
    parts: list[Part] = [envelope.header, *([] if envelope.payload is None else [envelope.payload])]
    if envelope.channel == CONTROL:
        return decode(parts, Socket.CONTROL, sender, limits)
    topic = envelope.channel.encode("utf-8")
    kind, _ = parse_topic(topic)
    return decode([topic, *parts], Socket.FACE if kind is StreamKind.FACE else Socket.MOTION, sender, limits)


def topics_in(envelope: Envelope, limits: Limits = DEFAULT_LIMITS) -> tuple[str, ...]:
    """The topics that an envelope of `subscribe` or `unsubscribe` names.

    Raises:
        ProtocolError: `malformed`, if they are none, or more than `TOPICS`.
    """
    value = unpack_header(envelope.header, limits)
    topics: Any = value.get("topics") if isinstance(value, dict) else None
    if not isinstance(topics, list) or not all(isinstance(topic, str) for topic in topics):
        raise ProtocolError(ErrorCode.MALFORMED, f"{envelope.channel}: expected a map with `topics`, an array of text")
    if len(topics) > TOPICS:
        raise ProtocolError(ErrorCode.MALFORMED, f"{envelope.channel}: at most {TOPICS} topics, got {len(topics)}")
    for topic in topics:
        parse_topic(topic.encode("utf-8", "replace"))
    return tuple(topics)


def _array_head(view: memoryview) -> tuple[int, int]:
    """Number of elements of the outer array, and the offset of the first."""
    first = view[0] if len(view) else 0xC0
    if 0x90 <= first <= 0x9F:
        length, at = first & 0x0F, 1
    elif first in (0xDC, 0xDD):
        at = 3 if first == 0xDC else 5
        length = int.from_bytes(view[1:at], "big")
    else:
        raise _malformed("an array of a channel, a header and at most a payload, got another value")
    if not 2 <= length <= _MOST_ELEMENTS:
        raise _malformed(f"an array of a channel, a header and at most a payload, got {length} elements")
    return length, at


_MOST_ELEMENTS: Final = 16
"""Three are known; what a later version adds is passed over."""


def _channel(packed: memoryview) -> str:
    if len(packed) <= _CHANNEL_BYTES:
        try:
            channel = msgpack.unpackb(packed, raw=False)
        except ValueError:
            channel = None
        if isinstance(channel, str):
            return channel
    raise _malformed(f"a channel that is text of at most {_CHANNEL_BYTES} bytes first, got another value")


def _bytes_of(packed: memoryview | None) -> memoryview | None:
    """The content of a msgpack bin, not copied; None for nil."""
    if packed is None or packed[0] == _NIL:
        return None
    if packed[0] not in _BIN_HEADS:
        raise _malformed("a payload of bytes, got another value")
    return packed[_BIN_HEADS[packed[0]] :]


_NIL: Final = 0xC0
_BIN_HEADS: Final = {0xC4: 2, 0xC5: 3, 0xC6: 5}


def _bin_head(size: int) -> bytes:
    if size < 1 << 8:
        return b"\xc4" + size.to_bytes(1, "big")
    return b"\xc5" + size.to_bytes(2, "big") if size < 1 << 16 else b"\xc6" + size.to_bytes(4, "big")


def _malformed(expected: str) -> ProtocolError:
    return ProtocolError(ErrorCode.MALFORMED, f"envelope: expected {expected}")
