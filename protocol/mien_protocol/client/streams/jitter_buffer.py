"""Jitter buffer: smooth motion from frames that arrive unevenly."""

from bisect import bisect_left, bisect_right
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_protocol.client.streams.streamed_frame import StreamedFrame
from mien_protocol.motion import MotionFrame
from mien_protocol.quaternion import slerp

__all__ = ["JitterBuffer"]

_NS_PER_MS: Final = 1_000_000


class JitterBuffer:
    """A ring of motion frames by media time, read at any time between them.

    Attributes:
        late: Frames that came after the moment they belong to had been shown.
        dropped: Frames that were never of use: too late to be shown between two others, or there twice, or more
            than fit.
    """

    def __init__(self, delay_ms: float = 50.0, capacity: int = 256) -> None:
        """An empty buffer.

        Args:
            delay_ms: How much later than its sound a frame is shown; two to three frames' time.
            capacity: How many frames are kept; the oldest make room.

        Raises:
            ValueError: If the delay is negative, or there is no room for two frames.
        """
        if delay_ms < 0 or capacity < 2:
            raise ValueError(f"expected delay_ms >= 0 and capacity >= 2, got {delay_ms} and {capacity}")
        self.late = 0
        self.dropped = 0
        self._delay_ns = round(delay_ms * _NS_PER_MS)
        self._capacity = capacity
        self._epoch = 0
        self._shown_ns: int | None = None
        self._times: list[int] = []
        self._frames: list[StreamedFrame] = []

    def __len__(self) -> int:
        return len(self._frames)

    def add(self, frame: StreamedFrame) -> None:
        """Adds a frame; one of a newer epoch replaces those of the older at once."""
        if frame.epoch > self._epoch:
            self._epoch = frame.epoch
            self._shown_ns = None
            self._times.clear()
            self._frames.clear()
        if frame.epoch < self._epoch or self._is_useless(frame.time_ns):
            self.dropped += 1
            return
        at = bisect_left(self._times, frame.time_ns)
        self._times.insert(at, frame.time_ns)
        self._frames.insert(at, frame)
        if len(self._frames) > self._capacity:
            self._forget(1)
            self.dropped += 1

    def sample(self, time_ns: int) -> MotionFrame | None:
        """The face at a playback position of the sound.

        Expression, translation and gaze are interpolated linearly, the head along a great circle. Before the first
        frame that is held, and after the last, the face stays as it is there.

        Args:
            time_ns: Media time that is heard now; it should not go back within an epoch.

        Returns:
            The face `delay_ms` before that, or None if no frame has come.
        """
        shown_ns = time_ns - self._delay_ns
        if not self._frames:
            return None
        self._shown_ns = shown_ns
        after = bisect_right(self._times, shown_ns)
        # The one before has been passed for good; the one at or before `shown_ns` is still half of a pair.
        self._forget(after - 1)
        first = self._frames[0]
        if after == 0 or len(self._frames) == 1:
            return _at(shown_ns, first)
        return _between(first, self._frames[1], shown_ns)

    def _is_useless(self, time_ns: int) -> bool:
        """Counts a late frame; returns True if it can never be shown."""
        late = self._shown_ns is not None and time_ns <= self._shown_ns
        self.late += late
        at = bisect_left(self._times, time_ns)
        there = at < len(self._times) and self._times[at] == time_ns
        return there or (late and at < len(self._times) and at == 0)

    def _forget(self, count: int) -> None:
        if count > 0:
            del self._times[:count], self._frames[:count]


def _at(time_ns: int, frame: MotionFrame) -> MotionFrame:
    return MotionFrame(time_ns, frame.expression, frame.head_wxyz, frame.head_m, frame.gaze_rad, tongue=frame.tongue)


def _between(start: MotionFrame, end: MotionFrame, time_ns: int) -> MotionFrame:
    share = (time_ns - start.time_ns) / (end.time_ns - start.time_ns)

    def mix(low: NDArray[np.float32], high: NDArray[np.float32]) -> NDArray[np.float32]:
        return ((1.0 - share) * low + share * high).astype(np.float32)

    return MotionFrame(
        time_ns,
        mix(start.expression, end.expression),
        slerp(start.head_wxyz, end.head_wxyz, np.asarray(share)),
        mix(start.head_m, end.head_m),
        mix(start.gaze_rad, end.gaze_rad),
        tongue=mix(start.tongue, end.tongue),
    )
