"""Received piece of a session's echoed sound."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mien_protocol.audio_payload import unpack_audio
from mien_protocol.messages.frames import AudioFrame, FrameFlag
from mien_protocol.messages.streams import AudioStreamHeader

__all__ = ["SoundPiece"]


@dataclass(frozen=True, slots=True)
class SoundPiece:
    """A few milliseconds of sound, with their position in the stream.

    Attributes:
        time_ns: Media time of the first sample, nanoseconds: motion of the same time belongs to it.
        samples: Mono, int16, shape (samples,), at `rate_hz`.
        rate_hz: Samples a second.
        first_sample: Number of the first sample, counted from the session's beginning.
        epoch: One more after each `cancel`.
        seq: One more each within the stream.
        daemon_ns: Daemon time at sending, nanoseconds.
        flags: What the piece is within its utterance.
    """

    time_ns: int
    samples: NDArray[np.int16]
    rate_hz: int
    first_sample: int
    epoch: int
    seq: int
    daemon_ns: int
    flags: FrameFlag

    @staticmethod
    def of(message: AudioFrame, header: AudioStreamHeader) -> "SoundPiece":
        """Makes the piece from a message, as a view into its payload."""
        return SoundPiece(
            message.time_ns,
            unpack_audio(message.payload),
            header.rate_hz,
            message.first_sample,
            message.epoch,
            message.seq,
            message.daemon_ns,
            FrameFlag(message.flags),
        )
