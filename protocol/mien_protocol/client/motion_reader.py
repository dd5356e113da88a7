"""A motion stream read: its header remembered, older epochs dropped, gaps counted."""

from mien_protocol.client.streamed_frame import StreamedFrame
from mien_protocol.messages.frames import FrameFlag, MotionStreamFrame
from mien_protocol.messages.streams import Keepalive, MotionStreamHeader
from mien_protocol.motion_payload import unpack_motion_frame
from mien_protocol.schema import Message

__all__ = ["MotionReader"]


class MotionReader:
    """Turns what a motion stream brings into frames.

    Attributes:
        header: What the stream says of itself; None until it has come.
        epoch: The newest seen.
        lost: Frames that were numbered but did not come.
        stale: Frames that came although their epoch was over.
    """

    def __init__(self) -> None:
        self.header: MotionStreamHeader | None = None
        self.epoch = 0
        self.lost = 0
        self.stale = 0
        self._next_seq: int | None = None

    def read(self, message: Message) -> StreamedFrame | None:
        """Takes one message of the stream; returns the frame that it is, if it is one to be shown.

        Raises:
            ProtocolError: `malformed`, if a frame is not of the layout that the header tells.
        """
        if isinstance(message, MotionStreamHeader):
            self.header = message
            self.epoch = max(self.epoch, message.epoch)
        elif isinstance(message, Keepalive):
            self.epoch = max(self.epoch, message.epoch)
            self._count(message.next_seq, message.next_seq)
        elif isinstance(message, MotionStreamFrame):
            return self._frame(message)
        return None

    def _frame(self, message: MotionStreamFrame) -> StreamedFrame | None:
        self._count(message.seq, message.seq + 1)
        if message.epoch < self.epoch:
            self.stale += 1
            return None
        self.epoch = message.epoch
        if self.header is None:
            # A daemon sends the header first; without it the bytes mean nothing.
            self.lost += 1
            return None
        frame = unpack_motion_frame(message.payload, message.time_ns, self.header.latent_size)
        return StreamedFrame(
            frame.time_ns,
            frame.expression,
            frame.head_wxyz,
            frame.head_m,
            frame.gaze_rad,
            message.epoch,
            message.seq,
            message.daemon_ns,
            FrameFlag(message.flags),
        )

    def _count(self, seq: int, next_seq: int) -> None:
        """Counts what is missing before `seq`; `next_seq` comes next."""
        if self._next_seq is not None:
            self.lost += max(seq - self._next_seq, 0)
        self._next_seq = max(next_seq, self._next_seq or 0)
