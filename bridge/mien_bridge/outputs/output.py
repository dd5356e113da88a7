"""The interface of outputs: opened, sent frames, closed."""

from abc import ABC, abstractmethod
from typing import ClassVar, Generic, TypeVar

from mien_protocol.client import FacePicture, StreamedFrame
from mien_protocol.topics import StreamKind

__all__ = ["MotionOutput", "Output", "PictureOutput"]

F = TypeVar("F", StreamedFrame, FacePicture)


class Output(ABC, Generic[F]):
    """Carries a session's frames to one other program.

    All calls come from one thread, that of the output alone, so that it may wait for its program without disturbing
    others; frames that it has no time for are dropped before it. It raises `MienError` in words that its user
    understands: it is then closed, and opened again after a while.

    Attributes:
        TAKES: The stream whose frames it is sent.
        BACKLOG: How many frames may wait for it; of more the oldest are dropped.
    """

    TAKES: ClassVar[StreamKind]
    BACKLOG: ClassVar[int] = 4

    @abstractmethod
    def open(self) -> None:
        """Reaches the program, or gets ready for it; called before anything else, and again after a failure.

        Raises:
            MienError: If that cannot be done; the message says what its user can do.
        """

    @abstractmethod
    def send(self, frame: F) -> None:
        """Sends one frame.

        Raises:
            MienError: If the program cannot be reached any more, or refuses.
        """

    def turn(self, now_ns: int) -> None:
        """Does what is due besides frames, such as a handshake or a keepalive. Called ten times a second.

        Args:
            now_ns: Monotonic time, nanoseconds.

        Raises:
            MienError: As `send`.
        """

    @abstractmethod
    def close(self) -> None:
        """Disconnects; also called after a failure, and harmless if called again."""

    @property
    def note(self) -> str:
        """A few words for the user, such as what is waited for; empty if there is nothing to say."""
        return ""


class MotionOutput(Output[StreamedFrame]):
    """An output that is sent motion."""

    TAKES = StreamKind.MOTION


class PictureOutput(Output[FacePicture]):
    """An output that is sent pictures of the face: the newest, as a picture late is a picture lost."""

    TAKES = StreamKind.FACE
    BACKLOG = 1
