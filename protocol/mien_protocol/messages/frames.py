"""Frames of the live streams: two clocks, an epoch, and a payload whose layout the stream's header tells."""

from dataclasses import dataclass, field
from enum import IntFlag
from typing import Annotated, ClassVar

from mien_protocol.messages.common import AnyBytes, Count, Epoch, Nanoseconds, Payload
from mien_protocol.schema import Message
from mien_protocol.topics import StreamKind
from mien_protocol.values import UINT32_MAX, Int, malformed

__all__ = ["AudioFrame", "FaceFrame", "Frame", "FrameFlag", "MotionStreamFrame"]


class FrameFlag(IntFlag):
    """Flags of a frame; bits that are not named here belong to later versions."""

    FIRST = 1
    """First of an utterance."""
    LAST = 2
    """Last of an utterance."""
    IDLE = 4
    """Nobody speaks."""
    INTERRUPTED = 8
    """On the way to rest after a `cancel`."""


@dataclass(frozen=True, slots=True)
class Frame(Message):
    """Fields of every frame; on the wire an array in this order, without the session.

    Attributes:
        session: The session; it is in the topic, not in the header.
        epoch: Frames of an older epoch than the newest seen must be dropped.
        seq: One more each within a stream, across epochs; a gap is what was lost.
        time_ns: Media time, nanoseconds; strictly increasing within an epoch.
        daemon_ns: Daemon time at sending, nanoseconds.
        flags: Bits of `FrameFlag`: 1 first of an utterance, 2 last, 4 idle, 8 interrupted.
        payload: As the stream's `layout` says; `mien_protocol.payloads` reads it.
    """

    KIND: ClassVar[StreamKind]

    session: str
    epoch: Epoch
    seq: Count
    time_ns: Nanoseconds
    daemon_ns: Nanoseconds
    flags: Annotated[int, Int(0, UINT32_MAX)]
    payload: Annotated[Payload, AnyBytes()] = field(repr=False)


@dataclass(frozen=True, slots=True)
class MotionStreamFrame(Frame):
    """One frame of motion on the wire."""

    KIND = StreamKind.MOTION


@dataclass(frozen=True, slots=True)
class FaceFrame(Frame):
    """One picture on the wire.

    Attributes:
        jpeg_bytes: Length of the JPEG, after which alpha may follow; None of `rgba8`.
    """

    KIND = StreamKind.FACE

    jpeg_bytes: Count | None = None

    def check(self) -> None:
        """Checks that the JPEG is no longer than what came."""
        size = memoryview(self.payload).nbytes
        if self.jpeg_bytes is not None and self.jpeg_bytes > size:
            raise malformed("frame.jpeg_bytes", f"at most the payload's {size}", str(self.jpeg_bytes))


@dataclass(frozen=True, slots=True)
class AudioFrame(Frame):
    """Some echoed audio on the wire.

    Attributes:
        first_sample: Index of the first sample, counted from the session's beginning.
    """

    KIND = StreamKind.AUDIO

    first_sample: Count = field(kw_only=True)

    def check(self) -> None:
        """Checks that the payload is whole samples."""
        size = memoryview(self.payload).nbytes
        if size % 2:
            raise malformed("frame.payload", "samples of 2 bytes", f"{size} bytes")
