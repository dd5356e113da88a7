"""Received frame of motion."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mien_protocol.messages.frames import FrameFlag, MotionStreamFrame
from mien_protocol.messages.streams import MotionStreamHeader
from mien_protocol.motion import MotionFrame
from mien_protocol.motion_payload import unpack_latent, unpack_motion_frame

__all__ = ["StreamedFrame"]


@dataclass(frozen=True, slots=True)
class StreamedFrame(MotionFrame):
    """One instant of a face, with its position in the stream.

    Attributes:
        epoch: One more after each `cancel`.
        seq: One more each within the stream.
        daemon_ns: Daemon time at sending, nanoseconds; `Client.clock` tells it in the client's.
        flags: What the frame is within its utterance.
        latent: What the expression was decoded from, float16, shape (size,); None unless it was asked for.
    """

    epoch: int
    seq: int
    daemon_ns: int
    flags: FrameFlag
    latent: NDArray[np.float16] | None = None

    @staticmethod
    def of(message: MotionStreamFrame, header: MotionStreamHeader) -> "StreamedFrame":
        """Makes the frame from a message, as views into its payload.

        Raises:
            ProtocolError: `malformed`, if it is not of the layout that the header tells.
        """
        frame = unpack_motion_frame(message.payload, message.time_ns, header.latent_size)
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
            unpack_latent(message.payload, header.latent_size) if header.latent_size else None,
        )
