"""Messages that open and close a session."""

from dataclasses import dataclass, field
from typing import Annotated

from mien_protocol.messages.choices import FaceLayout, Pace, PictureFormat
from mien_protocol.messages.common import Count, Flag, Nanoseconds, Reply, Request, SessionId, Sha256, Text
from mien_protocol.messages.controls import ChangedControls, PartialControls
from mien_protocol.schema import Message, Struct
from mien_protocol.seed import SEED_OF_SOUND
from mien_protocol.values import Bin, Int, Str, malformed

__all__ = [
    "AudioRateHz",
    "CloseSession",
    "Closed",
    "FaceRequest",
    "MotionRateHz",
    "OpenSession",
    "Opened",
    "Seed",
    "SessionEnded",
    "Topics",
]

MotionRateHz = Annotated[int, Int(24, 120)]
AudioRateHz = Annotated[int, Int(8_000, 48_000)]
Seed = Annotated[int, Int(SEED_OF_SOUND, 2**53 - 1)]


@dataclass(frozen=True, slots=True)
class FaceRequest(Message):
    """Options of a session's pictures.

    Attributes:
        layout: Content, one of `FaceLayout`.
        size: Longer side, pixels, 64..2048.
        rate_hz: Pictures a second, 1..120.
        format: Encoding, one of `PictureFormat`.
        quality: Quality of JPEG, 1..100.
    """

    layout: Annotated[str, Str(choices=tuple(FaceLayout))] = "portrait"
    size: Annotated[int, Int(64, 2048)] = 512
    rate_hz: Annotated[int, Int(1, 120)] = 40
    format: Annotated[str, Str(choices=tuple(PictureFormat))] = "rgba8"
    quality: Annotated[int, Int(1, 100)] = 85


@dataclass(frozen=True, slots=True)
class OpenSession(Request):
    """Opens a session.

    Attributes:
        pace: Pace of the performance, one of `Pace`.
        rate_hz: Frames of motion a second, 24..120.
        latents: True if frames carry the motion latent, which no engine needs.
        seed: Number of the performance, 0..2^53-1; -1 lets the sound choose it, since 1.1.
        audio_rate_hz: Samples a second of `PushAudio`, 8000..48000.
        echo: True if the audio comes back with its times, to be played in step with the face.
        controls: Controls to begin with.
        avatar: Photo of the face, JPEG, PNG or WebP, at most 16 MB; or None.
        avatar_sha256: SHA-256 of a photo that this daemon has seen, 64 hexadecimal digits, in its place; or None.
        face: Options of the pictures, which need a photo; None for no pictures.
    """

    pace: Annotated[str, Str(choices=tuple(Pace))] = "live"
    rate_hz: MotionRateHz = 60
    latents: Flag = False
    seed: Seed = 0
    audio_rate_hz: AudioRateHz = 16_000
    echo: Flag = False
    controls: ChangedControls = field(default_factory=PartialControls)
    avatar: Annotated[bytes, Bin(limit="avatar_bytes")] | None = field(default=None, repr=False)
    avatar_sha256: Sha256 | None = None
    face: Annotated[FaceRequest, Struct(FaceRequest)] | None = None

    def check(self) -> None:
        """Checks that there is one photo at most, and one where pictures are asked for."""
        if self.avatar is not None and self.avatar_sha256 is not None:
            raise malformed("open_session", "avatar or avatar_sha256", "both")
        if self.face is not None and self.avatar is None and self.avatar_sha256 is None:
            raise malformed("open_session", "avatar or avatar_sha256 where face is asked for", "neither")


@dataclass(frozen=True, slots=True)
class Topics(Message):
    """Topics to subscribe to.

    Attributes:
        motion: Topic of the motion.
        face: Topic of the pictures, or None.
        audio: Topic of the echoed audio, on the motion socket, or None.
    """

    motion: Text
    face: Text | None = None
    audio: Text | None = None


@dataclass(frozen=True, slots=True)
class Opened(Reply):
    """Answers `OpenSession`.

    Attributes:
        session: The new session.
        topics: Topics to subscribe to.
        look_ahead_ns: Longest sound that a frame waits for after its own time, nanoseconds.
        audio_credit: Samples that may be pushed before the first `AudioProgress`.
        avatar_sha256: SHA-256 of the photo, for the next time; or None.
    """

    session: SessionId
    topics: Annotated[Topics, Struct(Topics)]
    look_ahead_ns: Nanoseconds
    audio_credit: Count
    avatar_sha256: Sha256 | None = None


@dataclass(frozen=True, slots=True)
class CloseSession(Request):
    """Closes a session.

    Attributes:
        session: The session.
    """

    session: SessionId


@dataclass(frozen=True, slots=True)
class Closed(Reply):
    """Answers `CloseSession`.

    Attributes:
        session: The session that is no more.
    """

    session: SessionId


@dataclass(frozen=True, slots=True)
class SessionEnded(Message):
    """Tells that the daemon ended a session by itself.

    Attributes:
        session: The session that is no more.
        code: Reason for programs, as in `ErrorReply`.
        message: Reason for people.
    """

    session: SessionId
    code: Annotated[str, Str(pattern="[a-z0-9_]{1,64}")]
    message: Text
