"""A subscriber that knows nothing of Mien: what a session sends, as it came."""

import struct
from typing import Any

import msgpack
import zmq

__all__ = ["Witness"]

LIMIT_MS = 120_000
"""More than a machine under any load takes: what does not come at all is what is to be found."""


class Witness:
    """The messages of one topic; use it in a `with`."""

    def __init__(self, endpoint: str, topic: str) -> None:
        self._context: zmq.Context[zmq.Socket[bytes]] = zmq.Context()
        self._socket = self._context.socket(zmq.SUB)
        self._socket.rcvhwm = 0
        self._socket.connect(endpoint)
        self._socket.subscribe(topic)
        try:
            self.header = self._description()
        except BaseException:
            # Otherwise it would be waited for when it is collected.
            self._context.destroy(linger=0)
            raise

    def __enter__(self) -> "Witness":
        return self

    def __exit__(self, *_: object) -> None:
        self._context.destroy(linger=0)

    def frames(self, count: int) -> list[tuple[Any, bytes]]:
        """So many frames: the header's array, and the payload."""
        got: list[tuple[Any, bytes]] = []
        while len(got) < count:
            header, *payload = self._message()
            if isinstance(header, list):
                got.append((header, payload[0]))
        return got

    def until(self, seq: int) -> dict[int, tuple[Any, bytes]]:
        """All frames up to a number, by their numbers."""
        got: dict[int, tuple[Any, bytes]] = {}
        while seq not in got:
            header, payload = self.frames(1)[0]
            got[header[1]] = (header, payload)
        return got

    def _description(self) -> dict[str, Any]:
        """The stream's header; where others are subscribed already, frames may come before it."""
        while True:
            header = self._message()[0]
            if isinstance(header, dict) and header["type"] == "stream_header":
                return header

    def _message(self) -> tuple[Any, ...]:
        assert self._socket.poll(LIMIT_MS), "nothing comes"
        _topic, header, *payload = self._socket.recv_multipart()
        return msgpack.unpackb(header), *payload


def numbers(payload: bytes) -> tuple[float, ...]:
    """The 61 numbers of a frame of motion."""
    return struct.unpack("<61f", payload)
