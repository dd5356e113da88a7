"""The time of day at which a frame is shown, for programs that line recordings up by it."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from mien_bridge.outputs.livelink.packet import FrameTime
from mien_protocol.client import StreamedFrame

__all__ = ["DayClock"]

_SECOND_NS: Final = 1_000_000_000
_DAY_NS: Final = 86_400 * _SECOND_NS

_APART_NS: Final = _SECOND_NS // 2
"""Frames come early and late by less; where the two clocks are further apart, sound was missing in between."""

_ROUNDED_NS: Final = 1000
"""Media times are cut to whole nanoseconds, which must not put a frame into the number before its own."""


class DayClock:
    """Times of day as even as the frames' media time, and never running backwards but at midnight.

    The first frame is now; those after it are as far from it as their media times are, until media time stands still,
    as between two epochs, or the clocks drift apart.
    """

    def __init__(self, rate_hz: int, now: Callable[[], datetime] = datetime.now) -> None:
        """Begins with no frame.

        Args:
            rate_hz: In which time is counted, frames a second.
            now: The local time.
        """
        self._rate_hz = rate_hz
        self._now = now
        self._epoch: int | None = None
        self._ahead_ns = 0
        self._last_ns = 0

    def time_of(self, frame: StreamedFrame) -> FrameTime:
        """Time of a frame."""
        now_ns = _ns_of_day(self._now())
        at_ns = (frame.time_ns + self._ahead_ns) % _DAY_NS
        if frame.epoch != self._epoch or _apart(at_ns, now_ns) > _APART_NS:
            is_behind = _apart(now_ns, self._last_ns) < _APART_NS and now_ns <= self._last_ns
            at_ns = (self._last_ns + 1) % _DAY_NS if is_behind else now_ns
            self._epoch = frame.epoch
            self._ahead_ns = at_ns - frame.time_ns
        self._last_ns = at_ns
        number, rest = divmod((at_ns + _ROUNDED_NS) * self._rate_hz, _SECOND_NS)
        return FrameTime(number, rest / _SECOND_NS, self._rate_hz)


def _apart(first_ns: int, second_ns: int) -> int:
    """Distance of two times of day, the shorter way."""
    apart = (first_ns - second_ns) % _DAY_NS
    return min(apart, _DAY_NS - apart)


def _ns_of_day(now: datetime) -> int:
    seconds = (now.hour * 60 + now.minute) * 60 + now.second
    return seconds * _SECOND_NS + now.microsecond * 1000
