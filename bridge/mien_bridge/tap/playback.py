"""Playback of a recording's frames at their original pace, any number of times."""

from collections.abc import Iterator

from mien_bridge.tap.contents import Contents, RecordedSession, read_messages
from mien_bridge.tap.frame_numbers import FrameNumbers
from mien_bridge.tap.message import TapMessage
from mien_bridge.tap.reader import TapReader
from mien_protocol.messages.frames import Frame
from mien_protocol.messages.streams import StreamHeader
from mien_protocol.schema import Message

__all__ = ["Playback"]

Item = tuple[TapMessage, Message]


class Playback:
    """Plays some sessions of a recording, together as they were; is told the time, and reads no clock.

    Each round goes on where the former was: numbers never go back.
    """

    def __init__(self, contents: Contents, sessions: list[RecordedSession], *, speed: float = 1.0) -> None:
        """Plays nothing until `start`.

        Args:
            contents: The recording.
            sessions: Which of its sessions to play.
            speed: How many times faster than they came.
        """
        self._path = contents.path
        self._frame_numbers = {session.name: FrameNumbers(session) for session in sessions}
        self._speed = speed
        self._begins_ns = min(session.begins_ns for session in sessions)
        self._length_ns = max(session.ends_ns + session.period_ns for session in sessions) - self._begins_ns
        self._media_ns = max(session.media_ns for session in sessions)
        self._start_ns = 0
        self._reader: TapReader | None = None
        self._items: Iterator[Item] = iter(())
        self._next: Item | None = None

    @property
    def is_playing(self) -> bool:
        """True if there is more to come of this round."""
        return self._next is not None

    @property
    def media_s(self) -> float:
        """Media time that a round covers."""
        return self._media_ns / 1e9

    @property
    def next_ns(self) -> int | None:
        """Time at which the next message is due; None if there is none."""
        return None if self._next is None else self._due_ns(self._next[0].at_ns)

    @property
    def ends_ns(self) -> int:
        """Time at which another round would follow this one without a gap."""
        return self._due_ns(self._begins_ns + self._length_ns)

    def start(self, now_ns: int) -> None:
        """Begins a round, whose first frame is due at `now_ns`."""
        self.close()
        for numbers in self._frame_numbers.values():
            numbers.restart()
        self._start_ns = now_ns
        self._reader = TapReader(self._path)
        self._items = read_messages(self._reader)
        self._advance()

    def due(self, now_ns: int) -> Iterator[Frame | StreamHeader]:
        """The headers and frames that are due, in their order."""
        while self._next is not None and self._due_ns(self._next[0].at_ns) <= now_ns:
            message = self._next[1]
            self._advance()
            if isinstance(message, Frame):
                yield self._frame_numbers[message.session].numbered(message)
            elif isinstance(message, StreamHeader):
                yield message

    def close(self) -> None:
        """Ends the round, if there is one."""
        self._next = None
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def _due_ns(self, at_ns: int) -> int:
        return self._start_ns + round((at_ns - self._begins_ns) / self._speed)

    def _advance(self) -> None:
        wanted = (item for item in self._items if getattr(item[1], "session", None) in self._frame_numbers)
        self._next = next(wanted, None)
        if self._next is None:
            self.close()
