"""Sessions and streams of a recording, found in one pass in constant memory."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mien_bridge.tap.message import TapMessage
from mien_bridge.tap.reader import TapReader
from mien_protocol.errors import ErrorCode, MienError, ProtocolError
from mien_protocol.messages.frames import AudioFrame, Frame
from mien_protocol.messages.streams import StreamHeader
from mien_protocol.schema import Message
from mien_protocol.topics import StreamKind

__all__ = ["Contents", "FramePosition", "RecordedSession", "RecordedStream", "read_contents", "read_messages"]


@dataclass(frozen=True, slots=True)
class FramePosition:
    """Position of a frame in its stream.

    Attributes:
        at_ns: Daemon time at which it came.
        epoch: As in the frame.
        seq: As in the frame.
        time_ns: As in the frame.
        sample: Of an echo, index of its first sample; otherwise 0.
        end_sample: Of an echo, index of the sample after its last; otherwise 0.
    """

    at_ns: int
    epoch: int
    seq: int
    time_ns: int
    sample: int
    end_sample: int

    @staticmethod
    def of(frame: Frame, at_ns: int) -> "FramePosition":
        """Position of a frame that came at `at_ns`."""
        sample = end_sample = 0
        if isinstance(frame, AudioFrame):
            sample, end_sample = frame.first_sample, frame.first_sample + memoryview(frame.payload).nbytes // 2
        return FramePosition(at_ns, frame.epoch, frame.seq, frame.time_ns, sample, end_sample)


@dataclass(frozen=True, slots=True)
class RecordedStream:
    """One stream: its first header, its first frame and its last."""

    header: StreamHeader
    first: FramePosition
    last: FramePosition


@dataclass(frozen=True, slots=True)
class RecordedSession:
    """One session: its streams by kind, among them one of motion."""

    name: str
    streams: Mapping[StreamKind, RecordedStream]

    @property
    def begins_ns(self) -> int:
        """Time at which its first frame came."""
        return min(stream.first.at_ns for stream in self.streams.values())

    @property
    def ends_ns(self) -> int:
        """Time at which its last frame came."""
        return max(stream.last.at_ns for stream in self.streams.values())

    @property
    def period_ns(self) -> int:
        """Time from one frame of motion to the next."""
        return 1_000_000_000 // self.streams[StreamKind.MOTION].header.rate_hz

    @property
    def media_ns(self) -> int:
        """Media time from its first frame to the one that would follow the last."""
        first_ns = min(stream.first.time_ns for stream in self.streams.values())
        return max(stream.last.time_ns for stream in self.streams.values()) - first_ns + self.period_ns


@dataclass(frozen=True, slots=True)
class Contents:
    """Content of a recording.

    Attributes:
        path: The file.
        sessions: Those that moved, by name, in the order in which they are first heard of.
        is_cut: Whether the file ends in the middle of a message.
    """

    path: Path
    sessions: Mapping[str, RecordedSession]
    is_cut: bool


def read_contents(path: Path) -> Contents:
    """Reads through a recording.

    Raises:
        MienError: If it cannot be read, breaks the protocol, or nothing in it moves.
    """
    headers: dict[tuple[str, StreamKind], StreamHeader] = {}
    firsts: dict[tuple[str, StreamKind], FramePosition] = {}
    lasts: dict[tuple[str, StreamKind], FramePosition] = {}
    with TapReader(path) as reader:
        for tapped, message in read_messages(reader):
            if isinstance(message, StreamHeader):
                headers.setdefault((message.session, StreamKind(message.kind)), message)
            elif isinstance(message, Frame) and (message.session, message.KIND) in headers:
                mark = lasts[message.session, message.KIND] = FramePosition.of(message, tapped.at_ns)
                firsts.setdefault((message.session, message.KIND), mark)
        is_cut = reader.is_cut
    sessions: dict[str, dict[StreamKind, RecordedStream]] = {}
    for (session, kind), first in firsts.items():
        stream = RecordedStream(headers[session, kind], first, lasts[session, kind])
        sessions.setdefault(session, {})[kind] = stream
    moving = {name: streams for name, streams in sessions.items() if StreamKind.MOTION in streams}
    if not moving:
        raise MienError(f"{path} holds no motion; record a session in which something is said")
    return Contents(path, {name: RecordedSession(name, streams) for name, streams in moving.items()}, is_cut)


def read_messages(reader: TapReader) -> Iterator[tuple[TapMessage, Message]]:
    """Yields the messages of a recording, decoded; leaves out what a later version of the protocol added.

    Raises:
        MienError: If one breaks the protocol.
    """
    for tapped in reader:
        try:
            yield tapped, tapped.decoded()
        except ProtocolError as error:
            if error.code != ErrorCode.UNSUPPORTED:
                raise MienError(f"message {reader.messages} of the recording breaks the protocol: {error}") from error
