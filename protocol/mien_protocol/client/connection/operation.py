"""Operations that wait, independent of the driver: a blocked thread or an event loop."""

from collections.abc import Callable, Generator
from typing import TypeVar

__all__ = ["Operation", "look", "until"]

T = TypeVar("T")

Operation = Generator[float, None, T]
"""An operation that yields for how many seconds it would wait at most, and returns what it was for.

It is resumed when something may have changed, at the latest after that time; it looks for itself what did.
"""


def look() -> Operation[None]:
    """Serves the connection once, without waiting."""
    yield 0.0


def until(done: Callable[[], bool], timeout_s: float, clock: Callable[[], int]) -> Operation[bool]:
    """Waits until a condition holds; returns True if it does within the time."""
    deadline_ns = clock() + round(timeout_s * 1e9)
    while not done():
        left_ns = deadline_ns - clock()
        if left_ns <= 0:
            return False
        yield left_ns / 1e9
    return True
