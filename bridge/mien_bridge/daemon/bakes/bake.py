"""One bake: all of a recording's motion, kept until its client has it."""

import zlib
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_bridge.daemon.bakes.motion_buffer import MotionBuffer
from mien_bridge.daemon.performance.audio_queue import AudioQueue
from mien_bridge.daemon.performance.session import PipelineFactory
from mien_bridge.daemon.performance.speech_resampler import SpeechResampler
from mien_inference.controls import Controls
from mien_protocol.errors import ErrorCode, ProtocolError
from mien_protocol.motion import Motion
from mien_protocol.motion_payload import frame_bytes, pack_motion

__all__ = ["CHUNK_FRAMES", "Bake", "BakeOptions", "Chunk"]

CHUNK_FRAMES: Final = 600
"""Frames of a chunk, of which one is computed ahead: ten seconds at 60 frames a second, 146 kB."""

_WINDOW: Final = 960_000
"""Samples that a client may be ahead, twice the longest message: a minute at 16 kHz, 2 MB. However long a recording
is, no more of it is here; credit for the rest is given as this is performed."""

_SLICE_S: Final = 0.2


@dataclass(frozen=True, slots=True)
class BakeOptions:
    """Options of a bake; see `SessionOptions`. `latents`: whether frames carry the motion latent."""

    rate_hz: int = 60
    seed: int | None = None
    audio_rate_hz: int = 16_000
    latents: bool = False
    controls: Controls = field(default_factory=Controls)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Consecutive packed frames, from number `first_frame` on."""

    first_frame: int
    count: int
    payload: bytes


class Bake:
    """Motion of one recording, in step with what its client can take.

    Attributes:
        audio: What is still to be performed.
    """

    def __init__(self, options: BakeOptions, build: PipelineFactory) -> None:
        """Begins a bake with a pipeline made by `build`."""
        self.audio = AudioQueue(_WINDOW)
        self._options = options
        self._pipeline = build(options.controls, options.seed, options.rate_hz)
        self._speech = SpeechResampler(options.audio_rate_hz)
        empty = self._pipeline.push(np.zeros(0, np.float32))
        self.latent_size = empty.latent.shape[1] if options.latents else 0
        self.latent_model = self._pipeline.latent_model if options.latents else None
        self._kept = MotionBuffer(frame_bytes(self.latent_size))
        self._sent = 0
        self._credit = 0
        self._crc32 = 0
        self._is_last = False
        self._is_whole = False

    @property
    def frames(self) -> int:
        """Frames made so far."""
        return self._kept.end

    @property
    def crc32(self) -> int:
        """CRC-32 of the payloads of all frames made so far."""
        return self._crc32

    @property
    def has_work(self) -> bool:
        """True if `work` would do anything."""
        ahead = self.frames - self._sent >= CHUNK_FRAMES
        return not self._is_whole and not ahead and (self._is_last or self.audio.next is not None)

    @property
    def is_sent(self) -> bool:
        """True once everything was made and sent."""
        return self._is_whole and self._sent == self.frames

    def push(self, seq: int, samples: NDArray[np.int16], *, last: bool) -> None:
        """Takes audio.

        Raises:
            ProtocolError: If it is out of order, more than the credit allows, or after the last.
        """
        if self._is_last:
            raise ProtocolError(ErrorCode.MALFORMED, "got audio after the last, expected none", "open another bake")
        self.audio.push(seq, samples)
        self._is_last = last

    def grant(self, frames: int) -> None:
        """Grants credit for more frames."""
        self._credit += frames

    def resume(self, first_frame: int) -> None:
        """Goes back to a frame; earlier ones are dropped, and the credit is zero again.

        Raises:
            ProtocolError: `malformed`, if the frame was forgotten or is not made yet.
        """
        if not self._kept.first <= first_frame <= self.frames:
            raise ProtocolError(
                ErrorCode.MALFORMED, f"first_frame: expected {self._kept.first}..{self.frames}, got {first_frame}"
            )
        self._kept.forget_before(first_frame)
        self._sent = first_frame
        self._credit = 0

    def forget_beyond(self, size: int) -> None:
        """Drops the earliest frames that were sent, down to `size` bytes."""
        excess = self._kept.size - size
        if excess > 0:
            self._kept.forget_before(min(self._kept.first + -(-excess // self._kept.frame_bytes), self._sent))

    def work(self) -> None:
        """Performs up to 200 ms of audio, or the end."""
        if self.audio.next is not None:
            samples = self.audio.take(round(_SLICE_S * self._options.audio_rate_hz))
            self._keep(self._pipeline.push(self._speech.push(samples)))
        elif self._is_last:
            self._keep(self._pipeline.push(self._speech.flush()))
            self._keep(self._pipeline.flush())
            self._is_whole = True

    def next_chunk(self) -> Chunk | None:
        """The next chunk to send: full, or shorter at the end, as far as the credit goes."""
        ready = min(self.frames - self._sent, CHUNK_FRAMES)
        count = min(ready, self._credit)
        if count == 0 or (ready < CHUNK_FRAMES and self.has_work):
            return None
        return Chunk(self._sent, count, self._kept.read(self._sent, count))

    def sent(self, chunk: Chunk) -> None:
        """Notes that a chunk was sent."""
        self._sent += chunk.count
        self._credit -= chunk.count

    def _keep(self, motion: Motion) -> None:
        payload = pack_motion(motion, latents=self._options.latents)
        self._crc32 = zlib.crc32(payload, self._crc32)
        self._kept.append(payload)
