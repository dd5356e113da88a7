"""Input and output of ROUTER sockets."""

import logging
import time
from collections.abc import Callable
from typing import Final

import zmq

from mien_protocol.codec import encode
from mien_protocol.schema import Message

__all__ = ["receive_waiting", "send_to"]

_log = logging.getLogger(__name__)

_MESSAGES_A_TURN: Final = 64
_TURN_NS: Final = 4_000_000
"""Messages read from one socket, and the time for that, before the others have a turn."""


def receive_waiting(socket: "zmq.Socket[bytes]", receive: Callable[[bytes, list[memoryview], int], None]) -> None:
    """Hands waiting messages to `receive`, with routing id and daemon time, for one turn at most."""
    until_ns = time.monotonic_ns() + _TURN_NS
    for _ in range(_MESSAGES_A_TURN):
        try:
            frames = socket.recv_multipart(zmq.DONTWAIT, copy=False)
        except zmq.Again:
            return
        identity, *parts = frames
        try:
            receive(identity.bytes, [part.buffer for part in parts], time.monotonic_ns())
        except Exception:
            # Whatever it was, the next message is another one.
            _log.exception("message.failed")
        if time.monotonic_ns() >= until_ns:
            return


def send_to(socket: "zmq.Socket[bytes]", identity: bytes, message: Message) -> bool:
    """Sends a message; False if the connection is gone, or has no room."""
    try:
        socket.send_multipart([identity, *encode(message)], zmq.DONTWAIT, copy=False)
    except zmq.Again:
        return False
    except zmq.ZMQError as error:
        if error.errno != zmq.EHOSTUNREACH:
            raise
        return False
    return True
