"""A request and its reply."""

from typing import TypeVar

from mien_protocol.client.connection.connection import Connection
from mien_protocol.client.connection.operation import Operation, until
from mien_protocol.errors import ErrorCode, ProtocolError
from mien_protocol.messages.common import Request
from mien_protocol.messages.connection import ErrorReply
from mien_protocol.messages.table import Socket
from mien_protocol.schema import Message

__all__ = ["request"]

R = TypeVar("R", bound=Message)


def request(
    connection: Connection,
    message: Request,
    reply: type[R],
    patience_s: float,
    socket: Socket = Socket.CONTROL,
    *,
    work_s: float = 0.0,
) -> Operation[R]:
    """Sends a request and waits for its reply; waits for a connection first if there is none.

    Args:
        connection: Where it is sent.
        message: The request.
        reply: The kind of reply that is expected.
        patience_s: How long a connection, and then the reply, are waited for together.
        socket: Where it is sent.
        work_s: How long the daemon may work on it, where that is longer. A daemon that is gone meanwhile is noticed by
            its heartbeats, far earlier.

    Raises:
        ProtocolError: If the daemon refuses, with its words.
        DaemonSilentError: If it does not answer, or the connection breaks before.
    """
    deadline_ns = connection.now_ns() + round(patience_s * 1e9)
    yield from until(lambda: connection.is_up or connection.is_closed, patience_s, connection.now_ns)
    try:
        connection.ask(message, socket)
        made, left_s = connection.made, max((deadline_ns - connection.now_ns()) / 1e9, work_s)

        def settled() -> bool:
            return connection.replies.has(message.id) or connection.made != made or not connection.is_up

        broke = yield from until(settled, left_s, connection.now_ns)
        answer = connection.replies.get(message.id)
        if answer is None:
            raise connection.silent("the connection broke" if broke else "a request was not answered")
        return _checked(answer, reply)
    finally:
        connection.replies.forget(message.id)


def _checked(message: Message, reply: type[R]) -> R:
    if isinstance(message, ErrorReply):
        raise message.error()
    if not isinstance(message, reply):
        raise ProtocolError(
            ErrorCode.MALFORMED, f"expected {reply.__name__} as the answer, got {type(message).__name__}"
        )
    return message
