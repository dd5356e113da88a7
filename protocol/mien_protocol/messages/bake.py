"""Messages of the bake socket: all of the motion, as fast as the client takes it."""

from dataclasses import dataclass, field
from typing import Annotated

from mien_protocol.limits import Limits
from mien_protocol.messages.common import (
    AnyBytes,
    AudioBytes,
    Count,
    Flag,
    Payload,
    Reply,
    Request,
    SessionId,
    Version,
)
from mien_protocol.messages.controls import ChangedControls, PartialControls
from mien_protocol.messages.sessions import AudioRateHz, MotionRateHz, Seed
from mien_protocol.messages.streams import ExpressionNames, LatentModel, LatentSize, MotionLayout, check_latent
from mien_protocol.schema import Message
from mien_protocol.values import UINT32_MAX, Int, Kind, Str, malformed

__all__ = [
    "BakeAudio",
    "BakeChunk",
    "BakeClose",
    "BakeCredit",
    "BakeEnd",
    "BakeOpen",
    "BakeOpened",
    "BakeResume",
]


@dataclass(frozen=True, slots=True)
class BakeOpen(Request):
    """Starts a bake; the first message of a connection to the bake socket.

    Attributes:
        protocol: Major and minor version that the client speaks.
        token: From the connection file; at most 128 bytes of UTF-8.
        rate_hz: Frames a second, 24..120.
        latents: True if frames carry the motion latent, which no engine needs.
        seed: Number of the performance, 0..2^53-1; -1 lets the sound choose it, since 1.1.
        audio_rate_hz: Samples a second of `BakeAudio`, 8000..48000.
        controls: Controls of the performance.
    """

    protocol: Version
    token: Annotated[str, Str(max_bytes=128)] = field(repr=False)
    rate_hz: MotionRateHz = 60
    latents: Flag = False
    seed: Seed = 0
    audio_rate_hz: AudioRateHz = 16_000
    controls: ChangedControls = field(default_factory=PartialControls)


@dataclass(frozen=True, slots=True)
class BakeResume(Request):
    """Continues a bake on a new connection.

    Attributes:
        protocol: Major and minor version that the client speaks.
        token: From the connection file; at most 128 bytes of UTF-8.
        session: The bake.
        first_frame: Index of the first frame that the client has not got.
    """

    protocol: Version
    token: Annotated[str, Str(max_bytes=128)] = field(repr=False)
    session: SessionId
    first_frame: Count


@dataclass(frozen=True, slots=True)
class BakeOpened(Reply):
    """Answers `BakeOpen` and `BakeResume`.

    Attributes:
        session: The bake.
        layout: `m1`, or `m1l` with the latent.
        expression_names: The 52 coefficients, in their order in a frame.
        latent_model: Name of the model whose latent it is; None without latents.
        latent_size: Numbers of a latent, 1..1024; 0 without latents.
        audio_credit: Samples that may be pushed in all, until `AudioProgress` says more.
    """

    session: SessionId
    layout: MotionLayout
    expression_names: ExpressionNames
    latent_model: LatentModel | None
    latent_size: LatentSize
    audio_credit: Count

    def check(self) -> None:
        """Checks that the latent is described if and only if it travels."""
        check_latent(self.layout, self.latent_size)


@dataclass(frozen=True, slots=True)
class BakeAudio(Message):
    """Sends more audio of a bake. Not answered, unless by an error.

    Attributes:
        session: The bake.
        seq: 0 for the first, then one more each.
        last: True if the audio ends with it.
        payload: Mono PCM at the bake's audio rate, `i2`; only the last may be empty.
    """

    session: SessionId
    seq: Count
    last: Flag
    payload: Annotated[Payload, AudioBytes(may_be_empty=True)] = field(repr=False)

    def check(self) -> None:
        """Checks that only the last is empty."""
        if not self.last and not memoryview(self.payload).nbytes:
            raise malformed("bake_audio.payload", "samples, unless it is the last", "none")


@dataclass(frozen=True, slots=True)
class BakeCredit(Message):
    """Lets the daemon send more of a bake. Not answered, unless by an error.

    Attributes:
        session: The bake.
        frames: Number of further frames that the client can take, 1..2^31-1.
    """

    session: SessionId
    frames: Annotated[int, Int(1, 2**31 - 1)]


@dataclass(frozen=True, slots=True)
class ChunkFrames(Kind):
    """Number of frames in a chunk."""

    def read(self, value: object, name: str, limits: Limits) -> int:
        """At least one, and no more than the limit."""
        return Int(1, limits.chunk_frames).read(value, name, limits)


@dataclass(frozen=True, slots=True)
class BakeChunk(Message):
    """Consecutive frames of a bake.

    Attributes:
        session: The bake.
        first_frame: Index of the first; frame `k` is at `k / rate_hz` seconds.
        count: Number of frames, 1..6000.
        payload: `count` times the layout.
    """

    session: SessionId
    first_frame: Count
    count: Annotated[int, ChunkFrames()]
    payload: Annotated[Payload, AnyBytes()] = field(repr=False)

    def check(self) -> None:
        """Checks that the payload divides into as many frames."""
        size = memoryview(self.payload).nbytes
        if not size or size % self.count:
            raise malformed("bake_chunk.payload", f"{self.count} frames of one size", f"{size} bytes")


@dataclass(frozen=True, slots=True)
class BakeEnd(Message):
    """Tells that all frames of a bake were sent.

    Attributes:
        session: The bake.
        frames: Number of frames in all.
        crc32: CRC-32 (as in zlib) of all payloads in order, from frame 0.
    """

    session: SessionId
    frames: Count
    crc32: Annotated[int, Int(0, UINT32_MAX)]


@dataclass(frozen=True, slots=True)
class BakeClose(Message):
    """Ends a bake, which the daemon may then forget. Not answered.

    Attributes:
        session: The bake.
    """

    session: SessionId
