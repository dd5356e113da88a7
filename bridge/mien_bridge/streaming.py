"""A recording pushed into a running daemon at the pace of speech, and what comes back measured."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_bridge.daemon.link import Link, Received
from mien_bridge.media.audio import SPEECH_RATE_HZ
from mien_bridge.speaker import PIECE_NS, Speaker, read_speech
from mien_protocol.audio_payload import pack_audio
from mien_protocol.errors import MienError
from mien_protocol.messages.connection import ErrorReply
from mien_protocol.messages.frames import FaceFrame, Frame, FrameFlag, MotionStreamFrame
from mien_protocol.messages.sessions import Closed, CloseSession, Opened, OpenSession, SessionEnded
from mien_protocol.messages.speech import AudioEnded, EndAudio, PushAudio
from mien_protocol.messages.table import Socket

__all__ = ["Measured", "stream_recording"]

Samples = NDArray[np.int16]

_PATIENCE_NS: Final = 5_000_000_000


@dataclass(slots=True)
class Measured:
    """What came of one stream.

    Attributes:
        latency_ms: Of each frame, from when the sound it belongs to was sent until it was received.
        lost: Frames that were numbered but did not come.
        backwards: Frames whose media time was not after the one before.
    """

    latency_ms: list[float] = field(default_factory=list)
    lost: int = 0
    backwards: int = 0
    _next_seq: int | None = None
    _last_ns: int = -1

    def add(self, frame: Frame, latency_ms: float) -> None:
        """Takes a frame of an utterance."""
        if self._next_seq is not None:
            self.lost += frame.seq - self._next_seq
        self._next_seq = frame.seq + 1
        self.backwards += frame.time_ns <= self._last_ns
        self._last_ns = frame.time_ns
        self.latency_ms.append(latency_ms)

    def percentiles_ms(self) -> tuple[float, float, float]:
        """Latency that half, 95 % and 99 % of the frames did not exceed; NaN if there were none."""
        if not self.latency_ms:
            return (float("nan"),) * 3
        half, most, nearly_all = np.percentile(self.latency_ms, (50, 95, 99))
        return float(half), float(most), float(nearly_all)


def stream_recording(
    connection_file: Path, audio: Path, asked: OpenSession, checkpoint: Callable[[], None]
) -> tuple[float, dict[str, Measured]]:
    """Opens a session, speaks a recording into it as if it were just being said, and closes it.

    Args:
        connection_file: Of the daemon.
        audio: The recording.
        asked: The session; its `id` is replaced.
        checkpoint: Called now and then; it raises to stop.

    Returns:
        The recording's length in seconds, and what came, by stream: `motion`, and `face` if asked for.

    Raises:
        MienError: If the recording cannot be used, or the daemon refuses or falls silent.
    """
    samples = read_speech(audio)
    with Link(connection_file) as link:
        opened = link.request(replace(asked, id=link.next_id()), Opened)
        link.subscribe(Socket.MOTION, opened.topics.motion)
        if opened.topics.face is not None:
            link.subscribe(Socket.FACE, opened.topics.face)
        run = _Run(link, opened.session)
        run.wait_for_headers(1 if opened.topics.face is None else 2, checkpoint)
        run.speak(samples, checkpoint)
        link.request(CloseSession(link.next_id(), opened.session), Closed)
    measured = {"motion": run.motion} | ({} if opened.topics.face is None else {"face": run.face})
    return len(samples) / SPEECH_RATE_HZ, measured


class _Run:
    def __init__(self, link: Link, session: str) -> None:
        self.motion = Measured()
        self.face = Measured()
        self._link = link
        self._session = session
        self._speaker: Speaker | None = None
        self._ended = False
        self._pushed = 0

    def wait_for_headers(self, streams: int, checkpoint: Callable[[], None]) -> None:
        """Until the subscriptions have arrived: what came before would be missed."""
        deadline_ns = time.monotonic_ns() + _PATIENCE_NS
        seen: set[str] = set()
        while len(seen) < streams:
            checkpoint()
            for received in self._link.receive(0.1):
                kind = getattr(received.message, "kind", None)
                if kind is not None:
                    seen.add(str(kind))
            if time.monotonic_ns() > deadline_ns:
                raise MienError("the daemon accepted the session, but sends no stream; see its log")

    def speak(self, samples: Samples, checkpoint: Callable[[], None]) -> None:
        speaker = self._speaker = Speaker(samples, self._push)
        while (due_ns := speaker.due_ns) is not None:
            checkpoint()
            self._receive_until(due_ns)
            speaker.push()
        self._link.send(EndAudio(self._link.next_id(), self._session))
        deadline_ns = time.monotonic_ns() + _PATIENCE_NS
        while not self._ended:
            checkpoint()
            self._receive_until(time.monotonic_ns() + 50_000_000)
            if time.monotonic_ns() > deadline_ns:
                raise MienError("the daemon does not end the utterance; see whether it still runs, and its log")
        # A picture may still be on its way.
        self._receive_until(time.monotonic_ns() + 100_000_000)

    def _push(self, pcm: Samples) -> None:
        self._link.send(PushAudio(self._session, self._pushed, pack_audio(pcm)))
        self._pushed += 1

    def _receive_until(self, deadline_ns: int) -> None:
        while (left_ns := deadline_ns - time.monotonic_ns()) > 0:
            for received in self._link.receive(min(left_ns / 1e9, 0.5)):
                self._take(received)

    def _take(self, received: Received) -> None:
        message = received.message
        if isinstance(message, MotionStreamFrame):
            self._measure(self.motion, message, received.at_ns)
        elif isinstance(message, FaceFrame):
            self._measure(self.face, message, received.at_ns)
        elif isinstance(message, AudioEnded):
            self._ended = True
        elif isinstance(message, ErrorReply):
            raise message.error()
        elif isinstance(message, SessionEnded):
            raise MienError(f"the daemon ended the session: {message.message}")

    def _measure(self, measured: Measured, frame: Frame, at_ns: int) -> None:
        piece = frame.time_ns // PIECE_NS
        sent_ns = [] if self._speaker is None else self._speaker.sent_ns
        if not frame.flags & FrameFlag.IDLE and piece < len(sent_ns):
            measured.add(frame, (at_ns - sent_ns[piece]) / 1e6)
