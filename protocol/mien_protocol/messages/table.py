"""Table of all messages: sender, socket, queueing and dropping."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from mien_protocol.messages import bake, connection, controls, frames, sessions, snapshot, speech, streams
from mien_protocol.schema import Message
from mien_protocol.topics import StreamKind

__all__ = ["BY_CLASS", "BY_NAME", "TABLE", "MessageType", "Queueing", "Sender", "Socket"]


class Socket(StrEnum):
    """One of the four sockets."""

    CONTROL = "control"
    MOTION = "motion"
    FACE = "face"
    BAKE = "bake"


class Sender(StrEnum):
    """Senders of messages."""

    CLIENT = "client"
    DAEMON = "daemon"


class Queueing(StrEnum):
    """Queueing policies of messages."""

    CONTROL = "control"
    """In order, ahead of all else, never dropped."""
    AUDIO = "audio"
    """In order, within the credit granted; never dropped for want of room."""
    DESCRIPTION = "description"
    """Ahead of the frames that it describes; a newer one replaces it."""
    FRAME = "frame"
    """The newest counts: an older one may be dropped."""
    LOSSLESS = "lossless"
    """In order, within the credit granted, never dropped."""


@dataclass(frozen=True, slots=True)
class MessageType:
    """Properties of one type of message.

    Attributes:
        name: The header's `type`; frames, whose header is an array, are called after their stream.
        cls: What holds one in Python.
        sender: Who sends it.
        sockets: Where.
        queueing: How it waits.
        request: True if exactly one reply answers it.
        dropped_by_interruption: True if a `cancel` drops those that wait.
        dropped_by_backlog: True if it may be dropped where too many wait.
        stream: The kind of stream that a stream header describes or a frame belongs to; None of other messages.
        since: Major and minor version of the protocol that brought it.
    """

    name: str
    cls: type[Message]
    sender: Sender
    sockets: tuple[Socket, ...]
    queueing: Queueing
    request: bool = False
    dropped_by_interruption: bool = False
    dropped_by_backlog: bool = False
    stream: StreamKind | None = None
    since: tuple[int, int] = (1, 0)


_CLIENT, _DAEMON = Sender.CLIENT, Sender.DAEMON
_CONTROL, _BAKE = (Socket.CONTROL,), (Socket.BAKE,)
_BOTH = (Socket.CONTROL, Socket.BAKE)
_STREAM_SOCKET = {StreamKind.MOTION: Socket.MOTION, StreamKind.FACE: Socket.FACE, StreamKind.AUDIO: Socket.MOTION}


def _request(name: str, cls: type[Message], sockets: tuple[Socket, ...] = _CONTROL) -> MessageType:
    return MessageType(name, cls, _CLIENT, sockets, Queueing.CONTROL, request=True)


def _told(name: str, cls: type[Message], sockets: tuple[Socket, ...] = _CONTROL) -> MessageType:
    return MessageType(name, cls, _DAEMON, sockets, Queueing.CONTROL)


def _header(cls: type[Message], kind: StreamKind) -> MessageType:
    return MessageType("stream_header", cls, _DAEMON, (_STREAM_SOCKET[kind],), Queueing.DESCRIPTION, stream=kind)


def _frame(cls: type[frames.Frame]) -> MessageType:
    return MessageType(
        f"{cls.KIND}_frame",
        cls,
        _DAEMON,
        (_STREAM_SOCKET[cls.KIND],),
        Queueing.FRAME,
        dropped_by_interruption=True,
        dropped_by_backlog=True,
        stream=cls.KIND,
    )


TABLE: tuple[MessageType, ...] = (
    _request("hello", connection.Hello),
    _told("welcome", connection.Welcome),
    _request("ping", connection.Ping, _BOTH),
    _told("pong", connection.Pong, _BOTH),
    _told("error", connection.ErrorReply, _BOTH),
    _request("open_session", sessions.OpenSession),
    _told("opened", sessions.Opened),
    _request("close_session", sessions.CloseSession),
    _told("closed", sessions.Closed),
    _told("session_ended", sessions.SessionEnded, _BOTH),
    MessageType("push_audio", speech.PushAudio, _CLIENT, _CONTROL, Queueing.AUDIO, dropped_by_interruption=True),
    _told("audio_progress", speech.AudioProgress, _BOTH),
    _request("end_audio", speech.EndAudio),
    _told("audio_ended", speech.AudioEnded),
    _request("say", speech.Say),
    _told("said", speech.Said),
    _request("set_controls", controls.SetControls),
    _told("controls_set", controls.ControlsSet),
    _request("cancel", speech.Cancel),
    _told("cancelled", speech.Cancelled),
    _request("snapshot", snapshot.Snapshot),
    _told("snapshot_reply", snapshot.SnapshotReply),
    _header(streams.MotionStreamHeader, StreamKind.MOTION),
    _header(streams.FaceStreamHeader, StreamKind.FACE),
    _header(streams.AudioStreamHeader, StreamKind.AUDIO),
    _frame(frames.MotionStreamFrame),
    _frame(frames.FaceFrame),
    _frame(frames.AudioFrame),
    MessageType(
        "keepalive",
        streams.Keepalive,
        _DAEMON,
        (Socket.MOTION, Socket.FACE),
        Queueing.DESCRIPTION,
        dropped_by_backlog=True,
    ),
    _request("bake_open", bake.BakeOpen, _BAKE),
    _request("bake_resume", bake.BakeResume, _BAKE),
    _told("bake_opened", bake.BakeOpened, _BAKE),
    MessageType("bake_audio", bake.BakeAudio, _CLIENT, _BAKE, Queueing.LOSSLESS),
    MessageType("bake_credit", bake.BakeCredit, _CLIENT, _BAKE, Queueing.CONTROL),
    MessageType("bake_chunk", bake.BakeChunk, _DAEMON, _BAKE, Queueing.LOSSLESS),
    MessageType("bake_end", bake.BakeEnd, _DAEMON, _BAKE, Queueing.LOSSLESS),
    MessageType("bake_close", bake.BakeClose, _CLIENT, _BAKE, Queueing.LOSSLESS),
)
"""Every message of the protocol."""

BY_CLASS: Mapping[type[Message], MessageType] = {row.cls: row for row in TABLE}

BY_NAME: Mapping[tuple[str, StreamKind | None], MessageType] = {(row.name, row.stream): row for row in TABLE}
"""By name, and for stream headers by the kind of stream besides."""
