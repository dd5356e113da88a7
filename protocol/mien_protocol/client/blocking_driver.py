"""Driver that waits by blocking the thread."""

from typing import TypeVar

from mien_protocol.client.connection.connection import Connection
from mien_protocol.client.connection.operation import Operation

__all__ = ["BlockingDriver"]

T = TypeVar("T")


class BlockingDriver:
    """Drives a connection in the calling thread, and only during calls."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def run(self, waiting: Operation[T]) -> T:
        """Runs an operation to its end."""
        while True:
            try:
                seconds = next(waiting)
            except StopIteration as end:
                result: T = end.value
                return result
            self.connection.wait(seconds)
            self.connection.advance()

    def turn(self, timeout_s: float) -> None:
        """Takes what has come, or comes first within the time."""
        deadline_ns = self.connection.now_ns() + round(timeout_s * 1e9)
        while True:
            left_s = (deadline_ns - self.connection.now_ns()) / 1e9
            self.connection.wait(max(left_s, 0.0))
            if self.connection.advance() or left_s <= 0:
                return
