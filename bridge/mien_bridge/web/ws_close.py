"""Closing of WebSockets whose peers may not read any more."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from typing import Final

from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed
from websockets.frames import CloseCode
from websockets.protocol import State

__all__ = ["close_all", "close_ws"]

_PATIENCE_S: Final = 1.0
_REASON_BYTES: Final = 123
"""As much as a close frame holds."""


async def close_ws(connection: ServerConnection, code: CloseCode, reason: str, last: str | bytes | None = None) -> None:
    """Closes a connection, within two seconds whatever its other end does.

    Args:
        connection: Any, closed already perhaps.
        code: Why, for programs.
        reason: Why, for people; cut where a close frame ends.
        last: A message to send before.
    """
    cut = reason.encode("utf-8")[:_REASON_BYTES].decode("utf-8", "ignore")
    # Sending waits, perhaps for ever, until earlier messages have been read.
    with suppress(TimeoutError, ConnectionClosed):
        async with asyncio.timeout(_PATIENCE_S):
            if last is not None:
                await connection.send(last)
            await connection.close(code, cut)
    _abort(connection)


async def close_all(connections: Iterable[ServerConnection]) -> None:
    """Closes connections as the server stops; those that are no WebSockets at once."""
    every = list(connections)
    for connection in every:
        if connection.state is not State.OPEN:
            _abort(connection)
    text = "the server stops"
    await asyncio.gather(*(close_ws(one, CloseCode.GOING_AWAY, text) for one in every if one.state is State.OPEN))


def _abort(connection: ServerConnection) -> None:
    # A lost connection has no loop to be aborted in.
    if not connection.connection_lost_waiter.done():
        connection.transport.abort()
