"""Pending requests and the replies that have arrived."""

from mien_protocol.schema import Message

__all__ = ["Replies"]


class Replies:
    """Store of expected replies, each kept until it is fetched."""

    def __init__(self) -> None:
        self._last_id = 0
        self._awaited: set[int] = set()
        self._come: dict[int, Message] = {}

    def next_id(self) -> int:
        """A number for a request."""
        self._last_id += 1
        return self._last_id

    def expect(self, number: int) -> None:
        """Marks the reply to request `number` as expected."""
        self._awaited.add(number)

    def take(self, message: Message) -> bool:
        """Stores a message if it is an expected reply; returns True if it is."""
        number = getattr(message, "re", 0)
        if number not in self._awaited:
            return False
        self._come[number] = message
        return True

    def has(self, number: int) -> bool:
        """True once the reply has arrived."""
        return number in self._come

    def get(self, number: int) -> Message | None:
        """Removes and returns the reply; None if it has not arrived."""
        reply = self._come.pop(number, None)
        if reply is not None:
            self._awaited.discard(number)
        return reply

    def forget(self, number: int) -> None:
        """Marks a reply as no longer expected."""
        self._awaited.discard(number)
        self._come.pop(number, None)
