"""Bundles that are made once, of which only the numbers change from frame to frame."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mien_bridge.outputs.osc.encoding import (
    BUNDLE_START,
    MAX_DATAGRAM_BYTES,
    OscMessage,
    encode_argument,
    encode_bundle,
    encode_message,
)
from mien_protocol.errors import MienError

__all__ = ["BundleForm"]


@dataclass(frozen=True, slots=True)
class _Datagram:
    """One bundle.

    Attributes:
        words: Its bytes, seen as big-endian floats: in OSC everything stands at a multiple of four.
        slots: Where the numbers go, in words.
        taken: Which numbers of the form's go there.
    """

    words: NDArray[np.float32]
    slots: NDArray[np.intp]
    taken: slice


class BundleForm:
    """Messages in their order, in as few bundles as hold them; every float argument is a place for a number.

    Sixty messages cost as much as one: their names, types and lengths are written once.

    Attributes:
        size: How many numbers it takes.
    """

    def __init__(self, messages: Sequence[OscMessage], *, most_bytes: int = MAX_DATAGRAM_BYTES) -> None:
        """Lays out the bundles.

        Args:
            messages: Whatever floats are in them, is overwritten by `fill`.
            most_bytes: Size of a datagram.

        Raises:
            MienError: If a message alone is longer than a datagram.
            ValueError: If a message cannot be encoded.
        """
        self._datagrams: list[_Datagram] = []
        self.size = 0
        waiting: list[OscMessage] = []
        length = len(BUNDLE_START)
        for message in messages:
            size = 4 + len(encode_message(message))
            if len(BUNDLE_START) + size > most_bytes:
                raise MienError(
                    f"expected OSC messages that fit into datagrams of {most_bytes} bytes, got one of "
                    f"{size} to {message.address[:80]}: choose a shorter address"
                )
            if waiting and length + size > most_bytes:
                self._close(waiting)
                waiting, length = [], len(BUNDLE_START)
            waiting.append(message)
            length += size
        if waiting:
            self._close(waiting)

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

    def _close(self, messages: list[OscMessage]) -> None:
        encoded = [encode_message(message) for message in messages]
        slots: list[int] = []
        position = len(BUNDLE_START)
        for message, data in zip(messages, encoded, strict=True):
            position += 4
            slots += [(position + offset) // 4 for offset in _floats(message)]
            position += len(data)
        words = np.frombuffer(bytearray(encode_bundle(encoded)), ">f4")
        taken = slice(self.size, self.size + len(slots))
        self._datagrams.append(_Datagram(words, np.array(slots, np.intp), taken))
        self.size += len(slots)


def _floats(message: OscMessage) -> list[int]:
    """Where the floats of an encoded message begin: told from its end, as the arguments are the last of it."""
    position = len(encode_message(message))
    found = []
    for argument in reversed(message.arguments):
        position -= len(encode_argument(argument))
        if isinstance(argument, float):
            found.append(position)
    return found[::-1]
