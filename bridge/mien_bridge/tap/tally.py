"""Counts of received and missing frames, by stream."""

from dataclasses import dataclass

from mien_bridge.tap.message import TapMessage
from mien_protocol.errors import ProtocolError
from mien_protocol.messages.frames import Frame
from mien_protocol.messages.streams import StreamHeader
from mien_protocol.topics import StreamKind

__all__ = ["StreamTally", "Tally"]


@dataclass(slots=True)
class StreamTally:
    """Counts of one stream.

    Attributes:
        frames: That came.
        lost: That were numbered but did not come.
        next_seq: Number of the frame that should come next; None before the first.
    """

    frames: int = 0
    lost: int = 0
    next_seq: int | None = None

    def add(self, seq: int) -> None:
        """Counts a frame."""
        if self.next_seq is not None:
            self.lost += max(seq - self.next_seq, 0)
        self.next_seq = seq + 1
        self.frames += 1


class Tally:
    """Counts of all streams.

    Attributes:
        unread: Messages that this version of the protocol cannot read.
    """

    def __init__(self) -> None:
        self.unread = 0
        self._streams: dict[tuple[StreamKind, str], StreamTally] = {}

    @property
    def streams(self) -> int:
        """Number of streams that said anything."""
        return len(self._streams)

    @property
    def sessions(self) -> set[str]:
        """Names of the sessions that said anything."""
        return {session for _, session in self._streams}

    def add(self, message: TapMessage) -> None:
        """Counts a message."""
        try:
            decoded = message.decoded()
        except ProtocolError:
            self.unread += 1
            return
        if isinstance(decoded, StreamHeader):
            self._stream(StreamKind(decoded.kind), decoded.session)
        elif isinstance(decoded, Frame):
            self._stream(decoded.KIND, decoded.session).add(decoded.seq)

    def total(self, kind: StreamKind) -> StreamTally | None:
        """Counts of all streams of a kind together; None if there were none."""
        streams = [tally for (found, _), tally in self._streams.items() if found is kind]
        if not streams:
            return None
        return StreamTally(sum(one.frames for one in streams), sum(one.lost for one in streams))

    def _stream(self, kind: StreamKind, session: str) -> StreamTally:
        return self._streams.setdefault((kind, session), StreamTally())
