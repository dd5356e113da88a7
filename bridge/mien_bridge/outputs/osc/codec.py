"""Messages and bundles of Open Sound Control 1.0 (https://opensoundcontrol.stanford.edu/spec-1_0.html)."""

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

__all__ = [
    "BUNDLE_START",
    "MAX_DATAGRAM_BYTES",
    "Argument",
    "OscMessage",
    "encode_argument",
    "encode_bundle",
    "encode_message",
]

Argument = str | int | float
"""Argument of a message: a text, a whole number of 32 bits, or a number of 32 bits."""

MAX_DATAGRAM_BYTES: Final = 1472
"""Bytes that fit into an Ethernet frame of 1500 bytes beside the headers of IPv4 and UDP, so that nothing is split on
its way; VMC asks for bundles of at most 1500."""

_IMMEDIATELY: Final = 1
BUNDLE_START: Final = b"#bundle\0" + struct.pack(">Q", _IMMEDIATELY)


@dataclass(frozen=True, slots=True)
class OscMessage:
    """An address, and what is sent there.

    Attributes:
        address: Begins with a slash; sent as UTF-8, as VMC asks for, which of ASCII is the same.
        arguments: In their order.
    """

    address: str
    arguments: tuple[Argument, ...] = ()


def encode_message(message: OscMessage) -> bytes:
    """A message as bytes, a multiple of four.

    Raises:
        ValueError: If the address does not begin with a slash, a text holds a NUL, or a whole number needs more than
            32 bits.
    """
    if not message.address.startswith("/"):
        raise ValueError(f"expected an address that begins with a slash, got {message.address!r}")
    tags = "," + "".join(_tag(argument) for argument in message.arguments)
    values = b"".join(encode_argument(argument) for argument in message.arguments)
    return _text(message.address) + _text(tags) + values


def encode_bundle(messages: Iterable[bytes]) -> bytes:
    """Encoded messages as one bundle, to be taken up immediately."""
    return BUNDLE_START + b"".join(struct.pack(">i", len(message)) + message for message in messages)


def encode_argument(argument: Argument) -> bytes:
    """Encodes an argument, without its type.

    Raises:
        ValueError: As `encode_message`.
    """
    if isinstance(argument, str):
        return _text(argument)
    if isinstance(argument, int):
        if not -(2**31) <= argument < 2**31:
            raise ValueError(f"expected a whole number of 32 bits, got {argument}")
        return struct.pack(">i", argument)
    return struct.pack(">f", argument)


def _tag(argument: Argument) -> str:
    return "s" if isinstance(argument, str) else "i" if isinstance(argument, int) else "f"


def _text(text: str) -> bytes:
    """A text with one to four NULs at its end, so that its length is a multiple of four."""
    encoded = text.encode("utf-8")
    if b"\0" in encoded:
        raise ValueError(f"expected a text without NUL, got {text!r}")
    return encoded + b"\0" * (4 - len(encoded) % 4)
