# SPDX-License-Identifier: GPL-3.0-or-later
"""Arrival of a stream, measured over the last second or two."""

from collections import deque
from typing import Final

__all__ = ["Arrivals"]

_WINDOW_NS: Final = 1_500_000_000


class Arrivals:
    """The frames of the last 1.5 seconds: how many there were a second, and how old they were."""

    def __init__(self) -> None:
        """None yet."""
        self._seen: deque[tuple[int, int | None]] = deque()

    def add(self, now_ns: int, latency_ns: int | None) -> None:
        """Takes note of a frame; its latency is None where the daemon's clock is not known yet."""
        self._seen.append((now_ns, latency_ns))

    def fps(self, now_ns: int) -> float:
        """Frames a second; 0 where none come."""
        self._forget(now_ns)
        if len(self._seen) < 2:
            return 0.0
        return (len(self._seen) - 1) / max((self._seen[-1][0] - self._seen[0][0]) / 1e9, 1e-9)

    def latency_ms(self, now_ns: int) -> float | None:
        """The median time from the daemon to here, milliseconds; None if it is not known."""
        self._forget(now_ns)
        known = sorted(latency for _, latency in self._seen if latency is not None)
        return known[len(known) // 2] / 1e6 if known else None

    def _forget(self, now_ns: int) -> None:
        while self._seen and now_ns - self._seen[0][0] > _WINDOW_NS:
            self._seen.popleft()
