"""Messages with a session's sound and text."""

from dataclasses import dataclass, field
from typing import Annotated

from mien_protocol.messages.common import (
    AudioBytes,
    Count,
    Epoch,
    Flag,
    Nanoseconds,
    Payload,
    Reply,
    Request,
    SessionId,
)
from mien_protocol.messages.sessions import AudioRateHz
from mien_protocol.schema import Message
from mien_protocol.values import Str

__all__ = ["AudioEnded", "AudioProgress", "Cancel", "Cancelled", "EndAudio", "PushAudio", "Said", "Say"]


@dataclass(frozen=True, slots=True)
class PushAudio(Message):
    """Sends more audio. Not answered, unless by an error.

    Attributes:
        session: The session.
        seq: 0 for the first of a session, then one more each.
        payload: Mono PCM at the session's audio rate, `i2`.
    """

    session: SessionId
    seq: Count
    payload: Annotated[Payload, AudioBytes()] = field(repr=False)


@dataclass(frozen=True, slots=True)
class AudioProgress(Message):
    """Tells how far the audio got; answers no request.

    Attributes:
        session: The session.
        accepted: Samples taken so far.
        credit: Samples that may be pushed in all, counted from the session's first.
    """

    session: SessionId
    accepted: Count
    credit: Count


@dataclass(frozen=True, slots=True)
class EndAudio(Request):
    """Ends an utterance; more audio may follow.

    Attributes:
        session: The session.
        seq: Number of the next `PushAudio`, so that lost audio is noticed; None to end in any case.
    """

    session: SessionId
    seq: Count | None = None


@dataclass(frozen=True, slots=True)
class AudioEnded(Reply):
    """Answers `EndAudio`.

    Attributes:
        session: The session.
        samples: The utterance's length.
    """

    session: SessionId
    samples: Count


@dataclass(frozen=True, slots=True)
class Say(Request):
    """Speaks a text, in a session of pace `speak`.

    Attributes:
        session: The session.
        text: Text to speak, at most 10,000 code points.
        voice: Name of the voice, at most 64 bytes of UTF-8; None for the daemon's own.
        tags: True if tags in the text are taken out and obeyed; since 1.2.
    """

    session: SessionId
    text: Annotated[str, Str(chars_limit="text_chars")]
    voice: Annotated[str, Str(max_bytes=64)] | None = None
    tags: Flag = False


@dataclass(frozen=True, slots=True)
class Said(Reply):
    """Answers `Say`, once the speech is synthesised.

    Attributes:
        session: The session.
        samples: Length of what will be spoken.
        audio_rate_hz: Its samples a second.
    """

    session: SessionId
    samples: Count
    audio_rate_hz: AudioRateHz


@dataclass(frozen=True, slots=True)
class Cancel(Request):
    """Interrupts: drops everything not performed yet, and starts a new epoch.

    Attributes:
        session: The session.
    """

    session: SessionId


@dataclass(frozen=True, slots=True)
class Cancelled(Reply):
    """Answers `Cancel`.

    Attributes:
        session: The session.
        epoch: The new epoch.
        time_ns: Media time at which the old one ended.
    """

    session: SessionId
    epoch: Epoch
    time_ns: Nanoseconds
