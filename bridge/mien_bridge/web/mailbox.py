"""The send queue of one browser: replies in order, and of each stream only what is not late."""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from typing import Final

from mien_protocol.errors import MienError
from mien_protocol.messages.frames import Frame
from mien_protocol.messages.streams import StreamHeader
from mien_protocol.schema import Message
from mien_protocol.topics import StreamKind

__all__ = ["FullError", "Mailbox"]

_MOST_REPLIES: Final = 1_000
_MOST_BYTES: Final = 32_000_000
_WORTH_NS: Final = 1_000_000_000
_MOST_FRAMES: Final = 240


class FullError(MienError):
    """An error: a browser has left more replies unread than are kept for it."""


@dataclass(slots=True)
class _Stream:
    """The queue of one stream; `description` is a header or a keepalive, which goes first."""

    kind: StreamKind
    description: bytes | None = None
    epoch: int = -1
    frames: deque[tuple[int, bytes]] = field(default_factory=deque)


class Mailbox:
    """A send queue that never waits, and gives the urgent first."""

    def __init__(self) -> None:
        """Starts empty."""
        self._replies: deque[bytes] = deque()
        self._reply_bytes = 0
        self._news: dict[str, bytes] = {}
        self._streams: dict[str, _Stream] = {}
        self._filled = asyncio.Event()

    def put_reply(self, data: bytes) -> None:
        """Queues a message that must arrive.

        Raises:
            FullError: If too much waits already.
        """
        if len(self._replies) >= _MOST_REPLIES or self._reply_bytes + len(data) > _MOST_BYTES:
            raise FullError(f"{len(self._replies)} replies were left unread; read them, or ask for less")
        self._replies.append(data)
        self._reply_bytes += len(data)
        self._filled.set()

    def put_news(self, name: str, data: bytes) -> None:
        """Queues news, which replace earlier news of the same name."""
        self._news[name] = data
        self._filled.set()

    def put_streamed(self, topic: str, kind: StreamKind, message: Message, data: bytes) -> None:
        """Queues a message of a stream, and drops what is late."""
        stream = self._streams.setdefault(topic, _Stream(kind))
        if not isinstance(message, Frame):
            # A keepalive says less than the header that waits.
            if stream.description is None or isinstance(message, StreamHeader):
                stream.description = data
        elif message.epoch >= stream.epoch:
            if message.epoch > stream.epoch:
                stream.epoch = message.epoch
                stream.frames.clear()
            stream.frames.append((message.time_ns, data))
            _drop_late(stream)
        self._filled.set()

    def forget(self, topic: str) -> None:
        """Drops a stream."""
        self._streams.pop(topic, None)

    async def next(self) -> bytes:
        """Takes what is to be sent next; waits until there is something."""
        while (data := self._taken()) is None:
            self._filled.clear()
            await self._filled.wait()
        return data

    def _taken(self) -> bytes | None:
        if self._replies:
            data = self._replies.popleft()
            self._reply_bytes -= len(data)
            return data
        for name in self._news:
            return self._news.pop(name)
        for stream in self._streams.values():
            if stream.description is not None:
                data, stream.description = stream.description, None
                return data
        # Pictures, which take longest, come last.
        for stream in sorted(self._streams.values(), key=lambda one: one.kind is StreamKind.FACE):
            if stream.frames:
                return stream.frames.popleft()[1]
        return None


def _drop_late(stream: _Stream) -> None:
    """Drops late frames: all but the newest picture; of other streams all but the newest second."""
    frames = stream.frames
    most = 1 if stream.kind is StreamKind.FACE else _MOST_FRAMES
    while len(frames) > most or frames[-1][0] - frames[0][0] > _WORTH_NS:
        frames.popleft()
