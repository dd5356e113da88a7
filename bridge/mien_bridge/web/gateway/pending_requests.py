"""Requests of a browser that are under way, and the sessions that it opened."""

from typing import Final

from mien_protocol.errors import ErrorCode, ProtocolError
from mien_protocol.messages.common import Request
from mien_protocol.messages.sessions import Closed, Opened, SessionEnded
from mien_protocol.schema import Message
from mien_protocol.values import UINT32_MAX

__all__ = ["GREETING_ID", "PING_ID", "PendingRequests", "check_id"]

GREETING_ID: Final = UINT32_MAX
PING_ID: Final = UINT32_MAX - 1
"""Numbers of the gateway's own requests on a browser's line."""

_MOST_PENDING: Final = 10_000


class PendingRequests:
    """Requests and sessions of one browser."""

    def __init__(self) -> None:
        """Starts empty."""
        self._pending: set[int] = set()
        self._sessions: set[str] = set()

    @property
    def sessions(self) -> list[str]:
        """Those that were opened and not closed."""
        return sorted(self._sessions)

    def asked(self, message: Message) -> None:
        """Notes a message of the browser's.

        Raises:
            ProtocolError: `malformed`, if too much was asked that is not answered.
        """
        if isinstance(message, Request):
            if len(self._pending) >= _MOST_PENDING:
                text = f"{_MOST_PENDING} requests wait for an answer"
                raise ProtocolError(ErrorCode.MALFORMED, text, "ask for less at a time", retryable=True, re=message.id)
            self._pending.add(message.id)

    def answered(self, message: Message) -> None:
        """Notes a message of the daemon's."""
        self._pending.discard(getattr(message, "re", 0))
        if isinstance(message, Opened):
            self._sessions.add(message.session)
        elif isinstance(message, Closed | SessionEnded):
            self._sessions.discard(message.session)

    def take_pending(self) -> list[int]:
        """Takes the requests that will not be answered any more."""
        numbers, self._pending = sorted(self._pending), set()
        return numbers

    def lose_sessions(self, reason: str) -> list[SessionEnded]:
        """Drops all sessions; returns the message that ends each."""
        ended = [SessionEnded(session, ErrorCode.NO_DAEMON, reason) for session in self.sessions]
        self._sessions.clear()
        return ended


def check_id(message: Message) -> None:
    """Checks that a browser's request does not carry a number of the gateway's own.

    Raises:
        ProtocolError: `malformed`, if it does.
    """
    number = getattr(message, "id", 0)
    if number >= PING_ID:
        text = f"ids from {PING_ID} on are the gateway's own, got {number}"
        raise ProtocolError(ErrorCode.MALFORMED, text, "take a smaller one", re=number)
