"""One watched stream: its rate, latency and losses."""

from collections import deque
from dataclasses import dataclass
from typing import Final

import numpy as np

from mien_bridge.tap.tally import StreamTally
from mien_protocol.messages.frames import Frame, FrameFlag
from mien_protocol.messages.streams import AudioStreamHeader, FaceStreamHeader, StreamHeader

__all__ = ["StreamStatus", "StreamWatch"]

_WINDOW_NS: Final = 10_000_000_000
"""Of what latencies are told."""
_RATE_WINDOW_NS: Final = 2_000_000_000
_SILENT_NS: Final = 1_000_000_000

_MOST_HELD: Final = 2_400
"""Frames of ten seconds at the highest rate, twice."""


@dataclass(frozen=True, slots=True)
class StreamStatus:
    """Status of a stream.

    Attributes:
        session: The session.
        stream: What flows: `motion`, `face` or `audio`.
        form: Its layout, with size or rate where that matters.
        rate_hz: Frames a second that came of late.
        asked_hz: Frames a second that its header names; None of an echo, whose pieces have no rate.
        p50_ms: Half of the frames of the last ten seconds took no longer from the daemon to here; None if none came.
        p95_ms: 95 % of them.
        p99_ms: 99 % of them.
        frames: That came since it is watched.
        lost: That were numbered but did not come.
        epoch: The current one.
        state: `speaking`, `idle`, `interrupted`, `waiting` where nothing comes, or `unwatched`.
    """

    session: str
    stream: str
    form: str
    rate_hz: float
    asked_hz: int | None
    p50_ms: float | None
    p95_ms: float | None
    p99_ms: float | None
    frames: int
    lost: int
    epoch: int
    state: str


class StreamWatch:
    """Counts what comes of one stream; it is told the time."""

    def __init__(self, header: StreamHeader) -> None:
        """Starts with the header alone."""
        self._header = header
        self._tally = StreamTally()
        self._came: deque[tuple[int, float | None]] = deque(maxlen=_MOST_HELD)
        self._flags = FrameFlag(0)
        self._epoch = header.epoch

    def describe(self, header: StreamHeader) -> None:
        """Takes a newer header."""
        self._header = header
        self._epoch = max(self._epoch, header.epoch)

    def add(self, frame: Frame, at_ns: int, latency_ms: float | None) -> None:
        """Takes a frame that came at `at_ns`; the latency is None while the daemon's clock is not known."""
        self._tally.add(frame.seq)
        self._came.append((at_ns, latency_ms))
        self._flags = FrameFlag(frame.flags)
        self._epoch = max(self._epoch, frame.epoch)

    def status(self, now_ns: int, *, watched: bool) -> StreamStatus:
        """The status; `watched` is false for a stream that is only known of."""
        while self._came and now_ns - self._came[0][0] > _WINDOW_NS:
            self._came.popleft()
        latencies = [latency for _, latency in self._came if latency is not None]
        p50, p95, p99 = (float(one) for one in np.percentile(latencies, (50, 95, 99))) if latencies else (None,) * 3
        is_sound = isinstance(self._header, AudioStreamHeader)
        return StreamStatus(
            session=self._header.session,
            stream=self._header.kind,
            form=_form(self._header),
            rate_hz=self._rate_hz(now_ns),
            asked_hz=None if is_sound else self._header.rate_hz,
            p50_ms=p50,
            p95_ms=p95,
            p99_ms=p99,
            frames=self._tally.frames,
            lost=self._tally.lost,
            epoch=self._epoch,
            state=self._state(now_ns) if watched else "unwatched",
        )

    def _rate_hz(self, now_ns: int) -> float:
        """Rate over the frames of the last two seconds; 0 if there is only one."""
        times = [at_ns for at_ns, _ in self._came if now_ns - at_ns <= _RATE_WINDOW_NS]
        return (len(times) - 1) * 1e9 / (times[-1] - times[0]) if len(times) > 1 and times[-1] > times[0] else 0.0

    def _state(self, now_ns: int) -> str:
        if not self._came or now_ns - self._came[-1][0] > _SILENT_NS:
            return "waiting"
        if self._flags & FrameFlag.INTERRUPTED:
            return "interrupted"
        return "idle" if self._flags & FrameFlag.IDLE else "speaking"


def _form(header: StreamHeader) -> str:
    if isinstance(header, FaceStreamHeader):
        return f"{header.face_layout} {header.width}x{header.height} {header.layout}"
    if isinstance(header, AudioStreamHeader):
        return f"{header.layout} {header.rate_hz} Hz"
    return str(getattr(header, "layout", ""))
