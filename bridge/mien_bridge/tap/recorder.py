"""The recorder of a daemon's published messages."""

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from mien_bridge.tap.message import TapHeader
from mien_bridge.tap.raw_subscriber import RawSubscriber
from mien_bridge.tap.tally import Tally
from mien_bridge.tap.writer import TapWriter
from mien_protocol.connection_file import read_connection
from mien_protocol.messages.connection import Welcome
from mien_protocol.messages.table import Socket

__all__ = ["Recorder"]

_SILENCE_S: Final = 0.2
"""After so long without a message, nothing is on its way any more."""


class Recorder:
    """A recording that is being made; use it in a `with`."""

    def __init__(
        self, connection_file: Path, welcome: Welcome, topics: Iterable[tuple[Socket, str]], output: Path, tally: Tally
    ) -> None:
        """Subscribes, and begins the file.

        Args:
            connection_file: Of the daemon.
            welcome: What it says of itself.
            topics: What to record, each on its socket.
            output: The file.
            tally: Counts what comes.

        Raises:
            MienError: If the file cannot be written.
        """
        self._tally = tally
        self._subscriber = RawSubscriber(read_connection(connection_file), topics)
        try:
            protocol = ".".join(map(str, welcome.protocol))
            self._writer = TapWriter(output, TapHeader(protocol, welcome.server, welcome.server_id))
        except BaseException:
            self._subscriber.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._subscriber.close()
        self._writer.close()

    def turn(self, timeout_s: float) -> bool:
        """Records what has come, or comes first within the time; returns whether there was anything."""
        heard = False
        for message in self._subscriber.listen(timeout_s):
            self._writer.write(message)
            self._tally.add(message)
            heard = True
        self._writer.flush()
        return heard

    def drain(self) -> None:
        """Records what is still on its way, from streams that have ended."""
        while self.turn(_SILENCE_S):
            pass
