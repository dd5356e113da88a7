"""Received streams of one session, kept at the same epoch."""

from typing import Any, Final

from mien_protocol.client.streams.face_picture import FacePicture
from mien_protocol.client.streams.inbox import Inbox
from mien_protocol.client.streams.sound_piece import SoundPiece
from mien_protocol.client.streams.streamed_frame import StreamedFrame
from mien_protocol.messages.frames import AudioFrame, FaceFrame, Frame, MotionStreamFrame
from mien_protocol.messages.sessions import Topics
from mien_protocol.messages.streams import (
    AudioStreamHeader,
    FaceStreamHeader,
    Keepalive,
    MotionStreamHeader,
    StreamHeader,
)
from mien_protocol.messages.table import Socket
from mien_protocol.schema import Message
from mien_protocol.topics import StreamKind

__all__ = ["Streams"]

_FRAMES_WAITING: Final = 7_200
"""A minute at the highest rate: who reads less often has no use for what is older."""

_PICTURES_WAITING: Final = 8
"""Of 2048 x 2048 pixels they are 134 MB."""

_SOUND_WAITING: Final = 3_000
"""A minute of pieces of 20 ms."""


class Streams:
    """Receive queues of one session's motion, pictures and sound.

    Attributes:
        motion: The motion.
        face: The pictures; empty where none were asked for.
        sound: The echoed sound; empty where none was asked for.
    """

    def __init__(self, topics: Topics) -> None:
        """The streams subscribed to by `topics`."""
        self.motion = Inbox(MotionStreamHeader, MotionStreamFrame, StreamedFrame.of, _FRAMES_WAITING)
        self.face = Inbox(FaceStreamHeader, FaceFrame, FacePicture.of, _PICTURES_WAITING)
        self.sound = Inbox(AudioStreamHeader, AudioFrame, SoundPiece.of, _SOUND_WAITING)
        self._topics = topics
        self._inboxes: dict[StreamKind, Inbox[Any, Any, Any]] = {
            StreamKind.MOTION: self.motion,
            StreamKind.FACE: self.face,
            StreamKind.AUDIO: self.sound,
        }

    @property
    def subscriptions(self) -> list[tuple[Socket, str]]:
        """Topics to subscribe to, each with its socket."""
        topics = self._topics
        every = ((Socket.MOTION, topics.motion), (Socket.FACE, topics.face), (Socket.MOTION, topics.audio))
        return [(socket, topic) for socket, topic in every if topic is not None]

    @property
    def have_begun(self) -> bool:
        """True once the headers have come."""
        topics = self._topics
        every = ((self.motion, topics.motion), (self.face, topics.face), (self.sound, topics.audio))
        return all(inbox.header is not None for inbox, topic in every if topic is not None)

    @property
    def epoch(self) -> int:
        """The newest epoch seen."""
        return self.motion.epoch

    def take(self, message: Message) -> None:
        """Takes a message of any stream; a newer epoch starts in all of them.

        Raises:
            ProtocolError: `malformed`, if a frame is not of the layout that its stream's header tells.
        """
        if isinstance(message, StreamHeader | Keepalive):
            inbox = self.inbox(StreamKind(message.kind))
        elif isinstance(message, Frame):
            inbox = self.inbox(message.KIND)
        else:
            return
        epoch = self.epoch
        inbox.take(message)
        if inbox.epoch > epoch:
            self.begin(inbox.epoch)

    def begin(self, epoch: int) -> None:
        """Starts an epoch; drops the frames of older ones."""
        for inbox in self._inboxes.values():
            inbox.begin(epoch)

    def inbox(self, kind: StreamKind) -> Inbox[Any, Any, Any]:
        """One of the streams."""
        return self._inboxes[kind]
