"""Datagrams that are made once, of which only the numbers change from frame to frame."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mien_bridge.outputs.osc.codec import (
    BUNDLE_START,
    MAX_DATAGRAM_BYTES,
    OscMessage,
    encode_argument,
    encode_bundle,
    encode_message,
)
from mien_protocol.errors import MienError

__all__ = ["OscDatagrams"]


@dataclass(frozen=True, slots=True)
class _Datagram:
    """One bundle, or one message.

    Attributes:
        words: Its bytes, seen as big-endian floats: in OSC everything stands at a multiple of four.
        slots: Where the numbers go, in words.
        taken: Which numbers of the form's go there.
    """

    words: NDArray[np.float32]
    slots: NDArray[np.intp]
    taken: slice


class OscDatagrams:
    """Messages in their order; every float argument is a place for a number.

    Sixty messages cost as much as one: their names, types and lengths are written once.

    Attributes:
        size: How many numbers it takes.
    """

    def __init__(
        self, messages: Sequence[OscMessage], *, is_bundled: bool = True, most_bytes: int = MAX_DATAGRAM_BYTES
    ) -> None:
        """Lays out the datagrams.

        Args:
            messages: Whatever floats are in them, is overwritten by `fill`.
            is_bundled: Whether they go in as few bundles as hold them, or each in a datagram of its own.
            most_bytes: Size of a datagram.

        Raises:
            MienError: If a message alone is longer than a datagram.
            ValueError: If a message cannot be encoded.
        """
        self._datagrams: list[_Datagram] = []
        self.size = 0
        room = most_bytes - len(BUNDLE_START)
        groups = list(_groups(messages, room))
        for group in groups if is_bundled else ([one] for one in messages):
            self._add(group, is_bundled=is_bundled)

    def fill(self, numbers: NDArray[np.floating]) -> list[bytes]:
        """The datagrams, to be sent in this order.

        Args:
            numbers: A number for every float argument of the messages, in their order, shape (size,).
        """
        filled = []
        for datagram in self._datagrams:
            datagram.words[datagram.slots] = numbers[datagram.taken]
            filled.append(datagram.words.tobytes())
        return filled

    def _add(self, messages: list[OscMessage], *, is_bundled: bool) -> None:
        encoded = [encode_message(message) for message in messages]
        slots: list[int] = []
        position = len(BUNDLE_START) if is_bundled else -4
        for message, data in zip(messages, encoded, strict=True):
            position += 4
            slots += [(position + offset) // 4 for offset in _floats(message)]
            position += len(data)
        datagram = encode_bundle(encoded) if is_bundled else encoded[0]
        taken = slice(self.size, self.size + len(slots))
        self._datagrams.append(_Datagram(np.frombuffer(bytearray(datagram), ">f4"), np.array(slots, np.intp), taken))
        self.size += len(slots)


def _groups(messages: Sequence[OscMessage], room: int) -> Iterator[list[OscMessage]]:
    """As many messages at a time as there is room for, with four bytes for the length of each."""
    group: list[OscMessage] = []
    left = room
    for message in messages:
        size = 4 + len(encode_message(message))
        if size > room:
            raise MienError(
                f"expected OSC messages of at most {room} bytes, got one of {size} to {message.address[:80]}: "
                "choose a shorter address"
            )
        if size > left:
            yield group
            group, left = [], room
        group.append(message)
        left -= size
    if group:
        yield group


def _floats(message: OscMessage) -> list[int]:
    """Offsets of the floats in an encoded message, counted from its end, where the arguments are."""
    position = len(encode_message(message))
    found = []
    for argument in reversed(message.arguments):
        position -= len(encode_argument(argument))
        if isinstance(argument, float):
            found.append(position)
    return found[::-1]
