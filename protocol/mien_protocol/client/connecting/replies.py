"""Requests under way, and the replies that have come."""

from mien_protocol.schema import Message

__all__ = ["Replies"]


class Replies:
    """Keeps the replies that somebody waits for until they are asked for."""

    def __init__(self) -> None:
        self._last_id = 0
        self._awaited: set[int] = set()
        self._come: dict[int, Message] = {}

    def next_id(self) -> int:
        """A number for a request."""
        self._last_id += 1
        return self._last_id

    def expect(self, number: int) -> None:
        """Keeps the reply to request `number` when it comes."""
        self._awaited.add(number)

    def take(self, message: Message) -> bool:
        """Keeps a message if it is a reply that is waited for; returns whether it is."""
        number = getattr(message, "re", 0)
        if number not in self._awaited:
            return False
        self._come[number] = message
        return True

    def has(self, number: int) -> bool:
        """True once the reply has come."""
        return number in self._come

    def get(self, number: int) -> Message | None:
        """The reply, which is then kept no more; None if it has not come."""
        reply = self._come.pop(number, None)
        if reply is not None:
            self._awaited.discard(number)
        return reply

    def forget(self, number: int) -> None:
        """Waits for the reply no more."""
        self._awaited.discard(number)
        self._come.pop(number, None)
