"""A recording pushed into a running daemon at the pace of speech, and what comes back measured."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np

from mien_bridge.media.audio import SPEECH_RATE_HZ
from mien_bridge.media.paced_recording import PIECE_NS, PacedRecording, read_speech
from mien_bridge.remote.connect import connect
from mien_bridge.runtime.progress import Progress
from mien_protocol.client import Client, ClientSession, FacePicture, StreamedFrame
from mien_protocol.errors import MienError
from mien_protocol.messages.frames import FrameFlag
from mien_protocol.messages.sessions import OpenSession

__all__ = ["Measured", "stream_recording"]

_PATIENCE_NS: Final = 5_000_000_000
_LAST_PICTURE_NS: Final = 100_000_000


@dataclass(slots=True)
class Measured:
    """Measurements of one stream.

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

    def add(self, frame: StreamedFrame | FacePicture, latency_ms: float) -> None:
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
    connection_file: Path, audio: Path, asked: OpenSession, checkpoint: Callable[[], None], *, quiet: bool
) -> tuple[float, dict[str, Measured]]:
    """Opens a session, speaks a recording into it as if it were just being said, and closes it.

    Args:
        connection_file: Of the daemon.
        audio: The recording.
        asked: The session; its `id` is replaced.
        checkpoint: Called now and then; it raises to stop.
        quiet: Whether to show no progress.

    Returns:
        The recording's length in seconds, and what came, by stream: `motion`, and `face` if asked for.

    Raises:
        MienError: If the recording cannot be used, or the daemon refuses or falls silent.
    """
    samples = read_speech(audio)
    duration_s = len(samples) / SPEECH_RATE_HZ
    with (
        connect(connection_file, "mien stream") as client,
        _opened(client, asked) as session,
        Progress("motion", asked.rate_hz, duration_s, quiet=quiet) as progress,
    ):
        run = _Run(client, session, PacedRecording(samples, session.push), progress)
        run.speak(checkpoint)
    measured = {"motion": run.motion} | ({} if asked.face is None else {"face": run.face})
    return duration_s, measured


def _opened(client: Client, asked: OpenSession) -> ClientSession:
    return client.open_session(
        rate_hz=asked.rate_hz, seed=asked.seed, controls=asked.controls, avatar=asked.avatar, face=asked.face
    )


class _Run:
    def __init__(self, client: Client, session: ClientSession, recording: PacedRecording, progress: Progress) -> None:
        self.motion = Measured()
        self.face = Measured()
        self._client = client
        self._session = session
        self._recording = recording
        self._progress = progress
        self._ended = False

    def speak(self, checkpoint: Callable[[], None]) -> None:
        while (due_ns := self._recording.due_ns) is not None:
            checkpoint()
            self._receive_until(due_ns)
            self._recording.push()
        self._session.end_audio()
        deadline_ns = time.monotonic_ns() + _PATIENCE_NS
        while not self._ended:
            checkpoint()
            self._receive_until(time.monotonic_ns() + 50_000_000)
            if time.monotonic_ns() > deadline_ns:
                raise MienError("the daemon does not end the utterance; see whether it still runs, and its log")
        self._receive_until(time.monotonic_ns() + _LAST_PICTURE_NS)

    def _receive_until(self, deadline_ns: int) -> None:
        while (left_ns := deadline_ns - time.monotonic_ns()) > 0:
            self._client.turn(left_ns / 1e9)
            now_ns = time.monotonic_ns()
            for frame in self._session.ready():
                self._measure(self.motion, frame, now_ns)
                self._progress.advance(1)
                self._ended |= bool(frame.flags & FrameFlag.LAST)
            for picture in self._session.ready_faces():
                self._measure(self.face, picture, now_ns)

    def _measure(self, measured: Measured, frame: StreamedFrame | FacePicture, at_ns: int) -> None:
        piece = frame.time_ns // PIECE_NS
        sent_ns = self._recording.sent_ns
        if not frame.flags & FrameFlag.IDLE and piece < len(sent_ns):
            measured.add(frame, (at_ns - sent_ns[piece]) / 1e6)
