"""The message of a mark: 88 bits, of which 32 are a checksum."""

import zlib
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_protocol.errors import MienError

__all__ = ["MESSAGE_BITS", "Message"]

MESSAGE_BITS: Final = 88
"""Version 2, installation 40, day 14 and checksum 32 bits, each with its most significant bit first."""

_VERSION: Final = 1
_DAY_BITS: Final = 14
_INSTALLATION_BITS: Final = 40
_CONTENT_BITS: Final = 56


@dataclass(frozen=True, slots=True)
class Message:
    """Facts that a mark states.

    Attributes:
        installation: Number of the installation that made the picture, 0 to 2**40 - 1.
        day: Day of its making, UTC, counted from 0 for 2025-01-01, at most 16,383: 2069-11-08.
    """

    installation: int
    day: int

    def __post_init__(self) -> None:
        if not 0 <= self.installation < 1 << _INSTALLATION_BITS:
            raise MienError(f"an installation's number has 40 bits, got {self.installation}; take 0 to 2**40 - 1")
        if not 0 <= self.day < 1 << _DAY_BITS:
            raise MienError(f"a mark states days from 2025-01-01 to 2069-11-08, got day {self.day} from the first")

    def bits(self) -> NDArray[np.uint8]:
        """The message with its checksum, 0 or 1, shape (88,)."""
        number = (_VERSION << _INSTALLATION_BITS | self.installation) << _DAY_BITS | self.day
        content = number.to_bytes(_CONTENT_BITS // 8, "big")
        return np.unpackbits(np.frombuffer(content + _checksum(content), np.uint8))

    @staticmethod
    def from_bits(bits: NDArray[np.uint8]) -> "Message | None":
        """The message of 88 bits; None if the checksum or the version is another."""
        whole = np.packbits(bits).tobytes()
        content = whole[: _CONTENT_BITS // 8]
        number = int.from_bytes(content, "big")
        if _checksum(content) != whole[_CONTENT_BITS // 8 :] or number >> _INSTALLATION_BITS + _DAY_BITS != _VERSION:
            return None
        return Message(number >> _DAY_BITS & (1 << _INSTALLATION_BITS) - 1, number & (1 << _DAY_BITS) - 1)


def _checksum(content: bytes) -> bytes:
    """CRC-32 as in ISO 3309."""
    return zlib.crc32(content).to_bytes(4, "big")
