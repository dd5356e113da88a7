"""Requests that wait for their replies, each with its deadline."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, Protocol

from mien_bridge.outputs.vts.envelope import Ask, Reply, read_reply, written
from mien_protocol.errors import MienError

__all__ = ["Dialogue", "Line"]

_MESSAGES_AT_ONCE: Final = 64
"""Of what comes: so that a server that talks without end does not keep its listener."""


class Line(Protocol):
    """What carries messages both ways."""

    def send(self, text: str) -> None:
        """Sends one message."""

    def received(self) -> str | bytes | None:
        """The next message that has come; None if none has."""


@dataclass(frozen=True, slots=True)
class _Pending:
    ask: Ask
    then: Callable[[Reply], None]
    due_ns: int | None


class Dialogue:
    """Asks, and tells whoever asked what the reply is."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._pending: dict[str, _Pending] = {}
        self._asked = 0

    def ask(self, ask: Ask, then: Callable[[Reply], None], now_ns: int) -> None:
        """Sends a request.

        Args:
            ask: The request.
            then: Called with the reply, from within `listen`.
            now_ns: Monotonic time, nanoseconds.

        Raises:
            MienError: If the connection is lost.
        """
        self._asked += 1
        request_id = f"mien-{self._asked}"
        due_ns = None if ask.patience_ns is None else now_ns + ask.patience_ns
        self._pending[request_id] = _Pending(ask, then, due_ns)
        self._line.send(written(ask, request_id))

    def ask_all(self, asks: Sequence[Ask], then: Callable[[list[Reply]], None], now_ns: int) -> None:
        """Sends several requests at once.

        Args:
            asks: The requests, one at least.
            then: Called with all replies, in the order of the requests, when the last has come.
            now_ns: Monotonic time, nanoseconds.

        Raises:
            MienError: If the connection is lost.
        """
        replies: dict[int, Reply] = {}

        def gather(place: int, reply: Reply) -> None:
            replies[place] = reply
            if len(replies) == len(asks):
                then([replies[number] for number in range(len(asks))])

        for place, ask in enumerate(asks):
            self.ask(ask, partial(gather, place), now_ns)

    def listen(self, now_ns: int) -> None:
        """Takes what has come; events and replies to nothing are passed over.

        Args:
            now_ns: Monotonic time, nanoseconds.

        Raises:
            MienError: If the connection is lost, what came is no reply, or one is overdue; and whatever `then` raises.
        """
        for _ in range(_MESSAGES_AT_ONCE):
            text = self._line.received()
            if text is None:
                break
            reply = read_reply(text)
            pending = self._pending.pop(reply.request_id, None)
            if pending is None:
                continue
            if not reply.answers(pending.ask):
                raise MienError(f"VTube Studio answers {pending.ask.type} with {reply.type[:64]!r}")
            pending.then(reply)
        for pending in self._pending.values():
            if pending.due_ns is not None and now_ns >= pending.due_ns:
                raise MienError(f"VTube Studio has not answered {pending.ask.type} in time; is it busy, or stuck?")
