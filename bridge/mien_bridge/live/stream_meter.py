"""Rates of a performance, frames and pictures a second, and their latency."""

from collections import deque
from dataclasses import dataclass
from statistics import median
from typing import Final

from mien_bridge.inputs.sound import RATE_HZ

__all__ = ["StreamMeter", "StreamRates"]

_WINDOW_NS: Final = 1_000_000_000
_PIECES: Final = 500
"""Ten seconds of sound: far more than a daemon holds back."""


@dataclass(frozen=True, slots=True)
class StreamRates:
    """Rates and latency over the last second.

    Attributes:
        motion_hz: Frames of motion a second.
        face_hz: Pictures a second.
        latency_ms: From when a sound left for the daemon until the motion that belongs to it had come, the median.
    """

    motion_hz: float
    face_hz: float
    latency_ms: float


class StreamMeter:
    """Counts what goes and comes in one session. Times are monotonic, nanoseconds."""

    def __init__(self) -> None:
        """Starts empty."""
        self._sent = 0
        self._offset_ns = 0
        self._pieces: deque[tuple[int, int]] = deque(maxlen=_PIECES)
        self._frames: deque[tuple[int, int]] = deque()
        self._pictures: deque[int] = deque()

    @property
    def in_flight(self) -> int:
        """Pieces of sound that left, and of which no motion has come."""
        return len(self._pieces)

    def sent(self, samples: int, now_ns: int) -> None:
        """Notes a piece of sound that leaves."""
        self._sent += samples
        self._pieces.append((self._sent * 1_000_000_000 // RATE_HZ, now_ns))

    def echoed(self, first_sample: int, time_ns: int) -> None:
        """Notes the media time of a sample: idle motion takes some, too."""
        self._offset_ns = time_ns - first_sample * 1_000_000_000 // RATE_HZ

    def frame(self, time_ns: int, now_ns: int) -> None:
        """Notes a frame of motion of a media time."""
        while self._pieces and self._pieces[0][0] + self._offset_ns <= time_ns:
            self._pieces.popleft()
        late_ns = now_ns - self._pieces[0][1] if self._pieces else 0
        self._frames.append((now_ns, late_ns))

    def picture(self, now_ns: int) -> None:
        """Notes a picture."""
        self._pictures.append(now_ns)

    def rates(self, now_ns: int) -> StreamRates:
        """The rates of the last second."""
        while self._frames and self._frames[0][0] <= now_ns - _WINDOW_NS:
            self._frames.popleft()
        while self._pictures and self._pictures[0] <= now_ns - _WINDOW_NS:
            self._pictures.popleft()
        late_ns = median(late for _, late in self._frames) if self._frames else 0
        return StreamRates(float(len(self._frames)), float(len(self._pictures)), late_ns / 1e6)
