"""Messages that open and close a session."""

from dataclasses import dataclass, field
from typing import Annotated

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
        layout: `portrait`, the photo's frame; `cutout`, the person with alpha; `texture`, the face unwrapped into
            the face mesh's UV, with alpha.
        size: Longer side, pixels, 64..2048.
        rate_hz: Pictures a second, 1..120.
        format: `rgba8` or `jpeg`.
        quality: Of JPEG, 1..100.
    """

    layout: Annotated[str, Str(choices=("portrait", "cutout", "texture"))] = "portrait"
    size: Annotated[int, Int(64, 2048)] = 512
    rate_hz: Annotated[int, Int(1, 120)] = 40
    format: Annotated[str, Str(choices=("rgba8", "jpeg"))] = "rgba8"
    quality: Annotated[int, Int(1, 100)] = 85


@dataclass(frozen=True, slots=True)
class OpenSession(Request):
    """Opens a session.

    Attributes:
        pace: `live`, motion as audio arrives; `speak`, audio may come at once and is paced to playback.
        rate_hz: Frames of motion a second, 24..120.
        latents: Whether frames carry the motion latent.
        seed: Chooses a performance, 0..2^53-1; `SEED_OF_SOUND` lets the sound choose it.
        audio_rate_hz: Samples a second of `PushAudio`, 8000..48000.
        echo: Whether the audio is published with its times.
        controls: Controls to begin with.
        avatar: A photo, JPEG, PNG or WebP; or None.
        avatar_sha256: SHA-256 of a photo that this daemon has seen, in place of `avatar`; or None.
        face: The pictures to make, which needs a photo; None for none.
    """

    pace: Annotated[str, Str(choices=("live", "speak"))] = "live"
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
        topics: What to subscribe to.
        look_ahead_ns: How much sound a frame waits for after its own time, at most, nanoseconds.
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
        code: Why, for programs: as in `ErrorReply`.
        message: Why, for people.
    """

    session: SessionId
    code: Annotated[str, Str(pattern="[a-z0-9_]{1,64}")]
    message: Text
