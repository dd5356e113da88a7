"""Messages with the state that a late client needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from mien_protocol.messages.common import Epoch, Reply, Request, SessionId
from mien_protocol.messages.streams import AudioStreamHeader, FaceStreamHeader, MotionStreamHeader
from mien_protocol.schema import Message, Struct
from mien_protocol.values import Int, ListOf, MapOf

__all__ = ["SessionSnapshot", "Snapshot", "SnapshotReply"]


@dataclass(frozen=True, slots=True)
class Snapshot(Request):
    """Requests the list of sessions.

    Attributes:
        session: The one of interest; None for all.
    """

    session: SessionId | None = None


@dataclass(frozen=True, slots=True)
class SessionSnapshot(Message):
    """State of one session.

    Attributes:
        session: The session.
        epoch: The current epoch.
        next_seq: By topic, `seq` of the frame that will come next.
        motion: Header of its motion, or None.
        face: Header of its pictures, or None.
        audio: Header of its echoed audio, or None.
    """

    session: SessionId
    epoch: Epoch
    next_seq: Annotated[Mapping[str, int], MapOf(Int())]
    motion: Annotated[MotionStreamHeader, Struct(MotionStreamHeader)] | None = None
    face: Annotated[FaceStreamHeader, Struct(FaceStreamHeader)] | None = None
    audio: Annotated[AudioStreamHeader, Struct(AudioStreamHeader)] | None = None


@dataclass(frozen=True, slots=True)
class SnapshotReply(Reply):
    """Answers `Snapshot`.

    Attributes:
        sessions: The session asked for, or all.
    """

    sessions: Annotated[tuple[SessionSnapshot, ...], ListOf(Struct(SessionSnapshot))]
