"""A daemon's published messages, into a file as they come."""

import time
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from mien_bridge.daemon.link import Link
from mien_bridge.tap.ear import Ear
from mien_bridge.tap.message import TapHeader
from mien_bridge.tap.tally import Tally
from mien_bridge.tap.writer import TapWriter
from mien_protocol.clock import ClockOffset
from mien_protocol.messages.connection import Ping, Pong
from mien_protocol.messages.table import Socket

__all__ = ["Recorder"]

_PINGS: Final = 4

_SILENCE_S: Final = 0.2
"""After so long without a message, nothing is on its way any more."""


class Recorder:
    """A recording that is being made; use it in a `with`."""

    def __init__(self, link: Link, topics: Iterable[tuple[Socket, str]], output: Path, tally: Tally) -> None:
        """Subscribes, and begins the file.

        Args:
            link: To the daemon.
            topics: What to record, each on its socket.
            output: The file.
            tally: Counts what comes.

        Raises:
            MienError: If the file cannot be written.
        """
        self._tally = tally
        offset = _offset(link)
        self._writer = TapWriter(
            output,
            TapHeader(".".join(map(str, link.welcome.protocol)), link.welcome.server, link.welcome.server_id),
        )
        try:
            self._ear = Ear(link.connection, topics, lambda: offset.to_daemon_ns(time.monotonic_ns()))
        except BaseException:
            self._writer.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ear.close()
        self._writer.close()

    def turn(self, timeout_s: float) -> bool:
        """Records what has come, or comes first within the time; whether it was anything."""
        heard = False
        for message in self._ear.listen(timeout_s):
            self._writer.write(message)
            self._tally.add(message)
            heard = True
        self._writer.flush()
        return heard

    def drain(self) -> None:
        """Records what is still on its way, from streams that have ended."""
        while self.turn(_SILENCE_S):
            pass


def _offset(link: Link) -> ClockOffset:
    offset = ClockOffset()
    for _ in range(_PINGS):
        pong = link.request(Ping(link.next_id(), time.monotonic_ns()), Pong)
        offset.add(pong.client_ns, pong.received_ns, pong.sent_ns, time.monotonic_ns())
    return offset
