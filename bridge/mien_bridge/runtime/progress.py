"""Progress of a long piece of work, on stderr."""

import sys
import time
from types import TracebackType
from typing import Self, TextIO

from mien_protocol.resampling import FrameRate

__all__ = ["LOG_INTERVAL_S", "Progress"]

_TERMINAL_INTERVAL_S = 0.1
LOG_INTERVAL_S = 10.0
"""A line that replaces itself may move often; lines that stay must be few."""


class Progress:
    """Counts frames; one line updated in place on a terminal, a line now and then elsewhere, or nothing.

    Used in a `with`, it takes an unfinished line away at the end, so that an error is not glued to it.
    """

    def __init__(
        self,
        label: str,
        rate_hz: FrameRate,
        duration_s: float | None,
        *,
        quiet: bool = False,
        log_every_s: float = LOG_INTERVAL_S,
    ) -> None:
        """Starts the clock.

        Args:
            label: What is being made.
            rate_hz: Frames per second of the result.
            duration_s: Length of the result if it is known, seconds.
            quiet: Whether to say nothing.
            log_every_s: How often a line is written where it cannot be replaced, seconds.
        """
        self._label = label
        self._rate_hz = float(rate_hz)
        self._duration_s = duration_s
        self._stream: TextIO | None = None if quiet else sys.stderr
        self._log_every_s = log_every_s
        self._terminal = sys.stderr.isatty()
        self._begun_s = self._said_s = time.monotonic()
        self._frames = 0
        self._unfinished = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._stream is not None and self._unfinished:
            self._stream.write("\r\033[K")
            self._stream.flush()
            self._unfinished = False

    def advance(self, frames: int) -> None:
        """Counts `frames` more, and updates the line if it is time."""
        self._frames += frames
        now_s = time.monotonic()
        if now_s - self._said_s >= (_TERMINAL_INTERVAL_S if self._terminal else self._log_every_s):
            self._said_s = now_s
            self._say(now_s)

    def finish(self) -> str:
        """Ends the line; returns how fast it went, such as `10.2 s of video in 6.1 s (67 fps, 1.7x real time)`."""
        if self._stream is not None and self._terminal:
            self._say(time.monotonic(), ended=True)
            self._stream.write("\n")
            self._unfinished = False
        return f"{self._label}: {self._speed(time.monotonic())}"

    def _speed(self, now_s: float) -> str:
        taken_s = max(now_s - self._begun_s, 1e-3)
        made_s = self._frames / self._rate_hz
        return (
            f"{made_s:.1f} s in {taken_s:.1f} s ({self._frames / taken_s:.0f} fps, {made_s / taken_s:.1f}x real time)"
        )

    def _say(self, now_s: float, *, ended: bool = False) -> None:
        if self._stream is None:
            return
        share, left, speed_hz = "", "", self._frames / max(now_s - self._begun_s, 1e-3)
        if self._duration_s:
            done = min(1.0, self._frames / self._rate_hz / self._duration_s)
            share = f"{100.0 * done:3.0f}% "
            if 0.0 < done < 1.0 and not ended:
                left = f", {_rounded(self._rate_hz * self._duration_s * (1.0 - done) / speed_hz)} left"
        line = f"{self._label}: {share}{self._frames} frames, {speed_hz:.0f} fps{left}"
        self._stream.write(f"\r\033[K{line}" if self._terminal else line + "\n")
        self._unfinished = self._terminal
        self._stream.flush()


def _rounded(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 100.0 else f"{seconds / 60.0:.0f} min"
