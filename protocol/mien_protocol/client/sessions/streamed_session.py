"""Session whose streams are received, opened or watched."""

from collections.abc import Callable
from typing import TypeVar

from mien_protocol.client.connection.connection import Connection
from mien_protocol.client.connection.operation import Operation, until
from mien_protocol.client.connection.participant import Participant
from mien_protocol.client.errors import DaemonSilentError, SessionLostError
from mien_protocol.client.streams.face_picture import FacePicture
from mien_protocol.client.streams.sound_piece import SoundPiece
from mien_protocol.client.streams.streamed_frame import StreamedFrame
from mien_protocol.client.streams.streams import Streams
from mien_protocol.errors import ErrorCode, ProtocolError
from mien_protocol.messages.connection import ErrorReply
from mien_protocol.messages.frames import FrameFlag
from mien_protocol.messages.sessions import SessionEnded, Topics
from mien_protocol.messages.snapshot import Snapshot
from mien_protocol.messages.table import Socket
from mien_protocol.schema import Message

__all__ = ["StreamedSession"]

T = TypeVar("T")


class StreamedSession(Participant):
    """Streams of a session; never waits by itself.

    Attributes:
        streams: Motion, pictures and sound.
        is_closed: True if it is of interest no more.
    """

    def __init__(self, connection: Connection, name: str, topics: Topics) -> None:
        """Subscribes to the session's streams."""
        super().__init__(name, connection.welcome.server_id, Socket.CONTROL)
        self.streams = Streams(topics)
        self.is_closed = False
        self._connection = connection
        self._asked: int | None = None
        connection.attach(self)
        for socket, topic in self.streams.subscriptions:
            connection.subscribe(socket, topic)

    def begun(self, timeout_s: float) -> Operation[None]:
        """Waits until the subscriptions have arrived; anything sent before would be missed.

        Raises:
            SessionLostError: If the session is no more.
            DaemonSilentError: If that does not happen within the time.
        """
        yield from self.until(lambda: self.streams.have_begun, timeout_s, "its streams do not begin")

    def of_utterance(self, flags: FrameFlag, timeout_s: float) -> Operation[StreamedFrame | None]:
        """The next frame after one with `flags`; None if that was the utterance's last; raises as `begun` does."""
        motion = self.streams.motion
        if flags & FrameFlag.LAST or self.is_closed:
            return None
        yield from self.until(lambda: len(motion) > 0, timeout_s, "no motion comes")
        following = motion.first()
        if following is None or (flags & FrameFlag.INTERRUPTED and not following.flags & FrameFlag.INTERRUPTED):
            return None
        return motion.next()

    def motion_ready(self, timeout_s: float) -> Operation[list[StreamedFrame]]:
        """All queued frames, or the first to arrive within the time."""
        yield from self.look(lambda: len(self.streams.motion) > 0, timeout_s)
        return self.streams.motion.all()

    def next_face(self, timeout_s: float) -> Operation[FacePicture | None]:
        """The next picture; None if the session was closed; raises as `begun` does."""
        return (yield from self._next(self.streams.face.next, lambda: len(self.streams.face), timeout_s, "no picture"))

    def faces_ready(self, timeout_s: float) -> Operation[list[FacePicture]]:
        """All queued pictures, or the first to arrive within the time."""
        yield from self.look(lambda: len(self.streams.face) > 0, timeout_s)
        return self.streams.face.all()

    def newest_face(self, timeout_s: float) -> Operation[FacePicture | None]:
        """The newest queued picture, or the first to arrive within the time."""
        yield from self.look(lambda: len(self.streams.face) > 0, timeout_s)
        return self.streams.face.newest()

    def next_sound(self, timeout_s: float) -> Operation[SoundPiece | None]:
        """The next sound; None if the session was closed; raises as `begun` does."""
        return (yield from self._next(self.streams.sound.next, lambda: len(self.streams.sound), timeout_s, "no sound"))

    def sound_ready(self, timeout_s: float) -> Operation[list[SoundPiece]]:
        """All queued sound, or the first to arrive within the time."""
        yield from self.look(lambda: len(self.streams.sound) > 0, timeout_s)
        return self.streams.sound.all()

    def take(self, socket: Socket, message: Message) -> None:
        """Handles a message of the session."""
        if isinstance(message, SessionEnded):
            self.failure = self.failure or SessionLostError(
                f"the daemon ended session {self.name}: {message.message}; open another session"
            )
            return
        try:
            self.streams.take(message)
        except ProtocolError as error:
            self.failure = self.failure or error

    def verify(self) -> None:
        """Sends a request that fails if the daemon lost the session; `tick` reads the reply."""
        if self._asked is None:
            self._asked = self._connection.next_id()
            self._connection.ask(Snapshot(self._asked, self.name))

    def tick(self, now_ns: int) -> None:
        """Reads the reply to `verify`, if it has arrived."""
        answer = None if self._asked is None else self._connection.replies.get(self._asked)
        if answer is not None:
            self._asked = None
        if isinstance(answer, ErrorReply) and answer.code == ErrorCode.NO_SESSION:
            self.fail("it has ended")

    def resume(self) -> None:
        """Verifies the session; its streams are subscribed to again."""
        self._asked = None
        self.verify()

    def check(self) -> None:
        """Raises the recorded error, or that the session is closed."""
        super().check()
        if self.is_closed:
            raise SessionLostError(f"session {self.name} is closed; open another")

    def leave(self) -> None:
        """Unsubscribes from the streams."""
        self.is_closed = True
        for socket, topic in self.streams.subscriptions:
            self._connection.unsubscribe(socket, topic)
        self._connection.detach(self)

    def look(self, done: Callable[[], bool], timeout_s: float) -> Operation[None]:
        """Serves the connection until something has arrived, or the time is over."""
        yield 0.0
        self.check()
        if timeout_s > 0:
            yield from until(lambda: done() or self.failure is not None, timeout_s, self._connection.now_ns)
            self.check()

    def until(self, done: Callable[[], bool], timeout_s: float, what: str) -> Operation[None]:
        """Waits until a condition holds; `what` describes the failure in the error's text."""
        is_so = yield from until(
            lambda: done() or self.failure is not None or self.is_closed, timeout_s, self._connection.now_ns
        )
        if not done():
            self.check()
        if not is_so:
            told = f"session {self.name}: {what} for {timeout_s:g} s"
            if not self._connection.is_up:
                raise self._connection.silent(told)
            raise DaemonSilentError(f"{told}; see the daemon's log")

    def _next(
        self, take: Callable[[], T | None], waiting: Callable[[], int], timeout_s: float, what: str
    ) -> Operation[T | None]:
        if self.is_closed:
            return None
        yield from self.until(lambda: waiting() > 0, timeout_s, f"{what} comes")
        return take()
