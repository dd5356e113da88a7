"""Requests that wait for their replies, each with its deadline."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, Protocol

from mien_bridge.outputs.vts.envelope import Reply, Request, encode_request, read_reply
from mien_protocol.errors import MienError

__all__ = ["MessageChannel", "RequestTracker"]

_MESSAGES_AT_ONCE: Final = 64
"""Of what comes: so that a server that talks without end does not keep its listener."""


class MessageChannel(Protocol):
    """A channel that carries messages both ways."""

    def send(self, text: str) -> None:
        """Sends one message."""

    def received(self) -> str | bytes | None:
        """The next message that has come; None if none has."""


@dataclass(frozen=True, slots=True)
class _Pending:
    request: Request
    then: Callable[[Reply], None]
    due_ns: int | None


class RequestTracker:
    """Sends requests, and hands each reply to its callback."""

    def __init__(self, channel: MessageChannel) -> None:
        self._channel = channel
        self._pending: dict[str, _Pending] = {}
        self._asked = 0

    def request(self, request: Request, then: Callable[[Reply], None], now_ns: int) -> None:
        """Sends a request.

        Args:
            request: The request.
            then: Called with the reply, from within `listen`.
            now_ns: Monotonic time, nanoseconds.

        Raises:
            MienError: If the connection is lost.
        """
        self._asked += 1
        request_id = f"mien-{self._asked}"
        due_ns = None if request.patience_ns is None else now_ns + request.patience_ns
        self._pending[request_id] = _Pending(request, then, due_ns)
        self._channel.send(encode_request(request, request_id))

    def request_all(self, requests: Sequence[Request], then: Callable[[list[Reply]], None], now_ns: int) -> None:
        """Sends several requests at once.

        Args:
            requests: The requests, one at least.
            then: Called with all replies, in the order of the requests, when the last has come.
            now_ns: Monotonic time, nanoseconds.

        Raises:
            MienError: If the connection is lost.
        """
        replies: dict[int, Reply] = {}

        def gather(place: int, reply: Reply) -> None:
            replies[place] = reply
            if len(replies) == len(requests):
                then([replies[number] for number in range(len(requests))])

        for place, request in enumerate(requests):
            self.request(request, partial(gather, place), now_ns)

    def listen(self, now_ns: int) -> None:
        """Takes what has come; events and replies to nothing are passed over.

        Args:
            now_ns: Monotonic time, nanoseconds.

        Raises:
            MienError: If the connection is lost, what came is no reply, or one is overdue; and whatever `then` raises.
        """
        for _ in range(_MESSAGES_AT_ONCE):
            text = self._channel.received()
            if text is None:
                break
            reply = read_reply(text)
            pending = self._pending.pop(reply.request_id, None)
            if pending is None:
                continue
            if not reply.answers(pending.request):
                raise MienError(f"VTube Studio answers {pending.request.type} with {reply.type[:64]!r}")
            pending.then(reply)
        for pending in self._pending.values():
            if pending.due_ns is not None and now_ns >= pending.due_ns:
                raise MienError(f"VTube Studio has not answered {pending.request.type} in time; is it busy, or stuck?")
