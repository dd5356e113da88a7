"""Client's end of a bake: sound in as credit allows, motion out, without loss."""

import logging
import zlib
from collections import deque
from typing import Final

import numpy as np

from mien_protocol.audio_payload import pack_audio
from mien_protocol.client.connection.connection import Connection
from mien_protocol.client.connection.operation import Operation, until
from mien_protocol.client.connection.participant import Participant
from mien_protocol.client.errors import DaemonSilentError, SessionLostError
from mien_protocol.client.sessions.sent_audio import SentAudio
from mien_protocol.client.sessions.sound_source import SoundSource
from mien_protocol.errors import ErrorCode, MienError, ProtocolError
from mien_protocol.messages.bake import (
    BakeAudio,
    BakeChunk,
    BakeClose,
    BakeCredit,
    BakeEnd,
    BakeOpen,
    BakeOpened,
    BakeResume,
)
from mien_protocol.messages.common import PROTOCOL_VERSION
from mien_protocol.messages.connection import ErrorReply
from mien_protocol.messages.sessions import SessionEnded
from mien_protocol.messages.speech import AudioProgress
from mien_protocol.messages.table import Socket
from mien_protocol.motion import Motion
from mien_protocol.motion_payload import unpack_motion
from mien_protocol.resampling import frame_time_ns
from mien_protocol.schema import Message

__all__ = ["Bake"]

_log = logging.getLogger(__name__)

_PIECE: Final = 65_536
"""Samples of one message: some seconds."""

_FRAMES_AHEAD: Final = 6_000
"""Frames that may be on their way or wait to be read: 1.5 MB, and ten of the daemon's chunks."""

_HEARTBEATS_STALLED: Final = 5
"""After so long without anything but signs of life the bake is resumed; a daemon that is gone is noticed before."""


