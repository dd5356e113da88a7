"""Codec between messages and the parts of a ZeroMQ message."""

import re
from collections.abc import Sequence
from typing import Any, cast

from mien_protocol.errors import ErrorCode, ProtocolError
from mien_protocol.header import pack_header, unpack_header
from mien_protocol.limits import DEFAULT_LIMITS, Limits
from mien_protocol.messages.common import Payload
from mien_protocol.messages.frames import Frame
from mien_protocol.messages.streams import Keepalive, StreamHeader
from mien_protocol.messages.table import BY_CLASS, BY_NAME, MessageType, Sender, Socket
from mien_protocol.schema import Message, layout_of, read_array, read_map, write_array, write_map
from mien_protocol.topics import StreamKind, parse_topic, topic_of
from mien_protocol.values import UINT32_MAX

__all__ = ["Part", "decode", "encode"]

Part = Payload
"""One part of a multipart message."""


def encode(message: Message, limits: Limits = DEFAULT_LIMITS) -> list[Part]:
    """The parts to send for a message: topic where it goes to a SUB socket, header, payload where it has one.

    The payload is not copied.

    Raises:
        ProtocolError: `malformed`, if a field is not what the protocol allows: nothing leaves that none would take.
    """
    row = BY_CLASS.get(type(message))
    if row is None:
        raise ProtocolError(ErrorCode.MALFORMED, f"expected a message, got {type(message).__name__}")
    topic = _topic(message)
    # Before the header, whose fields may be held against it.
    payload = _payload_of(message, row, limits)
    header = pack_header(_header_value(message, row, limits))
    _check_header_size(len(header), row.name, limits)
    return [*topic, header, *payload]


def decode(parts: Sequence[Part], socket: Socket, sender: Sender, limits: Limits = DEFAULT_LIMITS) -> Message:
    """Decodes any parts to a message.

    Args:
        parts: As they came, without a ROUTER's identity. The payload is not copied.
        socket: Where they came.
        sender: Who sent them.
        limits: Of the receiving side.

    Raises:
        ProtocolError: `malformed`, if they break the protocol; `unsupported`, if they are of a type that is not known
            there. Its `re` and `session` are those of the message, where they can be read: it can be sent as it is
            by `ErrorReply.of`.
    """
    if socket in _STREAM_SOCKETS:
        return _decode_stream(parts, socket, sender, limits)
    if not 1 <= len(parts) <= 2:
        raise ProtocolError(ErrorCode.MALFORMED, f"expected a header and at most a payload, got {len(parts)} parts")
    largest = max(limits.header_bytes_of(name) for name in _LONG_HEADERS[sender])
    value = _unpack(parts[0], largest, limits)
    if not isinstance(value, dict):
        raise ProtocolError(ErrorCode.MALFORMED, "expected a header that is a map, got another value")
    try:
        row = _row(value, socket, sender)
        _check_header_size(len(parts[0]), row.name, limits)
        return read_map(row.cls, value, row.name, limits, **_payload(row, parts[1:], limits))
    except ProtocolError as error:
        raise error.answering(_id_of(value), _session_of(value)) from None


def _decode_stream(parts: Sequence[Part], socket: Socket, sender: Sender, limits: Limits) -> Message:
    if not 2 <= len(parts) <= 3:
        raise ProtocolError(
            ErrorCode.MALFORMED, f"expected topic, header and at most a payload, got {len(parts)} parts"
        )
    kind, session = parse_topic(bytes(parts[0][:_TOPIC_BYTES]))
    value = _unpack(parts[1], limits.header_bytes_of("stream_header"), limits)
    if isinstance(value, list):
        row = _allowed(BY_NAME[f"{kind}_frame", kind], socket, sender)
        _check_header_size(len(parts[1]), row.name, limits)
        return read_array(row.cls, value, row.name, limits, session=session, **_payload(row, parts[2:], limits))
    if not isinstance(value, dict):
        raise ProtocolError(ErrorCode.MALFORMED, "expected a header that is a map or an array, got another value")
    row = _row(value, socket, sender, kind)
    _check_header_size(len(parts[1]), row.name, limits)
    given = {"kind": kind} if row.cls is Keepalive else {}
    message = read_map(row.cls, value, row.name, limits, **given, **_payload(row, parts[2:], limits))
    if (value.get("kind", kind), value.get("session")) != (kind, session):
        raise ProtocolError(ErrorCode.MALFORMED, f"{row.name}: its topic names another stream than its header")
    return message


