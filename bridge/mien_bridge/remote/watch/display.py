"""A daemon's status as text: a table that fits a terminal, and a terminal that shows it in place."""

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TextIO

from mien_bridge.remote.watch.daemon_watch import DaemonStatus
from mien_bridge.remote.watch.stream_watch import StreamStatus

__all__ = ["Screen", "format_line", "format_table"]


@dataclass(frozen=True, slots=True)
class _Column:
    """One column.

    Attributes:
        title: Its head.
        text: What stands in it.
        rank: Columns of the highest rank are the first to go where there is no room.
        is_number: Whether it is aligned to the right.
    """

    title: str
    text: Callable[[StreamStatus], str]
    rank: int
    is_number: bool = True


def _rate(stream: StreamStatus) -> str:
    return f"{stream.rate_hz:.1f}" if stream.asked_hz is None else f"{stream.rate_hz:.1f}/{stream.asked_hz}"


def _ms(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f}"


_COLUMNS: Final = (
    _Column("session", lambda one: one.session, 0, is_number=False),
    _Column("stream", lambda one: one.stream, 0, is_number=False),
    _Column("form", lambda one: one.form, 7, is_number=False),
    _Column("a second", _rate, 1),
    _Column("p50 ms", lambda one: _ms(one.p50_ms), 4),
    _Column("p95 ms", lambda one: _ms(one.p95_ms), 6),
    _Column("p99 ms", lambda one: _ms(one.p99_ms), 3),
    _Column("frames", lambda one: str(one.frames), 8),
    _Column("lost", lambda one: str(one.lost), 2),
    _Column("epoch", lambda one: str(one.epoch), 9),
    _Column("", lambda one: one.state, 5, is_number=False),
)

_GAP: Final = "  "


def format_table(daemon: DaemonStatus, width: int, height: int) -> list[str]:
    """Lines for a terminal.

    Args:
        daemon: What to tell.
        width: Of the terminal, characters; columns that find no room are left out, then lines are cut.
        height: Of the terminal, lines; streams that find no room are counted.
    """
    lines = [_summary(daemon)]
    if daemon.streams:
        lines += _rows(daemon.streams, width)
    if len(lines) > height:
        hidden = len(lines) - height + 1
        lines = [*lines[: height - 1], f"... and {hidden} more"] if height > 1 else lines[:1]
    return [line[:width].rstrip() for line in lines]


def format_line(daemon: DaemonStatus) -> str:
    """One line, for a log."""
    streams = (
        f"{one.session} {one.stream} {_rate(one)} p50 {_ms(one.p50_ms)} p99 {_ms(one.p99_ms)} ms "
        f"lost {one.lost} epoch {one.epoch} {one.state}"
        for one in daemon.streams
    )
    return "; ".join([_summary(daemon), *streams])


class Screen:
    """The lower end of a terminal; what was above it stays."""

    def __init__(self, stream: TextIO | None = None) -> None:
        """Writes to `stream`, or to stdout."""
        self._stream = stream or sys.stdout
        self._lines = 0

    @property
    def size(self) -> tuple[int, int]:
        """Columns that a line may have, and lines that there may be."""
        columns, lines = shutil.get_terminal_size()
        # A full line would wrap on some terminals, a full screen scroll.
        return max(columns - 1, 1), max(lines - 1, 1)

    def show(self, lines: list[str]) -> None:
        """Puts these lines in the place of the former ones."""
        up = f"\033[{self._lines}F" if self._lines else ""
        self._stream.write(up + "\033[J" + "".join(f"{line}\n" for line in lines))
        self._stream.flush()
        self._lines = len(lines)


def _summary(daemon: DaemonStatus) -> str:
    parts = [f"{daemon.server} at {daemon.control}"]
    if not daemon.is_connected:
        return f"{parts[0]}: does not answer; trying again"
    parts.append("1 session" if daemon.sessions == 1 else f"{daemon.sessions} sessions")
    if daemon.round_trip_ms is not None:
        parts.append(f"round trip {daemon.round_trip_ms:.1f} ms")
    return ", ".join(parts)


def _rows(streams: tuple[StreamStatus, ...], width: int) -> list[str]:
    columns = {column: [column.title, *(column.text(one) for one in streams)] for column in _COLUMNS}
    widths = {column: max(map(len, texts)) for column, texts in columns.items()}
    while len(widths) > 2 and sum(widths.values()) + len(_GAP) * (len(widths) - 1) > width:
        del widths[max(widths, key=lambda column: column.rank)]
    return [
        _GAP.join(_aligned(columns[column][at], widths[column], column) for column in widths)
        for at in range(len(streams) + 1)
    ]


def _aligned(text: str, width: int, column: _Column) -> str:
    return text.rjust(width) if column.is_number else text.ljust(width)
