"""A frame of motion as a client receives it."""

from dataclasses import dataclass

from mien_protocol.messages.frames import FrameFlag
from mien_protocol.motion import MotionFrame

__all__ = ["StreamedFrame"]


@dataclass(frozen=True, slots=True)
class StreamedFrame(MotionFrame):
    """One instant of a face, and where it stands in its stream.

    Attributes:
        epoch: One more after each `cancel`.
        seq: One more each within the stream.
        daemon_ns: Daemon time at sending, nanoseconds; `Client.clock` tells it in the client's.
        flags: What the frame is within its utterance.
    """

    epoch: int
    seq: int
    daemon_ns: int
    flags: FrameFlag