_STREAM_SOCKETS = (Socket.MOTION, Socket.FACE)

_SESSION = re.compile("[a-z0-9]{1,32}")

_TOPIC_BYTES = 64
"""More than the longest topic has, so that no longer one passes when cut."""

_LONG_HEADERS = {Sender.CLIENT: ("hello", "open_session"), Sender.DAEMON: ("welcome", "snapshot_reply")}
"""Of each sender a message with a usual header and the one with the longest."""


def _header_value(message: Message, row: MessageType, limits: Limits) -> object:
    if isinstance(message, Frame):
        return write_array(message, row.name, limits)
    return {"type": row.name, **write_map(message, row.name, limits)}


def _topic(message: Message) -> list[Part]:
    if isinstance(message, Frame):
        return [topic_of(message.KIND, message.session)]
    if isinstance(message, StreamHeader | Keepalive):
        return [topic_of(message.kind, message.session)]
    return []


def _payload_of(message: Message, row: MessageType, limits: Limits) -> list[Part]:
    kind = layout_of(row.cls).payload
    return [] if kind is None else [kind.read(getattr(message, "payload", None), f"{row.name}.payload", limits)]


def _unpack(header: Part, largest: int, limits: Limits) -> object:
    if len(header) > largest:
        raise ProtocolError(ErrorCode.MALFORMED, f"a header may have {largest} bytes, got {len(header)}")
    return unpack_header(bytes(header), limits)


def _check_header_size(size: int, name: str, limits: Limits) -> None:
    most = limits.header_bytes_of(name)
    if size > most:
        raise ProtocolError(ErrorCode.MALFORMED, f"the header of {name} may have {most} bytes, got {size}")


def _row(value: dict[str, Any], socket: Socket, sender: Sender, kind: StreamKind | None = None) -> MessageType:
    """Row of the message table for a header's type."""
    name = value.get("type")
    if not isinstance(name, str):
        raise ProtocolError(ErrorCode.MALFORMED, "expected a header with its `type`, a text, got none")
    row = BY_NAME.get((name, None)) or BY_NAME.get((name, kind))
    if row is None:
        raise ProtocolError(ErrorCode.UNSUPPORTED, f"a message of type {name[:40]!a} is not known here", _NEWER)
    return _allowed(row, socket, sender)


_NEWER = "it may belong to a later version of the protocol"


def _allowed(row: MessageType, socket: Socket, sender: Sender) -> MessageType:
    if row.sender != sender or socket not in row.sockets:
        message = f"{row.name} is sent by the {row.sender} on {' or '.join(row.sockets)}, got it on {socket}"
        raise ProtocolError(ErrorCode.UNSUPPORTED, f"{message} from the {sender}")
    return row


def _payload(row: MessageType, parts: Sequence[Part], limits: Limits) -> dict[str, Payload]:
    """The payload field, if the message has one."""
    kind = layout_of(row.cls).payload
    if len(parts) != (kind is not None):
        expected = "no payload" if kind is None else "a payload"
        raise ProtocolError(ErrorCode.MALFORMED, f"{row.name}: expected {expected}, got {len(parts)} parts of it")
    if kind is None:
        return {}
    return {"payload": kind.read(parts[0], f"{row.name}.payload", limits)}


def _id_of(value: dict[str, Any]) -> int:
    number = value.get("id")
    readable = isinstance(number, int) and not isinstance(number, bool) and 1 <= number <= UINT32_MAX
    return cast("int", number) if readable else 0


def _session_of(value: dict[str, Any]) -> str | None:
    session = value.get("session")
    return session if isinstance(session, str) and _SESSION.fullmatch(session) else None
