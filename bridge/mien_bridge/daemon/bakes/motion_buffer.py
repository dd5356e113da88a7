"""Motion that may be sent again."""

from collections import deque
from typing import Final

__all__ = ["MotionBuffer"]

_BLOCK: Final = 600
"""Frames that are kept, and given up, together: one long array would be moved as it grows."""


class MotionBuffer:
    """Frames of one size, from some frame on.

    Attributes:
        frame_bytes: Size of a frame.
        first: Number of the first frame that can be read.
        end: Number of the frame after the last.
    """

    def __init__(self, frame_bytes: int) -> None:
        """Starts empty.

        Args:
            frame_bytes: Size of a frame.
        """
        self.frame_bytes = frame_bytes
        self.first = 0
        self.end = 0
        self._start = 0
        self._blocks: deque[bytearray] = deque()

    @property
    def size(self) -> int:
        """Bytes of the frames that can be read."""
        return (self.end - self.first) * self.frame_bytes

    def append(self, payload: bytes) -> None:
        """Takes more frames, one after the other."""
        at = 0
        while at < len(payload):
            if not self._blocks or len(self._blocks[-1]) == _BLOCK * self.frame_bytes:
                self._blocks.append(bytearray())
            room = _BLOCK * self.frame_bytes - len(self._blocks[-1])
            self._blocks[-1] += payload[at : at + room]
            at += room
        self.end += len(payload) // self.frame_bytes

    def read(self, first: int, count: int) -> bytes:
        """Frames that are kept, from number `first` on."""
        assert self.first <= first <= first + count <= self.end
        read = bytearray()
        while count:
            block, offset = divmod(first - self._start, _BLOCK)
            taken = min(count, _BLOCK - offset)
            read += self._blocks[block][offset * self.frame_bytes : (offset + taken) * self.frame_bytes]
            first, count = first + taken, count - taken
        return bytes(read)

    def forget_before(self, frame: int) -> None:
        """Drops the frames before a number."""
        self.first = max(self.first, min(frame, self.end))
        while self._start + _BLOCK <= self.first:
            self._blocks.popleft()
            self._start += _BLOCK