class Bake(Participant):
    """One bake; never waits by itself.

    Attributes:
        opened: What the daemon said of it.
        is_closed: True if it has ended, or is of interest no more.
    """

    def __init__(self, connection: Connection, asked: BakeOpen, opened: BakeOpened, sound: SoundSource) -> None:
        """Wraps an opened bake."""
        super().__init__(opened.session, connection.welcome.server_id, Socket.BAKE)
        self.opened = opened
        self.is_closed = False
        self._asked = asked
        self._connection = connection
        self._sound = sound
        self._audio = SentAudio(opened.audio_credit)
        self._waiting: deque[Motion] = deque()
        self._waiting_frames = 0
        self._frames = 0
        self._granted = 0
        self._crc32 = 0
        self._is_whole = False
        self._resuming: int | None = None
        self._heard_ns = connection.now_ns()
        connection.attach(self)

    @property
    def frames(self) -> int:
        """Number of frames that have arrived."""
        return self._frames

    @property
    def progress(self) -> float:
        """Share that has arrived, 0..1; relative to the sound sent, if its length is unknown."""
        if self._is_whole:
            return 1.0
        samples = self._audio.samples if self._sound.total is None else self._sound.total
        expected = samples * self._asked.rate_hz / self._asked.audio_rate_hz
        return min(self._frames / expected, 1.0) if expected else 0.0

    @property
    def is_done(self) -> bool:
        """True once nothing more will come."""
        return self.is_closed and not self._waiting

    def ready(self) -> list[Motion]:
        """The motion that arrived since the last call.

        Raises:
            MienError: If the bake failed; what came before was given.
        """
        motion = list(self._waiting)
        self._waiting.clear()
        self._waiting_frames = 0
        if not motion:
            self.check()
        return motion

    def next(self, timeout_s: float) -> Operation[Motion | None]:
        """The next motion; None at the end.

        Raises:
            MienError: If the bake failed.
            DaemonSilentError: If nothing comes within the time.
        """
        is_so = yield from until(
            lambda: bool(self._waiting) or self.is_closed or self.failure is not None,
            timeout_s,
            self._connection.now_ns,
        )
        if not self._waiting:
            self.check()
            if not is_so:
                told = f"bake {self.name}: no motion comes for {timeout_s:g} s"
                if not self._connection.is_up:
                    raise self._connection.silent(told)
                raise DaemonSilentError(f"{told}; see the daemon's log")
            return None
        motion = self._waiting.popleft()
        self._waiting_frames -= len(motion)
        return motion

    def close(self) -> None:
        """Ends the bake, finished or not."""
        if not self.is_closed:
            self.is_closed = True
            if self._connection.is_up and self.failure is None:
                self._connection.send(BakeClose(self.name), Socket.BAKE)
            self._connection.detach(self)

    def tick(self, now_ns: int) -> None:
        """Sends sound and grants credit as there is room; starts over after the daemon's silence."""
        if self.failure is not None or self._resuming is not None:
            return
        try:
            self._push()
        except Exception as error:
            # Sound may come from anywhere. Whoever reads the motion is to know, not whoever looks after the connection.
            self._abandon(error)
            return
        room = _FRAMES_AHEAD - (self._granted - self._frames) - self._waiting_frames
        if room >= _FRAMES_AHEAD // 2:
            self._granted += room
            self._connection.send(BakeCredit(self.name, room), Socket.BAKE)
        if now_ns - self._heard_ns > _HEARTBEATS_STALLED * self._connection.welcome.heartbeat_s * 1e9:
            # Something may have been lost that neither side misses: then both would wait for ever.
            self._heard_ns = now_ns
            if self._granted > self._frames:
                self.resume()

    def take(self, socket: Socket, message: Message) -> None:
        """Handles a message of the bake."""
        self._heard_ns = self._connection.now_ns()
        if isinstance(message, BakeOpened) and message.re == self._resuming:
            self._resuming = None
            self._granted = self._frames
            self._audio.reconnected()
        elif isinstance(message, AudioProgress):
            for again in self._audio.progress(message):
                self._connection.send(again, Socket.BAKE)
        elif isinstance(message, BakeChunk | BakeEnd) and self._resuming is None:
            self._take_result(message)
        elif isinstance(message, ErrorReply):
            self._refused(message)
        elif isinstance(message, SessionEnded):
            self.fail(f"the daemon ended it: {message.message}")

    def resume(self) -> None:
        """Continues over the current connection, from the first frame that has not arrived."""
        if self.is_closed or self.failure is not None:
            return
        self._resuming = self._connection.next_id()
        self._heard_ns = self._connection.now_ns()
        _log.info("bake.resumed", extra={"session": self.name, "first_frame": self._frames})
        token = self._connection.token
        request = BakeResume(self._resuming, PROTOCOL_VERSION, token, self.name, self._frames)
        self._connection.send(request, Socket.BAKE)

    def fail(self, why: str) -> None:
        """Records why the bake cannot be finished."""
        self.failure = self.failure or SessionLostError(f"bake {self.name} is gone: {why}; bake again")

    def _push(self) -> None:
        most = min(_PIECE, self._connection.limits.audio_samples)
        while self._audio.credit > 0 and not self._sound.is_empty:
            piece = pack_audio(self._sound.take(min(self._audio.credit, most)))
            message = BakeAudio(self.name, 0, self._sound.is_empty, piece)
            self._connection.send(self._audio.add(message), Socket.BAKE)

    def _take_result(self, message: BakeChunk | BakeEnd) -> None:
        first = message.frames if isinstance(message, BakeEnd) else message.first_frame
        if first > self._frames:
            self.resume()
        elif isinstance(message, BakeEnd):
            self._finish(message)
        elif first == self._frames:
            self._keep(message)

    def _keep(self, chunk: BakeChunk) -> None:
        number = np.arange(chunk.first_frame, chunk.first_frame + chunk.count)
        try:
            time_ns = frame_time_ns(number, self._asked.rate_hz)
            self._waiting.append(unpack_motion(chunk.payload, time_ns, self.opened.latent_size))
        except ProtocolError as error:
            self._abandon(error)
            return
        self._crc32 = zlib.crc32(chunk.payload, self._crc32)
        self._frames += chunk.count
        self._waiting_frames += chunk.count

    def _finish(self, end: BakeEnd) -> None:
        if (end.frames, end.crc32) != (self._frames, self._crc32):
            got = f"{self._frames} frames of CRC {self._crc32:08x}"
            expected = f"{end.frames} of {end.crc32:08x}"
            self._abandon(MienError(f"bake {self.name} was damaged: got {got}, expected {expected}; bake again"))
            return
        self._is_whole = True
        self.close()

    def _refused(self, message: ErrorReply) -> None:
        if message.code == ErrorCode.NO_SESSION:
            self.fail("the daemon no longer has it, for it was not heard of for 60 s")
        elif message.code != ErrorCode.AUDIO_GAP or (self._audio.flows and not self._audio.lost()):
            self._abandon(message.error())
        elif self._resuming is None:
            self.resume()

    def _abandon(self, error: Exception) -> None:
        """Ends a bake that cannot be resumed."""
        self.close()
        self.failure = self.failure or error
