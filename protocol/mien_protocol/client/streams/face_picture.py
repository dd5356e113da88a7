"""Received picture of a face."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mien_protocol.face_payload import unpack_jpeg, unpack_rgba
from mien_protocol.messages.frames import FaceFrame, FrameFlag
from mien_protocol.messages.streams import FaceStreamHeader

__all__ = ["FacePicture"]


@dataclass(frozen=True, slots=True)
class FacePicture:
    """One picture, with its header and its position in the stream.

    The arrays are views into what was received: copy what is to be changed.

    Attributes:
        time_ns: Media time, nanoseconds of the session's audio.
        epoch: One more after each `cancel`.
        seq: One more each within the stream.
        daemon_ns: Daemon time at sending, nanoseconds.
        flags: What the picture is within its utterance.
        header: Its size and format, and for the layout `texture` the mesh and the placement.
        rgba: sRGB, straight alpha, top row first, uint8, shape (height, width, 4); None of a stream of JPEG.
        jpeg: The JPEG file, which the receiver decodes; None of a stream of `rgba8`.
        alpha: What goes with the JPEG, uint8, shape (height, width); None where it is opaque.
    """

    time_ns: int
    epoch: int
    seq: int
    daemon_ns: int
    flags: FrameFlag
    header: FaceStreamHeader
    rgba: NDArray[np.uint8] | None = None
    jpeg: memoryview | None = None
    alpha: NDArray[np.uint8] | None = None

    @staticmethod
    def of(message: FaceFrame, header: FaceStreamHeader) -> "FacePicture":
        """Makes the picture from a message.

        Raises:
            ProtocolError: `malformed`, if it is not of the size and layout that the header tells.
        """
        flags = FrameFlag(message.flags)
        where = (message.time_ns, message.epoch, message.seq, message.daemon_ns, flags, header)
        if header.layout == "rgba8":
            return FacePicture(*where, rgba=unpack_rgba(message, header))
        picture = unpack_jpeg(message, header)
        return FacePicture(*where, jpeg=picture.jpeg, alpha=picture.alpha)
