"""One session of a client: sound goes in, motion comes out."""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import nullcontext, suppress
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from mien_protocol.audio_payload import pack_audio
from mien_protocol.client.connection import Connection
from mien_protocol.client.errors import DaemonSilentError, SessionLostError
from mien_protocol.client.motion_reader import MotionReader
from mien_protocol.client.streamed_frame import StreamedFrame
from mien_protocol.errors import ErrorCode, MienError
from mien_protocol.limits import DEFAULT_LIMITS
from mien_protocol.messages.common import Request
from mien_protocol.messages.connection import ErrorReply, Welcome
from mien_protocol.messages.controls import ControlsSet, PartialControls, SetControls
from mien_protocol.messages.frames import FrameFlag
from mien_protocol.messages.sessions import Closed, CloseSession, Opened, SessionEnded
from mien_protocol.messages.speech import AudioProgress, Cancel, Cancelled, EndAudio, PushAudio
from mien_protocol.messages.streams import MotionStreamHeader
from mien_protocol.messages.table import Socket
from mien_protocol.schema import Message

__all__ = ["ClientSession"]

R = TypeVar("R", bound=Message)

_FRAMES_WAITING: Final = 7_200
"""A minute at the highest rate: who reads less often has no use for what is older."""


class ClientSession:
    """A session at a daemon; made by `Client.open_session`, and useful in a `with`."""

    def __init__(self, connection: Connection, opened: Opened) -> None:
        """A session that has been opened; subscribes to its motion."""
        self.opened = opened
        self._connection = connection
        self._server_id = connection.welcome.server_id
        self._reader = MotionReader()
        self._frames: deque[StreamedFrame] = deque()
        self._overflown = 0
        self._seq = 0
        self._pushed = 0
        self._credit = opened.audio_credit
        self._failure: MienError | None = None
        self._closed = False
        connection.subscribe(Socket.MOTION, opened.topics.motion)

    def __enter__(self) -> "ClientSession":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        # Closing must not hide what went wrong before.
        with nullcontext() if error is None else suppress(MienError):
            self.close()

    @property
    def name(self) -> str:
        """What the daemon calls it."""
        return self.opened.session

    @property
    def is_open(self) -> bool:
        """Whether it was neither closed nor lost."""
        return not self._closed and self._failure is None

    @property
    def header(self) -> MotionStreamHeader | None:
        """What the motion stream says of itself, once it has come."""
        return self._reader.header

    @property
    def lost(self) -> int:
        """Frames that did not come, or that nobody read in time."""
        return self._reader.lost + self._overflown

    @property
    def stale(self) -> int:
        """Frames dropped because their epoch was over."""
        return self._reader.stale

    @property
    def credit(self) -> int:
        """Samples that may be pushed at once without waiting."""
        return self._credit - self._pushed

    def push(self, pcm: NDArray[np.int16], timeout_s: float = 10.0) -> None:
        """Pushes sound; waits while the daemon has no room for it.

        Args:
            pcm: Mono, shape (samples,), int16, at the session's `audio_rate_hz`.
            timeout_s: How long the daemon may grant nothing.

        Raises:
            MienError: If the session is lost, the daemon refuses, or grants nothing for too long; what was not sent
                by then is lost.
        """
        at = 0
        while at < len(pcm):
            # Errors about what was pushed before come without having been asked for.
            self._turn(0.0)
            self._until(lambda: self._may_push, timeout_s, "the daemon grants no room for more audio")
            size = min(self.credit, DEFAULT_LIMITS.audio_samples)
            piece = pcm[at : at + size]
            self._connection.send(PushAudio(self.name, self._seq, pack_audio(piece)))
            self._seq += 1
            self._pushed += len(piece)
            at += len(piece)

    def end_audio(self) -> None:
        """Ends the utterance: what the look-ahead holds comes out, and the face goes to rest; does not wait."""
        self._check()
        self._connection.send(EndAudio(self._connection.next_id(), self.name))

    def motion(self, timeout_s: float = 10.0) -> Iterator[StreamedFrame]:
        """Frames as they come, until the utterance's last, which is the last one given.

        After a `cancel` the last is that with which the face has come to rest. Idle motion before the utterance is
        given, too. Frames that came since the former call are given first.

        Args:
            timeout_s: How long no frame may come.

        Raises:
            SessionLostError: If the session is no more.
            DaemonSilentError: If no frame comes within the time.
        """
        flags = FrameFlag(0)
        while not flags & FrameFlag.LAST and not self._closed:
            self._until(lambda: bool(self._frames), timeout_s, "no motion comes")
            if flags & FrameFlag.INTERRUPTED and not self._frames[0].flags & FrameFlag.INTERRUPTED:
                return
            frame = self._frames.popleft()
            flags = frame.flags
            yield frame

    def ready(self, timeout_s: float = 0.0) -> list[StreamedFrame]:
        """Frames that have come since they were asked for last, or come first within the time; for an engine's tick."""
        self._turn(0.0 if self._frames else timeout_s)
        frames = list(self._frames)
        self._frames.clear()
        return frames

    def set_controls(self, controls: PartialControls) -> PartialControls:
        """Changes some controls; returns all that now hold."""
        return self._request(SetControls(self._connection.next_id(), self.name, controls), ControlsSet).controls

    def cancel(self) -> Cancelled:
        """Drops what has not been performed; frames of it that still come are not given any more."""
        cancelled = self._request(Cancel(self._connection.next_id(), self.name), Cancelled)
        self._reader.epoch = max(self._reader.epoch, cancelled.epoch)
        self._keep(self._reader.epoch)
        return cancelled

    def close(self) -> None:
        """Ends the session; more calls do nothing, nor is there anything to do where it or the daemon is gone."""
        if self._closed:
            return
        self._closed = True
        self._connection.unsubscribe(Socket.MOTION, self.opened.topics.motion)
        if self._failure is None and self._connection.is_up:
            self._connection.request(CloseSession(self._connection.next_id(), self.name), Closed)

    def take(self, message: Message) -> None:
        """Takes a message that concerns the session, or the whole connection, which may tell that it is lost."""
        if isinstance(message, AudioProgress):
            self._credit = message.credit
        elif isinstance(message, SessionEnded):
            self._failure = SessionLostError(f"the daemon ended session {self.name}: {message.message}")
        elif isinstance(message, ErrorReply) and message.code == ErrorCode.HELLO_FIRST:
            self._failure = SessionLostError(
                f"session {self.name} is gone: the daemon was restarted, or heard nothing from this client for too "
                "long; open another session"
            )
        elif isinstance(message, ErrorReply):
            self._failure = self._failure or message.error()
        elif isinstance(message, Welcome):
            self._reconnected(message.server_id)
        else:
            self._read(message)

    def wait_for_header(self, timeout_s: float) -> None:
        """Until the subscription has arrived: what came before would be missed; raises as `motion` does."""
        self._until(lambda: self.header is not None, timeout_s, "the stream does not begin")

    @property
    def _may_push(self) -> bool:
        return self.credit > 0 and self._connection.is_up

    def _reconnected(self, server_id: str) -> None:
        if server_id != self._server_id:
            self._failure = SessionLostError(
                f"session {self.name} is gone: the daemon was restarted (it was {self._server_id}, now {server_id}); "
                "open another session"
            )

    def _read(self, message: Message) -> None:
        epoch = self._reader.epoch
        frame = self._reader.read(message)
        if self._reader.epoch > epoch:
            self._keep(self._reader.epoch)
        if frame is not None:
            self._frames.append(frame)
            if len(self._frames) > _FRAMES_WAITING:
                self._frames.popleft()
                self._overflown += 1

    def _keep(self, epoch: int) -> None:
        """Drops the frames of older epochs."""
        self._frames = deque(frame for frame in self._frames if frame.epoch >= epoch)

    def _request(self, request: Request, reply: type[R]) -> R:
        self._check()
        try:
            return self._connection.request(request, reply)
        except DaemonSilentError:
            # If the session is lost, that is what the caller has to know.
            self._check()
            raise

    def _until(self, done: Callable[[], bool], timeout_s: float, what: str) -> None:
        deadline_ns = self._connection.now_ns() + round(timeout_s * 1e9)
        while not done():
            left_s = (deadline_ns - self._connection.now_ns()) / 1e9
            if left_s <= 0:
                raise DaemonSilentError(f"session {self.name}: {what} for {timeout_s:g} s; see the daemon's log")
            self._turn(left_s)

    def _turn(self, timeout_s: float) -> None:
        self._connection.turn(timeout_s)
        self._check()

    def _check(self) -> None:
        if self._failure is not None:
            raise self._failure
        if self._closed:
            raise SessionLostError(f"session {self.name} is closed; open another")
