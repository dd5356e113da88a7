"""Receive queue of one stream: keeps the header, drops older epochs, counts gaps, is bounded."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from mien_protocol.messages.frames import Frame
from mien_protocol.messages.streams import Keepalive, StreamHeader
from mien_protocol.schema import Message

__all__ = ["Counts", "Inbox"]


class _Kept(Protocol):
    @property
    def epoch(self) -> int: ...


H = TypeVar("H", bound=StreamHeader)
F = TypeVar("F", bound=Frame)
K = TypeVar("K", bound=_Kept)


@dataclass(slots=True)
class Counts:
    """Counts of a stream's frames.

    Attributes:
        received: Frames that came and were of use.
        lost: Frames that were numbered but did not come.
        stale: Frames that came although their epoch was over.
        unread: Frames that nobody read before there were too many, or newer ones were wanted.
    """

    received: int = 0
    lost: int = 0
    stale: int = 0
    unread: int = 0


class Inbox(Generic[H, F, K]):
    """Bounded queue of a stream's frames.

    Attributes:
        header: What the stream says of itself; None until it has come.
        epoch: The newest seen.
        counts: What became of the frames.
    """

    def __init__(self, header: type[H], frame: type[F], keep: Callable[[F, H], K], capacity: int) -> None:
        """An empty inbox.

        Args:
            header: What describes the stream.
            frame: What it brings.
            keep: What is kept of a frame.
            capacity: How many frames may wait; the oldest make room.
        """
        self.header: H | None = None
        self.epoch = 0
        self.counts = Counts()
        self._header_type = header
        self._frame_type = frame
        self._keep = keep
        self._capacity = capacity
        self._waiting: deque[K] = deque()
        self._next_seq: int | None = None

    def __len__(self) -> int:
        return len(self._waiting)

    def take(self, message: Message) -> None:
        """Takes one message of the stream.

        Raises:
            ProtocolError: `malformed`, if a frame is not of the layout that the header tells.
        """
        if isinstance(message, self._header_type):
            self.header = message
            self.begin(message.epoch)
        elif isinstance(message, Keepalive):
            self.begin(message.epoch)
            self._count(message.next_seq, message.next_seq)
        elif isinstance(message, self._frame_type):
            self._take_frame(message)

    def begin(self, epoch: int) -> None:
        """Starts an epoch; drops the frames of older ones, queued ones included."""
        if epoch > self.epoch:
            self.epoch = epoch
            self._waiting.clear()

    def first(self) -> K | None:
        """The next frame, left in the queue."""
        return self._waiting[0] if self._waiting else None

    def next(self) -> K | None:
        """Removes and returns the next frame."""
        return self._waiting.popleft() if self._waiting else None

    def all(self) -> list[K]:
        """Removes and returns all queued frames."""
        frames = list(self._waiting)
        self._waiting.clear()
        return frames

    def newest(self) -> K | None:
        """Removes and returns the newest frame; drops older ones."""
        frames = self.all()
        self.counts.unread += max(len(frames) - 1, 0)
        return frames[-1] if frames else None

    def _take_frame(self, frame: F) -> None:
        self._count(frame.seq, frame.seq + 1)
        if frame.epoch < self.epoch:
            self.counts.stale += 1
            return
        self.begin(frame.epoch)
        if self.header is None:
            # A daemon sends the header first; without it the bytes mean nothing.
            self.counts.lost += 1
            return
        self._waiting.append(self._keep(frame, self.header))
        self.counts.received += 1
        if len(self._waiting) > self._capacity:
            self._waiting.popleft()
            self.counts.unread += 1

    def _count(self, seq: int, next_seq: int) -> None:
        """Counts what is missing before `seq`; `next_seq` comes next."""
        if self._next_seq is not None:
            self.counts.lost += max(seq - self._next_seq, 0)
        self._next_seq = max(next_seq, self._next_seq or 0)
