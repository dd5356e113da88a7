"""Operations of a client at a daemon, independent of the driver."""

from typing import Any, Final, TypedDict

from mien_protocol.client.connection.connection import Connection
from mien_protocol.client.connection.operation import Operation
from mien_protocol.client.sessions.bake import Bake
from mien_protocol.client.sessions.features import require
from mien_protocol.client.sessions.opened_session import OpenedSession
from mien_protocol.client.sessions.request import request
from mien_protocol.client.sessions.sound_source import SoundSource
from mien_protocol.client.sessions.watched_session import WatchedSession
from mien_protocol.messages.bake import BakeOpen, BakeOpened
from mien_protocol.messages.common import PROTOCOL_VERSION
from mien_protocol.messages.controls import PartialControls
from mien_protocol.messages.sessions import FaceRequest, Opened, OpenSession, Topics
from mien_protocol.messages.snapshot import SessionSnapshot, Snapshot, SnapshotReply
from mien_protocol.messages.table import Socket
from mien_protocol.seed import to_wire_seed
from mien_protocol.topics import StreamKind, topic_of

__all__ = ["AVATAR_WORK_S", "BakeOptions", "SessionOptions", "bake", "open_session", "snapshot", "watch"]

AVATAR_WORK_S: Final = 1_800.0
"""Time in which a daemon that is alive may make the avatar of a photo: seconds, but many minutes on a
machine that other programs keep busy."""


class SessionOptions(TypedDict, total=False):
    """Arguments of `Client.open_session`."""

    pace: str
    rate_hz: int
    latents: bool
    seed: int | None
    audio_rate_hz: int
    echo: bool
    controls: PartialControls
    avatar: bytes | None
    avatar_sha256: str | None
    face: FaceRequest | None


class BakeOptions(TypedDict, total=False):
    """Arguments of `Client.bake` besides the sound."""

    rate_hz: int
    latents: bool
    seed: int | None
    audio_rate_hz: int
    controls: PartialControls


def open_session(connection: Connection, options: SessionOptions, patience_s: float) -> Operation[OpenedSession]:
    """Opens a session and subscribes to its streams; raises as `Client.open_session` does."""
    if options.get("face") is not None:
        require(connection, "face")
    if options.get("echo"):
        require(connection, "echo")
    asked: dict[str, Any] = {**options, "seed": to_wire_seed(options.get("seed"))}
    message = OpenSession(connection.next_id(), **asked)
    has_photo = message.avatar is not None or message.avatar_sha256 is not None
    opened = yield from request(connection, message, Opened, patience_s, work_s=AVATAR_WORK_S if has_photo else 0.0)
    session = OpenedSession(connection, opened, patience_s)
    yield from session.begun(patience_s)
    return session


def snapshot(connection: Connection, session: str | None, patience_s: float) -> Operation[tuple[SessionSnapshot, ...]]:
    """Requests the list of sessions."""
    message = Snapshot(connection.next_id(), session)
    return (yield from request(connection, message, SnapshotReply, patience_s)).sessions


def watch(
    connection: Connection, name: str, *, face: bool, sound: bool, patience_s: float
) -> Operation[WatchedSession]:
    """Subscribes to the streams of a session that another client has opened."""
    (found,) = yield from snapshot(connection, name, patience_s)
    topics = Topics(
        topic_of(StreamKind.MOTION, name).decode(),
        topic_of(StreamKind.FACE, name).decode() if face and found.face is not None else None,
        topic_of(StreamKind.AUDIO, name).decode() if sound and found.audio is not None else None,
    )
    session = WatchedSession(connection, name, topics)
    for header in (found.motion, found.face, found.audio):
        # Told once more to each new subscriber, but not to one that has subscribed already.
        if header is not None:
            session.streams.take(header)
    return session


def bake(connection: Connection, sound: SoundSource, options: BakeOptions, patience_s: float) -> Operation[Bake]:
    """Starts a bake."""
    require(connection, "bake")
    asked: dict[str, Any] = {**options, "seed": to_wire_seed(options.get("seed"))}
    message = BakeOpen(connection.next_id(), PROTOCOL_VERSION, connection.token, **asked)
    opened = yield from request(connection, message, BakeOpened, patience_s, Socket.BAKE)
    return Bake(connection, message, opened, sound)
